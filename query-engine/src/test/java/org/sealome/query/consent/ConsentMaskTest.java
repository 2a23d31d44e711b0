// SPDX-License-Identifier: Apache-2.0
package org.sealome.query.consent;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.BitSet;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.sealome.ledger.BlockRef;
import org.sealome.ledger.Bytes32;

class ConsentMaskTest {
  private static final BlockRef BLOCK = new BlockRef(7, Bytes32.keccak("block"), 1_700_000_000);

  @Test
  void slotsRunThroughThePages() {
    ConsentMask mask =
        ConsentMask.of(List.of(new byte[] {1, 0}, new byte[] {0, (byte) 0x80}), 32, 16, BLOCK);
    assertEquals(BitSet.valueOf(new long[] {1L | 1L << 31}), mask.slots());
    assertEquals(2, mask.size());
  }

  @Test
  void theDigestIsOverThePagesInOrder() {
    byte[] a = {1, 2};
    byte[] b = {3, 4};
    ConsentMask mask = ConsentMask.of(List.of(a, b), 32, 16, BLOCK);
    assertEquals(Bytes32.keccak(new byte[] {1, 2, 3, 4}), mask.digest());
    assertNotEquals(mask.digest(), ConsentMask.of(List.of(b, a), 32, 16, BLOCK).digest());
    assertEquals(Bytes32.keccak(""), ConsentMask.nobody(BLOCK).digest());
  }

  @Test
  void slotsWithoutPatientsAreNotCounted() {
    byte[] all = {-1, -1};
    ConsentMask mask = ConsentMask.of(List.of(all, all), 20, 16, BLOCK);
    assertEquals(20, mask.size());
    assertEquals(20, mask.slots().length());
    assertArrayEquals(new byte[] {0x0f, 0}, mask.pages().get(1));
  }

  @Test
  void pagesAreCopies() {
    ConsentMask mask = ConsentMask.of(List.of(new byte[] {1, 0}), 16, 16, BLOCK);
    mask.pages().get(0)[0] = 0;
    assertEquals(1, mask.size());
  }

  @Test
  void pagesHaveToFit() {
    List<byte[]> one = List.of(new byte[2]);
    assertThrows(IllegalArgumentException.class, () -> ConsentMask.of(one, 17, 16, BLOCK));
    assertThrows(
        IllegalArgumentException.class, () -> ConsentMask.of(List.of(new byte[3]), 16, 16, BLOCK));
  }
}
