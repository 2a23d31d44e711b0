// SPDX-License-Identifier: Apache-2.0
package org.sealome.zk.column;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.sealome.zk.commit.Commitment;
import org.sealome.zk.json.CanonicalJson;
import org.sealome.zk.merkle.MerkleProof;

/**
 * What the dataset's tree says of a column: a leaf of that tree, as canonical JSON.
 *
 * @param root root of the tree over the slots' leaves, 32 bytes
 * @param totals the sum of each plane over all slots
 * @param file SHA-256 of the column's file
 * @param proof SHA-256 of the file of the column's proof of well-formedness
 */
public record ColumnEntry(
    ColumnShape shape, byte[] root, List<Commitment> totals, byte[] file, byte[] proof) {
  private static final int DIGEST = 32;

  public ColumnEntry {
    root = digest(root);
    file = digest(file);
    proof = digest(proof);
    totals = List.copyOf(totals);
    if (totals.size() != shape.planes().size()) {
      throw new IllegalArgumentException("an entry has a total a plane");
    }
  }

  private static byte[] digest(byte[] bytes) {
    if (bytes.length != DIGEST) {
      throw new IllegalArgumentException("a digest has 32 bytes");
    }
    return bytes.clone();
  }

  @Override
  public byte[] root() {
    return root.clone();
  }

  @Override
  public byte[] file() {
    return file.clone();
  }

  @Override
  public byte[] proof() {
    return proof.clone();
  }

  /** The column file's name in a folder of columns. */
  public String fileName() {
    return ColumnJson.hex(file);
  }

  /** The proof file's name in a folder of proofs. */
  public String proofName() {
    return ColumnJson.hex(proof);
  }

  public String name() {
    return shape.name();
  }

  /** Whether the path leads from this entry to a dataset's commitment root. */
  public boolean isIn(byte[] commitmentRoot, MerkleProof path) {
    return path.holds(ColumnDirectory.TREE, toBytes(), commitmentRoot);
  }

  /** The tree's leaf. */
  public byte[] toBytes() {
    return CanonicalJson.write(tree());
  }

  Map<String, Object> tree() {
    Map<String, Object> tree = ColumnJson.of(shape);
    tree.put("root", ColumnJson.hex(root));
    tree.put("totals", totals.stream().map(t -> ColumnJson.hex(t.toBytes())).toList());
    tree.put("file", ColumnJson.hex(file));
    tree.put("proof", ColumnJson.hex(proof));
    return tree;
  }

  /**
   * Reads {@link #toBytes}.
   *
   * @throws ColumnFormatException for anything else, totals that are no points of the curve too
   */
  public static ColumnEntry read(byte[] bytes) {
    return ColumnJson.read("column entry", bytes, ColumnEntry::of, ColumnEntry::toBytes);
  }

  static ColumnEntry of(Map<?, ?> tree) {
    List<Commitment> totals = new ArrayList<>();
    for (Object total : (List<?>) tree.get("totals")) {
      totals.add(Commitment.fromBytes(ColumnJson.bytes(total, Commitment.BYTES)));
    }
    return new ColumnEntry(
        ColumnJson.shape(tree),
        ColumnJson.bytes(tree.get("root"), DIGEST),
        totals,
        ColumnJson.bytes(tree.get("file"), DIGEST),
        ColumnJson.bytes(tree.get("proof"), DIGEST));
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof ColumnEntry e && Arrays.equals(toBytes(), e.toBytes());
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(file);
  }

  @Override
  public String toString() {
    return name() + " " + fileName();
  }
}
