// SPDX-License-Identifier: Apache-2.0
package org.sealome.query.steward;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.sealome.zk.plan.Term;

/** Through all combinations of what a patient can be in some variables. */
final class PatientWalk {
  /** A term with its coefficient, of one of the values that are looked at together. */
  record Weighted(int of, long coefficient, Term term) {}

  /** What a state adds to each linear form. */
  record Added(boolean called, boolean integer, List<Long> values) {}

  /** Told of each thing that a patient can be. */
  interface Visitor {
    /**
     * One of them.
     *
     * @param called for each variable whether it is known
     * @param integer whether an integer column is
     * @param sums what she adds to each of the values
     */
    void visit(List<Boolean> called, boolean integer, long[] sums);
  }

  private final List<Set<Added>> choices;
  private final List<Weighted> component;
  private final int[][] terms;
  private final int count;
  private final Visitor visitor;
  private final List<Boolean> called = new ArrayList<>();
  private int integers;

  PatientWalk(
      List<Set<Added>> choices,
      List<Weighted> component,
      int[][] terms,
      int count,
      Visitor visitor) {
    this.choices = choices;
    this.component = component;
    this.terms = terms;
    this.count = count;
    this.visitor = visitor;
  }

  /**
   * @param values of the linear forms, of the variables before
   */
  void from(int variable, long[] values) {
    if (variable == choices.size()) {
      visitor.visit(List.copyOf(called), integers > 0, sums(values));
      return;
    }
    for (Added choice : choices.get(variable)) {
      long[] with = values.clone();
      for (int i = 0; i < with.length; i++) {
        with[i] = Math.addExact(with[i], choice.values().get(i));
      }
      called.add(choice.called());
      integers += choice.integer() ? 1 : 0;
      from(variable + 1, with);
      integers -= choice.integer() ? 1 : 0;
      called.removeLast();
    }
  }

  private long[] sums(long[] values) {
    long[] sums = new long[count];
    for (int t = 0; t < terms.length; t++) {
      Weighted w = component.get(t);
      long product = w.coefficient();
      for (int f : terms[t]) {
        product = Math.multiplyExact(product, values[f]);
      }
      sums[w.of()] = Math.addExact(sums[w.of()], product);
    }
    return sums;
  }
}
