// SPDX-License-Identifier: Apache-2.0
package org.sealome.query.steward;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.sealome.he.Profile;
import org.sealome.query.ErrorCode;
import org.sealome.query.SealomeException;
import org.sealome.query.circuit.ReleaseRange;
import org.sealome.zk.plan.Affine;
import org.sealome.zk.plan.Cell;
import org.sealome.zk.plan.Expr;
import org.sealome.zk.plan.Guard;
import org.sealome.zk.plan.LinearForm;
import org.sealome.zk.plan.Operator;
import org.sealome.zk.plan.Plan;
import org.sealome.zk.plan.Polynomial;
import org.sealome.zk.plan.Rest;
import org.sealome.zk.plan.Term;

/**
 * Whether what a plan says about itself follows from its releases. The engine plans, the steward
 * judges by guards and ranges: a plan that lies about whom a cell is of, about what it reads or
 * about how large it is would pass every rule of disclosure control. So guards and ranges are
 * derived again, as far as the planes' names tell, before anything is decrypted.
 *
 * <p>That the SQL means this plan is not derived here, and of complements no more than that they
 * count patients of the cell.
 */
final class PlanAudit {
  private final Plan plan;
  private final List<PlaneName> planes;
  private final int minCell;
  private final SizeForms forms;
  private final Set<Integer> told = new HashSet<>();
  private final Set<Affine> counts = new HashSet<>();
  private final Set<Integer> existence = new TreeSet<>();
  private final Set<List<Affine>> sized = new HashSet<>();

  private PlanAudit(Plan plan, int minCell, List<Map<String, Long>> publicForms) {
    this.plan = plan;
    this.planes = plan.planes().stream().map(PlaneName::parse).toList();
    this.minCell = minCell;
    this.forms = new SizeForms(plan, planes, publicForms);
  }

  /**
   * Verifies a plan over {@code patients} patients.
   *
   * @param blockSlots slots of a block
   * @param publicForms as {@link DatasetFacts} has them: all categories of each encrypted column
   * @throws SealomeException INTEGRITY, naming the cell or the release
   */
  static void require(Plan plan, int blockSlots, int minCell, List<Map<String, Long>> publicForms) {
    try {
      new PlanAudit(plan, minCell, publicForms).run(blockSlots);
    } catch (ArithmeticException e) {
      throw refuse("the plan", "its numbers are out of all bounds");
    }
  }

  private void run(int blockSlots) {
    if (plan.rest() == null) {
      return;
    }
    for (int r = 0; r < plan.releases().size(); r++) {
      ranges("release " + r, plan.releases().get(r), blockSlots);
    }
    told(plan.rest());
    for (int c : existence) {
      Affine value = plan.cells().get(c).value();
      if (!value.isPublic() && !forms.countsRows(value)) {
        throw refuse("cell " + c, "what is there by it is not there because of somebody");
      }
    }
    for (int c = 0; c < plan.cells().size(); c++) {
      cell(c, plan.cells().get(c));
    }
  }

  /** The interval is one of the terms' planes, and no two values in it share a residue. */
  private void ranges(String name, Polynomial release, int blockSlots) {
    for (Term term : release.terms()) {
      long[] widest = interval(term);
      if (term.lo() < widest[0] || term.hi() > widest[1]) {
        throw refuse(name, "it claims a range that its planes do not have");
      }
    }
    int patients = plan.populations().get(release.terms().get(0).population()).patients();
    BitSet[] slots = plan.populations().stream().map(p -> p.slots()).toArray(BitSet[]::new);
    for (int from = 0; from < patients; from += blockSlots) {
      int block = from;
      ReleaseRange range =
          ReleaseRange.of(release, p -> slots[p].get(block, block + blockSlots).cardinality());
      if (Math.subtractExact(range.hi(), range.lo()) >= Profile.PLAIN_MODULUS) {
        throw refuse(name, "its range is wider than the plaintext modulus");
      }
    }
  }

  /** Planes taken one by one, which is never narrower than what they can be together. */
  private long[] interval(Term term) {
    long[] range = {1, 1};
    for (LinearForm f : term.factors()) {
      long[] one = forms.range(f);
      long[] ends = {
        Math.multiplyExact(range[0], one[0]),
        Math.multiplyExact(range[0], one[1]),
        Math.multiplyExact(range[1], one[0]),
        Math.multiplyExact(range[1], one[1])
      };
      java.util.Arrays.sort(ends);
      range = new long[] {ends[0], ends[3]};
    }
    return range;
  }

