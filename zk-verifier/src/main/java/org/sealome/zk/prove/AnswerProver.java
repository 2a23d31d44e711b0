// SPDX-License-Identifier: Apache-2.0
package org.sealome.zk.prove;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.function.IntFunction;
import java.util.function.IntToLongFunction;
import org.sealome.zk.column.ColumnDirectory;
import org.sealome.zk.column.ColumnEntry;
import org.sealome.zk.column.CommittedColumn;
import org.sealome.zk.commit.Scalar;
import org.sealome.zk.merkle.MerkleTree;
import org.sealome.zk.opening.LinearSum;
import org.sealome.zk.opening.LinearSum.PlaneSum;
import org.sealome.zk.plan.Plan;
import org.sealome.zk.plan.ProofCells;
import org.sealome.zk.plan.Provability;
import org.sealome.zk.receipt.ReceiptDocument.Disclosed;
import org.sealome.zk.receipt.ReceiptDocument.Leaf;
import org.sealome.zk.receipt.ReceiptDocument.Opening;
import org.sealome.zk.receipt.ReceiptDocument.Proof;
import org.sealome.zk.receipt.ReceiptDocument.ProvenColumn;

/** Puts together what a receipt proves its answer with. */
public final class AnswerProver {
  private final Plan plan;
  private final ColumnDirectory directory;
  private final Function<ColumnEntry, CommittedColumn> columns;
  private final List<BitSet> slots;

  /** The slots that are read of each column, and whether ever several at once. */
  private final Map<String, TreeSet<Integer>> single = new TreeMap<>();

  private final Map<String, ColumnEntry> whole = new TreeMap<>();
  private final Map<String, ColumnEntry> named = new TreeMap<>();

  /**
   * A proof and the files that have to be beside the receipt for it.
   *
   * @param files columns by name
   */
  public record Proven(Proof proof, List<ColumnEntry> files) {
    public Proven {
      files = List.copyOf(files);
    }
  }

  /**
   * Of one query.
   *
   * @param directory the committed columns; null where there are none
   * @param slots the consenting patients of each population
   */
  public AnswerProver(
      Plan plan,
      ColumnDirectory directory,
      Function<ColumnEntry, CommittedColumn> columns,
      List<BitSet> slots) {
    this.plan = plan;
    this.directory = directory;
    this.columns = columns;
    this.slots = List.copyOf(slots);
  }

  /**
   * The proof. Call it once.
   *
   * @param cells what is opened
   * @param withheld where parts are disclosed, the cells that are kept; else none
   * @param values value of a cell
   * @param blindings blinding of a release
   */
  public Proven prove(
      Provability provability,
      Disclosed disclosed,
      ProofCells cells,
      List<Integer> withheld,
      IntToLongFunction values,
      IntFunction<Scalar> blindings) {
    provability.relevant().stream()
        .forEach(c -> LinearSum.ofCell(plan, c).planes().keySet().forEach(s -> name(s.plane())));
    List<Opening> openings = new ArrayList<>();
    for (int cell : cells.all()) {
      openings.add(new Opening(cell, values.applyAsLong(cell), blinding(cell, blindings)));
      LinearSum.ofCell(plan, cell).planes().keySet().forEach(this::read);
    }
    List<Leaf> leaves = new ArrayList<>();
    single.forEach(
        (column, at) -> {
          if (!whole.containsKey(column)) {
            CommittedColumn committed = columns.apply(named.get(column));
            MerkleTree tree = committed.tree();
            at.forEach(s -> leaves.add(new Leaf(column, s, committed.leaf(s), tree.prove(s))));
          }
        });
    List<ProvenColumn> proven = new ArrayList<>();
    named.forEach((name, e) -> proven.add(new ProvenColumn(e, directory.prove(name))));
    return new Proven(
        new Proof(disclosed, openings, proven, leaves, withheld), new ArrayList<>(whole.values()));
  }

  private ColumnEntry name(String plane) {
    ColumnEntry entry = directory.find(plane).orElseThrow();
    named.put(entry.name(), entry);
    return entry;
  }

  private void read(PlaneSum sum) {
    ColumnEntry entry = name(sum.plane());
    BitSet over = slots.get(sum.population());
    if (over.cardinality() == 1) {
      single.computeIfAbsent(entry.name(), n -> new TreeSet<>()).add(over.nextSetBit(0));
    } else if (!over.isEmpty()) {
      whole.put(entry.name(), entry);
    }
  }

  private Scalar blinding(int cell, IntFunction<Scalar> blindings) {
    Scalar sum = Scalar.ZERO;
    for (Map.Entry<Integer, Long> e : plan.cells().get(cell).value().releases().entrySet()) {
      sum = sum.plus(blindings.apply(e.getKey()).times(Scalar.of(e.getValue())));
    }
    return sum;
  }
}
