// SPDX-License-Identifier: Apache-2.0
package org.sealome.ledger;

import java.util.ArrayList;
import java.util.List;

/**
 * The Merkle tree over queries that were logged together, as the contract makes it: pairs hashed in
 * the order of their values, the last of an odd row taken up as it is. Immutable.
 */
public final class QueryBatch {
  private final List<List<Bytes32>> rows;

  private QueryBatch(List<List<Bytes32>> rows) {
    this.rows = rows;
  }

  /**
   * Over entries in the order in which they were logged.
   *
   * @throws IllegalArgumentException where there are none
   */
  public static QueryBatch of(List<QueryEntry> entries) {
    return ofLeaves(entries.stream().map(e -> leaf(e.queryHash(), e.requester())).toList());
  }

  /** As above. */
  static QueryBatch ofLeaves(List<Bytes32> leaves) {
    if (leaves.isEmpty()) {
      throw new IllegalArgumentException("a batch of no queries");
    }
    List<List<Bytes32>> rows = new ArrayList<>();
    rows.add(List.copyOf(leaves));
    while (rows.getLast().size() > 1) {
      List<Bytes32> below = rows.getLast();
      List<Bytes32> row = new ArrayList<>();
      for (int i = 0; i < below.size(); i += 2) {
        row.add(i + 1 < below.size() ? parent(below.get(i), below.get(i + 1)) : below.get(i));
      }
      rows.add(row);
    }
    return new QueryBatch(rows);
  }

  /** A query's leaf. */
  public static Bytes32 leaf(Bytes32 queryHash, Address requester) {
    return Bytes32.keccak(Bytes32.keccak(Abi.tuple(queryHash, requester)).toBytes());
  }

  /** What the contract keeps. */
  public Bytes32 root() {
    return rows.getLast().getFirst();
  }

  /** The i-th entry's place. */
  public BatchPlace place(int i) {
    return new BatchPlace(root(), i, rows.getFirst().size(), proof(i));
  }

  /** The siblings on the way from the i-th entry's leaf to the root. */
  public List<Bytes32> proof(int i) {
    List<Bytes32> proof = new ArrayList<>();
    int at = i;
    for (List<Bytes32> row : rows.subList(0, rows.size() - 1)) {
      int sibling = at ^ 1;
      if (sibling < row.size()) {
        proof.add(row.get(sibling));
      }
      at /= 2;
    }
    return List.copyOf(proof);
  }

  /** Whether the proof leads from the leaf to the root; no ledger needed. */
  public static boolean verify(Bytes32 root, List<Bytes32> proof, Bytes32 leaf) {
    Bytes32 at = leaf;
    for (Bytes32 sibling : proof) {
      at = parent(at, sibling);
    }
    return at.equals(root);
  }

  private static Bytes32 parent(Bytes32 a, Bytes32 b) {
    return a.compareTo(b) < 0
        ? Bytes32.keccak(a.toBytes(), b.toBytes())
        : Bytes32.keccak(b.toBytes(), a.toBytes());
  }
}
