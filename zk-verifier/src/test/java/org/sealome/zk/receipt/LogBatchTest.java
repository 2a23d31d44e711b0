// SPDX-License-Identifier: Apache-2.0
package org.sealome.zk.receipt;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.sealome.zk.merkle.MerkleProof;

class LogBatchTest {
  /**
   * By a program of its own, from the contract's rule: of queries keccak256("a"), … of requester
   * 0x1111…: their root.
   */
  private static final String ROOT =
      "82f01dd390f9a6a6383d73fb998fb6eadf75466ea1ad7aaaf598743f0b56191b";

  private static final List<String> PATH_OF_THE_THIRD =
      List.of(
          "6074eced9ec5f386b008af6e03b2c7fe0c770e73361f8370a853a5780bf929b3",
          "00c06322b85fbe3530777f2910b9c366666e45c78dec5899e0132d0b1294c456",
          "97c4a2f80c43d0059ca04f76cdc84f36a16963f1d6f7815e298ee15d4b07b474");

  private static final byte[] HASH =
      HexFormat.of().parseHex("0b42b6393c1f53060fe3ddbfcd7aadcca894465a5a438f69c87d790b2299b9b2");

  private final byte[] requester = new byte[20];

  LogBatchTest() {
    Arrays.fill(requester, (byte) 0x11);
  }

  private static List<byte[]> siblings() {
    return PATH_OF_THE_THIRD.stream().map(HexFormat.of()::parseHex).toList();
  }

  private static LogBatch batch(int index, int size, List<byte[]> siblings) {
    return new LogBatch(HexFormat.of().parseHex(ROOT), new MerkleProof(index, size, siblings));
  }

  @Test
  void anEntryLeadsToTheContractsRoot() {
    assertTrue(batch(2, 5, siblings()).holds(HASH, requester));
  }

  @Test
  void anotherEntryDoesNot() {
    byte[] other = HASH.clone();
    other[31] ^= 1;
    assertFalse(batch(2, 5, siblings()).holds(other, requester));
    byte[] somebody = requester.clone();
    somebody[0] ^= 1;
    assertFalse(batch(2, 5, siblings()).holds(HASH, somebody));
  }

  @Test
  void neitherDoesAPathOfAnotherLength() {
    for (int[] place :
        new int[][] {{4, 5}, {2, 4}, {2, 3}, {2, 9}, {5, 5}, {-1, 5}, {0, 0}, {0, 1}, {2, -5}}) {
      assertFalse(
          batch(place[0], place[1], siblings()).holds(HASH, requester), Arrays.toString(place));
    }
    List<byte[]> more = new ArrayList<>(siblings());
    more.add(new byte[32]);
    assertFalse(batch(2, 5, more).holds(HASH, requester));
    assertFalse(batch(2, 5, siblings().subList(0, 2)).holds(HASH, requester));
    assertFalse(batch(2, Integer.MAX_VALUE, siblings()).holds(HASH, requester));
  }

  @Test
  void neitherDoesAnotherSibling() {
    for (int i = 0; i < siblings().size(); i++) {
      List<byte[]> others = new ArrayList<>(siblings());
      others.set(i, new byte[32]);
      assertFalse(batch(2, 5, others).holds(HASH, requester));
      others.set(i, new byte[31]);
      assertFalse(batch(2, 5, others).holds(HASH, requester));
    }
  }
}
