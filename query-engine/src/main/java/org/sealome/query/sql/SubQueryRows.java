// SPDX-License-Identifier: Apache-2.0
package org.sealome.query.sql;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.apache.calcite.rel.RelNode;
import org.apache.calcite.rex.RexSubQuery;
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
      case IN -> in(row, touched);
      case SCALAR_QUERY -> scalar(row, touched);
      default -> throw new IllegalStateException("not translated: " + query.getKind());
    };
  }

  private Sym exists(List<Sym> row, BitSet touched) {
    List<Sym> any = new ArrayList<>();
    any.add(Sym.FALSE);
    for (Template t : rows()) {
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
    for (Template each : rows()) {
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
            Sym.apply(Operator.EQ, List.of(wanted.get(i), t.columns().get(i)), SqlType.BOOLEAN));
      }
      touched.or(t.variants());
      any.add(Sym.and(equal.toArray(Sym[]::new)));
    }
    return Sym.or(any);
  }

  private Sym scalar(List<Sym> row, BitSet touched) {
    if (plan.stripped() instanceof PerPatientScalar aggregate) {
      return aggregate.value(
          translation,
          t -> {
            touched.or(t.variants());
            return samePatient(t, row);
          });
    }
    if (plan.stripped() instanceof PublicQuery) {
      List<Template> known = rows();
      if (known.size() > 1) {
        throw new SealomeException(
            ErrorCode.USAGE, "a scalar subquery has several rows", "aggregate it, or use IN");
      }
      SqlType type = RexTranslator.type(query.getType());
      return known.isEmpty() ? Sym.literal(null, type) : known.get(0).columns().get(0);
    }
    throw new SealomeException(
        ErrorCode.PARAMETERS,
        "a scalar subquery over encrypted rows must be one aggregate of the row's own patient",
        "correlate it: (SELECT COUNT(*) FROM genotypes g WHERE g.sample_id = s.sample_id AND …)");
  }

  private List<Template> rows() {
    RelNode input = plan.stripped();
    if (input instanceof EncryptedRel || input instanceof PublicQuery) {
      return translation.rows(input);
    }
    throw new SealomeException(
        ErrorCode.PARAMETERS,
        "a subquery over aggregated rows cannot be asked for every patient",
        "correlate the subquery on sample_id, or group it by sample_id");
  }

  /** The template, checked to be about nobody but the outer row's patients. */
  private static Template samePatient(Template t, List<Sym> row) {
    Set<Integer> outer = new HashSet<>();
    row.forEach(s -> s.patients(outer));
    if (!outer.containsAll(t.patients())) {
      throw new SealomeException(
          ErrorCode.PARAMETERS,
          "a subquery looks at other patients than the row that it is asked for",
          "correlate it on sample_id");
    }
    return t;
  }
}
