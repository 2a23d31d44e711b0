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
  private Decomposition() {}

  /**
   * The function as a form.
   *
   * <p>The first variable's states fall into classes with the same row of the table below them.
   * Either every class with a row other than zero gets a product of its own, or the commonest row
   * stands for all and the others add their difference; whichever needs fewer products. A table of
   * rank one costs one; {@code value > c} over k bits at most k, each a prefix longer.
   *
   * @param table one value a joint state, the last variable running fastest
   */
  static Form of(List<EncryptedVariable> order, long[] table) {
    if (order.isEmpty()) {
      return Form.constant(table[0]);
    }
    EncryptedVariable first = order.get(0);
    if (order.size() == 1) {
      return Form.of(new StateFunction(first, table));
    }
    int length = table.length / first.states();
    Map<List<Long>, long[]> classes = new LinkedHashMap<>();
    for (int s = 0; s < first.states(); s++) {
      List<Long> row = Arrays.stream(table, s * length, (s + 1) * length).boxed().toList();
      classes.computeIfAbsent(row, _ -> new long[first.states()])[s] = 1;
    }
    List<EncryptedVariable> others = order.subList(1, order.size());
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
            .max(Comparator.comparingLong(e -> Arrays.stream(e.getValue()).sum()))
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
    return onBase.products().size() < apart.products().size() ? onBase : apart;
  }

  private static Form product(EncryptedVariable variable, long[] indicator, Form form) {
    return Form.of(new StateFunction(variable, indicator)).times(form);
  }

  private static long[] longs(List<Long> row) {
    return row.stream().mapToLong(Long::longValue).toArray();
  }
}
