// SPDX-License-Identifier: Apache-2.0
package org.sealome.zk.receipt;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.concurrent.ConcurrentHashMap;
import org.sealome.zk.blinding.BlindingScope;
import org.sealome.zk.column.ColumnDirectory;
import org.sealome.zk.column.ColumnEntry;
import org.sealome.zk.column.CommittedColumn;
import org.sealome.zk.commit.Commitment;
import org.sealome.zk.commit.Points;
import org.sealome.zk.opening.CommittedPlanes;
import org.sealome.zk.opening.LinearSum;
import org.sealome.zk.opening.PlaneSums;
import org.sealome.zk.plan.Plan;
import org.sealome.zk.receipt.ReceiptDocument.Leaf;
import org.sealome.zk.receipt.ReceiptDocument.Opening;
import org.sealome.zk.receipt.ReceiptDocument.Proof;
import org.sealome.zk.receipt.ReceiptDocument.ProvenColumn;

/**
 * The openings of a receipt against the commitments that the dataset's tree holds. A column's file
 * is read only where it is needed: one that is opened at single patients alone has leaves instead.
 */
final class ProofCheck implements CommittedPlanes {
  private final Proof proof;
  private final BlindingScope scope;
  private final ReceiptFiles files;
  private final Map<String, ColumnEntry> byPlane = new HashMap<>();
  private final Map<String, Leaf> leaves = new HashMap<>();
  private final Map<String, CommittedColumn> columns = new ConcurrentHashMap<>();

  ProofCheck(Proof proof, BlindingScope scope, ReceiptFiles files) {
    this.proof = proof;
    this.scope = scope;
    this.files = files;
    for (ProvenColumn column : proof.columns()) {
      column.entry().shape().planeIds().forEach(id -> byPlane.put(id, column.entry()));
    }
    proof.leaves().forEach(l -> leaves.put(key(l.column(), l.slot()), l));
  }

  private static String key(String column, int slot) {
    return slot + "/" + column;
  }

  boolean isCommitted(String planeId) {
    return byPlane.containsKey(planeId);
  }

  /** Whether the dataset's tree holds all columns, each once, and theirs the leaves. */
  boolean columnsHold(byte[] root, int patients) {
    Map<String, ColumnEntry> byName = new HashMap<>();
    for (ProvenColumn column : proof.columns()) {
      ColumnEntry entry = column.entry();
      boolean holds =
          entry.shape().patients() == patients
              && byName.put(entry.name(), entry) == null
              && column.path().holds(ColumnDirectory.TREE, entry.toBytes(), root);
      if (!holds) {
        return false;
      }
    }
    for (Leaf leaf : proof.leaves()) {
      ColumnEntry entry = byName.get(leaf.column());
      boolean holds =
          entry != null
              && leaf.path().index() == leaf.slot()
              && leaf.path().size() == patients
              && leaf.points().length == entry.shape().planes().size() * Points.BYTES
              && leaf.path().holds(CommittedColumn.TREE, leaf.points(), entry.root());
      if (!holds) {
        return false;
      }
    }
    return leaves.size() == proof.leaves().size();
  }

  /**
   * The openings that do not open.
   *
   * @param slots the consenting patients of each population
   * @throws ReceiptFiles.MissingFileException where a column that is needed is not there
   * @throws RuntimeException where a commitment is no point, or a number does not fit
   */
  List<Opening> failing(Plan plan, List<BitSet> slots, long[] sizes) {
    PlaneSums<Commitment> sums = PlaneSums.commitments(this, slots);
    Map<Opening, LinearSum> needed = new HashMap<>();
    proof.openings().forEach(o -> needed.put(o, LinearSum.ofCell(plan, o.cell())));
    if (needed.size() > 1) {
      sums.prepare(needed.values());
    }
    List<Opening> failing = new ArrayList<>();
    for (Opening opening : proof.openings()) {
      LinearSum sum = needed.get(opening);
      long committed = sum.committed(opening.value(), sizes);
      if (!sums.of(sum).opensTo(committed, opening.blinding())) {
        failing.add(opening);
      }
    }
    return failing;
  }

  @Override
  public ColumnEntry entry(String planeId) {
    ColumnEntry entry = byPlane.get(planeId);
    if (entry == null) {
      throw new ReceiptFormatException("the proof has no column with the plane " + planeId);
    }
    return entry;
  }

  @Override
  public Commitment sum(ColumnEntry entry, SortedMap<Integer, Long> form, BitSet slots) {
    Leaf leaf = slots.cardinality() == 1 ? leaves.get(key(entry.name(), slots.length() - 1)) : null;
    if (leaf == null) {
      return columns
          .computeIfAbsent(entry.name(), name -> column(entry))
          .sum(form, slots, entry.totals());
    }
    List<Commitment> terms = new ArrayList<>();
    ByteBuffer bytes = ByteBuffer.wrap(leaf.points());
    form.forEach(
        (plane, coefficient) -> {
          Points one = new Points(1);
          one.read(0, bytes, plane * Points.BYTES);
          terms.add(one.get(0).times(coefficient));
        });
    return Commitment.sum(terms);
  }

  private CommittedColumn column(ColumnEntry entry) {
    String what = "the committed column " + entry.name();
    CommittedColumn column = CommittedColumn.read(files.read(entry.file(), what));
    if (!column.shape().equals(entry.shape()) || !column.belongsTo(scope)) {
      throw new ReceiptFiles.MissingFileException(what + " is another dataset's or column's");
    }
    return column;
  }
}
