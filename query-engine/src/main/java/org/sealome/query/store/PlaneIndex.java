// SPDX-License-Identifier: Apache-2.0
package org.sealome.query.store;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;
import java.util.Arrays;

/**
 * Where every plane of every block lies and what its digest is: a header and records of one size,
 * sorted by the SHA-256 of the plane's id and then by block, searched in the mapped file.
 *
 * <pre>
 * header  magic "SEALPIX1"  i64 records  i64 plane bytes  (zeros to 64 bytes)
 * record  key[32]  digest[32]  i32 block  i32 segment  i64 offset   (little-endian, 80 bytes)
 * </pre>
 *
 * A record binds id, block and content, so planes that were swapped do not go unnoticed.
 */
final class PlaneIndex {
  static final int HEADER_BYTES = 64;
  static final int RECORD_BYTES = 80;
  static final long MAGIC = 0x3158_4950_4C41_4553L; // "SEALPIX1", little-endian
  static final ValueLayout.OfInt INT =
      ValueLayout.JAVA_INT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);
  static final ValueLayout.OfLong LONG =
      ValueLayout.JAVA_LONG_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);

  private final MemorySegment file;
  private final int records;

  private PlaneIndex(MemorySegment file, int records) {
    this.file = file;
    this.records = records;
  }

  /**
   * @throws IllegalArgumentException where the bytes are no index for planes of this size
   */
  static PlaneIndex of(MemorySegment file, long planeBytes) {
    if (file.byteSize() < HEADER_BYTES || file.get(LONG, 0) != MAGIC) {
      throw new IllegalArgumentException("not a plane index");
    }
    long records = file.get(LONG, 8);
    if (records < 0
        || records > Integer.MAX_VALUE
        || file.byteSize() != HEADER_BYTES + records * RECORD_BYTES
        || file.get(LONG, 16) != planeBytes) {
      throw new IllegalArgumentException("a plane index of another size");
    }
    return new PlaneIndex(file, (int) records);
  }

  int records() {
    return records;
  }

  /** The record of a plane's block, or -1. */
  int find(byte[] key, int block) {
    int low = 0;
    int high = records - 1;
    while (low <= high) {
      int middle = (low + high) >>> 1;
      int order = compare(middle, key, block);
      if (order == 0) {
        return middle;
      } else if (order < 0) {
        low = middle + 1;
      } else {
        high = middle - 1;
      }
    }
    return -1;
  }

  byte[] digest(int record) {
    return file.asSlice(at(record) + 32, 32).toArray(ValueLayout.JAVA_BYTE);
  }

  int segment(int record) {
    return file.get(INT, at(record) + 68);
  }

  long offset(int record) {
    return file.get(LONG, at(record) + 72);
  }

  private int compare(int record, byte[] key, int block) {
    byte[] own = file.asSlice(at(record), 32).toArray(ValueLayout.JAVA_BYTE);
    int order = Arrays.compareUnsigned(own, key);
    return order != 0 ? order : Integer.compare(file.get(INT, at(record) + 64), block);
  }

  private static long at(int record) {
    return HEADER_BYTES + (long) record * RECORD_BYTES;
  }
}
