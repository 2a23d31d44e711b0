// SPDX-License-Identifier: Apache-2.0
package org.sealome.ledger;

import java.math.BigInteger;
import java.util.List;
import java.util.Locale;
import org.web3j.crypto.RawTransaction;
import org.web3j.crypto.Sign;
import org.web3j.crypto.TransactionEncoder;

/**
 * Signs transactions, hands them to the node, and sorts what the node says: nodes word it in many
 * ways.
 */
final class Envelope {
  private static final int NONCE_TOO_LOW = -32001;
  private static final int PRICE_TOO_LOW = -32009;
  private static final int UPFRONT_COST = -32004;

  /** Nodes' words for an offer that is too low. */
  private static final List<String> CHEAP =
      List.of("gas price", "base fee", "underpriced", "fee too low", "feetoolow");

  private final JsonRpc rpc;
  private final long chainId;
  private final Fees fees;

  Envelope(JsonRpc rpc, long chainId, Fees fees) {
    this.rpc = rpc;
    this.chainId = chainId;
    this.fees = fees;
  }

  /** What the node did. */
  enum Verdict {
    /** It has the transaction. */
    TAKEN,
    /** Another transaction with this nonce waits there. */
    NONCE_IN_POOL,
    /** A transaction with this nonce is in a block. */
    NONCE_USED
  }

  /**
   * Signs under the transaction's nonce and sends.
   *
   * @throws LedgerException.Rejected where the node will not have it at all
   * @throws LedgerException.Unreachable where it may have it
   */
  Verdict send(Transactions.Pending pending) {
    seal(pending);
    return post(pending);
  }

  /**
   * The same again. A node that has it already but passes over it gets it at a higher price, where
   * there are prices.
   */
  Verdict resend(Transactions.Pending pending) {
    boolean passedOver = pending.passedOver();
    Verdict verdict = post(pending);
    if (verdict == Verdict.TAKEN && passedOver) {
      Fees.Offer before = pending.offer;
      String raw = pending.raw;
      try {
        if (raise(pending)) {
          return post(pending);
        }
      } catch (LedgerException.Rejected | LedgerException.NoCoins e) {
        // The node has the cheaper one still.
        pending.offer = before;
        pending.raw = raw;
      }
    }
    return verdict;
  }

  private boolean raise(Transactions.Pending pending) {
    Fees.Offer more = fees.more(pending.from.address(), pending.offer);
    if (more.equals(pending.offer)) {
      return false;
    }
    pending.offer = more;
    seal(pending);
    return true;
  }

  private Verdict post(Transactions.Pending pending) {
    JsonRpc.Answer answer = rpc.ask(new JsonRpc.Call("eth_sendRawTransaction", pending.raw));
    if (answer.error() == null) {
      pending.sentAt = System.nanoTime();
      return Verdict.TAKEN;
    }
    String message = answer.message().toLowerCase(Locale.ROOT);
    int code = answer.error().path("code").asInt();
    if (message.contains("already imported")
        || message.contains("already known")
        || message.contains("known transaction")) {
      pending.sentAt = System.nanoTime();
      return Verdict.TAKEN;
    }
    if (message.contains("replacement")) {
      return Verdict.NONCE_IN_POOL;
    }
    if (code == NONCE_TOO_LOW || message.contains("nonce too low")) {
      // An answer may have been lost, and the block been quick: then it is this very one.
      String last = pending.hashes.getLast();
      if (rpc.call("eth_getTransactionByHash", last).isObject()) {
        pending.sentAt = System.nanoTime();
        return Verdict.TAKEN;
      }
      return Verdict.NONCE_USED;
    }
    if (message.contains("nonce")) {
      return Verdict.NONCE_IN_POOL;
    }
    if (code == PRICE_TOO_LOW || CHEAP.stream().anyMatch(message::contains)) {
      if (raise(pending)) {
        return post(pending);
      }
    }
    if (code == UPFRONT_COST || message.contains("insufficient")) {
      throw new LedgerException.NoCoins(
          "%s cannot pay for %,d gas at %,d wei: the node says \"%s\""
              .formatted(
                  pending.from.address(),
                  pending.draft.gas(),
                  pending.offer.most(),
                  answer.message()));
    }
    throw Transactions.refusal(answer, "eth_sendRawTransaction");
  }

  /** Bound to the chain (EIP-155, EIP-1559). */
  private void seal(Transactions.Pending pending) {
    Transactions.Draft draft = pending.draft;
    Fees.Offer offer = pending.offer;
    BigInteger nonce = BigInteger.valueOf(pending.nonce);
    BigInteger most = BigInteger.valueOf(offer.most());
    BigInteger gas = BigInteger.valueOf(draft.gas());
    String to = draft.to() == null ? null : draft.to().hex();
    String data = JsonRpc.hex(draft.data());
    RawTransaction raw =
        offer.hasTip()
            ? RawTransaction.createTransaction(
                chainId,
                nonce,
                gas,
                to,
                BigInteger.ZERO,
                data,
                BigInteger.valueOf(offer.tip()),
                most)
            : RawTransaction.createTransaction(nonce, most, gas, to, BigInteger.ZERO, data);
    byte[] unsigned =
        offer.hasTip() ? TransactionEncoder.encode(raw) : TransactionEncoder.encode(raw, chainId);
    Signature signature = pending.from.sign(Bytes32.keccak(unsigned));
    long parity = signature.v() - 27;
    BigInteger v = BigInteger.valueOf(offer.hasTip() ? 27 + parity : 35 + 2 * chainId + parity);
    byte[] signed =
        TransactionEncoder.encode(
            raw,
            new Sign.SignatureData(
                v.toByteArray(), signature.r().toBytes(), signature.s().toBytes()));
    pending.raw = JsonRpc.hex(signed);
    pending.hashes.add(Bytes32.keccak(signed).hex());
  }
}
