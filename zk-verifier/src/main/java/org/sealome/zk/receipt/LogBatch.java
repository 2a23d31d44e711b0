// SPDX-License-Identifier: Apache-2.0
package org.sealome.zk.receipt;

import java.util.Arrays;
import org.sealome.zk.merkle.MerkleProof;
import org.sealome.zk.plan.QueryHash;

/**
 * That a log entry is one of several that were logged together: the root of their Merkle tree,
 * which the query log keeps, and the way there from the entry's leaf. The tree is the contract's: a
 * leaf is keccak256 of keccak256 of {@code abi.encode(query hash, requester)}, pairs are hashed in
 * the order of their values, the last of an odd row goes up as it is. So of the index only what it
 * says of the path is bound by the root.
 *
 * @param root 32 bytes
 * @param path the entry's place among those of its transaction, and its siblings
 */
public record LogBatch(byte[] root, MerkleProof path) {
  private static final int WORD = 32;

  public LogBatch {
    root = root.clone();
  }

  @Override
  public byte[] root() {
    return root.clone();
  }

  /**
   * Whether the batch holds this entry. False, never an exception, for a path that does not fit.
   *
   * @param requester 20 bytes
   */
  public boolean holds(byte[] queryHash, byte[] requester) {
    if (path.index() < 0 || path.index() >= path.size()) {
      return false;
    }
    byte[] node = leaf(queryHash, requester);
    int used = 0;
    int i = path.index();
    for (int width = path.size(); width > 1; width = width / 2 + width % 2) {
      if ((i ^ 1) < width) {
        if (used == path.siblings().size() || path.siblings().get(used).length != WORD) {
          return false;
        }
        node = parent(node, path.siblings().get(used++));
      }
      i >>= 1;
    }
    return used == path.siblings().size() && Arrays.equals(node, root);
  }

  private static byte[] leaf(byte[] queryHash, byte[] requester) {
    byte[] encoded = Arrays.copyOf(queryHash, 2 * WORD);
    System.arraycopy(requester, 0, encoded, 2 * WORD - requester.length, requester.length);
    return QueryHash.keccak256(QueryHash.keccak256(encoded));
  }

  private static byte[] parent(byte[] a, byte[] b) {
    boolean ordered = Arrays.compareUnsigned(a, b) < 0;
    byte[] pair = Arrays.copyOf(ordered ? a : b, 2 * WORD);
    System.arraycopy(ordered ? b : a, 0, pair, WORD, WORD);
    return QueryHash.keccak256(pair);
  }
}
