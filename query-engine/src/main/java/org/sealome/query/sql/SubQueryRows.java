// SPDX-License-Identifier: Apache-2.0
package org.sealome.query.sql;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.apache.calcite.rel.RelNode;
import org.apache.calcite.rex.RexSubQuery;
import org.apache.calcite.sql.fun.SqlQuantifyOperator;
import org.sealome.query.ErrorCode;
import org.sealome.query.SealomeException;
import org.sealome.query.algebra.Sym;
import org.sealome.query.algebra.Template;
import org.sealome.zk.plan.Operator;
import org.sealome.zk.plan.SqlType;

/**
 * A subquery for one encrypted row: EXISTS and IN are an OR over the subquery's templates, a scalar
 * aggregate a sum over them, all of them about the row's own patient.
 */
final class SubQueryRows {
  private final Translation translation;
  private final RexSubQuery query;
  private final RelNode plan;

  SubQueryRows(Translation translation, RexSubQuery query, RelNode plan) {
    this.translation = translation;
    this.query = query;
    this.plan = plan;
  }

  Sym value(List<Sym> row, BitSet touched) {
    return switch (query.getKind()) {
      case EXISTS -> exists(row, touched);
      case IN, SOME -> in(row, touched);
      case SCALAR_QUERY -> scalar(row, touched);
      default -> throw new IllegalStateException("not translated: " + query.getKind());
    };
  }

  private Sym exists(List<Sym> row, BitSet touched) {
    List<Sym> any = new ArrayList<>();
    any.add(Sym.FALSE);
    for (Template t : rows(row)) {
      touched.or(t.variants());
      any.add(Sym.certainly(samePatient(t, row).condition()));
    }
    return Sym.or(any);
  }

  /** x IN (…): TRUE where a row equals, else NULL where a comparison is NULL, else FALSE. */
  private Sym in(List<Sym> row, BitSet touched) {
    List<Sym> any = new ArrayList<>();
    any.add(Sym.FALSE);
    List<Sym> wanted = new ArrayList<>();
    for (var operand : query.getOperands()) {
      RowExpression e =
          RexTranslator.translate(plan.getCluster().getRexBuilder(), operand, row.size());
      wanted.add(translation.bind(e, row, Set.of()).value());
    }
    for (Template each : rows(row)) {
      Template t = each;
      for (int i = 0; i < wanted.size(); i++) {
        if (wanted.get(i) instanceof Sym.PatientId outer
            && t.columns().get(i) instanceof Sym.PatientId inner
            && inner.patient() != outer.patient()) {
          t = t.unify(outer.patient(), inner.patient());
        }
      }
      List<Sym> equal = new ArrayList<>();
      equal.add(Sym.certainly(samePatient(t, row).condition()));
      for (int i = 0; i < wanted.size(); i++) {
        equal.add(
            Sym.apply(comparison(), List.of(wanted.get(i), t.columns().get(i)), SqlType.BOOLEAN));
      }
      touched.or(t.variants());
      any.add(Sym.and(equal.toArray(Sym[]::new)));
    }
    return Sym.or(any);
  }

  private Operator comparison() {
    return query.op instanceof SqlQuantifyOperator some
        ? switch (some.comparisonKind) {
          case LESS_THAN -> Operator.LT;
          case LESS_THAN_OR_EQUAL -> Operator.LE;
          case GREATER_THAN -> Operator.GT;
          case GREATER_THAN_OR_EQUAL -> Operator.GE;
          case NOT_EQUALS -> Operator.NE;
          default -> Operator.EQ;
        }
        : Operator.EQ;
  }

  /** The one row's value, NULL where it is not there. */
  private Sym scalar(List<Sym> row, BitSet touched) {
    List<Template> rows = rows(row);
    SqlType type = RexTranslator.type(query.getType());
    if (rows.size() > 1) {
      throw new SealomeException(
          ErrorCode.USAGE,
          "a scalar subquery may have several rows",
          "aggregate it: (SELECT COUNT(*) FROM genotypes g WHERE g.sample_id = s.sample_id AND …)");
    }
    if (rows.isEmpty()) {
      return Sym.literal(null, type);
    }
    Template one = samePatient(rows.get(0), row);
    touched.or(one.variants());
    Sym value = one.columns().get(0);
    return Sym.apply(
        Operator.CASE,
        List.of(Sym.certainly(one.condition()), value, Sym.literal(null, value.type())),
        value.type());
  }

  private List<Template> rows(List<Sym> row) {
    RelNode input = plan.stripped();
    if (input instanceof EncryptedRel || input instanceof PublicQuery) {
      return translation.rows(input);
    }
    List<Template> within = WithinPatient.of(input, translation, t -> samePatient(t, row));
    if (within != null) {
      return within;
    }
    throw new SealomeException(
        ErrorCode.PARAMETERS,
        "whether a patient's row counts would hang on an answer that is not released yet",
        "ask for the inner answer first and write it into the statement; or correlate the subquery"
            + " on sample_id");
  }

  /** The template, checked to be about nobody but the outer row's patients. */
  private static Template samePatient(Template t, List<Sym> row) {
    Set<Integer> outer = new HashSet<>();
    row.forEach(s -> s.patients(outer));
    if (!outer.containsAll(t.patients())) {
      throw new SealomeException(
          ErrorCode.PARAMETERS,
          "a subquery looks at other patients than the row that it is asked for",
          "correlate it on sample_id; or ask for its answer first and write that into the"
              + " statement");
    }
    return t;
  }
}
