// SPDX-License-Identifier: Apache-2.0
package org.sealome.query.sql;

import java.util.ArrayList;
import java.util.BitSet;
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
import org.sealome.zk.plan.SqlType;

/**
 * A join of encrypted rows with encrypted or public ones. An equation between two {@code
 * sample_id}s makes both rows one patient's; one between known columns picks the pairs by hashing.
 * Of an outer join a row stays alone where none of its partners' conditions is TRUE, which is for
 * one patient to tell: both sides must be about her.
 */
final class EncryptedJoin extends Join implements EncryptedRel {
  /** Pairs of templates beyond which a join is refused. */
  private static final long MAX_PAIRS = 4_000_000;

  private final RowExpression predicate;

  EncryptedJoin(
      RelNode left, RelNode right, RexNode condition, JoinRelType type, RowExpression predicate) {
    super(
        left.getCluster(),
        left.getCluster().traitSetOf(CONVENTION),
        List.of(),
        left,
        right,
        condition,
        Set.of(),
        type);
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
    return new EncryptedJoin(left, right, condition, type, predicate);
  }

  @Override
  public List<Template> templates(Translation translation) {
    List<Template> lefts = translation.rows(getLeft());
    List<Template> rights = translation.rows(getRight());
    int[] keys = knownKeys(lefts, rights);
    Map<Object, List<Integer>> byKey = new HashMap<>();
    for (int r = 0; r < rights.size(); r++) {
      byKey
          .computeIfAbsent(
              keys == null ? "" : known(rights.get(r), keys[1]), _ -> new ArrayList<>())
          .add(r);
    }
    List<Template> out = new ArrayList<>();
    List<List<Template>> ofRight = new ArrayList<>(rights.size());
    rights.forEach(_ -> ofRight.add(new ArrayList<>()));
    long pairs = 0;
    for (Template left : lefts) {
      List<Integer> partners =
          byKey.getOrDefault(keys == null ? "" : known(left, keys[0]), List.of());
      pairs += partners.size();
      if (pairs > MAX_PAIRS) {
        throw new SealomeException(
            ErrorCode.PARAMETERS,
            "the join looks at more than " + MAX_PAIRS + " pairs of variants",
            "filter the variants on both sides of the join");
      }
      List<Template> ofLeft = new ArrayList<>();
      for (int r : partners) {
        Template both = left.join(rights.get(r));
        Sym condition = translation.bind(predicate, both.columns(), Set.of()).value();
        Template narrowed = both.where(condition);
        if (narrowed != null) {
          out.add(narrowed);
          ofLeft.add(narrowed);
          ofRight.get(r).add(narrowed);
        }
      }
      if (joinType.generatesNullsOnRight()) {
        alone(left, ofLeft, true, out);
      }
    }
    if (joinType.generatesNullsOnLeft()) {
      for (int r = 0; r < rights.size(); r++) {
        alone(rights.get(r), ofRight.get(r), false, out);
      }
    }
    return out;
  }

  /** The row of one side where it has no partner, NULLs beside it. */
  private void alone(Template one, List<Template> matched, boolean isLeft, List<Template> out) {
    List<Sym> any = new ArrayList<>(matched.size());
    BitSet touched = new BitSet();
    for (Template m : matched) {
      touched.or(m.variants());
      if (m.condition().isTrue() && m.patients().size() <= 1) {
        return; // every patient has a partner, and an answer is about one patient at least
      }
      if (one.patients().size() != 1 || m.patients().size() != 1) {
        throw new SealomeException(
            ErrorCode.PARAMETERS,
            "an outer join asks whether any patient at all has a row",
            "tie both sides by sample_id, or aggregate the patients' side before joining");
      }
      int patient = one.patients().iterator().next();
      any.add(Sym.certainly(m.unify(patient, m.patients().iterator().next()).condition()));
    }
    List<Sym> columns = new ArrayList<>(getRowType().getFieldCount());
    RelNode other = isLeft ? getRight() : getLeft();
    List<Sym> nulls =
        other.getRowType().getFieldList().stream()
            .map(f -> Sym.literal(null, RexTranslator.type(f.getType())))
            .toList();
    columns.addAll(isLeft ? one.columns() : nulls);
    columns.addAll(isLeft ? nulls : one.columns());
    Template lonely =
        one.touching(touched).where(Sym.apply(Operator.NOT, List.of(Sym.or(any)), SqlType.BOOLEAN));
    if (lonely != null) {
      out.add(lonely.withColumns(columns));
    }
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
