// SPDX-License-Identifier: Apache-2.0
package org.sealome.query.sql;

import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;

/** Well-typed statements over a {@link PlaintextCohort}, as text that DuckDB understands too. */
public final class RandomQuestions {
  private final List<String> variants;

  public RandomQuestions(List<String> variants) {
    this.variants = variants;
  }

  public Arbitrary<String> any() {
    return Arbitraries.frequencyOf(
        net.jqwik.api.Tuple.of(3, oneVariant()),
        net.jqwik.api.Tuple.of(3, bySampleColumns()),
        net.jqwik.api.Tuple.of(3, manyVariants()),
        net.jqwik.api.Tuple.of(3, twoVariants()),
        net.jqwik.api.Tuple.of(2, ofSamples()));
  }

  private Arbitrary<String> variant() {
    return Arbitraries.of(variants);
  }

  /** A condition on one variant's call; only dosage, so that it is linear. */
  private Arbitrary<String> onDosage(String alias) {
    String d = alias + ".dosage";
    Arbitrary<String> op = Arbitraries.of("=", "<>", "<", "<=", ">", ">=");
    Arbitrary<Integer> k = Arbitraries.integers().between(-1, 3);
    return Arbitraries.oneOf(
        Combinators.combine(op, k).as((o, n) -> d + " " + o + " " + n),
        Combinators.combine(k, k).as((a, b) -> d + " BETWEEN " + a + " AND " + b),
        Arbitraries.of(d + " IN (0, 2)", d + " NOT IN (1, 2)", d + " IN (1, NULL)"),
        Arbitraries.of(d + " IS NULL", d + " IS NOT NULL"),
        k.map(n -> d + " IS DISTINCT FROM " + n),
        Combinators.combine(op, k).as((o, n) -> "COALESCE(" + d + ", 1) " + o + " " + n),
        k.map(n -> "CASE WHEN " + d + " >= 1 THEN " + d + " * 2 ELSE -1 END > " + n),
        Combinators.combine(op, k).as((o, n) -> d + " * 2 - 1 " + o + " " + n));
  }

  private static Arbitrary<String> combined(Arbitrary<String> leaf) {
    return Arbitraries.recursive(
        () -> leaf,
        inner ->
            Arbitraries.oneOf(
                inner.map(p -> "NOT (" + p + ")"),
                inner.map(p -> "(" + p + ") IS TRUE"),
                Combinators.combine(inner, leaf).as((a, b) -> "(" + a + " AND " + b + ")"),
                Combinators.combine(inner, leaf).as((a, b) -> "(" + a + " OR " + b + ")")),
        0,
        2);
  }

  private Arbitrary<String> onSample() {
    return combined(
        Arbitraries.of(
            "s.sex = 'M'",
            "s.sex <> 'M'",
            "s.site = 'Oslo'",
            "s.site IS NULL",
            "s.site IN ('Oslo', 'Lima')",
            "s.site NOT IN ('Kyoto')",
            "s.batch > 2",
            "s.batch + 1 = 3",
            "s.batch IS NOT NULL",
            "s.sample_id <> 'P0003'",
            "s.sample_id LIKE 'P00%'"));
  }

  private Arbitrary<String> measures(String alias) {
    String d = alias + ".dosage";
    Arbitrary<String> condition = combined(onDosage(alias));
    Arbitrary<String> plain =
        Arbitraries.of(
            "COUNT(*)",
            "COUNT(" + d + ")",
            "SUM(" + d + ")",
            "AVG(" + d + ")",
            "SUM(" + alias + ".ploidy)",
            "AVG(" + alias + ".ploidy)",
            "COUNT(DISTINCT " + alias + ".variant_id)",
            "SUM(" + d + " * " + d + ")",
            "VAR_POP(" + d + ")");
    Arbitrary<String> filtered =
        Combinators.combine(
                Arbitraries.of("COUNT(*)", "SUM(" + d + ")", "AVG(" + d + ")"), condition)
            .as((a, c) -> a + " FILTER (WHERE " + c + ")");
    Arbitrary<String> cases =
        Combinators.combine(condition, Arbitraries.integers().between(-3, 3))
            .as((c, n) -> "SUM(CASE WHEN " + c + " THEN " + n + " ELSE 1 END)");
    return Arbitraries.oneOf(plain, filtered, cases)
        .list()
        .ofMinSize(1)
        .ofMaxSize(3)
        .map(l -> String.join(", ", l));
  }

