// SPDX-License-Identifier: Apache-2.0
package org.sealome.ledger;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Sends transactions and sees them final. Every signing key has one owner of its nonces, so that
 * threads never use one twice; other processes with the same key are met by asking the node again.
 *
 * <p>A signed transaction is sent until it is in a block: again where the node did not answer or
 * has lost it, at a higher price where it is passed over, under another nonce where somebody else
 * used its own (then the first can never be mined). So what was sent once is done once. Where a
 * re-organisation takes away what was final, it comes back when the same key sends again.
 */
final class Transactions implements AutoCloseable {
  private static final Duration MINED_WITHIN = Duration.ofSeconds(60);
  private static final Duration FINAL_WITHIN = Duration.ofMinutes(20);
  private static final int NONCE_RETRIES = 20;

  private final JsonRpc rpc;
  private final Blocks blocks;
  private final Finality finality;
  private final Heads heads;
  private final Fees fees;
  private final Envelope envelope;
  private final Map<Address, Signer> signers = new ConcurrentHashMap<>();

  Transactions(JsonRpc rpc, long chainId, Finality finality) {
    this.rpc = rpc;
    this.blocks = new Blocks(rpc);
    this.finality = finality;
    this.heads = new Heads(rpc);
    this.fees = new Fees(rpc);
    this.envelope = new Envelope(rpc, chainId, fees);
  }

  /** A transaction to send; {@code to} is null for a deployment. */
  record Draft(Address to, byte[] data, long gas) {
    Map<String, Object> call(Account from) {
      return to == null
          ? Map.of("from", from.address().hex(), "data", JsonRpc.hex(data))
          : Map.of("from", from.address().hex(), "to", to.hex(), "data", JsonRpc.hex(data));
    }
  }

  /** A mined transaction's receipt. */
  record Receipt(Mined mined, JsonNode json) {}

  /**
   * Asks the contract first, so that a refusal costs no transaction, then sends; returns when
   * final.
   *
   * @throws LedgerException.Reverted where the contract refuses, now or when mined
   * @throws LedgerException.OutOfGas where no block could hold it
   */
  Mined send(Account from, Address to, byte[] data) {
    return deploy(from, to, data).mined();
  }

  /**
   * As {@link #send}, where the gas is known: the contract is asked once. (Nodes estimate by many
   * trials, which for a large transaction takes longer than mining it.)
   *
   * @param gas enough in every case; what is not used costs nothing, and a block's limit holds
   */
  Mined send(Account from, Address to, byte[] data, long gas) {
    Draft draft = new Draft(to, data, fees.atMost(gas));
    Map<String, Object> call = new HashMap<>(draft.call(from));
    call.put("gas", JsonRpc.hex(draft.gas()));
    JsonRpc.Answer answer = rpc.ask(new JsonRpc.Call("eth_call", call, "latest"));
    if (answer.error() != null) {
      throw refusal(answer, "eth_call");
    }
    return sendAll(from, List.of(draft)).getFirst().mined();
  }

  /** As {@link #send}; {@code to} may be null. */
  Receipt deploy(Account from, Address to, byte[] data) {
    JsonRpc.Answer estimate =
        rpc.ask(new JsonRpc.Call("eth_estimateGas", new Draft(to, data, 0).call(from)));
    if (estimate.error() != null) {
      throw refusal(estimate, "eth_estimateGas");
    }
    // State may change between the estimate and the block; unused gas costs nothing.
    long least = JsonRpc.number(estimate.result());
    long gas = Math.max(least, fees.atMost(least * 3 / 2 + 50_000));
    return sendAll(from, List.of(new Draft(to, data, gas))).getFirst();
  }

  /**
   * Sends all at once, in this order, without asking first; returns when all are final.
   *
   * @throws LedgerException.Unreachable where no node answers and none was sent
   * @throws LedgerException.NoCoins where gas has a price and the sender cannot pay it
   * @throws LedgerException.NotMined where one was sent, and what became of it is not known
   * @throws LedgerException.Reverted for the first that failed; later ones may have succeeded
   */
  List<Receipt> sendAll(Account from, List<Draft> drafts) {
    Signer signer = signers.computeIfAbsent(from.address(), a -> new Signer());
    List<Pending> sent = new ArrayList<>(drafts.size());
    Fees.Offer offer = fees.offer(from.address());
    synchronized (signer) {
      for (Draft draft : drafts) {
        Pending pending = new Pending(from, draft, offer);
        place(signer, pending, sent.isEmpty());
        sent.add(pending);
      }
    }
    await(signer, sent);
    List<JsonNode> receipts = sent.stream().map(p -> p.receipt).toList();
    List<BlockRef> refs = blocks.ofLogs(receipts);
    List<Receipt> all = new ArrayList<>(drafts.size());
    for (int i = 0; i < drafts.size(); i++) {
      JsonNode receipt = receipts.get(i);
      if (JsonRpc.number(receipt.path("status")) != 1) {
        throw reason(from, drafts.get(i), receipt);
      }
      all.add(
          new Receipt(
              new Mined(
                  Bytes32.fromHex(receipt.path("transactionHash").asText()),
                  refs.get(i),
                  JsonRpc.number(receipt.path("gasUsed"))),
              receipt));
    }
    return all;
  }

