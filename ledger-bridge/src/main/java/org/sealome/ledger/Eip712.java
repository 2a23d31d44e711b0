// SPDX-License-Identifier: Apache-2.0
package org.sealome.ledger;

/**
 * What is signed under EIP-712: typed data bound to one contract on one chain.
 *
 * @param separator hash of the domain (Sealome, 1, chain, contract)
 */
record Eip712(Bytes32 separator) {
  private static final Bytes32 DOMAIN =
      Bytes32.keccak(
          "EIP712Domain(string name,string version,uint256 chainId,address verifyingContract)");
  private static final Bytes32 NAME = Bytes32.keccak("Sealome");
  private static final Bytes32 VERSION = Bytes32.keccak("1");

  static Eip712 of(long chainId, Address contract) {
    return new Eip712(Bytes32.keccak(Abi.tuple(DOMAIN, NAME, VERSION, chainId, contract)));
  }

  /** The digest of a struct, its type's hash first. */
  Bytes32 digest(Object... struct) {
    return Bytes32.keccak(
        new byte[] {0x19, 0x01}, separator.toBytes(), Bytes32.keccak(Abi.tuple(struct)).toBytes());
  }
}
