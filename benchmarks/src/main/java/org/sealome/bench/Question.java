// SPDX-License-Identifier: Apache-2.0
package org.sealome.bench;

import java.util.function.IntFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Questions over a {@link SyntheticCatalog}, from one integer to tables of all its variants. */
public enum Question {
  AND_OF_2(carriers(2, " AND ")),
  AND_OF_4(carriers(4, " AND ")),
  AND_OF_8(carriers(8, " AND ")),
  OR_OF_8(carriers(8, " OR ")),
  GROUP_BY_26_POPULATIONS(
      "SELECT s.population, SUM(g.dosage) FROM genotypes g JOIN samples s USING (sample_id)"
          + " WHERE g.variant_id = '"
          + SyntheticCatalog.id(0)
          + "' GROUP BY s.population"),
  FREQUENCIES_OF_10000(
      "SELECT variant_id, CAST(SUM(dosage) AS DOUBLE) / SUM(ploidy) FROM genotypes GROUP BY"
          + " variant_id"),
  CASE_CONTROL_TABLES_OF_10000(
      "SELECT g.variant_id, s.label, g.dosage, COUNT(*) FROM genotypes g JOIN samples s USING"
          + " (sample_id) WHERE s.label IS NOT NULL GROUP BY g.variant_id, s.label, g.dosage");

  final String sql;

  Question(String sql) {
    this.sql = sql;
  }

  /** Patients who carry all, or any, of some variants. */
  private static String carriers(int variants, String operator) {
    return joined(variants, "COUNT(*)", operator, i -> alias(i) + ".dosage >= 1");
  }

  /** A self-join of this many variants' calls. */
  static String joined(
      int variants, String selected, String operator, IntFunction<String> condition) {
    String from =
        IntStream.range(1, variants)
            .mapToObj(
                i ->
                    " JOIN genotypes " + alias(i) + " ON g0.sample_id = " + alias(i) + ".sample_id")
            .collect(Collectors.joining());
    String which =
        IntStream.range(0, variants)
            .mapToObj(i -> alias(i) + ".variant_id = '" + SyntheticCatalog.id(i) + "'")
            .collect(Collectors.joining(" AND "));
    String asked =
        IntStream.range(0, variants).mapToObj(condition).collect(Collectors.joining(operator));
    return "SELECT "
        + selected
        + " FROM genotypes g0"
        + from
        + " WHERE "
        + which
        + " AND ("
        + asked
        + ")";
  }

  private static String alias(int i) {
    return "g" + i;
  }
}
