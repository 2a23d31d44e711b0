// SPDX-License-Identifier: Apache-2.0
package org.sealome.ledger;

import java.math.BigInteger;
import java.util.Locale;
import org.web3j.crypto.RawTransaction;
import org.web3j.crypto.Sign;
import org.web3j.crypto.TransactionEncoder;

/**
 * Signs transactions, hands them to the node, and sorts what the node says: nodes word it in many
 * ways. The gas price is zero, as on a permissioned network, until a node asks for more.
 */
final class Envelope {
  private static final int NONCE_TOO_LOW = -32001;
  private static final int PRICE_TOO_LOW = -32009;

  private final JsonRpc rpc;
  private final long chainId;
  private volatile long price;

  Envelope(JsonRpc rpc, long chainId) {
    this.rpc = rpc;
    this.chainId = chainId;
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
    pending.price = price;
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
      // Nodes want a tenth more at least.
      pending.price = Math.max(pending.price + pending.price / 5 + 1, price);
      seal(pending);
      return post(pending);
    }
    return verdict;
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
    if (code == PRICE_TOO_LOW
        || message.contains("gas price")
        || message.contains("base fee")
        || message.contains("underpriced")) {
      long wanted = JsonRpc.number(rpc.call("eth_gasPrice"));
      long raised = Math.max(wanted + wanted / 4 + 1, pending.price + pending.price / 4 + 1);
      // At a price that a node asks for itself it must take it, or it never will.
      if (wanted == 0 || pending.price > 16 * wanted) {
        throw Transactions.refusal(answer, "eth_sendRawTransaction");
      }
      price = raised;
      pending.price = raised;
      seal(pending);
      return post(pending);
    }
    throw Transactions.refusal(answer, "eth_sendRawTransaction");
  }

  /** EIP-155: bound to the chain. */
  private void seal(Transactions.Pending pending) {
    Transactions.Draft draft = pending.draft;
    RawTransaction raw =
        RawTransaction.createTransaction(
            BigInteger.valueOf(pending.nonce),
            BigInteger.valueOf(pending.price),
            BigInteger.valueOf(draft.gas()),
            draft.to() == null ? null : draft.to().hex(),
            BigInteger.ZERO,
            JsonRpc.hex(draft.data()));
    Signature signature =
        pending.from.sign(Bytes32.keccak(TransactionEncoder.encode(raw, chainId)));
    BigInteger v = BigInteger.valueOf(signature.v() - 27 + 35 + 2 * chainId);
    byte[] signed =
        TransactionEncoder.encode(
            raw,
            new Sign.SignatureData(
                v.toByteArray(), signature.r().toBytes(), signature.s().toBytes()));
    pending.raw = JsonRpc.hex(signed);
    pending.hashes.add(Bytes32.keccak(signed).hex());
  }
}
