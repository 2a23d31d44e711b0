// SPDX-License-Identifier: Apache-2.0
package org.sealome.ledger;

/**
 * Whom a consent is for.
 *
 * @param code the contract's code: zero for every entitled requester, else a byte for the kind and
 *     an address or a role in the last bytes
 */
public record Audience(Bytes32 code) {
  /** Every requester whose credentials entitle her to the purpose. */
  public static final Audience ANYONE = new Audience(Bytes32.ZERO);

  /** One requester. */
  public static Audience requester(Address requester) {
    byte[] code = new byte[32];
    code[0] = 1;
    System.arraycopy(requester.toBytes(), 0, code, 12, 20);
    return new Audience(Bytes32.of(code));
  }

  /** Every requester with this role. */
  public static Audience role(Role role) {
    byte[] code = new byte[32];
    code[0] = 2;
    code[31] = (byte) role.code();
    return new Audience(Bytes32.of(code));
  }

  /** {@code anyone}, an address, or a role's name. */
  @Override
  public String toString() {
    byte[] bytes = code.toBytes();
    return switch (bytes[0]) {
      case 0 -> "anyone";
      case 1 -> "0x" + code.hex().substring(26);
      case 2 -> Role.values()[bytes[31] - 1].name().toLowerCase(java.util.Locale.ROOT);
      default -> code.hex();
    };
  }
}