  private void cell(int index, Cell cell) {
    String name = "cell " + index;
    Guard guard = cell.guard();
    if (guard == null) {
      if (!cell.value().isPublic()) {
        throw refuse(name, "it is made of encrypted values and has no guard");
      }
      return;
    }
    BitSet guarded = plan.populations().get(guard.population()).slots();
    if (!patients(cell.value()).equals(guarded)) {
      throw refuse(name, "it is guarded as over another population than it is over");
    }
    TreeSet<String> variables = new TreeSet<>(guard.variables());
    if (!variables.containsAll(forms.variables(cell.value()))) {
      throw refuse(name, "it reads more variables than its guard names");
    }
    if (minCell == 1) {
      return;
    }
    if (guard.sizes().isEmpty() && told.contains(index) && !forms.tellsMissingOnly(cell.value())) {
      throw refuse(name, "it counts patients and has no size");
    }
    for (Affine size : guard.sizes()) {
      count(name, "size", size, guarded, variables);
    }
    if (guard.complement() != null) {
      count(name, "complement", guard.complement(), guarded, variables);
    }
    if (!guard.sizes().isEmpty()) {
      List<Affine> both = new ArrayList<>(List.of(cell.value()));
      both.addAll(guard.sizes());
      if (sized.add(both) && !forms.areSizesOf(cell.value(), guard.sizes())) {
        throw refuse(name, "its size is not that of what it counts");
      }
    }
  }

  /** That an affine counts every patient once at most, among those guarded. */
  private void count(
      String name, String what, Affine count, BitSet guarded, Set<String> variables) {
    BitSet outside = patients(count);
    outside.andNot(guarded);
    if (!outside.isEmpty()) {
      throw refuse(name, "its " + what + " is over patients that it is not over");
    }
    if (!variables.containsAll(forms.variables(count))) {
      throw refuse(name, "its " + what + " is of variables that it does not read");
    }
    if (counts.add(count) && !forms.countsPatients(count)) {
      throw refuse(name, "its " + what + " is no number of patients");
    }
  }

  private BitSet patients(Affine value) {
    BitSet union = new BitSet();
    value
        .populations()
        .forEach(
            (p, c) -> {
              if (c != 0) {
                union.or(plan.populations().get(p).slots());
              }
            });
    value
        .releases()
        .forEach(
            (r, c) -> {
              for (Term term : plan.releases().get(r).terms()) {
                union.or(plan.populations().get(term.population()).slots());
              }
            });
    return union;
  }

  /** Cells whose value is in a row, and not only whether it is positive decides on the row. */
  private void told(Rest rest) {
    switch (rest) {
      case Rest.Table table ->
          table
              .rows()
              .forEach(
                  row -> {
                    row.values().forEach(this::told);
                    if (row.exists() != null) {
                      existence.add(row.exists());
                    }
                  });
      case Rest.Project project -> told(project.input());
      case Rest.Filter filter -> told(filter.input());
      case Rest.Sort sort -> told(sort.input());
      case Rest.Aggregate aggregate -> told(aggregate.input());
      case Rest.Scalars scalars -> {
        told(scalars.input());
        scalars.queries().forEach(this::told);
      }
      case Rest.Join join -> {
        told(join.left());
        told(join.right());
      }
      case Rest.Union union -> union.inputs().forEach(this::told);
    }
  }

  private void told(Expr expr) {
    switch (expr) {
      case Expr.CellValue cell -> told.add(cell.cell());
      case Expr.Call call -> {
        if (call.operator() == Operator.GT
            && call.operands().getFirst() instanceof Expr.CellValue cell
            && call.operands().getLast() instanceof Expr.Literal bound
            && Long.valueOf(0).equals(bound.value())) {
          existence.add(cell.cell());
        }
        call.operands().forEach(this::told);
      }
      default -> {
        // Literals and columns of the input, which are made of cells elsewhere.
      }
    }
  }

  private static SealomeException refuse(String what, String why) {
    return new SealomeException(
        ErrorCode.INTEGRITY,
        "the steward refuses: " + what + " of the plan is not what the plan says: " + why,
        "nothing was decrypted");
  }
}
