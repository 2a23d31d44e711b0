// SPDX-License-Identifier: Apache-2.0
package org.sealome.query.sql;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.calcite.plan.RelTraitSet;
import org.apache.calcite.rel.RelNode;
import org.apache.calcite.rel.core.Join;
import org.apache.calcite.rel.core.JoinRelType;
import org.apache.calcite.rex.RexNode;
import org.sealome.query.ErrorCode;
import org.sealome.query.SealomeException;
import org.sealome.query.algebra.Sym;
import org.sealome.query.algebra.Template;
import org.sealome.zk.plan.Expr;
import org.sealome.zk.plan.Operator;

/**
 * An inner join of encrypted rows with encrypted or public ones. An equation between two {@code
 * sample_id}s makes both rows one patient's; one between known columns picks the pairs by hashing.
 */
final class EncryptedJoin extends Join implements EncryptedRel {
  /** Pairs of templates beyond which a join is refused. */
  private static final long MAX_PAIRS = 4_000_000;

  private final RowExpression predicate;

  EncryptedJoin(RelNode left, RelNode right, RexNode condition, RowExpression predicate) {
    super(
        left.getCluster(),
        left.getCluster().traitSetOf(CONVENTION),
        List.of(),
        left,
        right,
        condition,
        Set.of(),
        JoinRelType.INNER);
    this.predicate = predicate;
  }

  @Override
  public Join copy(
      RelTraitSet traits,
      RexNode condition,
      RelNode left,
      RelNode right,
      JoinRelType type,
      boolean semiJoinDone) {
    return new EncryptedJoin(left, right, condition, predicate);
  }

  @Override
  public List<Template> templates(Translation translation) {
    List<Template> lefts = translation.rows(getLeft());
    List<Template> rights = translation.rows(getRight());
    int[] keys = knownKeys(lefts, rights);
    Map<Object, List<Template>> byKey = new HashMap<>();
    for (Template right : rights) {
      byKey
          .computeIfAbsent(keys == null ? "" : known(right, keys[1]), _ -> new ArrayList<>())
          .add(right);
    }
    List<Template> out = new ArrayList<>();
    long pairs = 0;
    for (Template left : lefts) {
      List<Template> partners =
          byKey.getOrDefault(keys == null ? "" : known(left, keys[0]), List.of());
      pairs += partners.size();
      if (pairs > MAX_PAIRS) {
        throw new SealomeException(
            ErrorCode.PARAMETERS,
            "the join looks at more than " + MAX_PAIRS + " pairs of variants",
            "filter the variants on both sides of the join");
      }
      for (Template right : partners) {
        Template both = left.join(right);
        Sym condition = translation.bind(predicate, both.columns(), Set.of()).value();
        Template narrowed = both.where(condition);
        if (narrowed != null) {
          out.add(narrowed);
        }
      }
    }
    return out;
  }

  /** A pair of columns, equal by the condition, that are known in all templates; or null. */
  private int[] knownKeys(List<Template> lefts, List<Template> rights) {
    int width = getLeft().getRowType().getFieldCount();
    List<Expr> conjuncts =
        predicate.expression() instanceof Expr.Call c && c.operator() == Operator.AND
            ? c.operands()
            : List.of(predicate.expression());
    for (Expr conjunct : conjuncts) {
      if (conjunct instanceof Expr.Call c
          && c.operator() == Operator.EQ
          && c.operands().get(0) instanceof Expr.Input a
          && c.operands().get(1) instanceof Expr.Input b
          && a.index() < predicate.width()
          && b.index() < predicate.width()) {
        int left = Math.min(a.index(), b.index());
        int right = Math.max(a.index(), b.index()) - width;
        if (left < width
            && right >= 0
            && lefts.stream().allMatch(t -> t.columns().get(left) instanceof Sym.Literal)
            && rights.stream().allMatch(t -> t.columns().get(right) instanceof Sym.Literal)) {
          return new int[] {left, right};
        }
      }
    }
    return null;
  }

  private static Object known(Template t, int column) {
    Object value = ((Sym.Literal) t.columns().get(column)).value();
    return value == null ? Void.class : value;
  }
}
