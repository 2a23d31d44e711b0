// SPDX-License-Identifier: Apache-2.0
package org.sealome.zk.merkle;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

class MerkleTreeTest {
  private static final String LABEL = "test";

  /** Leaf i: i bytes of value i. */
  private static List<byte[]> leaves(int count) {
    List<byte[]> out = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      byte[] leaf = new byte[i];
      Arrays.fill(leaf, (byte) i);
      out.add(leaf);
    }
    return out;
  }

  private static void root(int count, String expected) {
    assertEquals(expected, HexFormat.of().formatHex(MerkleTree.of(LABEL, leaves(count)).root()));
  }

  /** By the recursive definition, in Python. */
  @Example
  void knownAnswers() {
    root(1, "c7f4f3cc311e9f74611b7fc2506a36e9b666f576bb7a1a1fea7eb3a52511633b");
    root(2, "cc492cce15273795848a7157ef8b6f0ac86c59e6fa9a0cd75e8cbc8944cfc2e4");
    root(3, "2151f9792ddc9f92661d58584b373921272b49c24710e2f84469199100dd23bf");
    root(5, "3975e597adfc35a882a7d1d32bd0e2dcb6f97152cba0b820ba687821b4b87bc8");
    root(8, "e6305ac554bea0a14def5cd307c5c24505380dcd13b99de62a6e83adaa337859");
    root(13, "d0ebe61940eee39ad143e286f2ee16285923217f0335aa2d8bfaf1f2cae18c9e");
  }

  @Property(seed = "17", tries = 60)
  void everyLeafIsProvenAtItsPlaceAndNowhereElse(@ForAll @IntRange(min = 1, max = 40) int count) {
    List<byte[]> leaves = leaves(count);
    MerkleTree tree = MerkleTree.of(LABEL, leaves);
    byte[] root = tree.root();
    for (int i = 0; i < count; i++) {
      MerkleProof proof = tree.prove(i);
      assertTrue(proof.holds(LABEL, leaves.get(i), root));
      for (int j = 0; j < count; j++) {
        assertEquals(i == j, proof.holds(LABEL, leaves.get(j), root));
        assertEquals(
            i == j, new MerkleProof(j, count, proof.siblings()).holds(LABEL, leaves.get(i), root));
      }
      assertFalse(proof.holds("other", leaves.get(i), root));
    }
  }

  @Property(seed = "19", tries = 60)
  void noFieldOfAProofChangesUnnoticed(@ForAll @IntRange(min = 2, max = 40) int count) {
    List<byte[]> leaves = leaves(count);
    MerkleTree tree = MerkleTree.of(LABEL, leaves);
    byte[] root = tree.root();
    MerkleProof proof = tree.prove(count - 1);
    byte[] leaf = leaves.get(count - 1);
    assertFalse(new MerkleProof(count - 1, count + 1, proof.siblings()).holds(LABEL, leaf, root));
    assertFalse(new MerkleProof(-1, count, proof.siblings()).holds(LABEL, leaf, root));
    assertFalse(new MerkleProof(count, count, proof.siblings()).holds(LABEL, leaf, root));
    assertFalse(
        new MerkleProof(count - 1, count, proof.siblings().subList(1, proof.siblings().size()))
            .holds(LABEL, leaf, root));
    List<byte[]> more = new ArrayList<>(proof.siblings());
    more.add(new byte[32]);
    assertFalse(new MerkleProof(count - 1, count, more).holds(LABEL, leaf, root));
    for (int i = 0; i < proof.siblings().size(); i++) {
      List<byte[]> changed = new ArrayList<>(proof.siblings());
      byte[] sibling = changed.get(i).clone();
      sibling[31] ^= 1;
      changed.set(i, sibling);
      assertFalse(new MerkleProof(count - 1, count, changed).holds(LABEL, leaf, root));
      changed.set(i, Arrays.copyOf(sibling, 31));
      assertFalse(new MerkleProof(count - 1, count, changed).holds(LABEL, leaf, root));
    }
  }

  /** A node's two hashes are no leaf: their kinds differ. */
  @Example
  void anInnerNodeIsNoLeaf() {
    MerkleTree tree = MerkleTree.of(LABEL, leaves(2));
    byte[] left = tree.prove(1).siblings().get(0);
    byte[] right = tree.prove(0).siblings().get(0);
    byte[] both = Arrays.copyOf(left, 64);
    System.arraycopy(right, 0, both, 32, 32);
    assertFalse(Arrays.equals(tree.root(), MerkleTree.of(LABEL, List.of(both)).root()));
  }

  @Example
  void aTreeHasALeafAndALabel() {
    assertThrows(IllegalArgumentException.class, () -> MerkleTree.of(LABEL, List.of()));
    assertThrows(IllegalArgumentException.class, () -> MerkleTree.of("é", leaves(1)));
    assertThrows(IndexOutOfBoundsException.class, () -> MerkleTree.of(LABEL, leaves(3)).prove(3));
  }
}
