// SPDX-License-Identifier: Apache-2.0
package org.sealome.query.session;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Supplier;
import org.sealome.he.CorruptInputException;
import org.sealome.he.HeException;
import org.sealome.he.NativeLoadException;
import org.sealome.he.ParametersException;
import org.sealome.ledger.LedgerException;
import org.sealome.ledger.Outcome;
import org.sealome.query.ErrorCode;
import org.sealome.query.SealomeException;

/** Failures of the parts below, as what a requester is told. */
final class Failures {
  private Failures() {}

  /** Runs, and gives whatever is thrown its code. */
  static <T> T typed(Supplier<T> step) {
    try {
      return step.get();
    } catch (RuntimeException e) {
      throw typed(e);
    }
  }

  static SealomeException typed(RuntimeException e) {
    return switch (e) {
      case SealomeException typed -> typed;
      case LedgerException ledger -> ledger(ledger);
      case CorruptInputException corrupt ->
          new SealomeException(
              ErrorCode.INTEGRITY, corrupt.getMessage(), "verify the dataset", corrupt);
      case ParametersException parameters ->
          new SealomeException(
              ErrorCode.PARAMETERS,
              parameters.getMessage(),
              "ask for fewer conditions at once, or use a larger profile",
              parameters);
      case NativeLoadException load ->
          new SealomeException(
              ErrorCode.INTERNAL, load.getMessage(), "build the native library again", load);
      case HeException he -> new SealomeException(ErrorCode.INTERNAL, he.getMessage(), null, he);
      case CompletionException wrapped when wrapped.getCause() instanceof RuntimeException cause ->
          typed(cause);
      default ->
          new SealomeException(
              ErrorCode.INTERNAL,
              e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage(),
              null,
              e);
    };
  }

  private static SealomeException ledger(LedgerException e) {
    String hint =
        switch (e) {
          case LedgerException.Unreachable u -> "start the node, or name another with --rpc";
          case LedgerException.WrongChain w -> "name the node of the chain it was set up with";
          case LedgerException.NoCoins c -> "send coins to that account, or make gas free";
          case LedgerException.NotMined n -> "see to the chain, then ask again";
          case LedgerException.StaleHead s -> "ask again";
          default -> null;
        };
    return new SealomeException(ErrorCode.LEDGER, e.getMessage(), hint, e);
  }

  /** Waits; throws what the step threw. */
  static <T> T join(CompletableFuture<T> step) {
    try {
      return step.join();
    } catch (CompletionException e) {
      throw e.getCause() instanceof RuntimeException cause ? cause : e;
    }
  }

  /** How a log entry with this refusal is closed. */
  static Outcome outcome(ErrorCode code) {
    return Outcome.valueOf(code.name());
  }
}
