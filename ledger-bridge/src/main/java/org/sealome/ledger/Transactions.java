// SPDX-License-Identifier: Apache-2.0
package org.sealome.ledger;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigInteger;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.web3j.crypto.RawTransaction;
import org.web3j.crypto.Sign;
import org.web3j.crypto.TransactionEncoder;

/**
 * Sends transactions and sees them mined. Every signing key has one owner of its nonces, so that
 * threads never use one twice; other processes with the same key are met by asking the node again.
 * The gas price is zero, as on a permissioned network.
 */
final class Transactions {
  private static final Duration MINED_WITHIN = Duration.ofSeconds(60);
  private static final int NONCE_RETRIES = 20;

  private final JsonRpc rpc;
  private final long chainId;
  private final Map<Address, Signer> signers = new ConcurrentHashMap<>();

  Transactions(JsonRpc rpc, long chainId) {
    this.rpc = rpc;
    this.chainId = chainId;
  }

  /** A transaction to send; {@code to} is null for a deployment. */
  record Draft(Address to, byte[] data, long gas) {}

  /** A mined transaction's receipt. */
  record Receipt(Mined mined, JsonNode json) {}

  /**
   * Asks the contract first, so that a refusal costs no transaction, then sends; returns when
   * mined.
   *
   * @throws LedgerException.Reverted where the contract refuses, now or when mined
   */
  Mined send(Account from, Address to, byte[] data) {
    return deploy(from, to, data).mined();
  }

  /** As {@link #send}; {@code to} may be null. */
  Receipt deploy(Account from, Address to, byte[] data) {
    Map<String, Object> call =
        to == null
            ? Map.of("from", from.address().hex(), "data", JsonRpc.hex(data))
            : Map.of("from", from.address().hex(), "to", to.hex(), "data", JsonRpc.hex(data));
    JsonRpc.Answer estimate = rpc.ask(new JsonRpc.Call("eth_estimateGas", call));
    if (estimate.error() != null) {
      throw refusal(estimate, "eth_estimateGas");
    }
    // State may change between the estimate and the block; unused gas costs nothing.
    long gas = JsonRpc.number(estimate.result()) * 3 / 2 + 50_000;
    return sendAll(from, List.of(new Draft(to, data, gas))).getFirst();
  }

  /**
   * Sends all at once, in this order, without asking first; returns when all are mined.
   *
   * @throws LedgerException.Reverted for the first that failed; later ones may have succeeded
   */
  List<Receipt> sendAll(Account from, List<Draft> drafts) {
    Signer signer = signers.computeIfAbsent(from.address(), a -> new Signer());
    List<String> hashes = new ArrayList<>(drafts.size());
    synchronized (signer) {
      for (Draft draft : drafts) {
        hashes.add(submit(signer, from, draft));
      }
    }
    List<JsonNode> receipts = await(hashes);
    List<BlockRef> blocks = new Blocks(rpc).ofLogs(receipts);
    List<Receipt> all = new ArrayList<>(drafts.size());
    for (int i = 0; i < drafts.size(); i++) {
      JsonNode receipt = receipts.get(i);
      if (JsonRpc.number(receipt.path("status")) != 1) {
        throw reason(from, drafts.get(i), receipt);
      }
      all.add(
          new Receipt(
              new Mined(
                  Bytes32.fromHex(hashes.get(i)),
                  blocks.get(i),
                  JsonRpc.number(receipt.path("gasUsed"))),
              receipt));
    }
    return all;
  }

