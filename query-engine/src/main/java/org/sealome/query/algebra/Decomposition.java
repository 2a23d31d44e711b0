// SPDX-License-Identifier: Apache-2.0
package org.sealome.query.algebra;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Tables over joint states as sums of few products. */
final class Decomposition {
  private static final Comparator<Form> COST =
      Comparator.comparingInt(Form::degree).thenComparingInt(f -> f.products().size());

  private Decomposition() {}

  /**
   * The function as a form.
   *
   * <p>The first variable's classes of states fall into classes with the same row of the table
   * below them. Either every class with a row other than zero gets a product of its own, or the
   * commonest row stands for all and the others add their difference; whichever needs fewer
   * products. A table of rank one costs one; {@code value > c} over k bits at most k, each a prefix
   * longer.
   *
   * @param table one value a combination of classes, the last variable running fastest
   */
  static Form of(List<StateClasses> order, long[] table) {
    if (order.isEmpty()) {
      return Form.constant(table[0]);
    }
    StateClasses first = order.get(0);
    if (order.size() == 1) {
      return Form.of(first.function(table));
    }
    int length = table.length / first.count();
    Map<List<Long>, long[]> classes = new LinkedHashMap<>();
    for (int s = 0; s < first.count(); s++) {
      List<Long> row = Arrays.stream(table, s * length, (s + 1) * length).boxed().toList();
      classes.computeIfAbsent(row, _ -> new long[first.count()])[s] = 1;
    }
    List<StateClasses> others = order.subList(1, order.size());
    if (classes.size() == 1) {
      return of(others, longs(classes.keySet().iterator().next()));
    }
    Form apart = Form.ZERO;
    for (Map.Entry<List<Long>, long[]> each : classes.entrySet()) {
      apart = apart.plus(product(first, each.getValue(), of(others, longs(each.getKey()))));
    }
    if (classes.containsKey(Collections.nCopies(length, 0L))) {
      return apart;
    }
    List<Long> base =
        classes.entrySet().stream()
            .max(Comparator.comparingLong(e -> states(first, e.getValue())))
            .orElseThrow()
            .getKey();
    Form onBase = of(others, longs(base));
    for (Map.Entry<List<Long>, long[]> each : classes.entrySet()) {
      if (!each.getKey().equals(base)) {
        List<Long> difference = new ArrayList<>(length);
        for (int i = 0; i < length; i++) {
          difference.add(each.getKey().get(i) - base.get(i));
        }
        onBase = onBase.plus(product(first, each.getValue(), of(others, longs(difference))));
      }
    }
    return COST.compare(onBase, apart) < 0 ? onBase : apart;
  }

  private static Form product(StateClasses variable, long[] indicator, Form form) {
    return Form.of(variable.function(indicator)).times(form);
  }

  private static long states(StateClasses variable, long[] indicator) {
    return Arrays.stream(variable.function(indicator).values()).sum();
  }

  private static long[] longs(List<Long> row) {
    return row.stream().mapToLong(Long::longValue).toArray();
  }
}
