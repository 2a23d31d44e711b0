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
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Properties;
import java.util.Set;
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
 * @param open whether patients and variants may come that the version before has not
 */
public record Seats(List<String> ids, boolean open) {
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
    return new Seats(ids, false);
  }

  /**
   * These, and newcomers in the slots behind the last; variants may come, too.
   *
   * @param dataset the version before
   * @throws SealomeException USAGE where one is in it already, was erased from it, or is named
   *     twice
   */
  public Seats more(Dataset dataset, List<String> newcomers) {
    List<String> all = new ArrayList<>(ids);
    Set<String> named = new HashSet<>();
    for (String id : newcomers) {
      if (!named.add(id) || dataset.slotOf(id) >= 0) {
        throw new SealomeException(
            ErrorCode.USAGE,
            dataset.slotOf(id) < 0
                ? "'" + id + "' is named twice"
                : ids.contains(id)
                    ? "'" + id + "' is in " + dataset.name() + " already"
                    : "'" + id + "' was erased from " + dataset.name() + ", for good",
            "Newcomers are those that the dataset does not hold.");
      }
      all.add(id);
    }
    return new Seats(all, true);
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
   * @param variants how many it has
   * @throws SealomeException USAGE where a variant or anything public about one differs, where one
   *     is lost, where one comes that may not, and where nothing and nobody comes that might
   */
  void requireSameVariants(Dataset before, Path metadata, long variants) throws SQLException {
    if (open && ids.size() == before.patients() && variants == before.manifest().variants()) {
      throw new SealomeException(
          ErrorCode.USAGE,
          "nothing comes: the source has no other variants, and nobody is named",
          "Name newcomers with --add. The version that is there is as it was.");
    }
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
        do {
          if (!now.next()) {
            throw differs("there is no " + old.getString("variant_id"));
          }
        } while (open && !now.getString("variant_id").equals(old.getString("variant_id")));
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
      if (!open && now.next()) {
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
          for (int slot = 0; slot < before.patients(); slot++) {
            if (ids.get(slot) != null
                && !Objects.equals(
                    String.valueOf(before.publicValue(column, slot)),
                    String.valueOf(values[slot]))) {
              throw differs("%s of %s is another".formatted(column, ids.get(slot)));
            }
          }
        });
  }

  /** What does not follow from who is in the cohort, or from what else comes. */
  private String variants() {
    return open
        ? "SELECT * EXCLUDE (has_missing, has_haploid, variant_index) FROM variants"
            + " ORDER BY variant_id"
        : "SELECT * EXCLUDE (has_missing, has_haploid) FROM variants ORDER BY variant_index";
  }

  private static SealomeException differs(String how) {
    return new SealomeException(
        ErrorCode.USAGE,
        "the next version would differ in more than who and what comes or was erased: " + how,
        "Give --vcf, --samples, --panel, --absent and --info as they were given at ingest. The"
            + " version that is there is as it was.");
  }
}