  private Arbitrary<String> oneVariant() {
    return Combinators.combine(measures("g"), variant(), combined(onDosage("g")))
        .as(
            (m, v, c) ->
                "SELECT "
                    + m
                    + " FROM genotypes g WHERE g.variant_id = '"
                    + v
                    + "' AND ("
                    + c
                    + ")");
  }

  private Arbitrary<String> bySampleColumns() {
    return Combinators.combine(
            measures("g"),
            variant(),
            onSample(),
            combined(onDosage("g")),
            Arbitraries.of("s.sex", "s.site", "s.site, s.sex", "s.batch", "s.batch % 2"),
            Arbitraries.of("", " HAVING COUNT(*) > 3", " HAVING SUM(g.dosage) BETWEEN 5 AND 60"))
        .as(
            (m, v, p, c, keys, having) ->
                "SELECT "
                    + keys
                    + ", "
                    + m
                    + " FROM genotypes g JOIN samples s ON g.sample_id = s.sample_id"
                    + " WHERE g.variant_id = '"
                    + v
                    + "' AND ("
                    + p
                    + " OR "
                    + c
                    + ") GROUP BY "
                    + keys
                    + having);
  }

  private Arbitrary<String> manyVariants() {
    return Combinators.combine(
            measures("g"),
            combined(onDosage("g")),
            Arbitraries.of("v.gene", "v.chrom", "g.variant_id", "v.gene, v.chrom"),
            Arbitraries.of(
                "v.pos < 1080", "v.gene = 'ALPHA'", "v.chrom <> 'X'", "v.gene IS NULL", "TRUE"))
        .as(
            (m, c, keys, where) ->
                "SELECT "
                    + keys
                    + ", "
                    + m
                    + " FROM genotypes g JOIN variants v ON g.variant_id = v.variant_id WHERE ("
                    + c
                    + ") AND "
                    + where
                    + " GROUP BY "
                    + keys);
  }

  private Arbitrary<String> twoVariants() {
    Arbitrary<String> condition =
        combined(
            Arbitraries.oneOf(
                onDosage("a"),
                onDosage("b"),
                Arbitraries.of(
                    "a.dosage + b.dosage >= 2", "a.dosage = b.dosage", "a.dosage > b.dosage")));
    return Combinators.combine(
            Arbitraries.of(
                "COUNT(*)",
                "COUNT(a.dosage), SUM(b.dosage)",
                "SUM(a.dosage * b.dosage)",
                "AVG(a.dosage + b.dosage)"),
            variant(),
            variant(),
            condition,
            onSample())
        .as(
            (m, v, w, c, p) ->
                "SELECT s.sex, "
                    + m
                    + " FROM genotypes a JOIN genotypes b ON a.sample_id = b.sample_id JOIN samples"
                    + " s ON s.sample_id = a.sample_id WHERE a.variant_id = '"
                    + v
                    + "' AND b.variant_id = '"
                    + w
                    + "' AND "
                    + c
                    + " AND "
                    + p
                    + " GROUP BY s.sex");
  }

  private Arbitrary<String> ofSamples() {
    Arbitrary<String> asked =
        Combinators.combine(
                Arbitraries.of(
                    "EXISTS (SELECT 1 FROM genotypes g WHERE g.sample_id = s.sample_id AND",
                    "NOT EXISTS (SELECT 1 FROM genotypes g WHERE s.sample_id = g.sample_id AND",
                    "s.sample_id IN (SELECT g.sample_id FROM genotypes g WHERE",
                    "s.sample_id NOT IN (SELECT g.sample_id FROM genotypes g WHERE"),
                variant(),
                combined(onDosage("g")))
            .as((e, v, c) -> e + " g.variant_id = '" + v + "' AND (" + c + "))");
    return Combinators.combine(
            asked,
            asked,
            onSample(),
            Arbitraries.of("AND", "OR"),
            Arbitraries.of("s.sex", "s.site", "s.sex, s.batch"))
        .as(
            (a, b, p, op, keys) ->
                "SELECT "
                    + keys
                    + ", COUNT(*) FROM samples s WHERE ("
                    + a
                    + " "
                    + op
                    + " "
                    + b
                    + ") AND "
                    + p
                    + " GROUP BY "
                    + keys);
  }
}
