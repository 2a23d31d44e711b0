// SPDX-License-Identifier: Apache-2.0
package org.sealome.ledger;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Locale;

/**
 * When a block can no longer be taken back.
 *
 * @param kind by what rule
 * @param confirmations blocks that must stand on top of it, for {@link Kind#CONFIRMED}; else 0
 */
public record Finality(Kind kind, int confirmations) {
  /** The rules. */
  public enum Kind {
    /** At once: QBFT and IBFT 2.0 decide before a block is a block; a development node is alone. */
    MINED,
    /** After a number of further blocks: Clique and whatever else is not known. */
    CONFIRMED,
    /** When the node says so by the tag {@code finalized}: proof of stake. */
    FINALIZED
  }

  public static final Finality MINED = new Finality(Kind.MINED, 0);
  public static final Finality FINALIZED = new Finality(Kind.FINALIZED, 0);

  /** Every header of IBFT 2.0 and QBFT has this as its {@code mixHash}. */
  static final String ISTANBUL =
      "0x63746963616c2062797a616e74696e65206661756c7420746f6c6572616e6365";

  private static final int UNKNOWN_CONFIRMATIONS = 12;

  public Finality {
    if (confirmations < 0 || kind != Kind.CONFIRMED && confirmations != 0) {
      throw new IllegalArgumentException("confirmations: " + confirmations);
    }
  }

  public static Finality confirmed(int confirmations) {
    return new Finality(Kind.CONFIRMED, confirmations);
  }

  /**
   * @param text {@code mined}, {@code finalized}, or a number of confirmations
   * @throws IllegalArgumentException for anything else
   */
  public static Finality parse(String text) {
    return switch (text.strip().toLowerCase(Locale.ROOT)) {
      case "mined" -> MINED;
      case "finalized" -> FINALIZED;
      case String number when number.matches("[0-9]{1,6}") -> confirmed(Integer.parseInt(number));
      default -> throw new IllegalArgumentException("no rule of finality: " + text);
    };
  }

  /** What a node is asked, so that {@link #of} can tell. */
  static List<JsonRpc.Call> questions() {
    return List.of(
        new JsonRpc.Call("eth_getBlockByNumber", "latest", false),
        new JsonRpc.Call("qbft_getValidatorsByBlockNumber", "latest"),
        new JsonRpc.Call("ibft_getValidatorsByBlockNumber", "latest"),
        new JsonRpc.Call("web3_clientVersion"),
        new JsonRpc.Call("clique_getSigners", "latest"),
        new JsonRpc.Call("eth_getBlockByNumber", "finalized", false));
  }

  /**
   * The rule of the node that gave these answers to {@link #questions}. A node that offers none of
   * the consensus' methods still shows its headers.
   */
  static Finality of(List<JsonRpc.Answer> answers) {
    boolean byzantine =
        ISTANBUL.equals(said(answers, 0).path("mixHash").asText())
            || !said(answers, 1).isEmpty()
            || !said(answers, 2).isEmpty();
    String client = said(answers, 3).asText().toLowerCase(Locale.ROOT);
    if (byzantine || client.startsWith("anvil") || client.startsWith("hardhat")) {
      return MINED;
    }
    int signers = said(answers, 4).size();
    if (signers > 0) {
      return confirmed(signers / 2 + 1);
    }
    return said(answers, 5).isObject() ? FINALIZED : confirmed(UNKNOWN_CONFIRMATIONS);
  }

  /** Of a node that is not known yet, unless the endpoint says. */
  static Finality of(JsonRpc rpc) {
    Finality told = rpc.endpoint().finality();
    return told != null ? told : of(rpc.ask(questions()));
  }

  /** The height up to which blocks are final; one call of the node, or none. */
  long height(JsonRpc rpc) {
    return switch (kind) {
      case MINED -> Long.MAX_VALUE;
      case CONFIRMED -> JsonRpc.number(rpc.call("eth_blockNumber")) - confirmations;
      case FINALIZED -> {
        JsonNode block = rpc.ask(questions().getLast()).result();
        // Before the first epoch is over nothing is.
        yield block != null && block.isObject() ? JsonRpc.number(block.path("number")) : -1;
      }
    };
  }

  private static JsonNode said(List<JsonRpc.Answer> answers, int question) {
    JsonRpc.Answer answer = answers.get(question);
    return answer.error() == null && answer.result() != null
        ? answer.result()
        : JsonRpc.JSON.missingNode();
  }

  /** As {@link #parse} reads it. */
  @Override
  public String toString() {
    return kind == Kind.CONFIRMED
        ? Integer.toString(confirmations)
        : kind.name().toLowerCase(Locale.ROOT);
  }
}
