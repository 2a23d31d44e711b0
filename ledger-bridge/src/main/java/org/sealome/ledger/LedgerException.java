// SPDX-License-Identifier: Apache-2.0
package org.sealome.ledger;

/** What the ledger did not do, sorted by what the caller can do about it. */
public abstract sealed class LedgerException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private LedgerException(String message, Throwable cause) {
    super(message, cause);
  }

  /** No node answers there, or it stopped answering. */
  public static final class Unreachable extends LedgerException {
    private static final long serialVersionUID = 1L;

    public Unreachable(String message, Throwable cause) {
      super(message, cause);
    }
  }

  /** The node answers, but its chain is not the one of the deployment, or the contracts differ. */
  public static final class WrongChain extends LedgerException {
    private static final long serialVersionUID = 1L;

    public WrongChain(String message) {
      super(message, null);
    }
  }

  /** A contract refused. */
  public static final class Reverted extends LedgerException {
    private static final long serialVersionUID = 1L;
    private final String reason;

    public Reverted(String message, String reason) {
      super(message, null);
      this.reason = reason;
    }

    /** The custom error's name ({@code BadNonce}), or {@code unknown}. */
    public String reason() {
      return reason;
    }
  }

  /** A transaction needs more gas than it was given, or than a block holds. */
  public static final class OutOfGas extends LedgerException {
    private static final long serialVersionUID = 1L;

    public OutOfGas(String message) {
      super(message, null);
    }
  }

  /** Gas has a price here, and the account that is to send has not the coins for it. */
  public static final class NoCoins extends LedgerException {
    private static final long serialVersionUID = 1L;

    public NoCoins(String message) {
      super(message, null);
    }
  }

  /** The node's chain cannot run the contracts: its rules are of an earlier time. */
  public static final class TooOld extends LedgerException {
    private static final long serialVersionUID = 1L;

    public TooOld(String message) {
      super(message, null);
    }
  }

  /** Sent, but in no final block within the time limit; it may still be mined. */
  public static final class NotMined extends LedgerException {
    private static final long serialVersionUID = 1L;

    public NotMined(String message) {
      super(message, null);
    }
  }

  /** The newest block is older than allowed, or a pinned block is gone. */
  public static final class StaleHead extends LedgerException {
    private static final long serialVersionUID = 1L;

    public StaleHead(String message) {
      super(message, null);
    }
  }

  /** The node refused a call that is not the contracts' doing. */
  public static final class Rejected extends LedgerException {
    private static final long serialVersionUID = 1L;
    private final int rpcCode;

    public Rejected(String message, int rpcCode) {
      super(message, null);
      this.rpcCode = rpcCode;
    }

    /** The JSON-RPC error's code. */
    public int rpcCode() {
      return rpcCode;
    }
  }
}
