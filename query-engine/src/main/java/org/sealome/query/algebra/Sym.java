// SPDX-License-Identifier: Apache-2.0
package org.sealome.query.algebra;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import org.sealome.query.algebra.EncryptedVariable.Attribute;
import org.sealome.zk.plan.Expressions;
import org.sealome.zk.plan.Operator;
import org.sealome.zk.plan.SqlType;

/**
 * A value of one row of one patient: known, public by slot, or encrypted. Built only through the
 * factories, which fold what is known.
 */
public sealed interface Sym {

  Sym TRUE = new Literal(true, SqlType.BOOLEAN);
  Sym FALSE = new Literal(false, SqlType.BOOLEAN);
  Sym UNKNOWN = new Literal(null, SqlType.BOOLEAN);
  Sym ZERO = new Literal(0L, SqlType.BIGINT);
  Sym ONE = new Literal(1L, SqlType.BIGINT);

  SqlType type();

  /** A constant. */
  record Literal(Object value, SqlType type) implements Sym {}

  /** A public column of {@code samples}, for the patient named by a number. */
  record PublicColumn(int patient, String column, SqlType type) implements Sym {}

  /** {@code sample_id} of the patient named by a number; never NULL. */
  record PatientId(int patient) implements Sym {
    @Override
    public SqlType type() {
      return SqlType.VARCHAR;
    }
  }

  /** An encrypted value of the patient named by a number. */
  record Encrypted(int patient, EncryptedVariable variable, Attribute attribute) implements Sym {
    @Override
    public SqlType type() {
      return variable instanceof EncryptedVariable.Category ? SqlType.VARCHAR : SqlType.INTEGER;
    }
  }

  /** An operator that could not be folded. */
  record Apply(Operator operator, List<Sym> operands, SqlType type) implements Sym {
    public Apply {
      operands = List.copyOf(operands);
    }
  }

  static Sym literal(Object value, SqlType type) {
    return new Literal(value, type);
  }

  static Sym and(Sym... operands) {
    return apply(Operator.AND, List.of(operands), SqlType.BOOLEAN);
  }

  static Sym or(List<Sym> operands) {
    return apply(Operator.OR, operands, SqlType.BOOLEAN);
  }

  /** TRUE where the condition is, else FALSE: a row is there or it is not. */
  static Sym certainly(Sym condition) {
    return apply(Operator.IS_TRUE, List.of(condition), SqlType.BOOLEAN);
  }

  static Sym isNotNull(Sym operand) {
    return apply(Operator.IS_NOT_NULL, List.of(operand), SqlType.BOOLEAN);
  }

  /** {@code operator(operands)}, folded as far as it is known. */
  static Sym apply(Operator operator, List<Sym> operands, SqlType type) {
    return SymFolding.apply(operator, operands, type);
  }

  /** Whether this is exactly the boolean TRUE. */
  default boolean isTrue() {
    return this instanceof Literal l && Boolean.TRUE.equals(l.value());
  }

  /** Whether this is FALSE or NULL: never TRUE. */
  default boolean isNeverTrue() {
    return this instanceof Literal l && !Boolean.TRUE.equals(l.value());
  }

  /** Whether an encrypted value is in it. */
  default boolean isEncrypted() {
    return switch (this) {
      case Encrypted _ -> true;
      case Apply a -> a.operands().stream().anyMatch(Sym::isEncrypted);
      case Literal _, PublicColumn _, PatientId _ -> false;
    };
  }

  /** The encrypted variables, in order of appearance. */
  default Set<EncryptedVariable> variables() {
    Set<EncryptedVariable> out = new LinkedHashSet<>();
    collect(out);
    return out;
  }

  private void collect(Set<EncryptedVariable> out) {
    switch (this) {
      case Encrypted e -> out.add(e.variable());
      case Apply a -> a.operands().forEach(o -> o.collect(out));
      case Literal _, PublicColumn _, PatientId _ -> {}
    }
  }

  /** The patients whose values are in it. */
  default void patients(Set<Integer> out) {
    switch (this) {
      case Encrypted e -> out.add(e.patient());
      case PublicColumn c -> out.add(c.patient());
      case PatientId p -> out.add(p.patient());
      case Apply a -> a.operands().forEach(o -> o.patients(out));
      case Literal _ -> {}
    }
  }

  /** The same with leaves and public subexpressions replaced; {@code null} leaves one as it is. */
  default Sym replace(Function<Sym, Sym> replacement) {
    Sym instead = replacement.apply(this);
    if (instead != null) {
      return instead;
    }
    if (this instanceof Apply a) {
      List<Sym> operands = new ArrayList<>(a.operands().size());
      boolean changed = false;
      for (Sym operand : a.operands()) {
        Sym replaced = operand.replace(replacement);
        changed |= replaced != operand;
        operands.add(replaced);
      }
      return changed ? apply(a.operator(), operands, a.type()) : this;
    }
    return this;
  }

  /**
   * The value, every leaf known to {@code leaf}.
   *
   * @throws ArithmeticException where the statement's arithmetic fails (division by zero, overflow)
   */
  default Object evaluate(Function<Sym, Object> leaf) {
    if (this instanceof Apply a) {
      List<Object> arguments = new ArrayList<>(a.operands().size());
      for (Sym operand : a.operands()) {
        arguments.add(operand.evaluate(leaf));
      }
      return Expressions.apply(a.operator(), a.type(), arguments);
    }
    return this instanceof Literal l ? l.value() : leaf.apply(this);
  }
}
