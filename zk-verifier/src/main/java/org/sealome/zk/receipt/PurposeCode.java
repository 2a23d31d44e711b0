// SPDX-License-Identifier: Apache-2.0
package org.sealome.zk.receipt;

import java.util.HexFormat;

/** The consent registry's code for a purpose: a byte for the kind, then a disease or zeros. */
final class PurposeCode {
  private static final int BYTES = 32;

  private PurposeCode() {}

  /**
   * @param text as people write it; a disease as its keyed hash
   * @throws ReceiptFormatException for what is no purpose
   */
  static byte[] of(String text) {
    byte[] code = new byte[BYTES];
    switch (text) {
      case "GRU" -> code[0] = 1;
      case "HMB" -> code[0] = 2;
      case "POA" -> code[0] = 4;
      case "CC" -> code[0] = 5;
      default -> {
        code[0] = 3;
        System.arraycopy(disease(text), 0, code, 1, BYTES - 1);
      }
    }
    return code;
  }

  private static byte[] disease(String text) {
    try {
      if (text.startsWith("DS:") && text.length() == 3 + 2 * (BYTES - 1)) {
        // One spelling: nothing may be changed unnoticed, not even a letter's case.
        byte[] disease = HexFormat.of().parseHex(text.substring(3));
        if (text.endsWith(HexFormat.of().formatHex(disease))) {
          return disease;
        }
      }
    } catch (IllegalArgumentException e) {
      // Said below.
    }
    throw new ReceiptFormatException("'" + text + "' is no purpose");
  }
}
