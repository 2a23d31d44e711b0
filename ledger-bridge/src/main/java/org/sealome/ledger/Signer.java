// SPDX-License-Identifier: Apache-2.0
package org.sealome.ledger;

import java.util.ArrayList;
import java.util.List;
import java.util.NavigableMap;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.LongStream;

/** The owner of one key's nonces; its monitor guards them. */
final class Signer {
  /** Of what was sent. More than these no re-organisation takes away. */
  private static final int REMEMBERED = 256;

  private final NavigableMap<Long, String> sent = new TreeMap<>();

  /** Negative: to be asked. */
  long next = -1;

  /** Keeps what was sent last under the transaction's nonce. */
  synchronized void remember(Transactions.Pending pending) {
    sent.put(pending.nonce, pending.raw);
    while (sent.size() > REMEMBERED) {
      sent.pollFirstEntry();
    }
  }

  /**
   * Sends again whatever a re-organisation took away before the transaction, although it was final
   * once: none can be mined that has not its predecessors. The very same is sent, so nothing is
   * done twice, and what was lost is done again.
   */
  void restoreBefore(Transactions.Pending pending, JsonRpc rpc) {
    String address = pending.from.address().hex();
    List<JsonRpc.Answer> counts =
        rpc.ask(
            List.of(
                new JsonRpc.Call("eth_getTransactionCount", address, "pending"),
                new JsonRpc.Call("eth_getTransactionCount", address, "latest")));
    if (JsonRpc.number(counts.getFirst().orThrow("eth_getTransactionCount")) >= pending.nonce) {
      return;
    }
    long first = JsonRpc.number(counts.getLast().orThrow("eth_getTransactionCount"));
    List<JsonRpc.Call> calls = new ArrayList<>();
    synchronized (this) {
      LongStream.range(Math.max(first, pending.nonce - REMEMBERED), pending.nonce)
          .mapToObj(sent::get)
          .filter(Objects::nonNull)
          .forEach(raw -> calls.add(new JsonRpc.Call("eth_sendRawTransaction", raw)));
    }
    // A node that has one already says so, which changes nothing.
    rpc.ask(calls);
  }
}
