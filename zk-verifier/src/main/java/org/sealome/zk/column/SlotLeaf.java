// SPDX-License-Identifier: Apache-2.0
package org.sealome.zk.column;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.sealome.zk.commit.Commitment;
import org.sealome.zk.commit.Points;
import org.sealome.zk.merkle.MerkleProof;

/**
 * One patient's commitments of one column, apart from the column's file: enough for a proof about
 * this patient alone.
 *
 * @param points as {@link CommittedColumn#leaf} has them; unchecked until they are combined
 */
public record SlotLeaf(ColumnShape shape, int slot, byte[] points) {
  public SlotLeaf {
    points = points.clone();
    if (slot < 0 || slot >= shape.patients()) {
      throw new IndexOutOfBoundsException(slot);
    }
    if (points.length != shape.planes().size() * Points.BYTES) {
      throw new ColumnFormatException("a leaf has a point a plane");
    }
  }

  /** The slot's leaf of a column. */
  public static SlotLeaf of(CommittedColumn column, int slot) {
    return new SlotLeaf(column.shape(), slot, column.leaf(slot));
  }

  @Override
  public byte[] points() {
    return points.clone();
  }

  /** Whether the path leads from this leaf, at this slot's place, to the entry's root. */
  public boolean isIn(ColumnEntry entry, MerkleProof path) {
    return shape.equals(entry.shape())
        && path.index() == slot
        && path.size() == shape.patients()
        && path.holds(CommittedColumn.TREE, points, entry.root());
  }

  /**
   * What opens to a combination of the slot's planes.
   *
   * @param form coefficients by the plane's index
   * @throws org.sealome.zk.commit.MalformedPointException if a point that is read is none
   */
  public Commitment combine(Map<Integer, Long> form) {
    Points read = new Points(1);
    List<Commitment> terms = new ArrayList<>();
    form.forEach(
        (plane, coefficient) -> {
          read.read(0, ByteBuffer.wrap(points), plane * Points.BYTES);
          terms.add(read.get(0).times(coefficient));
        });
    return Commitment.sum(terms);
  }
}
