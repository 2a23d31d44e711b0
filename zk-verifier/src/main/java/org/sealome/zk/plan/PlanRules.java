// SPDX-License-Identifier: Apache-2.0
package org.sealome.zk.plan;

import java.util.HashSet;
import java.util.List;
import java.util.Map;
import org.sealome.zk.json.CanonicalJson;

/**
 * What the types cannot say of a plan: indices in range, widths that fit, and that nothing
 * encrypted is in a cell without a guard. Neither a steward nor a verifier works on a plan that
 * breaks these.
 */
final class PlanRules {
  /** In levels of JSON; a node of the rest takes two, what hangs on a leaf at most eight. */
  private static final int MAX_DEPTH = CanonicalJson.MAX_DEPTH - 8;

  private final Plan plan;

  private PlanRules(Plan plan) {
    this.plan = plan;
  }

  /**
   * Nothing.
   *
   * @throws PlanFormatException naming the first rule that is broken
   */
  static void check(Plan plan) {
    new PlanRules(plan).check();
  }

  private void check() {
    require(new HashSet<>(plan.planes()).size() == plan.planes().size(), "a plane appears twice");
    for (Population population : plan.populations()) {
      require(
          population.patients() == plan.populations().get(0).patients(),
          "populations of different cohorts");
    }
    plan.releases().forEach(p -> p.terms().forEach(this::check));
    plan.cells().forEach(this::check);
    if (plan.rest() == null) {
      require(
          plan.releases().isEmpty() && plan.cells().isEmpty(), "a refused plan releases nothing");
    } else {
      check(plan.rest(), 1);
    }
  }

  private static void require(boolean holds, String otherwise) {
    if (!holds) {
      throw new PlanFormatException(otherwise);
    }
  }

  private static void index(int index, List<?> of, String name) {
    if (index < 0 || index >= of.size()) {
      throw new PlanFormatException("no " + name + " " + index);
    }
  }

  private void check(Term term) {
    index(term.population(), plan.populations(), "population");
    for (LinearForm factor : term.factors()) {
      int last = -1;
      for (int i = 0; i < factor.planes().size(); i++) {
        int plane = factor.planes().get(i);
        index(plane, plan.planes(), "plane");
        require(plane > last, "a linear form's planes are not in order");
        require(factor.coefficients().get(i) != 0, "a linear form has a coefficient of zero");
        last = plane;
      }
    }
  }

  private void check(Cell cell) {
    check(cell.value());
    Guard guard = cell.guard();
    if (guard == null) {
      require(cell.value().isPublic(), "a cell without a guard holds a released integer");
      return;
    }
    index(guard.population(), plan.populations(), "population");
    guard.sizes().forEach(this::check);
    if (guard.complement() != null) {
      check(guard.complement());
    }
  }

  private void check(Affine affine) {
    for (Map.Entry<Integer, Long> e : affine.populations().entrySet()) {
      index(e.getKey(), plan.populations(), "population");
    }
    for (Map.Entry<Integer, Long> e : affine.releases().entrySet()) {
      index(e.getKey(), plan.releases(), "release");
    }
  }

  private void check(Rest rest, int depth) {
    require(depth < MAX_DEPTH, "the rest is nested too deep");
    if (rest instanceof Rest.Table table) {
      for (Rest.Row row : table.rows()) {
        require(row.values().size() == table.columns().size(), "a row has not its table's width");
        row.values().forEach(v -> check(v, null, depth + 2));
        if (row.exists() != null) {
          index(row.exists(), plan.cells(), "cell");
        }
        require(
            row.telling().isEmpty() || row.exists() != null,
            "columns tell of a row that is always there");
        row.telling().forEach(c -> index(c, table.columns(), "column"));
      }
    } else if (rest instanceof Rest.Project project) {
      check(project.input(), depth + 2);
      require(
          project.values().size() == project.columns().size(), "a projection has not its width");
      project.values().forEach(v -> check(v, project.input().columns(), depth + 2));
    } else if (rest instanceof Rest.Filter filter) {
      check(filter.input(), depth + 2);
      check(filter.condition(), filter.input().columns(), depth + 2);
    } else if (rest instanceof Rest.Sort sort) {
      check(sort.input(), depth + 2);
      sort.keys().forEach(k -> index(k.column(), sort.columns(), "column"));
      require(sort.offset() >= 0 && sort.fetch() >= -1, "a sort's offset or fetch is negative");
    } else if (rest instanceof Rest.Aggregate aggregate) {
      check(aggregate.input(), depth + 2);
      check(aggregate);
    } else if (rest instanceof Rest.Scalars scalars) {
      check(scalars.input(), depth + 2);
      scalars.queries().forEach(q -> check(q, depth + 2));
    } else if (rest instanceof Rest.Join join) {
      check(join.left(), depth + 2);
      check(join.right(), depth + 2);
      check(join.condition(), join.columns(), depth + 2);
    } else {
      Rest.Union union = (Rest.Union) rest;
      for (Rest input : union.inputs()) {
        check(input, depth + 2);
        require(input.columns().size() == union.columns().size(), "a union of different widths");
      }
    }
  }

  private static void check(Rest.Aggregate aggregate) {
    List<Column> input = aggregate.input().columns();
    aggregate.keys().forEach(k -> index(k, input, "column"));
    for (Rest.Measure m : aggregate.measures()) {
      if (m.column() != -1 || m.function() != Rest.Function.COUNT) {
        index(m.column(), input, "column");
      }
      if (m.filter() != -1) {
        index(m.filter(), input, "column");
      }
    }
    require(
        aggregate.columns().size() == aggregate.keys().size() + aggregate.measures().size(),
        "an aggregate has not its width");
  }

  /**
   * Checks an expression.
   *
   * @param inputs columns of the input row; null: the row of a table, which has cells instead
   */
  private void check(Expr expr, List<Column> inputs, int depth) {
    require(depth < MAX_DEPTH, "an expression is nested too deep");
    if (expr instanceof Expr.Input input) {
      require(inputs != null, "a table's row has no input");
      index(input.index(), inputs, "column");
    } else if (expr instanceof Expr.CellValue cell) {
      require(inputs == null, "a cell outside a table's row");
      index(cell.cell(), plan.cells(), "cell");
    } else if (expr instanceof Expr.Call call) {
      int n = call.operands().size();
      Operator operator = call.operator();
      require(
          n >= operator.leastOperands() && n <= operator.mostOperands(),
          operator + " with " + n + " operands");
      for (Expr operand : call.operands()) {
        check(operand, inputs, depth + 1);
      }
    }
  }
}
