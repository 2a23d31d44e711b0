// SPDX-License-Identifier: Apache-2.0
package org.sealome.ledger;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;

/** Reads the query log back from its events: one entry from the node, many from the index. */
final class QueryEvents {
  private static final Bytes32 OPENED =
      Bytes32.keccak("QueryOpened(bytes32,bytes32,address,bytes32,bytes32[],bytes32,uint32)");
  private static final Bytes32 BATCH = Bytes32.keccak("BatchOpened(bytes32,uint256)");
  private static final Bytes32 CLOSED =
      Bytes32.keccak("QueryClosed(bytes32,bytes32,bytes32,address,uint8,bytes32)");

  private final JsonRpc rpc;
  private final Blocks blocks;
  private final Address contract;
  private final EventIndex index;

  QueryEvents(JsonRpc rpc, Address contract, EventIndex index) {
    this.rpc = rpc;
    this.blocks = new Blocks(rpc);
    this.contract = contract;
    this.index = index;
  }

  /** A closing names the entry by hash and requester. */
  private record Key(Bytes32 queryHash, Address requester) {}

  /** The requester's entry that was opened and, unless that is 0, closed at these blocks. */
  LogEntry entry(Bytes32 queryHash, Address requester, long openedBlock, long closedBlock) {
    List<JsonRpc.Call> calls = new ArrayList<>();
    String hash = queryHash.hex();
    String from = contract.hex();
    calls.add(
        EventIndex.call(
            from, openedBlock, openedBlock, OPENED.hex(), hash, null, topic(requester).hex()));
    if (closedBlock != 0) {
      calls.add(EventIndex.call(from, closedBlock, closedBlock, CLOSED.hex(), hash));
    }
    List<JsonRpc.Answer> answers = rpc.ask(calls);
    JsonNode opened = answers.getFirst().orThrow("eth_getLogs");
    if (opened.size() != 1) {
      throw new LedgerException.StaleHead("the node does not have the event of an entry it has");
    }
    Optional<LogEntry.Closing> closing = Optional.empty();
    if (closedBlock != 0) {
      for (JsonNode log : answers.get(1).orThrow("eth_getLogs")) {
        Event closed = Event.of(log, null);
        if (key(closed).requester().equals(requester)) {
          closing = Optional.of(closing(closed));
        }
      }
      if (closing.isEmpty()) {
        throw new LedgerException.StaleHead("the node does not have the event of an end it has");
      }
    }
    BlockRef block = blocks.ofLogs(List.of(opened.get(0))).getFirst();
    return entry(Event.of(opened.get(0), block), closing);
  }

  /** The entry's place in its batch, from the events of its own transaction. */
  Optional<BatchPlace> place(LogEntry entry) {
    String transaction = entry.transaction().hex();
    JsonNode receipt = rpc.call("eth_getTransactionReceipt", transaction);
    if (!entry.block().hash().hex().equals(receipt.path("blockHash").asText())) {
      throw new LedgerException.StaleHead("transaction " + transaction + " is in another block");
    }
    Bytes32 leaf = QueryBatch.leaf(entry.entry().queryHash(), entry.entry().requester());
    List<Bytes32> leaves = new ArrayList<>();
    for (JsonNode log : receipt.path("logs")) {
      Event event = Event.of(log, entry.block());
      if (!event.contract().equals(contract)) {
        continue;
      }
      if (event.is(OPENED)) {
        leaves.add(QueryBatch.leaf(event.topic(1), event.address(3)));
      } else if (event.is(BATCH)) {
        // Said right after its entries; the same transaction may have logged others before.
        int size = (int) Math.min(event.reader().number(0), leaves.size());
        List<Bytes32> together = leaves.subList(leaves.size() - size, leaves.size());
        int index = together.indexOf(leaf);
        if (index >= 0) {
          return Optional.of(place(event.topic(1), together, index));
        }
      }
    }
    return Optional.empty();
  }

  private static BatchPlace place(Bytes32 root, List<Bytes32> leaves, int index) {
    QueryBatch batch = QueryBatch.ofLeaves(leaves);
    if (!batch.root().equals(root)) {
      throw new LedgerException.StaleHead("the node does not have the entries of a batch it has");
    }
    return batch.place(index);
  }

  List<LogEntry> entries(LogFilter filter) {
    BlockRef head = blocks.head();
    Bytes32 requester = filter.requester() == null ? null : topic(filter.requester());
    List<Event> opened = new ArrayList<>();
    index.forEach(
        contract,
        head,
        event -> {
          if (event.block().timestamp() >= filter.sinceSeconds()) {
            opened.add(event);
          }
        },
        OPENED,
        null,
        filter.dataset(),
        requester);
    Map<Key, LogEntry.Closing> closings = new HashMap<>();
    index.forEach(
        contract,
        head,
        event -> closings.put(key(event), closing(event)),
        CLOSED,
        null,
        filter.dataset());
    return opened.stream()
        .map(
            event ->
                entry(
                    event,
                    Optional.ofNullable(closings.get(new Key(event.topic(1), event.address(3))))))
        .toList();
  }

  private static LogEntry entry(Event opened, Optional<LogEntry.Closing> closing) {
    Abi.Reader data = opened.reader();
    Abi.Reader genes = data.at(1);
    QueryEntry query =
        new QueryEntry(
            opened.topic(1),
            opened.topic(2),
            new Purpose(data.word(0)),
            IntStream.range(0, genes.length()).mapToObj(genes.elements()::word).toList(),
            data.word(2),
            opened.address(3));
    return new LogEntry(query, (int) data.number(3), opened.block(), opened.transaction(), closing);
  }

  private static LogEntry.Closing closing(Event closed) {
    Abi.Reader data = closed.reader();
    return new LogEntry.Closing(Outcome.of((int) data.number(1)), data.word(2), closed.topic(3));
  }

  private static Key key(Event closed) {
    return new Key(closed.topic(1), closed.reader().address(0));
  }

  private static Bytes32 topic(Address address) {
    return Bytes32.of(Abi.tuple(address));
  }
}
