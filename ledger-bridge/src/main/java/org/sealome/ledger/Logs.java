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

  Logs(JsonRpc rpc, Address contract, long first) {
    this.rpc = rpc;
    this.contract = contract;
    this.next = first;
  }

  /** All events up to that block, remembered for the next call. */
  synchronized List<JsonNode> upTo(long block) {
    List<JsonRpc.Call> calls = new ArrayList<>();
    for (long at = next; at <= block; at += RANGE) {
      calls.add(call(contract, at, Math.min(block, at + RANGE - 1)));
    }
    for (JsonRpc.Answer answer : rpc.ask(calls)) {
      answer.orThrow("eth_getLogs").forEach(known::add);
    }
    next = Math.max(next, block + 1);
    return known.stream().filter(log -> JsonRpc.number(log.path("blockNumber")) <= block).toList();
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
