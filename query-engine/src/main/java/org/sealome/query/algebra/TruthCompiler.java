// SPDX-License-Identifier: Apache-2.0
package org.sealome.query.algebra;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.ToLongFunction;
import org.sealome.query.ErrorCode;
import org.sealome.query.SealomeException;
import org.sealome.query.algebra.Sym.Apply;
import org.sealome.query.algebra.Sym.Literal;
import org.sealome.zk.plan.Operator;
import org.sealome.zk.plan.SqlType;

/**
 * From symbols to forms. What reads one variable is tabulated over its states, so it stays linear
 * however it is written; AND, OR, NOT and arithmetic over several variables follow the ring; any
 * other function of a few variables is tabulated over their joint states.
 */
final class TruthCompiler {
  /** Joint states, as far as they are told apart, beyond which a function is not tabulated. */
  private static final int MAX_JOINT_STATES = 4096;

  private TruthCompiler() {}

  /** The predicate, no public leaf left in it. */
  static Truth truth(Sym sym) {
    if (sym instanceof Literal l) {
      return Truth.of(l.value());
    }
    Set<EncryptedVariable> variables = sym.variables();
    if (variables.size() > 1 && sym instanceof Apply a) {
      switch (a.operator()) {
        case AND -> {
          return a.operands().stream().map(TruthCompiler::truth).reduce(Truth.TRUE, Truth::and);
        }
        case OR -> {
          return a.operands().stream().map(TruthCompiler::truth).reduce(Truth.FALSE, Truth::or);
        }
        case NOT -> {
          return truth(a.operands().get(0)).not();
        }
        case IS_TRUE -> {
          return Truth.certain(truth(a.operands().get(0)).isTrue());
        }
        case IS_NOT_TRUE -> {
          return Truth.certain(truth(a.operands().get(0)).isTrue()).not();
        }
        case IS_FALSE -> {
          return Truth.certain(truth(a.operands().get(0)).isFalse());
        }
        case IS_NOT_FALSE -> {
          return Truth.certain(truth(a.operands().get(0)).isFalse()).not();
        }
        case IS_NOT_NULL, IS_NULL -> {
          Form present = Presence.of(a.operands().get(0));
          if (present != null) {
            Truth known = Truth.certain(present);
            return a.operator() == Operator.IS_NULL ? known.not() : known;
          }
        }
        default -> {}
      }
    }
    return tabulatedTruth(sym);
  }

  /** The predicate by its table over joint states. */
  static Truth tabulatedTruth(Sym sym) {
    List<StateClasses> order = StateClasses.in(sym);
    Object[] table = tabulate(sym, order);
    return new Truth(
        Decomposition.of(order, longs(table, v -> Boolean.TRUE.equals(v) ? 1 : 0)),
        Decomposition.of(order, longs(table, v -> Boolean.FALSE.equals(v) ? 1 : 0)));
  }

  /**
   * The integer, no public leaf left in it.
   *
   * @throws SealomeException PARAMETERS where it is not one
   */
  static Numeric numeric(Sym sym) {
    if (sym instanceof Literal l) {
      return Numeric.of(integer(l.value(), sym));
    }
    Set<EncryptedVariable> variables = sym.variables();
    if (variables.size() > 1 && sym instanceof Apply a && isInteger(a.type())) {
      List<Sym> operands = a.operands();
      switch (a.operator()) {
        case PLUS -> {
          return operands.stream()
              .map(TruthCompiler::numeric)
              .reduce((x, y) -> x.plus(y, 1))
              .orElseThrow();
        }
        case MINUS -> {
          return numeric(operands.get(0)).plus(numeric(operands.get(1)), -1);
        }
        case TIMES -> {
          return operands.stream().map(TruthCompiler::numeric).reduce(Numeric::times).orElseThrow();
        }
        case NEGATE -> {
          Numeric n = numeric(operands.get(0));
          return new Numeric(n.value().times(-1), n.present());
        }
        case CAST -> {
          if (isInteger(operands.get(0).type())) {
            return numeric(operands.get(0));
          }
        }
        case CASE -> {
          return caseOf(operands);
        }
        case COALESCE -> {
          Numeric result = numeric(operands.get(operands.size() - 1));
          for (int i = operands.size() - 2; i >= 0; i--) {
            Numeric first = numeric(operands.get(i));
            Form absent = first.present().complement();
            result =
                new Numeric(
                    first.value().plus(absent.times(result.value())),
                    first.present().plus(absent.times(result.present())));
          }
          return result;
        }
        default -> {}
      }
    }
    List<StateClasses> order = StateClasses.in(sym);
    Object[] table = tabulate(sym, order);
    for (int i = 0; i < table.length; i++) {
      table[i] = integer(table[i], sym);
    }
    return new Numeric(
        Decomposition.of(order, longs(table, v -> v == null ? 0 : (Long) v)),
        Decomposition.of(order, longs(table, v -> v == null ? 0 : 1)));
  }

  /** Every value that an encrypted symbol could have, each once. */
  static Set<Object> values(Sym sym) {
    return new java.util.LinkedHashSet<>(Arrays.asList(tabulate(sym, StateClasses.in(sym))));
  }

  private static Numeric caseOf(List<Sym> operands) {
    Numeric result = numeric(operands.get(operands.size() - 1));
    for (int i = operands.size() - 3; i >= 0; i -= 2) {
      Form when = truth(operands.get(i)).isTrue();
      Form otherwise = when.complement();
      Numeric then = numeric(operands.get(i + 1));
      result =
          new Numeric(
              (Presence.vanishesOutside(operands.get(i + 1), operands.get(i))
                      ? then.value()
                      : when.times(then.value()))
                  .plus(otherwise.times(result.value())),
              when.times(then.present()).plus(otherwise.times(result.present())));
    }
    return result;
  }

  private static boolean isInteger(SqlType type) {
    return type == SqlType.BIGINT || type == SqlType.INTEGER;
  }

  private static Object integer(Object value, Sym sym) {
    if (value == null || value instanceof Long) {
      return value;
    }
    throw new SealomeException(
        ErrorCode.PARAMETERS,
        "an aggregate over encrypted values needs integers, and "
            + SymText.of(sym)
            + " is "
            + sym.type(),
        "aggregate the integers and do the arithmetic outside: SUM(dosage) * 0.5 instead of"
            + " SUM(dosage * 0.5)");
  }

  private static long[] longs(Object[] table, ToLongFunction<Object> value) {
    return Arrays.stream(table).mapToLong(value).toArray();
  }

  /** The values over all combinations of classes, the last variable running fastest. */
  private static Object[] tabulate(Sym sym, List<StateClasses> order) {
    long joint = 1;
    for (StateClasses v : order) {
      joint *= v.count();
      if (joint > MAX_JOINT_STATES) {
        throw new SealomeException(
            ErrorCode.PARAMETERS,
            SymText.of(sym) + " depends on too many encrypted values at once",
            "compare fewer variants in one expression, or join the parts with AND and OR");
      }
    }
    Object[] table = new Object[(int) joint];
    Map<EncryptedVariable, Integer> state = new HashMap<>();
    for (int i = 0; i < table.length; i++) {
      int rest = i;
      for (int k = order.size() - 1; k >= 0; k--) {
        StateClasses v = order.get(k);
        state.put(v.variable(), v.first()[rest % v.count()]);
        rest /= v.count();
      }
      table[i] =
          sym.evaluate(
              leaf ->
                  StateClasses.value(
                      leaf, leaf instanceof Sym.Encrypted e ? state.get(e.variable()) : 0));
    }
    return table;
  }
}
