// SPDX-License-Identifier: Apache-2.0
package org.sealome.query.sql;

import java.util.List;
import org.apache.calcite.rel.RelNode;
import org.apache.calcite.rel.core.Aggregate;
import org.apache.calcite.rel.core.Join;
import org.apache.calcite.rel.type.RelDataTypeField;
import org.sealome.query.ErrorCode;
import org.sealome.query.SealomeException;

/** Why a plan may not leave or cannot be computed, naming the culprit. */
final class Refusals {
  private static final String AGGREGATE =
      "ask for an aggregate over patients: COUNT(*), SUM(dosage), AVG(dosage), GROUP BY a public"
          + " column or variant_id";

  private Refusals() {}

  /** For a plan whose root is not released. */
  static SealomeException of(RelNode root) {
    RelNode node = root.stripped();
    if (node instanceof EncryptedRel) {
      return rows(node);
    }
    RelNode culprit = culprit(node);
    if (culprit instanceof Aggregate a
        && a.getGroupSet().asList().stream().anyMatch(k -> PatientColumns.names(a.getInput(), k))) {
      return new SealomeException(
          ErrorCode.PRIVACY, "a group for every patient would leave", AGGREGATE);
    }
    if (culprit instanceof Join j) {
      return new SealomeException(
          ErrorCode.PARAMETERS,
          "a " + j.getJoinType() + " join of these inputs is not supported",
          "inner joins of samples, genotypes and variants are; aggregate after joining");
    }
    boolean encryptedBelow =
        culprit.getInputs().stream().anyMatch(i -> i.stripped() instanceof EncryptedRel);
    if (encryptedBelow
        && (culprit instanceof org.apache.calcite.rel.core.Sort
            || culprit instanceof org.apache.calcite.rel.core.SetOp)) {
      return rows(culprit.getInput(0).stripped());
    }
    return new SealomeException(
        ErrorCode.PARAMETERS,
        culprit.getRelTypeName().replace("Logical", "") + " is not supported here",
        AGGREGATE);
  }

  private static SealomeException rows(RelNode node) {
    List<String> names =
        node.getRowType().getFieldList().stream().map(RelDataTypeField::getName).toList();
    String column =
        names.stream()
            .filter(n -> n.equalsIgnoreCase("dosage") || n.equalsIgnoreCase("ploidy"))
            .findFirst()
            .orElse(names.get(0));
    return new SealomeException(
        ErrorCode.PRIVACY,
        "column '" + column + "' would leave row by row, one row a patient",
        AGGREGATE);
  }

  /** The lowest operator that no rule took. */
  private static RelNode culprit(RelNode node) {
    for (RelNode input : node.getInputs()) {
      RelNode below = input.stripped();
      boolean taken =
          below instanceof EncryptedRel
              || below instanceof ReleasedRel
              || below instanceof PublicQuery;
      if (!taken) {
        return culprit(below);
      }
    }
    return node;
  }
}
