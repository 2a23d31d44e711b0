// SPDX-License-Identifier: Apache-2.0
package org.sealome.zk.plan;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.IntToLongFunction;

/**
 * An answer computed again from its opened cells, and compared.
 *
 * @param rowsHold whether the rows that have to be there are, and no others
 * @param orderHolds whether they are in the order in which the opened cells put them
 * @param columnsHold for each column whether all its values are those computed again; only that of
 *     a proven one says anything
 * @param withheld values of proven columns that disclosure control keeps
 * @param unshown values of proven columns that could not be computed again, because what shows them
 *     is kept
 */
public record Recomputation(
    boolean rowsHold, boolean orderHolds, List<Boolean> columnsHold, long withheld, long unshown) {

  /**
   * Computes again and compares.
   *
   * @param cells which cells are opened
   * @param values value of an opened cell
   * @throws EvaluationException where the opened values have no answer
   */
  public static Recomputation of(
      Plan plan,
      Provability provability,
      ProofCells cells,
      IntToLongFunction values,
      long[] populationSizes,
      Answer answer) {
    CellKnowledge canon = new CellKnowledge(plan);
    BitSet opened = cells.told();
    opened.or(cells.empty());
    int n = plan.cells().size();
    boolean[] unknown = new boolean[n];
    BitSet present = new BitSet();
    BitSet presence = provability.presence();
    for (int c = 0; c < n; c++) {
      unknown[c] = canon.isEncrypted(c) && !opened.get(canon.canonical(c));
      present.set(c, unknown[c] && presence.get(canon.canonical(c)) && !cells.withheld().get(c));
    }
    long[] none = new long[plan.releases().size()];
    Answer computed =
        RestEvaluator.evaluate(
            plan,
            c ->
                canon.isEncrypted(c)
                    ? values.applyAsLong(canon.canonical(c))
                    : plan.cells().get(c).value().value(populationSizes, none),
            unknown,
            present);
    return new Comparer(provability, computed, answer).compare();
  }

  private static final class Comparer {
    private final List<ColumnIntegrity> columns;
    private final BitSet labels;
    private final Answer computed;
    private final Answer answer;
    private final Set<Answer.Position> taken;
    private final Set<Answer.Position> unknown;
    private final boolean[] holds;
    private long withheld;
    private long unshown;

    Comparer(Provability provability, Answer computed, Answer answer) {
      this.columns = provability.columns();
      this.labels = provability.labels();
      this.computed = computed;
      this.answer = answer;
      this.taken = new HashSet<>(answer.suppressed());
      this.unknown = new HashSet<>(computed.suppressed());
      this.holds = new boolean[columns.size()];
    }

    Recomputation compare() {
      boolean sameRows = computed.rows().size() == answer.rows().size();
      if (sameRows) {
        boolean inOrder = compare(identity(answer.rows().size()));
        if (inOrder || taken.isEmpty() || labels.isEmpty()) {
          return result(true, true);
        }
      }
      // Where something is kept, what it sorts by or which rows there are may be unknown here.
      int[] byLabel = taken.isEmpty() || labels.isEmpty() ? null : byLabel();
      if (byLabel == null) {
        return new Recomputation(
            false, false, Arrays.stream(new Boolean[holds.length]).map(h -> false).toList(), 0, 0);
      }
      compare(byLabel);
      return result(true, false);
    }

    private Recomputation result(boolean rows, boolean order) {
      List<Boolean> all = new ArrayList<>();
      for (boolean h : holds) {
        all.add(h);
      }
      return new Recomputation(rows, order, all, withheld, unshown);
    }

    private static int[] identity(int n) {
      int[] out = new int[n];
      Arrays.setAll(out, i -> i);
      return out;
    }

    /** Computed rows by the answer's rows, −1 where the label is kept; null: they do not fit. */
    private int[] byLabel() {
      Map<List<Object>, Integer> index = new HashMap<>();
      for (int r = 0; r < computed.rows().size(); r++) {
        index.put(label(computed.rows().get(r)), r);
      }
      int[] out = new int[answer.rows().size()];
      for (int r = 0; r < out.length; r++) {
        int row = r;
        boolean kept = labels.stream().anyMatch(c -> taken.contains(new Answer.Position(row, c)));
        Integer same = kept ? Integer.valueOf(-1) : index.remove(label(answer.rows().get(r)));
        if (same == null) {
          return null;
        }
        out[r] = same;
      }
      long kept = Arrays.stream(out).filter(o -> o < 0).count();
      return index.isEmpty() || kept > 0 ? out : null;
    }

    private List<Object> label(List<Object> row) {
      List<Object> key = new ArrayList<>();
      labels.stream().forEach(c -> key.add(row.get(c) == null ? null : Comparison.key(row.get(c))));
      return key;
    }

    private boolean compare(int[] origin) {
      Arrays.fill(holds, true);
      withheld = 0;
      unshown = 0;
      boolean all = true;
      for (int r = 0; r < origin.length; r++) {
        for (int c = 0; c < holds.length; c++) {
          if (!columns.get(c).isProven()) {
            continue;
          }
          if (taken.contains(new Answer.Position(r, c))) {
            withheld++;
          } else if (origin[r] < 0
              || (!taken.isEmpty() && unknown.contains(new Answer.Position(origin[r], c)))) {
            unshown++;
          } else if (unknown.contains(new Answer.Position(origin[r], c))
              || !same(answer.rows().get(r).get(c), computed.rows().get(origin[r]).get(c))) {
            holds[c] = false;
            all = false;
          }
        }
      }
      return all;
    }

    private static boolean same(Object a, Object b) {
      // DECIMALs of another scale are printed differently: not the same answer.
      return a == null ? b == null : a.equals(b);
    }
  }
}
