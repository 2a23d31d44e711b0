// SPDX-License-Identifier: Apache-2.0
package org.sealome.ledger;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/**
 * The contracts' events, read from the node once and kept. Ranges shrink where a node refuses one
 * and grow again; pages whose last block is no longer the chain's are forgotten and read anew.
 */
final class EventIndex {
  /** Besu's default limit. */
  static final int RANGE = 5_000;

  /** As many events as one answer should hold. */
  private static final int MANY = 10_000;

  /** So many blocks without events are rather read again than written down. */
  private static final int FEW = 1_000;

  private final JsonRpc rpc;
  private final Blocks blocks;
  private final List<Address> contracts;
  private final long first;
  private final EventPages pages;
  private int range = RANGE;

  /**
   * @param folder null: in memory
   */
  EventIndex(JsonRpc rpc, Deployment deployment, Path folder) {
    this(
        rpc,
        deployment.contracts().stream().map(Deployment.Contract::address).toList(),
        deployment.block(),
        folder == null
            ? null
            : folder.resolve(
                "events-" + Bytes32.keccak(deployment.toString()).hex().substring(2, 18)));
  }

  EventIndex(JsonRpc rpc, List<Address> contracts, long first, Path file) {
    this.rpc = rpc;
    this.blocks = new Blocks(rpc);
    this.contracts = List.copyOf(contracts);
    this.first = first;
    this.pages = new EventPages(file, first);
  }

  /**
   * A contract's events up to that block, in the order of the chain.
   *
   * @param topics the event's hash and its indexed parts; null, or left out: any
   * @throws LedgerException.StaleHead where that block is not the chain's
   */
  void forEach(Address contract, BlockRef upTo, Consumer<Event> to, Bytes32... topics) {
    pages.exclusively(
        () -> {
          read(upTo);
          for (int i = 0; i < pages.size() && pages.from(i) <= upTo.number(); i++) {
            pages.page(i).scan(contract, upTo.number(), topics, to);
          }
          return null;
        });
  }

  private void read(BlockRef upTo) {
    while (pages.size() > 0 && !tip().equals(upTo) && !blocks.isCanonical(tip())) {
      pages.dropLast();
    }
    long next = pages.size() == 0 ? first : tip().number() + 1;
    if (next > upTo.number()) {
      blocks.requireCanonical(upTo);
      return;
    }
    while (next <= upTo.number()) {
      long to = Math.min(upTo.number(), next + range - 1);
      List<JsonRpc.Call> calls =
          List.of(
              new JsonRpc.Call("eth_getBlockByNumber", JsonRpc.hex(to), false),
              call(contracts.stream().map(Address::hex).toList(), next, to),
              new JsonRpc.Call("eth_getBlockByNumber", JsonRpc.hex(to), false));
      JsonNode logs;
      BlockRef tip;
      try {
        List<JsonRpc.Answer> answers = rpc.ask(calls);
        // Looked at before and after: what was read in between is then what stands before it.
        tip = Blocks.ref(answers.get(0).orThrow("eth_getBlockByNumber"), "number " + to);
        logs = answers.get(1).orThrow("eth_getLogs");
        BlockRef after = Blocks.ref(answers.get(2).orThrow("eth_getBlockByNumber"), "number " + to);
        if (!after.equals(tip) || to == upTo.number() && !tip.equals(upTo)) {
          throw new LedgerException.StaleHead("block " + to + " is no longer the chain's");
        }
      } catch (LedgerException.Rejected | LedgerException.Unreachable e) {
        if (to == next || !mayBeTooMuch(e)) {
          throw e;
        }
        range = (int) Math.max(1, (to - next + 1) / 2);
        continue;
      }
      if (logs.size() > MANY) {
        range = Math.max(1, range / 2);
      } else if (logs.size() < MANY / 4) {
        range = Math.min(RANGE, range * 2);
      }
      if (!logs.isEmpty() || pages.size() == 0 || to - next >= FEW) {
        pages.append(EventPage.of(next, tip, events(logs)));
      }
      next = to + 1;
    }
  }

  private BlockRef tip() {
    return pages.tip(pages.size() - 1);
  }

  /** Nodes say in many ways that a range is too large; a node that is away says nothing. */
  private static boolean mayBeTooMuch(LedgerException e) {
    return e instanceof LedgerException.Rejected rejected
        ? rejected.rpcCode() != 401 && rejected.rpcCode() != 403
        : e.getCause() instanceof java.net.SocketTimeoutException;
  }

  private List<Event> events(JsonNode logs) {
    List<JsonNode> all = new ArrayList<>(logs.size());
    logs.forEach(all::add);
    boolean dated = all.stream().allMatch(log -> log.path("blockTimestamp").isTextual());
    List<BlockRef> refs = dated ? null : blocks.ofLogs(all);
    List<Event> events = new ArrayList<>(all.size());
    for (int i = 0; i < all.size(); i++) {
      JsonNode log = all.get(i);
      BlockRef block =
          dated
              ? new BlockRef(
                  JsonRpc.number(log.path("blockNumber")),
                  Bytes32.fromHex(log.path("blockHash").asText()),
                  JsonRpc.number(log.path("blockTimestamp")))
              : refs.get(i);
      events.add(Event.of(log, block));
    }
    return events;
  }

  /** A request for events of these blocks with these topics; null: any. */
  static JsonRpc.Call call(Object contract, long from, long to, String... topics) {
    return new JsonRpc.Call(
        "eth_getLogs",
        Map.of(
            "address", contract,
            "fromBlock", JsonRpc.hex(from),
            "toBlock", JsonRpc.hex(to),
            "topics", java.util.Arrays.asList(topics)));
  }
}
