// SPDX-License-Identifier: Apache-2.0
package org.sealome.ledger;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Map;

/** Puts the contracts' custom errors into words. The build writes the list of them. */
final class Reverts {
  private static final String STRING = "08c379a0";
  private static final String PANIC = "4e487b71";

  private Reverts() {}

  /** The exception for what a contract reverted with. */
  static LedgerException.Reverted decode(byte[] data) {
    if (data == null || data.length < 4) {
      return new LedgerException.Reverted("the contract refused without a reason", "unknown");
    }
    String selector = HexFormat.of().formatHex(data, 0, 4);
    byte[] arguments = Arrays.copyOfRange(data, 4, data.length);
    if (selector.equals(STRING)) {
      Abi.Reader text = new Abi.Reader(arguments).at(0);
      int length = Math.min(Math.toIntExact(text.number(0)), arguments.length - text.base() - 32);
      String reason = new String(arguments, text.base() + 32, length, StandardCharsets.UTF_8);
      return new LedgerException.Reverted("the contract refused: " + reason, reason);
    }
    if (selector.equals(PANIC)) {
      return new LedgerException.Reverted("the contract failed: panic", "Panic");
    }
    String signature = Known.ERRORS.get(selector);
    if (signature == null) {
      return new LedgerException.Reverted(
          "the contract refused with the unknown error 0x" + selector, "unknown");
    }
    String name = signature.substring(0, signature.indexOf('('));
    return new LedgerException.Reverted(
        "the contract refused: " + name + describe(signature, arguments), name);
  }

  /** The arguments' values beside their names; all are words. */
  private static String describe(String signature, byte[] arguments) {
    String inner = signature.substring(signature.indexOf('(') + 1, signature.length() - 1);
    if (inner.isEmpty()) {
      return "";
    }
    StringBuilder out = new StringBuilder("(");
    Abi.Reader reader = new Abi.Reader(arguments);
    String[] parameters = inner.split(",");
    for (int i = 0; i < parameters.length && 32 * (i + 1) <= arguments.length; i++) {
      String[] typed = parameters[i].split(" ");
      String value =
          switch (typed[0]) {
            case "address" -> reader.address(i).hex();
            case "uint8", "uint32", "uint64" -> Long.toString(reader.number(i));
            default -> reader.word(i).hex();
          };
      out.append(i == 0 ? "" : ", ").append(typed[1]).append(' ').append(value);
    }
    return out.append(')').toString();
  }

  /** Loaded at the first refusal only. */
  private static final class Known {
    static final Map<String, String> ERRORS = read();

    private static Map<String, String> read() {
      Map<String, String> errors = new HashMap<>();
      try (InputStream in = Reverts.class.getResourceAsStream("errors.txt");
          BufferedReader lines =
              new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8))) {
        lines
            .lines()
            .forEach(
                line -> {
                  String types = line.replaceAll(" [^,)]+", "");
                  errors.put(HexFormat.of().formatHex(Abi.selector(types)), line);
                });
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
      return errors;
    }
  }
}
