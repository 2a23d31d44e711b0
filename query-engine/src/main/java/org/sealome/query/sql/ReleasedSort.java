// SPDX-License-Identifier: Apache-2.0
package org.sealome.query.sql;

import java.util.List;
import org.apache.calcite.plan.RelTraitSet;
import org.apache.calcite.rel.RelCollation;
import org.apache.calcite.rel.RelFieldCollation;
import org.apache.calcite.rel.RelNode;
import org.apache.calcite.rel.core.Sort;
import org.apache.calcite.rex.RexLiteral;
import org.apache.calcite.rex.RexNode;
import org.sealome.query.ErrorCode;
import org.sealome.query.SealomeException;
import org.sealome.zk.plan.Rest;

/** ORDER BY, OFFSET and LIMIT on released rows. NULLs come last ascending, first descending. */
final class ReleasedSort extends Sort implements ReleasedRel {
  ReleasedSort(RelNode input, RelCollation collation, RexNode offset, RexNode fetch) {
    super(
        input.getCluster(),
        input.getCluster().traitSetOf(ReleasedRel.CONVENTION).plus(collation),
        input,
        collation,
        offset,
        fetch);
  }

  @Override
  public Sort copy(
      RelTraitSet traits, RelNode input, RelCollation collation, RexNode offset, RexNode fetch) {
    return new ReleasedSort(input, collation, offset, fetch);
  }

  @Override
  public Rest rest(Translation translation) {
    List<Rest.SortKey> keys =
        getCollation().getFieldCollations().stream().map(ReleasedSort::key).toList();
    return new Rest.Sort(translation.rest(getInput()), keys, number(offset, 0), number(fetch, -1));
  }

  private static Rest.SortKey key(RelFieldCollation c) {
    boolean descending = c.getDirection().isDescending();
    boolean nullsFirst =
        c.nullDirection == RelFieldCollation.NullDirection.UNSPECIFIED
            ? descending
            : c.nullDirection == RelFieldCollation.NullDirection.FIRST;
    return new Rest.SortKey(c.getFieldIndex(), descending, nullsFirst);
  }

  private static long number(RexNode node, long otherwise) {
    if (node == null) {
      return otherwise;
    }
    if (node instanceof RexLiteral l) {
      return RexLiteral.bigDecimalValue(l).longValueExact();
    }
    throw new SealomeException(
        ErrorCode.USAGE, "LIMIT and OFFSET take a number", "write the number itself");
  }
}
