// SPDX-License-Identifier: Apache-2.0
package org.sealome.zk.plan;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;

/**
 * Joins released rows, in the order of the left ones. A pair whose condition is suppressed is none;
 * where that, or a partner that may not be there, leaves open whether a row of an outer join stays
 * alone, it is there with everything of the other side suppressed.
 */
final class Joining {
  private final Rest.Join join;
  private final int width;
  private final List<Object[]> lefts;
  private final List<Object[]> rights;
  private final Function<Object[], Object> condition;
  private final Set<Object[]> uncertain;
  private final List<Object[]> out = new ArrayList<>();

  private Joining(
      Rest.Join join,
      List<Object[]> lefts,
      List<Object[]> rights,
      Function<Object[], Object> condition,
      Set<Object[]> uncertain) {
    this.join = join;
    this.width = join.left().columns().size();
    this.lefts = lefts;
    this.rights = rights;
    this.condition = condition;
    this.uncertain = uncertain;
  }

  /**
   * @param condition its value for a pair, {@link RestEvaluator#SUPPRESSED} where it is not told
   * @param uncertain rows that are there whether or not they should be; what becomes of them is
   *     added
   */
  static List<Object[]> rows(
      Rest.Join join,
      List<Object[]> lefts,
      List<Object[]> rights,
      Function<Object[], Object> condition,
      Set<Object[]> uncertain) {
    Joining joining = new Joining(join, lefts, rights, condition, uncertain);
    joining.run();
    return joining.out;
  }

  private void run() {
    int[] keys = keys(join.condition());
    Map<Object, List<Integer>> byKey = new HashMap<>();
    List<Integer> all = new ArrayList<>();
    List<Integer> loose = new ArrayList<>();
    for (int r = 0; r < rights.size(); r++) {
      all.add(r);
      if (keys != null) {
        Object key = rights.get(r)[keys[1]];
        (key == RestEvaluator.SUPPRESSED
                ? loose
                : byKey.computeIfAbsent(Comparison.key(key), k -> new ArrayList<>()))
            .add(r);
      }
    }
    BitSet matchedRights = new BitSet();
    BitSet doubtfulRights = new BitSet();
    for (Object[] left : lefts) {
      Object key = keys == null ? null : left[keys[0]];
      List<Integer> partners;
      if (keys == null || key == RestEvaluator.SUPPRESSED) {
        partners = all;
      } else {
        partners = new ArrayList<>(byKey.getOrDefault(Comparison.key(key), List.of()));
        partners.addAll(loose);
      }
      boolean matched = false;
      boolean doubtful = false;
      for (int r : partners) {
        Object[] pair = pair(left, rights.get(r));
        Object holds = condition.apply(pair);
        if (holds == RestEvaluator.SUPPRESSED) {
          doubtful = true;
          doubtfulRights.set(r);
        } else if (Boolean.TRUE.equals(holds)) {
          boolean rightStays = !uncertain.contains(rights.get(r));
          boolean leftStays = !uncertain.contains(left);
          matched |= rightStays;
          doubtful |= !rightStays;
          matchedRights.set(r, matchedRights.get(r) | leftStays);
          doubtfulRights.set(r, doubtfulRights.get(r) | !leftStays);
          boolean inDoubt = join.keepLeft() && !rightStays || join.keepRight() && !leftStays;
          if (!inDoubt) {
            add(pair, !rightStays || !leftStays);
          }
        }
      }
      if (join.keepLeft() && !matched) {
        alone(left, true, doubtful);
      }
    }
    if (join.keepRight()) {
      for (int r = 0; r < rights.size(); r++) {
        if (!matchedRights.get(r)) {
          alone(rights.get(r), false, doubtfulRights.get(r));
        }
      }
    }
  }

  private Object[] pair(Object[] left, Object[] right) {
    Object[] pair = Arrays.copyOf(left, width + right.length);
    System.arraycopy(right, 0, pair, width, right.length);
    return pair;
  }

  private void alone(Object[] row, boolean isLeft, boolean doubtful) {
    Object[] pair = new Object[join.columns().size()];
    Arrays.fill(pair, doubtful ? RestEvaluator.SUPPRESSED : null);
    System.arraycopy(row, 0, pair, isLeft ? 0 : width, row.length);
    add(pair, doubtful || uncertain.contains(row));
  }

  private void add(Object[] pair, boolean mayNotBeThere) {
    if (mayNotBeThere) {
      uncertain.add(pair);
    }
    out.add(pair);
  }

  /** A column of each side that the condition wants equal, so that not all pairs are tried. */
  private int[] keys(Expr e) {
    if (!(e instanceof Expr.Call)) {
      return null;
    }
    Expr.Call call = (Expr.Call) e;
    if (call.operator() == Operator.AND) {
      for (Expr operand : call.operands()) {
        int[] keys = keys(operand);
        if (keys != null) {
          return keys;
        }
      }
      return null;
    }
    if (call.operator() == Operator.EQ
        && call.operands().get(0) instanceof Expr.Input
        && call.operands().get(1) instanceof Expr.Input) {
      Expr.Input a = (Expr.Input) call.operands().get(0);
      Expr.Input b = (Expr.Input) call.operands().get(1);
      int left = Math.min(a.index(), b.index());
      int right = Math.max(a.index(), b.index()) - width;
      // Numbers of different types may be equal and no equal keys.
      return left < width && right >= 0 && a.type() == b.type() ? new int[] {left, right} : null;
    }
    return null;
  }
}
