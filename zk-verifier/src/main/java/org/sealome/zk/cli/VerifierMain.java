// SPDX-License-Identifier: Apache-2.0
package org.sealome.zk.cli;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import org.sealome.zk.plan.Answer;
import org.sealome.zk.receipt.AnswerJson;
import org.sealome.zk.receipt.Finding;
import org.sealome.zk.receipt.ReceiptDocument;
import org.sealome.zk.receipt.ReceiptFiles;
import org.sealome.zk.receipt.ReceiptFormatException;
import org.sealome.zk.receipt.ReceiptVerifier;

/**
 * {@code java -jar zk-verifier.jar verify RECEIPT}: exit code 0 where nothing failed, 2 where it
 * was called wrongly, 5 where the receipt does not hold.
 */
public final class VerifierMain {
  private static final int OK = 0;
  private static final int USAGE = 2;
  private static final int INTEGRITY = 5;

  private static final String HELP =
      """
      Verifies what a Sealome receipt says, offline.

      usage: java -jar zk-verifier.jar verify [--columns DIR] [--root HEX] [--answer FILE] RECEIPT

        RECEIPT        a receipt as 'sealome query --receipt RECEIPT' writes it
        --columns DIR  the files that came with it: manifest, consent mask, committed columns;
                       default RECEIPT.columns
        --root HEX     the dataset's anchor as you read it from the ledger: 32 bytes
        --answer FILE  the rows, as 'sealome query --format json' printed them

      Every line says what was checked here, what failed, and what you have to assume, and of
      each column whether its values are PROVEN. Nothing is believed of the files but what
      their hashes say.

      exit codes: 0 nothing failed, 2 wrong usage, 5 the receipt does not hold

      example: java -jar zk-verifier.jar verify --root 0x5f… counts.receipt
      """;

  private final PrintStream out;
  private final PrintStream err;

  VerifierMain(PrintStream out, PrintStream err) {
    this.out = out;
    this.err = err;
  }

  public static void main(String[] args) {
    PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
    PrintStream err = new PrintStream(System.err, true, StandardCharsets.UTF_8);
    System.exit(new VerifierMain(out, err).run(args));
  }

  /** The exit code. */
  int run(String... args) {
    Deque<String> words = new ArrayDeque<>(List.of(args));
    if (words.isEmpty() || words.contains("--help") || words.contains("-h")) {
      (words.isEmpty() ? err : out).print(HELP);
      return words.isEmpty() ? USAGE : OK;
    }
    try {
      String command = words.pop();
      if (!command.equals("verify")) {
        throw new UsageException("no command '" + command + "'");
      }
      return verify(words);
    } catch (UsageException e) {
      err.println("error: " + e.getMessage() + "; see --help");
      return USAGE;
    } catch (ReceiptFormatException e) {
      err.println("error: " + e.getMessage());
      return INTEGRITY;
    }
  }

  private int verify(Deque<String> words) throws UsageException {
    byte[] root = null;
    Answer answer = null;
    Path columns = null;
    Path receipt = null;
    while (!words.isEmpty()) {
      String word = words.pop();
      switch (word) {
        case "--root" -> root = root(argument(word, words));
        case "--answer" -> answer = AnswerJson.read(read(argument(word, words)));
        case "--columns" -> columns = Path.of(argument(word, words));
        default -> {
          if (word.startsWith("-") || receipt != null) {
            throw new UsageException("cannot take '" + word + "'");
          }
          receipt = Path.of(word);
        }
      }
    }
    if (receipt == null) {
      throw new UsageException("no receipt named");
    }
    if (columns == null) {
      columns = Path.of(receipt + ".columns");
    }
    ReceiptDocument document = ReceiptDocument.read(read(receipt.toString()));
    List<Finding> findings =
        new ArrayList<>(ReceiptVerifier.verify(document, new ReceiptFiles(columns), root, false));
    if (answer != null) {
      findings.add(ReceiptVerifier.compare(document, answer));
    }
    boolean failed = findings.stream().anyMatch(f -> f.status() == Finding.Status.FAILED);
    // What does not hold is no answer: nothing of it on standard output.
    PrintStream to = failed ? err : out;
    for (Finding finding : findings) {
      to.printf("%-8s %s%n", finding.status().name().toLowerCase(Locale.ROOT), finding.claim());
    }
    to.println(failed ? "the receipt does NOT hold" : "the receipt holds, as far as checked");
    return failed ? INTEGRITY : OK;
  }

  private static String argument(String option, Deque<String> words) throws UsageException {
    if (words.isEmpty()) {
      throw new UsageException(option + " needs an argument");
    }
    return words.pop();
  }

  private static byte[] root(String hex) throws UsageException {
    try {
      byte[] root = HexFormat.of().parseHex(hex.startsWith("0x") ? hex.substring(2) : hex);
      if (root.length == 32) {
        return root;
      }
    } catch (IllegalArgumentException e) {
      // Said below.
    }
    throw new UsageException("--root is no 32 bytes in hex");
  }

  private static byte[] read(String file) throws UsageException {
    try {
      return Files.readAllBytes(Path.of(file));
    } catch (NoSuchFileException e) {
      throw new UsageException("no file " + file);
    } catch (IOException e) {
      throw new UsageException("cannot read " + file + ": " + e.getMessage());
    }
  }

  /** Called wrongly. */
  private static final class UsageException extends Exception {
    private static final long serialVersionUID = 1L;

    UsageException(String message) {
      super(message);
    }
  }
}
