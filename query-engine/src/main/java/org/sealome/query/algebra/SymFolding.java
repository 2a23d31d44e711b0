// SPDX-License-Identifier: Apache-2.0
package org.sealome.query.algebra;

import java.util.ArrayList;
import java.util.List;
import org.sealome.query.algebra.Sym.Apply;
import org.sealome.query.algebra.Sym.Literal;
import org.sealome.query.algebra.Sym.PatientId;
import org.sealome.zk.plan.Expressions;
import org.sealome.zk.plan.Operator;
import org.sealome.zk.plan.SqlType;

/** Folds constants, and what a logical operator's known operands already decide. */
final class SymFolding {
  private SymFolding() {}

  static Sym apply(Operator operator, List<Sym> operands, SqlType type) {
    return switch (operator) {
      case AND -> connective(Operator.AND, operands, false);
      case OR -> connective(Operator.OR, operands, true);
      case CASE -> caseOf(operands, type);
      case IS_NULL, IS_NOT_NULL ->
          operands.get(0) instanceof PatientId
              ? new Literal(operator == Operator.IS_NOT_NULL, SqlType.BOOLEAN)
              : fold(operator, operands, type);
      case EQ, IS_NOT_DISTINCT_FROM ->
          samePatient(operands) ? Sym.TRUE : fold(operator, operands, type);
      case NE, IS_DISTINCT_FROM ->
          samePatient(operands) ? Sym.FALSE : fold(operator, operands, type);
      case CAST ->
          operands.get(0).type() == type ? operands.get(0) : fold(operator, operands, type);
      default -> fold(operator, operands, type);
    };
  }

  private static boolean samePatient(List<Sym> operands) {
    return operands.get(0) instanceof PatientId a
        && operands.get(1) instanceof PatientId b
        && a.patient() == b.patient();
  }

  /** AND with FALSE is FALSE, with TRUE nothing; OR the other way round. */
  private static Sym connective(Operator operator, List<Sym> operands, boolean decisive) {
    List<Sym> kept = new ArrayList<>(operands.size());
    boolean unknown = false;
    for (Sym operand : operands) {
      if (operand instanceof Literal l) {
        if (l.value() == null) {
          unknown = true;
        } else if ((Boolean) l.value() == decisive) {
          return operand;
        }
      } else if (operand instanceof Apply a && a.operator() == operator) {
        kept.addAll(a.operands());
      } else {
        kept.add(operand);
      }
    }
    if (unknown) {
      kept.add(Sym.UNKNOWN);
    }
    if (kept.isEmpty()) {
      return decisive ? Sym.FALSE : Sym.TRUE;
    }
    return kept.size() == 1 ? kept.get(0) : new Apply(operator, kept, SqlType.BOOLEAN);
  }

  private static Sym caseOf(List<Sym> operands, SqlType type) {
    List<Sym> kept = new ArrayList<>(operands.size());
    for (int i = 0; i + 1 < operands.size(); i += 2) {
      Sym condition = operands.get(i);
      if (condition.isNeverTrue()) {
        continue;
      }
      if (condition.isTrue()) {
        kept.add(operands.get(i + 1));
        return kept.size() == 1 ? kept.get(0) : new Apply(Operator.CASE, kept, type);
      }
      kept.add(condition);
      kept.add(operands.get(i + 1));
    }
    kept.add(operands.get(operands.size() - 1));
    return kept.size() == 1 ? kept.get(0) : new Apply(Operator.CASE, kept, type);
  }

  private static Sym fold(Operator operator, List<Sym> operands, SqlType type) {
    List<Object> values = new ArrayList<>(operands.size());
    for (Sym operand : operands) {
      if (!(operand instanceof Literal l)) {
        return new Apply(operator, operands, type);
      }
      values.add(l.value());
    }
    return new Literal(Expressions.apply(operator, type, values), type);
  }
}
