// SPDX-License-Identifier: Apache-2.0
package org.sealome.zk.plan;

import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Which encrypted cells follow from the values of expressions over them. Cells of the same value by
 * definition are one: the first of them stands for all.
 */
final class CellKnowledge {
  private final Plan plan;
  private final Separation separation;
  private final int[] canonical;
  private final BitSet encrypted = new BitSet();
  private final BitSet known = new BitSet();

  CellKnowledge(Plan plan) {
    this.plan = plan;
    this.separation = new Separation(plan);
    this.canonical = new int[plan.cells().size()];
    Map<Affine, Integer> first = new HashMap<>();
    for (int c = 0; c < canonical.length; c++) {
      Affine value = plan.cells().get(c).value();
      Integer same = first.putIfAbsent(value, c);
      canonical[c] = same == null ? c : same;
      encrypted.set(c, !value.isPublic());
    }
  }

  /** With nothing known. */
  CellKnowledge fresh() {
    return new CellKnowledge(plan);
  }

  boolean isEncrypted(int cell) {
    return encrypted.get(cell);
  }

  int canonical(int cell) {
    return canonical[cell];
  }

  boolean isKnown(int cell) {
    return !encrypted.get(cell) || known.get(canonical[cell]);
  }

  /** Whether this is news. */
  boolean learn(int cell) {
    boolean news = encrypted.get(cell) && !known.get(canonical[cell]);
    if (news) {
      known.set(canonical[cell]);
    }
    return news;
  }

  /** A copy: canonical encrypted cells. */
  BitSet known() {
    return (BitSet) known.clone();
  }

  /**
   * The encrypted cell of {@code CASE WHEN cell > 0 THEN … ELSE NULL END}, or −1: an aggregate over
   * no rows is NULL. Only in a table's rows is it told apart from a comparison that was asked.
   */
  static int presence(Expr expr) {
    if (expr instanceof Expr.Call call
        && call.operator() == Operator.CASE
        && (call.operands().size() == 2
            || (call.operands().size() == 3 && isNull(call.operands().get(2))))
        && call.operands().get(0) instanceof Expr.Call condition
        && condition.operator() == Operator.GT
        && condition.operands().get(0) instanceof Expr.CellValue cell
        && condition.operands().get(1) instanceof Expr.Literal bound
        && Long.valueOf(0).equals(bound.value())) {
      return cell.cell();
    }
    return -1;
  }

  private static boolean isNull(Expr expr) {
    return expr instanceof Expr.Literal literal && literal.value() == null;
  }

  /** Adds the encrypted cells in {@code expr} whose value counts, canonically. */
  void valueCells(Expr expr, BitSet into) {
    if (expr instanceof Expr.CellValue cell) {
      if (encrypted.get(cell.cell())) {
        into.set(canonical[cell.cell()]);
      }
    } else if (expr instanceof Expr.Call call) {
      int from = presence(expr) >= 0 ? 1 : 0;
      call.operands().subList(from, call.operands().size()).forEach(o -> valueCells(o, into));
    }
  }

  /** Adds those of which only counts whether they are positive. */
  void presenceCells(Expr expr, BitSet into) {
    if (expr instanceof Expr.Call call) {
      int p = presence(expr);
      if (p >= 0 && encrypted.get(p)) {
        into.set(canonical[p]);
      }
      call.operands().forEach(o -> presenceCells(o, into));
    }
  }

  boolean isPublic(Expr expr) {
    if (expr instanceof Expr.CellValue cell) {
      return !encrypted.get(cell.cell());
    }
    return !(expr instanceof Expr.Call call) || call.operands().stream().allMatch(this::isPublic);
  }

  /** Whether no value is needed that is not known. */
  boolean isCovered(Expr expr) {
    if (expr instanceof Expr.CellValue cell) {
      return isKnown(cell.cell());
    }
    if (expr instanceof Expr.Call call) {
      int from = presence(expr) >= 0 ? 1 : 0;
      return call.operands().subList(from, call.operands().size()).stream()
          .allMatch(this::isCovered);
    }
    return true;
  }

  /**
   * The one unknown cell that {@code expr}, not being NULL, tells the value of, given what is
   * known; −1 where it tells of none, of several at once, or where values are rounded away.
   */
  int determined(Expr expr) {
    int cell = inverted(expr);
    return cell >= 0 && separation.tellsApart(expr, part -> inverted(part) >= 0) ? cell : -1;
  }

