// SPDX-License-Identifier: Apache-2.0
package org.sealome.ledger;

import java.util.List;

/** Patients' consent: signed by them, submitted by anybody, decided by the contract. */
public final class ConsentRegistry {
  /** A question that touches more genes than this needs consent on the whole genome. */
  public static final int MAX_SCOPE = 32;

  ConsentRegistry() {}

  /** Next nonces of slots firstSlot, firstSlot + 1, …, one call for all. */
  public long[] nonces(Bytes32 dataset, int firstSlot, int count) {
    throw new UnsupportedOperationException();
  }

  /** Signs as the slot's controller (EIP-712, this chain and contract). No round trip. */
  public SignedGrant sign(Grant grant, Account controller) {
    throw new UnsupportedOperationException();
  }

  /** Signs as the slot's controller (EIP-712, this chain and contract). No round trip. */
  public SignedRevocation sign(Revocation revocation, Account controller) {
    throw new UnsupportedOperationException();
  }

  /**
   * Submits them in batches, in the relayer's name; all batches are mined when this returns. Those
   * with equal dataset, terms and deadline share transactions. Where one is refused, its batch is,
   * and batches already mined stand.
   *
   * @throws LedgerException.Reverted {@code BadSigner}, {@code BadNonce}, {@code PastDeadline},
   *     {@code TooManyTerms}, {@code EmptyWindow}, …, naming the slot where there is one
   */
  public List<Mined> submit(List<SignedGrant> grants) {
    throw new UnsupportedOperationException();
  }

  /** As {@link #submit}, for withdrawals. */
  public List<Mined> submitRevocations(List<SignedRevocation> revocations) {
    throw new UnsupportedOperationException();
  }

  /**
   * Who of the page may be counted, as the contract says at that block. Zeros for a requester who
   * is not entitled to the purpose.
   *
   * @param scope keyed hashes of the genes that are touched; empty, or more than {@link
   *     #MAX_SCOPE}: only consent on the whole genome counts
   * @return pageSlots / 8 bytes; bit i of byte i/8 (lowest first) is the page's slot i
   */
  public byte[] consentMask(
      Bytes32 dataset,
      int page,
      Purpose purpose,
      Address requester,
      List<Bytes32> scope,
      BlockRef at) {
    throw new UnsupportedOperationException();
  }

  /** {@link #consentMask} of pages 0 … pages − 1, in one round trip. */
  public List<byte[]> consentMasks(
      Bytes32 dataset,
      int pages,
      Purpose purpose,
      Address requester,
      List<Bytes32> scope,
      BlockRef at) {
    throw new UnsupportedOperationException();
  }

  /** The page's terms with at least one patient, those of the past and of the future too. */
  public List<LiveTerms> terms(Bytes32 dataset, int page, BlockRef at) {
    throw new UnsupportedOperationException();
  }
}
