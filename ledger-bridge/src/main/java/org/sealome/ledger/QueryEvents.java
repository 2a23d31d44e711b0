// SPDX-License-Identifier: Apache-2.0
package org.sealome.ledger;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;

/** Reads the query log back from its events, in ranges that every node allows. */
final class QueryEvents {
  private static final String OPENED =
      Bytes32.keccak("QueryOpened(bytes32,bytes32,address,bytes32,bytes32[],bytes32,uint32)").hex();
  private static final String CLOSED =
      Bytes32.keccak("QueryClosed(bytes32,bytes32,bytes32,address,uint8,bytes32)").hex();

  private final JsonRpc rpc;
  private final Blocks blocks;
  private final Address contract;
  private final long first;

  QueryEvents(JsonRpc rpc, Address contract, long first) {
    this.rpc = rpc;
    this.blocks = new Blocks(rpc);
    this.contract = contract;
    this.first = first;
  }

  /** A closing names the entry by hash and requester. */
  private record Key(Bytes32 queryHash, Address requester) {}

  /** The requester's entry that was opened and, unless that is 0, closed at these blocks. */
  LogEntry entry(Bytes32 queryHash, Address requester, long openedBlock, long closedBlock) {
    List<JsonRpc.Call> calls = new ArrayList<>();
    String hash = queryHash.hex();
    calls.add(Logs.call(contract, openedBlock, openedBlock, OPENED, hash, null, topic(requester)));
    if (closedBlock != 0) {
      calls.add(Logs.call(contract, closedBlock, closedBlock, CLOSED, hash, null, null));
    }
    List<JsonRpc.Answer> answers = rpc.ask(calls);
    JsonNode opened = answers.getFirst().orThrow("eth_getLogs");
    if (opened.size() != 1) {
      throw new LedgerException.StaleHead("the node does not have the event of an entry it has");
    }
    Optional<LogEntry.Closing> closing = Optional.empty();
    if (closedBlock != 0) {
      for (JsonNode log : answers.get(1).orThrow("eth_getLogs")) {
        if (key(log).requester().equals(requester)) {
          closing = Optional.of(closing(log));
        }
      }
      if (closing.isEmpty()) {
        throw new LedgerException.StaleHead("the node does not have the event of an end it has");
      }
    }
    return entry(opened.get(0), blocks.ofLogs(List.of(opened.get(0))).getFirst(), closing);
  }

  List<LogEntry> entries(LogFilter filter) {
    BlockRef head = blocks.head();
    long from = filter.sinceSeconds() <= 0 ? first : firstSince(filter.sinceSeconds(), head);
    String dataset = filter.dataset() == null ? null : filter.dataset().hex();
    String requester = filter.requester() == null ? null : topic(filter.requester());
    List<JsonRpc.Call> calls = new ArrayList<>();
    for (long at = from; at <= head.number(); at += Logs.RANGE) {
      long to = Math.min(head.number(), at + Logs.RANGE - 1);
      calls.add(Logs.call(contract, at, to, OPENED, null, dataset, requester));
      calls.add(Logs.call(contract, at, to, CLOSED, null, dataset, null));
    }
    List<JsonRpc.Answer> answers = rpc.ask(calls);
    List<JsonNode> opened = new ArrayList<>();
    Map<Key, LogEntry.Closing> closings = new HashMap<>();
    for (int i = 0; i < answers.size(); i++) {
      for (JsonNode log : answers.get(i).orThrow("eth_getLogs")) {
        if (i % 2 == 0) {
          opened.add(log);
        } else {
          closings.put(key(log), closing(log));
        }
      }
    }
    List<BlockRef> refs = blocks.ofLogs(opened);
    return IntStream.range(0, opened.size())
        .mapToObj(
            i ->
                entry(
                    opened.get(i),
                    refs.get(i),
                    Optional.ofNullable(
                        closings.get(
                            new Key(
                                Logs.topic(opened.get(i), 1), Logs.address(opened.get(i), 3))))))
        .toList();
  }

  /** The first block at or after that time: times only grow. */
  private long firstSince(long seconds, BlockRef head) {
    long low = first;
    long high = head.number() + 1;
    while (low < high) {
      long middle = low + (high - low) / 2;
      if (blocks.at(middle).timestamp() >= seconds) {
        high = middle;
      } else {
        low = middle + 1;
      }
    }
    return low;
  }

  private static LogEntry entry(JsonNode log, BlockRef block, Optional<LogEntry.Closing> closing) {
    Abi.Reader data = new Abi.Reader(JsonRpc.bytes(log.path("data")));
    Abi.Reader genes = data.at(1);
    QueryEntry query =
        new QueryEntry(
            Logs.topic(log, 1),
            Logs.topic(log, 2),
            new Purpose(data.word(0)),
            IntStream.range(0, genes.length()).mapToObj(genes.elements()::word).toList(),
            data.word(2),
            Logs.address(log, 3));
    return new LogEntry(
        query,
        (int) data.number(3),
        block,
        Bytes32.fromHex(log.path("transactionHash").asText()),
        closing);
  }

  private static LogEntry.Closing closing(JsonNode log) {
    Abi.Reader data = new Abi.Reader(JsonRpc.bytes(log.path("data")));
    return new LogEntry.Closing(Outcome.of((int) data.number(1)), data.word(2), Logs.topic(log, 3));
  }

  private static Key key(JsonNode closed) {
    return new Key(
        Logs.topic(closed, 1), new Abi.Reader(JsonRpc.bytes(closed.path("data"))).address(0));
  }

  private static String topic(Address address) {
    return JsonRpc.hex(Abi.tuple(address));
  }
}
