// SPDX-License-Identifier: Apache-2.0
package org.sealome.zk.merkle;

import java.util.ArrayList;
import java.util.List;

/**
 * A tree of the shape of RFC 6962: the left subtree of n leaves has the largest power of two below
 * n. Every hash is SHA-256 over {@code |d| ‖ d ‖ kind ‖ …}, where d is {@code sealome/merkle/v1/}
 * and the tree's label, and kind tells leaves (0), nodes (1) and the root (2) apart, so that no
 * part of one tree stands for a part of another. The root is also over the number of leaves.
 */
public final class MerkleTree {
  private final MerkleHash hash;

  /** From the leaves up; an odd node goes up as it is. */
  private final List<byte[][]> levels;

  private MerkleTree(MerkleHash hash, List<byte[][]> levels) {
    this.hash = hash;
    this.levels = levels;
  }

  /**
   * The tree over leaves.
   *
   * @param label what kind of tree it is, at most 200 ASCII characters
   * @param leaves any bytes, at least one leaf
   */
  public static MerkleTree of(String label, List<byte[]> leaves) {
    if (leaves.isEmpty()) {
      throw new IllegalArgumentException("a tree has a leaf");
    }
    MerkleHash hash = new MerkleHash(label);
    byte[][] level = new byte[leaves.size()][];
    for (int i = 0; i < level.length; i++) {
      level[i] = hash.leaf(leaves.get(i));
    }
    List<byte[][]> levels = new ArrayList<>();
    levels.add(level);
    while (level.length > 1) {
      byte[][] above = new byte[(level.length + 1) / 2][];
      for (int i = 0; i < above.length; i++) {
        above[i] =
            2 * i + 1 < level.length ? hash.node(level[2 * i], level[2 * i + 1]) : level[2 * i];
      }
      levels.add(above);
      level = above;
    }
    return new MerkleTree(hash, levels);
  }

  public int size() {
    return levels.get(0).length;
  }

  /** 32 bytes. */
  public byte[] root() {
    return hash.root(size(), levels.get(levels.size() - 1)[0]);
  }

  /** The proof that leaf {@code index} is at its place. */
  public MerkleProof prove(int index) {
    if (index < 0 || index >= size()) {
      throw new IndexOutOfBoundsException(index);
    }
    List<byte[]> siblings = new ArrayList<>();
    int i = index;
    for (byte[][] level : levels.subList(0, levels.size() - 1)) {
      int sibling = i ^ 1;
      if (sibling < level.length) {
        siblings.add(level[sibling]);
      }
      i >>= 1;
    }
    return new MerkleProof(index, size(), siblings);
  }
}
