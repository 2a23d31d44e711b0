// SPDX-License-Identifier: Apache-2.0
package org.sealome.zk.blinding;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Map;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import org.sealome.zk.commit.Scalar;

/**
 * One party's half of all patients' blinding keys: 32 bytes for each slot. Secret: it has no {@code
 * toString} and no {@code equals}, its bytes leave by {@link #toBytes} alone, and {@link #close}
 * wipes them.
 *
 * <p>Half of the blinding of a plane is {@code PRF(key of the slot, scope ‖ column ‖ plane) mod n},
 * the PRF being HMAC-SHA-384, so that the bias is below 2⁻¹²⁸. Blindings of derived planes and of
 * sums are sums of these. Safe for many threads.
 */
public final class BlindingHalf implements AutoCloseable {
  /** Length of a slot's key. */
  public static final int KEY_BYTES = 32;

  private static final byte[] MAGIC =
      "sealome/blinding-half/v1\n".getBytes(StandardCharsets.US_ASCII);

  /** A mark and the key. */
  private static final int RECORD = 1 + KEY_BYTES;

  private final byte[] keys;
  private final BitSet erased;
  private final int patients;
  private final ReadWriteLock lock = new ReentrantReadWriteLock();
  private boolean closed;

  private BlindingHalf(byte[] keys, BitSet erased) {
    this.keys = keys;
    this.erased = erased;
    this.patients = keys.length / KEY_BYTES;
  }

  /** Fresh keys. */
  public static BlindingHalf generate(int patients, SecureRandom random) {
    if (patients < 1) {
      throw new IllegalArgumentException("no patients, no keys");
    }
    byte[] keys = new byte[Math.multiplyExact(patients, KEY_BYTES)];
    random.nextBytes(keys);
    return new BlindingHalf(keys, new BitSet(patients));
  }

  /**
   * Reads {@link #toBytes}. The caller wipes the bytes.
   *
   * @throws IllegalArgumentException for anything else
   */
  public static BlindingHalf fromBytes(byte[] bytes) {
    int head = MAGIC.length + 4;
    if (bytes.length < head || !Arrays.equals(MAGIC, 0, MAGIC.length, bytes, 0, MAGIC.length)) {
      throw new IllegalArgumentException("no blinding keys of a known version");
    }
    ByteBuffer in = ByteBuffer.wrap(bytes, MAGIC.length, bytes.length - MAGIC.length);
    int patients = in.getInt();
    if (patients < 1 || bytes.length != head + (long) patients * RECORD) {
      throw new IllegalArgumentException("blinding keys are cut off or too long");
    }
    byte[] keys = new byte[patients * KEY_BYTES];
    BitSet erased = new BitSet(patients);
    for (int slot = 0; slot < patients; slot++) {
      byte mark = in.get();
      in.get(keys, slot * KEY_BYTES, KEY_BYTES);
      if (mark == 1 && isZero(keys, slot)) {
        erased.set(slot);
      } else if (mark != 0) {
        throw new IllegalArgumentException("a blinding key is neither there nor destroyed");
      }
    }
    return new BlindingHalf(keys, erased);
  }

  private static boolean isZero(byte[] keys, int slot) {
    int bits = 0;
    for (int i = slot * KEY_BYTES; i < (slot + 1) * KEY_BYTES; i++) {
      bits |= keys[i];
    }
    return bits == 0;
  }

  /** All keys, for the owner's own disk; destroyed ones are marked. The caller wipes the bytes. */
  public byte[] toBytes() {
    lock.readLock().lock();
    try {
      requireOpen();
      ByteBuffer out = ByteBuffer.allocate(MAGIC.length + 4 + patients * RECORD);
      out.put(MAGIC).putInt(patients);
      for (int slot = 0; slot < patients; slot++) {
        out.put((byte) (erased.get(slot) ? 1 : 0)).put(keys, slot * KEY_BYTES, KEY_BYTES);
      }
      return out.array();
    } finally {
      lock.readLock().unlock();
    }
  }

  public int patients() {
    return patients;
  }

  /** Whether the slot's key is destroyed. */
  public boolean erased(int slot) {
    lock.readLock().lock();
    try {
      return erased.get(checked(slot));
    } finally {
      lock.readLock().unlock();
    }
  }

  /** Destroys the slot's key in memory, for good. Stored copies are the owner's to overwrite. */
  public void erase(int slot) {
    lock.writeLock().lock();
    try {
      requireOpen();
      int from = checked(slot) * KEY_BYTES;
      Arrays.fill(keys, from, from + KEY_BYTES, (byte) 0);
      erased.set(slot);
    } finally {
      lock.writeLock().unlock();
    }
  }

  /**
   * This half of the blinding of a plane's sum.
   *
   * @throws ErasedKeyException if a slot's key is destroyed
   */
  public Scalar sum(BlindingScope scope, String column, String plane, BitSet slots) {
    return sum(scope, column, Map.of(plane, 1L), slots);
  }

  /**
   * This half of the blinding of the sum, over slots, of a combination of a column's committed
   * planes.
   *
   * @param form coefficients by plane id
   * @throws ErasedKeyException if a slot's key is destroyed
   */
  public Scalar sum(BlindingScope scope, String column, Map<String, Long> form, BitSet slots) {
    Scalar sum = Scalar.ZERO;
    for (Map.Entry<String, Long> term : form.entrySet()) {
      PrfSum planeSum = new PrfSum();
      forEach(scope, column, term.getKey(), slots, (slot, value) -> planeSum.add(value));
      sum = sum.plus(planeSum.reduced().times(Scalar.of(term.getValue())));
    }
    return sum;
  }

  /** This half of each slot's blinding of a plane, in the order of slots. Nothing to send away. */
  public Scalar[] each(BlindingScope scope, String column, String plane) {
    Scalar[] out = new Scalar[patients];
    BitSet all = new BitSet(patients);
    all.set(0, patients);
    forEach(scope, column, plane, all, (slot, value) -> out[slot] = Scalar.reduce(value));
    return out;
  }

  @FunctionalInterface
  private interface SlotValue {
    void accept(int slot, byte[] value);
  }

  private void forEach(
      BlindingScope scope, String column, String plane, BitSet slots, SlotValue consumer) {
    if (slots.length() > patients) {
      throw new IndexOutOfBoundsException(slots.length() - 1);
    }
    byte[] message = scope.message(column, plane);
    lock.readLock().lock();
    try (Prf prf = new Prf()) {
      requireOpen();
      if (slots.intersects(erased)) {
        BitSet gone = (BitSet) slots.clone();
        gone.and(erased);
        throw new ErasedKeyException(gone.nextSetBit(0));
      }
      for (int slot = slots.nextSetBit(0); slot >= 0; slot = slots.nextSetBit(slot + 1)) {
        consumer.accept(slot, prf.apply(keys, slot * KEY_BYTES, KEY_BYTES, message));
      }
    } finally {
      lock.readLock().unlock();
    }
  }

  private int checked(int slot) {
    if (slot < 0 || slot >= patients) {
      throw new IndexOutOfBoundsException(slot);
    }
    return slot;
  }

  private void requireOpen() {
    if (closed) {
      throw new IllegalStateException("the blinding keys are wiped");
    }
  }

  /** Wipes all keys. */
  @Override
  public void close() {
    lock.writeLock().lock();
    try {
      Arrays.fill(keys, (byte) 0);
      closed = true;
    } finally {
      lock.writeLock().unlock();
    }
  }
}
