// SPDX-License-Identifier: Apache-2.0
package org.sealome.query.cli;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.sealome.query.ErrorCode;
import org.sealome.query.SealomeException;
import org.sealome.query.catalog.Dataset;
import org.sealome.zk.plan.Answer;

/** A variant of a dataset's panel, and the one question about one patient that it is for. */
record PanelVariant(String id, String chrom, long pos, String ref, String alt) {

  /**
   * The variant of that id or rsid.
   *
   * @throws SealomeException USAGE where there is none, or an rsid names several
   */
  static PanelVariant find(Dataset dataset, String name) {
    List<PanelVariant> found = new ArrayList<>();
    try (Connection db = dataset.publicMetadata();
        PreparedStatement s =
            db.prepareStatement(
                "SELECT variant_id, chrom, pos, ref, alt FROM variants WHERE variant_id = ? OR rsid"
                    + " = ? ORDER BY variant_index")) {
      s.setString(1, name);
      s.setString(2, name);
      try (ResultSet rows = s.executeQuery()) {
        while (rows.next()) {
          found.add(
              new PanelVariant(
                  rows.getString(1),
                  rows.getString(2),
                  rows.getLong(3),
                  rows.getString(4),
                  rows.getString(5)));
        }
      }
    } catch (SQLException e) {
      throw new SealomeException(
          ErrorCode.INTERNAL, "the public metadata cannot be read: " + e.getMessage(), null, e);
    }
    if (found.size() == 1) {
      return found.get(0);
    }
    throw new SealomeException(
        ErrorCode.USAGE,
        found.isEmpty()
            ? "'" + dataset.name() + "' has no variant '" + name + "' in its panel."
            : "'" + name + "' names " + found.size() + " variants.",
        found.isEmpty()
            ? "A variant that is not in the panel was not encrypted: nothing is known of it."
            : "Name one: --variant " + found.get(0).id());
  }

  /** 0 where she carries none, 1 where she carries some, 2 where she was not called. */
  String question(String patient) {
    return "SELECT SUM(CASE WHEN dosage IS NULL THEN 2 WHEN dosage >= 1 THEN 1 ELSE 0 END) AS"
        + " answer FROM genotypes WHERE sample_id = "
        + quoted(patient)
        + " AND variant_id = "
        + quoted(id);
  }

  /** What {@link #question} was answered, in a word. */
  static String answer(Answer answer) {
    if (answer.rows().get(0).get(0) instanceof Long value && value >= 0 && value <= 2) {
      return List.of("no", "yes", "not_called").get(value.intValue());
    }
    throw new SealomeException(ErrorCode.INTERNAL, "the answer is none of the three", null);
  }

  /** For people. */
  String alleles() {
    return "a copy of ALT " + alt + " (REF " + ref + ") at " + chrom + ":" + pos;
  }

  private static String quoted(String text) {
    return "'" + text.replace("'", "''") + "'";
  }
}
