// SPDX-License-Identifier: Apache-2.0
package org.sealome.ledger;

/**
 * A purpose of use, after GA4GH's Data Use Ontology. Which purpose includes which is decided by the
 * contract: GRU ⊇ HMB ⊇ DS, GRU ⊇ POA, CC stands alone.
 *
 * @param code the contract's code: a byte for the kind, then 31 bytes of a disease's keyed hash
 *     (DS) or zeros
 */
public record Purpose(Bytes32 code) {
  /** General research use. */
  public static final Purpose GRU = plain(1);

  /** Health, medical and biomedical research. */
  public static final Purpose HMB = plain(2);

  /** Population origins and ancestry research. */
  public static final Purpose POA = plain(4);

  /** Clinical care: included in no other purpose, for clinicians only. */
  public static final Purpose CC = plain(5);

  private static final int DISEASE = 3;

  /**
   * Research on one disease (DS).
   *
   * @param codeHash the disease code's hash under the dataset's secret; its first 31 bytes count
   */
  public static Purpose disease(Bytes32 codeHash) {
    byte[] code = new byte[32];
    code[0] = DISEASE;
    System.arraycopy(codeHash.toBytes(), 0, code, 1, 31);
    return new Purpose(Bytes32.of(code));
  }

  /** True for a purpose made by {@link #disease}. */
  public boolean isDisease() {
    return code.toBytes()[0] == DISEASE;
  }

  /** {@code GRU}, {@code HMB}, {@code POA}, {@code CC}, or {@code DS:} with the code's hash. */
  @Override
  public String toString() {
    return switch (code.toBytes()[0]) {
      case 1 -> "GRU";
      case 2 -> "HMB";
      case DISEASE -> "DS:" + code.hex().substring(4);
      case 4 -> "POA";
      case 5 -> "CC";
      default -> code.hex();
    };
  }

  private static Purpose plain(int kind) {
    byte[] code = new byte[32];
    code[0] = (byte) kind;
    return new Purpose(Bytes32.of(code));
  }
}
