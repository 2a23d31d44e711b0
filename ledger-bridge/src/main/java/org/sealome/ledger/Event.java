// SPDX-License-Identifier: Apache-2.0
package org.sealome.ledger;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;

/**
 * What a contract told.
 *
 * @param contract which
 * @param topics the event's own hash, then its indexed parts
 * @param data the others, ABI-encoded; not to be changed
 * @param block the block that holds it
 * @param transaction the transaction that made it
 */
record Event(
    Address contract, List<Bytes32> topics, byte[] data, BlockRef block, Bytes32 transaction) {

  /** From a node's answer to {@code eth_getLogs}. */
  static Event of(JsonNode log, BlockRef block) {
    List<Bytes32> topics = new ArrayList<>(4);
    log.path("topics").forEach(topic -> topics.add(Bytes32.fromHex(topic.asText())));
    return new Event(
        new Address(log.path("address").asText()),
        topics,
        JsonRpc.bytes(log.path("data")),
        block,
        Bytes32.fromHex(log.path("transactionHash").asText()));
  }

  /** Whether it is the event with this hash. */
  boolean is(Bytes32 event) {
    return !topics.isEmpty() && topics.getFirst().equals(event);
  }

  Bytes32 topic(int index) {
    return topics.get(index);
  }

  Address address(int index) {
    return new Abi.Reader(topic(index).toBytes()).address(0);
  }

  long number(int index) {
    return new Abi.Reader(topic(index).toBytes()).number(0);
  }

  Abi.Reader reader() {
    return new Abi.Reader(data);
  }
}
