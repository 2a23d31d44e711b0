// SPDX-License-Identifier: Apache-2.0
package org.sealome.query.algebra;

/** What planning needs of a dataset: public facts only. */
public interface Cohort {
  String name();

  /** Number of slots in use. */
  int patients();

  /** Slots of one ciphertext. */
  int blockSlots();

  /** A public column's value for a slot; {@code sample_id} is one of them. */
  Object publicValue(String column, int slot);

  /** Cells of 1 to {@code minCell − 1} patients are suppressed; 1: off. */
  int minCell();

  /** The variant at a place in the panel. */
  EncryptedVariable.Variant variant(int index);
}
