// SPDX-License-Identifier: Apache-2.0
package org.sealome.query.cli;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.util.LinkedHashMap;
import java.util.Map;
import org.sealome.ledger.LedgerException;
import org.sealome.query.ErrorCode;
import org.sealome.query.SealomeException;
import picocli.CommandLine;

/** Says why there is no answer: once, to the point, never with a stack trace unless asked for. */
final class Failures {
  /** Of what was typed, this much is repeated. */
  private static final int LONGEST = 300;

  private final Console console;
  private final boolean json;

  Failures(Console console, boolean json) {
    this.console = console;
    this.json = json;
  }

  /**
   * Reports on standard error.
   *
   * @return the exit code
   */
  int report(Throwable thrown) {
    SealomeException failure = sorted(thrown);
    if (json) {
      console.say(asJson(failure));
    } else {
      console.say("sealome: " + failure.code().code() + ": " + failure.getMessage());
      if (failure.hint() != null && !failure.hint().isEmpty()) {
        console.say("  " + failure.hint());
      }
    }
    if (System.getenv("SEALOME_DEBUG") != null) {
      thrown.printStackTrace(console.err());
    }
    return failure.code().exitCode();
  }

  /** {@code {"error":{"code","message","hint"}}}. */
  static String asJson(SealomeException failure) {
    Map<String, Object> error = new LinkedHashMap<>();
    error.put("code", failure.code().code());
    error.put("message", failure.getMessage());
    error.put("hint", failure.hint());
    return Json.write(Map.of("error", error));
  }

  /** Whatever was thrown, sorted by blame. */
  static SealomeException sorted(Throwable thrown) {
    return switch (thrown) {
      case SealomeException e -> e;
      case CommandLine.UnmatchedArgumentException e ->
          usage(e, suggestions(e) + helpHint(e.getCommandLine()));
      case CommandLine.ParameterException e -> usage(e, helpHint(e.getCommandLine()));
      case CommandLine.ExecutionException e when e.getCause() != null -> sorted(e.getCause());
      case LedgerException e -> ledger(e);
      case UncheckedIOException e -> file(e.getCause());
      case IOException e -> file(e);
      case OutOfMemoryError e ->
          new SealomeException(
              ErrorCode.INTERNAL,
              "Out of memory.",
              "Allow more: SEALOME_JAVA_OPTS=-Xmx8g sealome …",
              e);
      default ->
          new SealomeException(
              ErrorCode.INTERNAL,
              "A fault in Sealome itself: " + thrown,
              "SEALOME_DEBUG=1 shows where.",
              thrown);
    };
  }

  private static SealomeException usage(CommandLine.ParameterException e, String hint) {
    String said = e.getMessage();
    String message = said.length() > LONGEST ? said.substring(0, LONGEST) + "…" : said;
    return new SealomeException(
        ErrorCode.USAGE, message.endsWith(".") ? message : message + ".", hint, e);
  }

  private static String suggestions(CommandLine.UnmatchedArgumentException e) {
    java.util.List<String> near = e.getSuggestions();
    return near.isEmpty() ? "" : "Did you mean " + String.join(" or ", near) + "? ";
  }

  private static String helpHint(CommandLine command) {
    return "See: " + command.getCommandSpec().qualifiedName() + " --help";
  }

  private static SealomeException ledger(LedgerException e) {
    String hint =
        switch (e) {
          case LedgerException.Unreachable u ->
              "Without --rpc and SEALOME_RPC_URL the development node is used: sealome node";
          case LedgerException.WrongChain w ->
              "This home was set up on another chain: point --rpc at it, or SEALOME_HOME"
                  + " elsewhere.";
          case LedgerException.Reverted r when r.reason().equals("Stopped") ->
              "The governor has stopped queries and grants, until: sealome govern resume";
          case LedgerException.Reverted r when r.reason().equals("NotOffered") ->
              "Its custodian offers it first: sealome dataset transfer N --to NAME";
          case LedgerException.Reverted r when r.reason().equals("BadSuccessor") ->
              "A successor is announced at least seven days ahead: --from DATE";
          case LedgerException.Reverted r -> "The contract says: " + r.reason();
          case LedgerException.OutOfGas g ->
              "The network's blocks may be too small: see ledger-bridge/besu for its genesis.";
          case LedgerException.NoCoins c ->
              "Send coins to that account, or make gas free: see ledger-bridge/besu.";
          case LedgerException.TooOld o ->
              "See ledger-bridge/besu for a genesis, or wait for the network's next fork.";
          case LedgerException.NotMined n ->
              "It may still be mined: see sealome audit, then again.";
          case LedgerException.StaleHead s -> "Wait until the node has caught up.";
          case LedgerException.Rejected r -> "The node's own error is " + r.rpcCode() + ".";
        };
    return new SealomeException(ErrorCode.LEDGER, sentence(e.getMessage()), hint, e);
  }

  private static SealomeException file(IOException e) {
    return switch (e) {
      case NoSuchFileException f ->
          new SealomeException(ErrorCode.USAGE, "There is no file " + f.getFile() + ".", null, e);
      case FileSystemException f ->
          new SealomeException(
              ErrorCode.INTERNAL,
              f.getFile() + ": " + (f.getReason() == null ? f.toString() : f.getReason()),
              null,
              e);
      default -> new SealomeException(ErrorCode.INTERNAL, String.valueOf(e), null, e);
    };
  }

  private static String sentence(String s) {
    return s == null ? "The ledger failed." : s.endsWith(".") ? s : s + ".";
  }
}
