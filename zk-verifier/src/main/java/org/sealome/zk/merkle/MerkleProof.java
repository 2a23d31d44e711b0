// SPDX-License-Identifier: Apache-2.0
package org.sealome.zk.merkle;

import java.security.MessageDigest;
import java.util.List;

/**
 * That a leaf is number {@code index} of {@code size}.
 *
 * @param siblings 32 bytes each, from the leaf up; a level on which the node has no sibling has
 *     none
 */
public record MerkleProof(int index, int size, List<byte[]> siblings) {
  public MerkleProof {
    siblings = siblings.stream().map(byte[]::clone).toList();
  }

  /**
   * Whether the tree with this root and label holds the leaf at this place. False, never an
   * exception, for whatever does not fit.
   */
  public boolean holds(String label, byte[] leaf, byte[] root) {
    if (index < 0 || index >= size) {
      return false;
    }
    MerkleHash hash = new MerkleHash(label);
    byte[] node = hash.leaf(leaf);
    int i = index;
    int used = 0;
    for (int width = size; width > 1; width = (width + 1) / 2) {
      boolean alone = (i ^ 1) >= width;
      if (!alone) {
        if (used == siblings.size() || siblings.get(used).length != MerkleHash.BYTES) {
          return false;
        }
        byte[] sibling = siblings.get(used++);
        node = (i & 1) == 0 ? hash.node(node, sibling) : hash.node(sibling, node);
      }
      i >>= 1;
    }
    return used == siblings.size() && MessageDigest.isEqual(hash.root(size, node), root);
  }
}