  /** Likewise, as if numbers had all their digits. */
  private int inverted(Expr expr) {
    if (expr instanceof Expr.CellValue cell) {
      return isKnown(cell.cell()) ? -1 : canonical[cell.cell()];
    }
    if (!(expr instanceof Expr.Call call)) {
      return -1;
    }
    List<Expr> operands = call.operands();
    switch (call.operator()) {
      case NEGATE:
        return inverted(operands.get(0));
      case CAST:
        return isInjective(operands.get(0).type(), call.type()) ? inverted(operands.get(0)) : -1;
      case PLUS:
      case MINUS:
        return oneOf(operands.get(0), operands.get(1));
      case TIMES:
        return isNonzero(operands.get(0))
            ? inverted(operands.get(1))
            : isNonzero(operands.get(1)) ? inverted(operands.get(0)) : -1;
      case DIVIDE:
        boolean exact = call.type() == SqlType.DOUBLE || call.type() == SqlType.DECIMAL;
        return exact && isSettled(operands.get(1)) ? inverted(operands.get(0)) : -1;
      case CASE:
        return presence(expr) >= 0 ? inverted(operands.get(1)) : -1;
      default:
        return -1;
    }
  }

  private int oneOf(Expr a, Expr b) {
    return isSettled(b) ? inverted(a) : isSettled(a) ? inverted(b) : -1;
  }

  /** Rounding aside. */
  private static boolean isInjective(SqlType from, SqlType to) {
    switch (from) {
      case INTEGER:
      case BIGINT:
        return to != SqlType.BOOLEAN;
      case DECIMAL:
      case DOUBLE:
        return to == SqlType.DECIMAL || to == SqlType.DOUBLE || to == SqlType.VARCHAR;
      default:
        return false;
    }
  }

  private static boolean isNonzero(Expr expr) {
    if (expr instanceof Expr.Literal literal) {
      return literal.value() instanceof Number n && Comparison.compare(n, 0L) != 0;
    }
    return expr instanceof Expr.Call call
        && (call.operator() == Operator.NEGATE
            || (call.operator() == Operator.CAST
                && (call.type() == SqlType.DOUBLE || call.type() == SqlType.DECIMAL)))
        && isNonzero(call.operands().get(0));
  }

  /** Whether {@code expr} can be computed from what is known, if it is not NULL. */
  private boolean isSettled(Expr expr) {
    if (expr instanceof Expr.CellValue cell) {
      return isKnown(cell.cell());
    }
    if (!(expr instanceof Expr.Call call)) {
      return true;
    }
    if (presence(expr) >= 0) {
      return isSettled(call.operands().get(1));
    }
    return call.operands().stream().allMatch(isStrict(call) ? this::isSettled : this::isPlain);
  }

  private boolean isPlain(Expr expr) {
    if (expr instanceof Expr.CellValue cell) {
      return isKnown(cell.cell());
    }
    return !(expr instanceof Expr.Call call) || call.operands().stream().allMatch(this::isPlain);
  }

  /** Whether NULL follows from any operand's being NULL, and from nothing else. */
  private static boolean isStrict(Expr.Call call) {
    switch (call.operator()) {
      case CAST:
      case NEGATE:
      case PLUS:
      case MINUS:
      case TIMES:
      case DIVIDE:
        return true;
      default:
        return false;
    }
  }

  /**
   * The unknown cell that is not positive where {@code expr} is NULL, or −1 where its being NULL
   * may have another reason, or one of several.
   */
  int emptyWhereNull(Expr expr) {
    BitSet sources = new BitSet();
    if (!nullSources(expr, sources)) {
      return -1;
    }
    sources.andNot(known);
    return sources.cardinality() == 1 ? sources.nextSetBit(0) : -1;
  }

  /** Whether nothing but those cells' not being positive makes {@code expr} NULL. */
  private boolean nullSources(Expr expr, BitSet into) {
    if (expr instanceof Expr.Literal literal) {
      return literal.value() != null;
    }
    if (!(expr instanceof Expr.Call call)) {
      return true;
    }
    int p = presence(expr);
    if (p >= 0) {
      if (encrypted.get(p)) {
        into.set(canonical[p]);
      }
      return encrypted.get(p) && nullSources(call.operands().get(1), into);
    }
    return isStrict(call) && call.operands().stream().allMatch(o -> nullSources(o, into));
  }
}
