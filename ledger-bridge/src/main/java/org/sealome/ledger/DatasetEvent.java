// SPDX-License-Identifier: Apache-2.0
package org.sealome.ledger;

/** A step in a dataset's life, as the ledger tells it. */
public sealed interface DatasetEvent {
  /** The block that holds it. */
  BlockRef block();

  /** A version was anchored; version 1 is the registration. */
  record Versioned(BlockRef block, int version, DatasetAnchor anchor) implements DatasetEvent {}

  /** A steward was named. */
  record StewardNamed(BlockRef block, Address steward) implements DatasetEvent {}

  /** The custodian offered it to another account; {@link Address#ZERO}: took the offer back. */
  record Offered(BlockRef block, Address to) implements DatasetEvent {}

  /** It has another custodian. */
  record Taken(BlockRef block, Address from, Address to) implements DatasetEvent {}

  /** It is computed on by this engine. */
  record Located(BlockRef block, DatasetLocation location) implements DatasetEvent {}

  /** A patient is in no mask from this block on. */
  record Erased(BlockRef block, int slot) implements DatasetEvent {}

  /** Both halves of her blinding key are destroyed, as a statement with this hash says. */
  record ErasureProven(BlockRef block, int slot, Bytes32 proof) implements DatasetEvent {}

  /** It answers nothing until that is lifted. */
  record Frozen(BlockRef block, Address by, Bytes32 reason) implements DatasetEvent {}

  /** The custodian lifted the freeze. */
  record Unfrozen(BlockRef block) implements DatasetEvent {}
}
