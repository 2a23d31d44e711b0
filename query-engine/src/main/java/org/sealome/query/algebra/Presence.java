// SPDX-License-Identifier: Apache-2.0
package org.sealome.query.algebra;

import java.util.List;
import org.sealome.query.algebra.Sym.Apply;
import org.sealome.query.algebra.Sym.Literal;
import org.sealome.zk.plan.Operator;
import org.sealome.zk.plan.SqlType;

/** Where a value of several variables is not NULL, without a table over their joint states. */
final class Presence {
  private Presence() {}

  /** 1 where the value is not NULL, else 0; null: to be tabulated. */
  static Form of(Sym sym) {
    if (sym instanceof Literal l) {
      return l.value() == null ? Form.ZERO : Form.ONE;
    }
    if (sym.type() == SqlType.BOOLEAN) {
      Truth truth = TruthCompiler.truth(sym);
      return truth.isTrue().plus(truth.isFalse());
    }
    if (sym.variables().size() < 2 || !(sym instanceof Apply a)) {
      return TruthCompiler.truth(Sym.isNotNull(sym)).isTrue();
    }
    List<Sym> operands = a.operands();
    return switch (a.operator()) {
      case PLUS, MINUS, TIMES, NEGATE, ABS, SIGN, ROUND, FLOOR, CEIL ->
          operands.stream().map(Presence::orTable).reduce(Form.ONE, Form::times);
      case CAST ->
          isNumber(operands.get(0).type()) && isNumber(a.type()) ? of(operands.get(0)) : null;
      case COALESCE ->
          operands.stream()
              .map(o -> orTable(o).complement())
              .reduce(Form.ONE, Form::times)
              .complement();
      case CASE -> {
        Form result = orTable(operands.get(operands.size() - 1));
        for (int i = operands.size() - 3; i >= 0; i -= 2) {
          Form when = TruthCompiler.truth(operands.get(i)).isTrue();
          result = when.times(orTable(operands.get(i + 1))).plus(when.complement().times(result));
        }
        yield result;
      }
      default -> null;
    };
  }

  private static Form orTable(Sym sym) {
    Form form = of(sym);
    return form != null ? form : TruthCompiler.tabulatedTruth(Sym.isNotNull(sym)).isTrue();
  }

  private static boolean isNumber(SqlType type) {
    return type != SqlType.BOOLEAN && type != SqlType.VARCHAR;
  }

  /**
   * Whether a sum is 0 wherever the condition is not TRUE, so that it need not be multiplied with
   * it: {@code CASE WHEN a OR b THEN CASE WHEN a THEN x ELSE 0 END + CASE WHEN b THEN y ELSE 0 END
   * END}.
   */
  static boolean vanishesOutside(Sym sum, Sym condition) {
    List<Sym> any =
        condition instanceof Apply a && a.operator() == Operator.OR
            ? a.operands()
            : List.of(condition);
    return vanishes(sum, any);
  }

  private static boolean vanishes(Sym sum, List<Sym> any) {
    if (!(sum instanceof Apply a)) {
      return sum instanceof Literal l && l.value() instanceof Long n && n == 0;
    }
    List<Sym> o = a.operands();
    return switch (a.operator()) {
      case PLUS, MINUS -> o.stream().allMatch(s -> vanishes(s, any));
      case TIMES -> o.stream().anyMatch(s -> vanishes(s, any));
      case CASE -> o.size() == 3 && any.contains(o.get(0)) && vanishes(o.get(2), any);
      default -> false;
    };
  }
}