  /**
   * Waits until the block is final.
   *
   * @throws LedgerException.StaleHead where it is not the chain's, or no longer
   * @throws LedgerException.NotMined where it takes too long
   */
  void awaitFinal(BlockRef block) {
    if (finality.kind() == Finality.Kind.MINED) {
      return;
    }
    long deadline = System.nanoTime() + FINAL_WITHIN.toNanos();
    for (long wait = 10; ; wait = Math.min(500, wait * 2)) {
      long seen = heads.seen();
      boolean reached = finality.height(rpc) >= block.number();
      blocks.requireCanonical(block);
      if (reached) {
        return;
      }
      if (System.nanoTime() > deadline) {
        throw new LedgerException.NotMined("block " + block.number() + " does not become final");
      }
      heads.await(seen, Duration.ofMillis(wait));
    }
  }

  /** As much gas as a transaction can have here. */
  long mostGas() {
    return fees.most();
  }

  /** How many parts fit a transaction, {@code most} at most and one at least. */
  int fitting(int most, long gas, long gasOfEach) {
    return Math.clamp((mostGas() - gas) / gasOfEach, 1, most);
  }

  @Override
  public void close() {
    heads.close();
  }

  /** Signs under the signer's next nonce and sends; its monitor is held. */
  private void place(Signer signer, Pending pending, boolean first) {
    for (int attempt = 0; ; attempt++) {
      if (signer.next < 0) {
        signer.next =
            JsonRpc.number(
                rpc.call("eth_getTransactionCount", pending.from.address().hex(), "pending"));
      }
      pending.nonce = signer.next;
      Envelope.Verdict verdict;
      try {
        verdict = envelope.send(pending);
      } catch (LedgerException.Unreachable e) {
        if (first && e.getCause() instanceof java.net.ConnectException) {
          signer.next = -1;
          throw e;
        }
        // The node may have it. Its nonce is spent until the contrary is known.
        verdict = Envelope.Verdict.TAKEN;
        pending.sentAt = 0;
      }
      if (verdict == Envelope.Verdict.TAKEN) {
        signer.next++;
        signer.remember(pending);
        return;
      }
      signer.next = -1;
      if (attempt >= NONCE_RETRIES) {
        throw new LedgerException.NotMined("somebody else is using this key's nonces");
      }
      if (verdict == Envelope.Verdict.NONCE_IN_POOL) {
        heads.await(heads.seen(), Duration.ofMillis(5L + attempt * 5L));
      }
    }
  }

  /** Returns when all are in final blocks. */
  private void await(Signer signer, List<Pending> sent) {
    long deadline = System.nanoTime() + MINED_WITHIN.toNanos();
    List<Pending> open = new ArrayList<>(sent);
    for (long wait = 1; !open.isEmpty(); wait = Math.min(100, wait * 2)) {
      long seen = heads.seen();
      try {
        // Asked first: what stands at these heights after it stood there before.
        long height = finality.height(rpc);
        look(open);
        if (open.removeIf(p -> p.receipt != null && p.block() <= height)) {
          wait = 1;
        }
        for (Pending pending : open) {
          if (pending.receipt == null && pending.waited()) {
            again(signer, pending);
          }
        }
      } catch (LedgerException.Unreachable e) {
        // It comes back, or it does not.
        wait = Math.max(wait, 50);
      }
      boolean mined = open.stream().allMatch(p -> p.receipt != null);
      long limit = mined ? deadline + FINAL_WITHIN.toNanos() : deadline;
      if (!open.isEmpty() && System.nanoTime() > limit) {
        synchronized (signer) {
          // A gap before what was sent later would stop this key for good.
          signer.next = -1;
        }
        throw new LedgerException.NotMined(
            "a transaction was not in a "
                + (mined ? "final block within " : "block within ")
                + (mined ? FINAL_WITHIN : MINED_WITHIN).toSeconds()
                + " s");
      }
      if (!open.isEmpty()) {
        heads.await(seen, Duration.ofMillis(wait));
      }
    }
  }

