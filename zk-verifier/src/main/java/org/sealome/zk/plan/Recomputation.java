// SPDX-License-Identifier: Apache-2.0
package org.sealome.zk.plan;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.IntToLongFunction;

/**
 * An answer computed again from its opened cells, and compared. What is withheld is not computed;
 * what follows from it can only be believed, and is told apart from what was computed.
 *
 * @param rows whether the rows that have to be there are, and no others
 * @param unnamed rows of which it is kept which they are
 * @param unsettled rows that the plan can have beyond those, of groups that are believed to be
 *     empty
 * @param order whether they are in the order in which the opened cells put them
 * @param columns for each column what became of its values; only that of a proven one says anything
 */
public record Recomputation(
    Standing rows, int unnamed, int unsettled, Standing order, List<Values> columns) {

  /** What is to be thought of a claim. */
  public enum Standing {
    /** It follows from what is opened. */
    SHOWN,
    /** What is opened does not contradict it, and what is withheld decides. */
    BELIEVED,
    /** It is not so. */
    REFUTED
  }

  /**
   * The values of a column.
   *
   * @param hold whether none of them is another than what was computed again
   * @param shown number of those that were computed again
   * @param believed number of those that are told and could not be computed, or were from rows on
   *     which what is withheld decides
   */
  public record Values(boolean hold, long shown, long believed) {}

  public Recomputation {
    columns = List.copyOf(columns);
  }

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
    return new Comparer(provability, cells, computed, answer).compare();
  }

  private static final class Comparer {
    private final Provability provability;
    private final ProofCells cells;
    private final Answer computed;
    private final Answer answer;
    private final Set<Answer.Position> taken;
    private final Set<Answer.Position> unknown;

    Comparer(Provability provability, ProofCells cells, Answer computed, Answer answer) {
      this.provability = provability;
      this.cells = cells;
      this.computed = computed;
      this.answer = answer;
      this.taken = new HashSet<>(answer.suppressed());
      this.unknown = new HashSet<>(computed.suppressed());
    }

    Recomputation compare() {
      int unnamed = Collections.frequency(cells.origin(), -1);
      int[] origin = provability.labels() == null ? byPlace() : byLabel(unnamed);
      if (origin == null) {
        List<Values> nothing =
            Collections.nCopies(provability.columns().size(), new Values(false, 0, 0));
        return new Recomputation(Standing.REFUTED, unnamed, 0, Standing.REFUTED, nothing);
      }
      List<Values> columns = new ArrayList<>();
      for (int c = 0; c < provability.columns().size(); c++) {
        columns.add(
            provability.columns().get(c).isProven() ? values(c, origin) : new Values(true, 0, 0));
      }
      boolean decided = provability.decidesRows(cells.withheld());
      Standing rows = decided || cells.unsettled() > 0 ? Standing.BELIEVED : Standing.SHOWN;
      Standing order = decided ? Standing.BELIEVED : order(origin);
      return new Recomputation(rows, unnamed, cells.unsettled(), order, columns);
    }

    private int[] byPlace() {
      int n = answer.rows().size();
      int[] out = new int[n];
      java.util.Arrays.setAll(out, i -> i);
      return computed.rows().size() == n ? out : null;
    }

    /**
     * Computed rows by the answer's rows, −1 where the label is kept; null: they do not fit. Every
     * row that could be one without its label was computed too.
     */
    private int[] byLabel(int unnamed) {
      BitSet labels = provability.labels();
      Map<List<Object>, Integer> index = new HashMap<>();
      int nameless = 0;
      for (int r = 0; r < computed.rows().size(); r++) {
        if (isKept(unknown, r, labels)) {
          nameless++;
        } else {
          index.put(label(computed.rows().get(r), labels), r);
        }
      }
      int[] out = new int[answer.rows().size()];
      for (int r = 0; r < out.length; r++) {
        Integer same =
            isKept(taken, r, labels)
                ? Integer.valueOf(-1)
                : index.remove(label(answer.rows().get(r), labels));
        if (same == null) {
          return null;
        }
        out[r] = same;
      }
      int left = nameless + index.size();
      return unnamed <= left && left <= unnamed + cells.unsettled() ? out : null;
    }

    private static boolean isKept(Set<Answer.Position> kept, int row, BitSet labels) {
      return labels.stream().anyMatch(c -> kept.contains(new Answer.Position(row, c)));
    }

    private static List<Object> label(List<Object> row, BitSet labels) {
      List<Object> key = new ArrayList<>();
      labels.stream().forEach(c -> key.add(row.get(c) == null ? null : Comparison.key(row.get(c))));
      return key;
    }

    /** Rows of which nothing is kept stand as they were computed; of others that is believed. */
    private Standing order(int[] origin) {
      int lastOfAll = -1;
      int lastOfWhole = -1;
      Standing order = Standing.SHOWN;
      for (int r = 0; r < origin.length; r++) {
        boolean whole = origin[r] >= 0;
        for (int c = 0; c < computed.columns().size(); c++) {
          whole &= !taken.contains(new Answer.Position(r, c));
        }
        if (whole && origin[r] < lastOfWhole) {
          return Standing.REFUTED;
        }
        if (origin[r] < lastOfAll) {
          order = Standing.BELIEVED;
        }
        lastOfAll = Math.max(lastOfAll, origin[r]);
        lastOfWhole = whole ? origin[r] : lastOfWhole;
      }
      return order;
    }

    private Values values(int column, int[] origin) {
      boolean throughKept = provability.decidesValues(column, cells.withheld());
      long shown = 0;
      long believed = 0;
      for (int r = 0; r < origin.length; r++) {
        boolean kept = taken.contains(new Answer.Position(r, column));
        if (origin[r] < 0) {
          believed += kept ? 0 : 1;
          continue;
        }
        boolean open = !unknown.contains(new Answer.Position(origin[r], column));
        Object told = answer.rows().get(r).get(column);
        Object again = computed.rows().get(origin[r]).get(column);
        if (kept) {
          // Where parts are shown, what is kept is named: nothing else may be missing.
          if (provability.showsParts() && open && again != null) {
            return new Values(false, shown, believed);
          }
        } else if (!open && (provability.showsParts() || taken.isEmpty())) {
          return new Values(false, shown, believed);
        } else if (open && !same(told, again)) {
          return new Values(false, shown, believed);
        } else if (!open || throughKept) {
          believed++;
        } else {
          shown++;
        }
      }
      return new Values(true, shown, believed);
    }

    private static boolean same(Object a, Object b) {
      // DECIMALs of another scale are printed differently: not the same answer.
      return a == null ? b == null : a.equals(b);
    }
  }
}
