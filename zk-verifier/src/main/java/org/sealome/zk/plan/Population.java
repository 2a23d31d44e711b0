// SPDX-License-Identifier: Apache-2.0
package org.sealome.zk.plan;

import java.util.BitSet;

/**
 * The slots for which a public predicate holds, before consent. Bit i is slot i, counted through
 * the blocks: slot i is slot {@code i mod n} of block {@code i / n}.
 */
public final class Population {
  private final int patients;
  private final BitSet slots;

  private Population(int patients, BitSet slots) {
    this.patients = patients;
    this.slots = slots;
  }

  /** The slots set in {@code slots}, out of {@code patients}. */
  public static Population of(int patients, BitSet slots) {
    if (slots.length() > patients) {
      throw new IllegalArgumentException("a population has a slot that no patient has");
    }
    return new Population(patients, (BitSet) slots.clone());
  }

  /** Everybody. */
  public static Population all(int patients) {
    BitSet slots = new BitSet(patients);
    slots.set(0, patients);
    return new Population(patients, slots);
  }

  /** From little-endian bytes: bit i is bit {@code i mod 8} of byte {@code i / 8}. */
  public static Population fromBytes(int patients, byte[] bytes) {
    if (bytes.length != (patients + 7) / 8) {
      throw new IllegalArgumentException("a population's bitmap has the wrong length");
    }
    return of(patients, BitSet.valueOf(bytes));
  }

  /** Number of patients of the dataset, in the population or not. */
  public int patients() {
    return patients;
  }

  /** Number of patients in the population, before consent. */
  public int size() {
    return slots.cardinality();
  }

  public boolean contains(int slot) {
    return slots.get(slot);
  }

  /** A copy. */
  public BitSet slots() {
    return (BitSet) slots.clone();
  }

  /** Exactly {@code ceil(patients / 8)} bytes, little-endian. */
  public byte[] toBytes() {
    byte[] out = new byte[(patients + 7) / 8];
    byte[] bits = slots.toByteArray();
    System.arraycopy(bits, 0, out, 0, bits.length);
    return out;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Population p && p.patients == patients && p.slots.equals(slots);
  }

  @Override
  public int hashCode() {
    return 31 * slots.hashCode() + patients;
  }

  @Override
  public String toString() {
    return size() + " of " + patients;
  }
}
