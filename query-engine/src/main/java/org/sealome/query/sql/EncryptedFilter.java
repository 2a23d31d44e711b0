// SPDX-License-Identifier: Apache-2.0
package org.sealome.query.sql;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.apache.calcite.plan.RelTraitSet;
import org.apache.calcite.rel.RelNode;
import org.apache.calcite.rel.core.CorrelationId;
import org.apache.calcite.rel.core.Filter;
import org.apache.calcite.rex.RexNode;
import org.sealome.query.algebra.EncryptedVariable.Variant;
import org.sealome.query.algebra.Template;
import org.sealome.zk.plan.Expr;

/** Encrypted rows for which a condition is TRUE; what is known of it drops templates at once. */
final class EncryptedFilter extends Filter implements EncryptedRel {
  private final RowExpression predicate;
  private final Set<CorrelationId> correlations;

  EncryptedFilter(
      RelNode input, RexNode condition, Set<CorrelationId> correlations, RowExpression predicate) {
    super(input.getCluster(), input.getCluster().traitSetOf(CONVENTION), input, condition);
    this.predicate = predicate;
    this.correlations = Set.copyOf(correlations);
  }

  @Override
  public Filter copy(RelTraitSet traits, RelNode input, RexNode condition) {
    return new EncryptedFilter(input, condition, correlations, predicate);
  }

  @Override
  public Set<CorrelationId> getVariablesSet() {
    return correlations;
  }

  @Override
  public List<Template> templates(Translation translation) {
    List<Template> out = new ArrayList<>();
    for (Template t : input(translation)) {
      Translation.Bound bound = translation.bind(predicate, t.columns(), correlations);
      Template narrowed = t.touching(bound.variants()).where(bound.value());
      if (narrowed != null) {
        out.add(narrowed);
      }
    }
    return out;
  }

  /** Where the condition names variants, only these are looked at: a panel may be long. */
  private List<Template> input(Translation translation) {
    if (getInput().stripped() instanceof EncryptedScan scan
        && scan.kind() == CohortTable.Kind.GENOTYPES) {
      Set<String> named = named(predicate.expression());
      if (named != null) {
        List<Variant> variants =
            named.stream().map(translation::variant).filter(java.util.Objects::nonNull).toList();
        return EncryptedScan.genotypes(variants, translation.newPatient());
      }
    }
    return translation.rows(getInput());
  }

  /** The variant ids outside which the condition cannot be TRUE, or null. */
  private static Set<String> named(Expr e) {
    if (!(e instanceof Expr.Call c)) {
      return null;
    }
    return switch (c.operator()) {
      case EQ -> {
        if (c.operands().get(0) instanceof Expr.Input i
            && i.index() == 1
            && c.operands().get(1) instanceof Expr.Literal l
            && l.value() instanceof String id) {
          yield Set.of(id);
        }
        yield null;
      }
      case AND ->
          c.operands().stream()
              .map(EncryptedFilter::named)
              .filter(java.util.Objects::nonNull)
              .findFirst()
              .orElse(null);
      case OR -> {
        Set<String> all = new LinkedHashSet<>();
        for (Expr o : c.operands()) {
          Set<String> some = named(o);
          if (some == null) {
            yield null;
          }
          all.addAll(some);
        }
        yield all;
      }
      default -> null;
    };
  }
}
