// SPDX-License-Identifier: Apache-2.0
package org.sealome.ledger;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/** A contract's events, in ranges that every node allows. */
final class Logs {
  /** Besu's default limit. */
  static final long RANGE = 5_000;

  private final JsonRpc rpc;
  private final Address contract;

  /** Events read so far, in the order of the chain, and the first block not yet read. */
  private final List<JsonNode> known = new ArrayList<>();

  private long next;

  /** The block up to which events were read: while it is the chain's, so are they. Null: none. */
  private BlockRef tip;

  private final Blocks blocks;
  private final long first;

  Logs(JsonRpc rpc, Address contract, long first) {
    this.rpc = rpc;
    this.contract = contract;
    this.blocks = new Blocks(rpc);
    this.first = first;
    this.next = first;
  }

  /**
   * All events up to that block, remembered for the next call; forgotten where a re-organisation
   * took the last of them away.
   *
   * @throws LedgerException.StaleHead where that block is not the chain's
   */
  synchronized List<JsonNode> upTo(BlockRef block) {
    if (tip != null && !blocks.isCanonical(tip)) {
      forget();
    }
    List<JsonRpc.Call> calls = new ArrayList<>();
    for (long at = next; at <= block.number(); at += RANGE) {
      calls.add(call(contract, at, Math.min(block.number(), at + RANGE - 1)));
    }
    for (JsonRpc.Answer answer : rpc.ask(calls)) {
      answer.orThrow("eth_getLogs").forEach(known::add);
    }
    // Looked at after reading: what was read is then what stands before this block.
    if (!blocks.isCanonical(block)) {
      forget();
      blocks.requireCanonical(block);
    }
    if (block.number() >= next) {
      next = block.number() + 1;
      tip = block;
    }
    return known.stream()
        .filter(log -> JsonRpc.number(log.path("blockNumber")) <= block.number())
        .toList();
  }

  private void forget() {
    known.clear();
    next = first;
    tip = null;
  }

  /** A request for events of these blocks with these topics; null: any. */
  static JsonRpc.Call call(Address contract, long from, long to, String... topics) {
    return new JsonRpc.Call(
        "eth_getLogs",
        Map.of(
            "address", contract.hex(),
            "fromBlock", JsonRpc.hex(from),
            "toBlock", JsonRpc.hex(to),
            "topics", Arrays.asList(topics)));
  }

  static Bytes32 topic(JsonNode log, int index) {
    return Bytes32.fromHex(log.path("topics").path(index).asText());
  }

  static Address address(JsonNode log, int index) {
    return new Abi.Reader(topic(log, index).toBytes()).address(0);
  }
}
