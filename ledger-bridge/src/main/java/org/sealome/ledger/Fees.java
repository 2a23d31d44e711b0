// SPDX-License-Identifier: Apache-2.0
package org.sealome.ledger;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigInteger;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * What a transaction offers for gas and how much gas it may have, by what the node says.
 *
 * <p>Where a block has a base fee, an offer stands up to twice that fee, which six full blocks in a
 * row do not reach; only the fee itself and the tip are paid. Elsewhere a sender with coins pays
 * what the node asks, and one without tries for nothing, as on a permissioned network.
 */
final class Fees {
  /** The most that a transaction may have anywhere since EIP-7825. */
  private static final long MOST_GAS = 1 << 24;

  /** No network's blocks are smaller. */
  private static final long LEAST_BLOCK = 3_000_000;

  /** An offer above this many times the node's own price is not raised any more. */
  private static final int RAISED_UP_TO = 16;

  private final JsonRpc rpc;
  private final Set<Address> forNothing = ConcurrentHashMap.newKeySet();
  private volatile long blockGas;

  Fees(JsonRpc rpc) {
    this.rpc = rpc;
  }

  /**
   * An offer, in wei a gas.
   *
   * @param most the most that is paid
   * @param tip what the block's maker gets of it; negative: all, in a transaction of the first kind
   */
  record Offer(long most, long tip) {
    static final Offer NOTHING = new Offer(0, -1);

    boolean hasTip() {
      return tip >= 0;
    }

    /** Nodes want a tenth more at least in the place of what they have. */
    private Offer over(Offer before) {
      return new Offer(
          Math.max(most, before.most + before.most / 4 + 1),
          hasTip() ? Math.max(tip, before.tip + before.tip / 4 + 1) : tip);
    }
  }

  /**
   * What the node says.
   *
   * @param base the newest block's base fee; 0 where there is none
   * @param price what it asks for itself
   * @param coins whether the account has any
   */
  private record Market(long base, long price, boolean coins) {
    boolean free() {
      return base == 0 && price == 0;
    }

    Offer offer() {
      // So that the price that is asked is reached although the base fee goes down meanwhile.
      return base == 0 ? new Offer(price, -1) : with(Math.max(1, price - base + base / 4));
    }

    private Offer with(long tip) {
      return new Offer(2 * base + tip, tip);
    }
  }

  /**
   * What this account offers now. Known without asking where gas was free for it before.
   *
   * @throws LedgerException.NoCoins where there is a base fee and it has none
   */
  Offer offer(Address from) {
    if (forNothing.contains(from)) {
      return Offer.NOTHING;
    }
    Market market = ask(from);
    if (market.base > 0) {
      requireCoins(market, from);
      return market.offer();
    }
    if (market.free() || !market.coins) {
      forNothing.add(from);
      return Offer.NOTHING;
    }
    return market.offer();
  }

  /**
   * More than an offer that was refused or passed over; the same where the node asks for nothing,
   * or asked for much less.
   *
   * @throws LedgerException.NoCoins where the account has none
   */
  Offer more(Address from, Offer before) {
    Market market = ask(from);
    if (market.free()) {
      return before;
    }
    requireCoins(market, from);
    forNothing.remove(from);
    Offer now = market.offer();
    return before.most / RAISED_UP_TO > now.most ? before : now.over(before);
  }

  /** As much gas as any transaction can have here, or {@code wanted} if that is less. */
  long atMost(long wanted) {
    return Math.min(wanted, wanted <= LEAST_BLOCK ? wanted : most());
  }

  /** As much gas as any transaction can have here. */
  long most() {
    if (blockGas == 0) {
      note(rpc.call("eth_getBlockByNumber", "latest", false));
    }
    return Math.min(blockGas, MOST_GAS);
  }

  private Market ask(Address from) {
    List<JsonRpc.Answer> answers =
        rpc.ask(
            List.of(
                new JsonRpc.Call("eth_getBlockByNumber", "latest", false),
                new JsonRpc.Call("eth_gasPrice"),
                new JsonRpc.Call("eth_getBalance", from.hex(), "latest")));
    JsonNode header = answers.get(0).orThrow("eth_getBlockByNumber");
    note(header);
    String coins = answers.get(2).orThrow("eth_getBalance").asText();
    return new Market(
        header.hasNonNull("baseFeePerGas") ? JsonRpc.number(header.path("baseFeePerGas")) : 0,
        JsonRpc.number(answers.get(1).orThrow("eth_gasPrice")),
        new BigInteger(coins.substring(2), 16).signum() > 0);
  }

  private void note(JsonNode header) {
    long limit = JsonRpc.number(header.path("gasLimit"));
    blockGas = limit < 0 ? Long.MAX_VALUE : limit;
  }

  private static void requireCoins(Market market, Address from) {
    if (!market.coins) {
      throw new LedgerException.NoCoins(
          "gas has a price on this network (%s wei), and %s has no coins"
              .formatted(Math.max(market.base, market.price), from));
    }
  }
}
