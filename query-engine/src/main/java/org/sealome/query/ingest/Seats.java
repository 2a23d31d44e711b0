// SPDX-License-Identifier: Apache-2.0
package org.sealome.query.ingest;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Properties;
import org.sealome.query.ErrorCode;
import org.sealome.query.SealomeException;
import org.sealome.query.catalog.Dataset;
import org.sealome.query.catalog.SampleColumn;

/**
 * Who sits where in a dataset's next version: slots keep their numbers, and those of erased
 * patients are vacant. A vacant slot is nobody: 0 in every plane, NULL in every column, in no
 * table.
 *
 * @param ids sample ids by slot; null where vacant
 */
public record Seats(List<String> ids) {
  public Seats {
    ids = Collections.unmodifiableList(new ArrayList<>(ids));
  }

  /** Of a dataset without these patients, and without those whose slots are vacant already. */
  public static Seats of(Dataset dataset, BitSet erased) {
    List<String> ids = new ArrayList<>();
    for (int slot = 0; slot < dataset.patients(); slot++) {
      ids.add(
          erased.get(slot)
              ? null
              : (String) dataset.publicValue(SampleColumn.SAMPLE_ID.name(), slot));
    }
    return new Seats(ids);
  }

  /** The vacant slots. A copy. */
  public BitSet vacant() {
    BitSet vacant = new BitSet();
    for (int slot = 0; slot < ids.size(); slot++) {
      vacant.set(slot, ids.get(slot) == null);
    }
    return vacant;
  }

  /**
   * Compares variants: whoever reads a source with another panel or other fields, or another
   * source, would write another dataset under the same name.
   *
   * @param before the version that is there
   * @param metadata of the version that is being written
   * @throws SealomeException USAGE where a variant or anything public about one differs
   */
  static void requireSameVariants(Dataset before, Path metadata) throws SQLException {
    Properties readOnly = new Properties();
    readOnly.setProperty("duckdb.read_only", "true");
    try (Connection one = before.publicMetadata();
        Connection other =
            DriverManager.getConnection("jdbc:duckdb:" + metadata.toAbsolutePath(), readOnly);
        Statement first = one.createStatement();
        Statement second = other.createStatement();
        ResultSet old = first.executeQuery(variants());
        ResultSet now = second.executeQuery(variants())) {
      int columns = old.getMetaData().getColumnCount();
      if (columns != now.getMetaData().getColumnCount()) {
        throw differs("it would have other columns");
      }
      while (old.next()) {
        if (!now.next()) {
          throw differs("there is no " + old.getString("variant_id"));
        }
        for (int i = 1; i <= columns; i++) {
          if (!Objects.equals(old.getString(i), now.getString(i))) {
            throw differs(
                "at %s, %s is %s and not %s"
                    .formatted(
                        old.getString("variant_id"),
                        old.getMetaData().getColumnName(i),
                        now.getString(i),
                        old.getString(i)));
          }
        }
      }
      if (now.next()) {
        throw differs("there is " + now.getString("variant_id") + " besides");
      }
    }
  }

  /**
   * Compares what is public of those who stay.
   *
   * @param now by column and slot
   * @throws SealomeException USAGE where a value differs
   */
  void requireSameValues(Dataset before, Map<String, Object[]> now) {
    now.forEach(
        (column, values) -> {
          for (int slot = 0; slot < ids.size(); slot++) {
            if (ids.get(slot) != null
                && !Objects.equals(
                    String.valueOf(before.publicValue(column, slot)),
                    String.valueOf(values[slot]))) {
              throw differs("%s of %s is another".formatted(column, ids.get(slot)));
            }
          }
        });
  }

  /** What does not follow from who is in the cohort. */
  private static String variants() {
    return "SELECT * EXCLUDE (has_missing, has_haploid) FROM variants ORDER BY variant_index";
  }

  private static SealomeException differs(String how) {
    return new SealomeException(
        ErrorCode.USAGE,
        "the next version would differ in more than who was erased: " + how,
        "Give --vcf, --samples, --panel, --absent and --info as they were given at ingest. The"
            + " version that is there is as it was.");
  }
}