  private String submit(Signer signer, Account from, Draft draft) {
    for (int attempt = 0; ; attempt++) {
      if (signer.next < 0) {
        signer.next =
            JsonRpc.number(rpc.call("eth_getTransactionCount", from.address().hex(), "pending"));
      }
      RawTransaction raw =
          RawTransaction.createTransaction(
              BigInteger.valueOf(signer.next),
              BigInteger.ZERO,
              BigInteger.valueOf(draft.gas()),
              draft.to() == null ? null : draft.to().hex(),
              BigInteger.ZERO,
              JsonRpc.hex(draft.data()));
      byte[] signed = sign(raw, from);
      JsonRpc.Answer answer;
      try {
        answer = rpc.ask(new JsonRpc.Call("eth_sendRawTransaction", JsonRpc.hex(signed)));
      } catch (LedgerException e) {
        signer.next = -1;
        throw e;
      }
      if (answer.error() == null) {
        signer.next++;
        return answer.result().asText();
      }
      signer.next = -1;
      String message = answer.message().toLowerCase(java.util.Locale.ROOT);
      boolean taken =
          message.contains("nonce")
              || message.contains("underpriced")
              || message.contains("already imported")
              || message.contains("already known");
      if (!taken || attempt >= NONCE_RETRIES) {
        throw refusal(answer, "eth_sendRawTransaction");
      }
      pause(5L + attempt * 5L);
    }
  }

  /** EIP-155: bound to the chain. */
  private byte[] sign(RawTransaction raw, Account from) {
    Bytes32 digest = Bytes32.keccak(TransactionEncoder.encode(raw, chainId));
    Signature signature = from.sign(digest);
    BigInteger v = BigInteger.valueOf(signature.v() - 27 + 35 + 2 * chainId);
    return TransactionEncoder.encode(
        raw,
        new Sign.SignatureData(v.toByteArray(), signature.r().toBytes(), signature.s().toBytes()));
  }

  private List<JsonNode> await(List<String> hashes) {
    JsonNode[] receipts = new JsonNode[hashes.size()];
    long deadline = System.nanoTime() + MINED_WITHIN.toNanos();
    for (long wait = 1; ; wait = Math.min(100, wait * 2)) {
      List<Integer> open = new ArrayList<>();
      for (int i = 0; i < receipts.length; i++) {
        if (receipts[i] == null) {
          open.add(i);
        }
      }
      if (open.isEmpty()) {
        return List.of(receipts);
      }
      List<JsonRpc.Answer> answers =
          rpc.ask(
              open.stream()
                  .map(i -> new JsonRpc.Call("eth_getTransactionReceipt", hashes.get(i)))
                  .toList());
      for (int k = 0; k < open.size(); k++) {
        JsonNode receipt = answers.get(k).orThrow("eth_getTransactionReceipt");
        if (receipt.isObject() && receipt.hasNonNull("blockHash")) {
          receipts[open.get(k)] = receipt;
        }
      }
      if (System.nanoTime() > deadline) {
        throw new LedgerException.NotMined(
            "a transaction was not mined within " + MINED_WITHIN.toSeconds() + " s");
      }
      if (answers.stream().anyMatch(a -> !a.result().isObject())) {
        pause(wait);
      }
    }
  }

  /** A receipt has no reason: the call is asked again, in the state before its block. */
  private LedgerException reason(Account from, Draft draft, JsonNode receipt) {
    long before = JsonRpc.number(receipt.path("blockNumber")) - 1;
    Map<String, Object> call =
        Map.of(
            "from", from.address().hex(),
            "to", draft.to() == null ? Address.ZERO.hex() : draft.to().hex(),
            "gas", JsonRpc.hex(draft.gas()),
            "data", JsonRpc.hex(draft.data()));
    JsonRpc.Answer answer = rpc.ask(new JsonRpc.Call("eth_call", call, JsonRpc.hex(before)));
    if (answer.error() != null) {
      return refusal(answer, "eth_call");
    }
    return new LedgerException.Reverted("a transaction failed without a reason", "unknown");
  }

  /** A contract's refusal, or the node's. */
  static LedgerException refusal(JsonRpc.Answer answer, String method) {
    byte[] data = answer.revertData();
    boolean reverted = answer.message().toLowerCase(java.util.Locale.ROOT).contains("revert");
    return data != null || reverted ? Reverts.decode(data) : answer.rejected(method);
  }

  private static void pause(long millis) {
    try {
      Thread.sleep(millis);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new LedgerException.NotMined("interrupted while waiting for a block");
    }
  }

  /** The owner of one key's nonces; its monitor guards them. */
  private static final class Signer {
    /** Negative: to be asked. */
    private long next = -1;
  }
}