  /**
   * Receipts as they are now: one that a re-organisation took away is gone again, and one of a
   * block that the node does not answer from yet is not there yet. (Some show receipts before the
   * block is their newest; then the next call would not know what this one did.)
   */
  private void look(List<Pending> open) {
    List<JsonRpc.Call> calls = new ArrayList<>();
    open.forEach(
        p -> p.hashes.forEach(h -> calls.add(new JsonRpc.Call("eth_getTransactionReceipt", h))));
    calls.add(new JsonRpc.Call("eth_getBlockByNumber", "latest", false));
    List<JsonRpc.Answer> answers = rpc.ask(calls);
    BlockRef head = Blocks.ref(answers.getLast().orThrow("eth_getBlockByNumber"), "latest");
    int at = 0;
    for (Pending pending : open) {
      pending.receipt = null;
      for (int i = 0; i < pending.hashes.size(); i++) {
        JsonNode receipt = answers.get(at++).orThrow("eth_getTransactionReceipt");
        if (receipt.isObject()
            && receipt.hasNonNull("blockHash")
            && JsonRpc.number(receipt.path("blockNumber")) <= head.number()) {
          pending.receipt = receipt;
        }
      }
    }
  }

  /** Sends again what is in no block; nothing here makes it happen twice. */
  private void again(Signer signer, Pending pending) {
    switch (envelope.resend(pending)) {
      case TAKEN -> {
        signer.remember(pending);
        signer.restoreBefore(pending, rpc);
      }
      case NONCE_IN_POOL -> pending.sentAt = System.nanoTime();
      case NONCE_USED -> {
        look(List.of(pending));
        if (pending.receipt == null) {
          synchronized (signer) {
            signer.next = -1;
            place(signer, pending, false);
          }
        }
      }
    }
  }

  /** A receipt has no reason: the call is asked again, in the state before its block. */
  private LedgerException reason(Account from, Draft draft, JsonNode receipt) {
    long used = JsonRpc.number(receipt.path("gasUsed"));
    // A call inside gets all but a 64th.
    if (used >= draft.gas() - draft.gas() / 64) {
      return new LedgerException.OutOfGas(
          "a transaction failed: it used up the " + draft.gas() + " gas that it was given");
    }
    long before = JsonRpc.number(receipt.path("blockNumber")) - 1;
    Map<String, Object> call = new HashMap<>(draft.call(from));
    call.put("gas", JsonRpc.hex(draft.gas()));
    JsonRpc.Answer answer = rpc.ask(new JsonRpc.Call("eth_call", call, JsonRpc.hex(before)));
    if (answer.error() != null) {
      return refusal(answer, "eth_call");
    }
    return new LedgerException.Reverted("a transaction failed without a reason", "unknown");
  }

  /** A contract's refusal, or the node's. */
  static LedgerException refusal(JsonRpc.Answer answer, String method) {
    byte[] data = answer.revertData();
    String message = answer.message().toLowerCase(java.util.Locale.ROOT);
    if (data == null
        && (message.contains("out of gas")
            || message.contains("outofgas")
            || message.contains("gas limit")
            || message.contains("intrinsic gas")
            || message.contains("gas required exceeds"))) {
      return new LedgerException.OutOfGas("the node refused " + method + ": " + answer.message());
    }
    return data != null || message.contains("revert")
        ? Reverts.decode(data)
        : answer.rejected(method);
  }

  /** A transaction on its way, under every hash that it was sent with. */
  static final class Pending {
    /**
     * A node that has it still says so. One with free gas lets another transaction with the same
     * nonce take its place, without a word.
     */
    private static final long AGAIN_AFTER = Duration.ofSeconds(2).toNanos();

    private static final long PASSED_OVER_AFTER = Duration.ofSeconds(20).toNanos();

    final Account from;
    final Draft draft;
    final List<String> hashes = new ArrayList<>(1);
    Fees.Offer offer;
    long nonce;
    String raw;

    /** By {@link System#nanoTime}; 0: nobody confirmed it. */
    long sentAt;

    private final long since = System.nanoTime();
    private JsonNode receipt;

    Pending(Account from, Draft draft, Fees.Offer offer) {
      this.from = from;
      this.draft = draft;
      this.offer = offer;
    }

    /** Whether a higher price may help. */
    boolean passedOver() {
      return offer.most() > 0 && sentAt != 0 && System.nanoTime() - since > PASSED_OVER_AFTER;
    }

    private boolean waited() {
      return sentAt == 0 || System.nanoTime() - sentAt > AGAIN_AFTER;
    }

    private long block() {
      return JsonRpc.number(receipt.path("blockNumber"));
    }
  }
}
