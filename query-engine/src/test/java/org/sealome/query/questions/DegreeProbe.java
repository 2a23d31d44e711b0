// SPDX-License-Identifier: Apache-2.0
package org.sealome.query.questions;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.duckdb.DuckDBAppender;
import org.duckdb.DuckDBConnection;
import org.sealome.query.algebra.EncryptedVariable.Variant;
import org.sealome.query.sql.Answers;

/**
 * How many planes must be multiplied for a statement, found without the planner: DuckDB says what
 * every patient there could be adds to each released sum; as a polynomial over the planes that
 * function is unique, so its degree is the least that any circuit can have.
 */
final class DegreeProbe {
  /** How many patients are made up: more where fewer do not show the degree. */
  private static final int[] PATIENTS = {600, 6_000, 60_000};

  private static final Pattern VARIANT = Pattern.compile("'([0-9X]+-\\d+-A-G)'");

  /** Of every kind: with and without missing and haploid calls. */
  private static final int[] SAMPLE_OF_PANEL = {0, 1, 4, 9};

  private static final String[] SITES = {"Oslo", null, "Lima", "Kyoto"};
  private static final Integer[] BATCHES = {2, null, 1, 3, 4};

  /** Kinds of people by public columns, those that differ most first. */
  private static final int KINDS = 40;

  /** What is left for them where many values are combined. */
  private static final int LEAST_KINDS = 4;

  private final List<Variant> panel;

  DegreeProbe(List<Variant> panel) {
    this.panel = panel;
  }

  /**
   * A lower bound of the degree that the statement needs, at least {@code wanted} if it finds that:
   * its degree, but for variants whose call is the same for all where all their combinations were
   * too many.
   */
  int degree(Question question, int wanted) throws SQLException {
    int degree = 0;
    for (int patients : PATIENTS) {
      for (Select select : question.released()) {
        List<Axis> axes = axes(select.perPatient(), patients);
        int kinds = Math.clamp(patients / combinations(axes), 1, KINDS);
        // Conditions on public columns may leave out all of the first kinds.
        for (int copies = 0; copies <= 2; copies++) {
          for (int first = 0; degree < wanted && first < KINDS; first += kinds) {
            int last = Math.min(first + kinds, KINDS);
            degree = Math.max(degree, degree(select, axes, copies, first, last));
          }
        }
      }
    }
    return degree;
  }

  /** Whether all calls vary that the statement reads; else its degree may be above that found. */
  boolean variesAll(Question question) {
    int most = PATIENTS[PATIENTS.length - 1];
    return question.released().stream()
        .map(Select::perPatient)
        .allMatch(
            sql ->
                axes(sql, most).stream().filter(a -> a instanceof Axis.Call).count()
                    == varying(sql).size());
  }

  private static int combinations(List<Axis> axes) {
    return axes.stream().mapToInt(Axis::classes).reduce(1, Math::multiplyExact);
  }

  private int degree(Select select, List<Axis> axes, int copies, int first, int last)
      throws SQLException {
    // Some kinds, of either sex and of all sites, stand for the one patient whom conditions name.
    String sql =
        select
            .perPatient()
            .replace(
                "s.sample_id <> 'P0003'",
                "(s.sample_id NOT LIKE 'P__\\_%3\\_%' ESCAPE '\\'"
                    + " AND s.sample_id NOT LIKE 'P__\\_%8\\_%' ESCAPE '\\')");
    try (Connection db = DriverManager.getConnection("jdbc:duckdb:")) {
      everybody((DuckDBConnection) db, axes, named(sql), copies, first, last);
      int sums = select.sums().size();
      Map<List<Object>, long[]> functions = new HashMap<>();
      int combinations = combinations(axes);
      for (List<Object> row : Answers.duckdb(db, sql)) {
        String[] patient = ((String) row.get(0)).split("_");
        for (int m = 0; m < sums; m++) {
          List<Object> key = new ArrayList<>(row.subList(1, row.size() - sums));
          key.add(m);
          key.add(patient[1]);
          Number value = (Number) row.get(row.size() - sums + m);
          functions
                  .computeIfAbsent(key, _ -> new long[combinations])[Integer.parseInt(patient[2])] =
              value == null ? 0 : value.longValue();
        }
      }
      return functions.values().stream().mapToInt(f -> degree(f, axes)).max().orElse(0);
    }
  }

  private static List<String> named(String sql) {
    return VARIANT.matcher(sql).results().map(m -> m.group(1)).distinct().toList();
  }

  private List<Variant> varying(String sql) {
    List<String> named = named(sql);
    return named.isEmpty() && sql.contains("genotypes")
        ? Arrays.stream(SAMPLE_OF_PANEL).mapToObj(panel::get).toList()
        : panel.stream().filter(v -> named.contains(v.id())).toList();
  }

  private List<Axis> axes(String sql, int most) {
    List<Axis> axes = new ArrayList<>();
    if (sql.contains(".status")) {
      axes.add(new Axis.Category("case", "control"));
    }
    if (sql.contains(".age")) {
      axes.add(new Axis.Number(18, 7));
    }
    long patients = 1;
    for (Axis axis : axes) {
      patients *= axis.classes();
    }
    for (Variant v : varying(sql)) {
      Axis.Call call = new Axis.Call(v.id(), v.canMiss(), v.canBeHaploid());
      patients *= call.classes();
      if (patients * LEAST_KINDS > most) {
        break;
      }
      axes.add(call);
    }
    return axes;
  }

  /**
   * One patient for each combination, of each public kind; {@code copies} of a variant left out.
   */
  private void everybody(
      DuckDBConnection db, List<Axis> axes, List<String> named, int copies, int first, int last)
      throws SQLException {
    try (Statement s = db.createStatement()) {
      s.execute("CREATE TABLE variants(variant_id VARCHAR, chrom VARCHAR, pos INT, gene VARCHAR)");
      s.execute(
          "CREATE TABLE samples(sample_id VARCHAR, sex VARCHAR, site VARCHAR, batch INT,"
              + " status VARCHAR, age INT)");
      s.execute(
          "CREATE TABLE genotypes(sample_id VARCHAR, variant_id VARCHAR, dosage INT, ploidy INT)");
    }
    try (DuckDBAppender variants = db.createAppender("variants");
        DuckDBAppender samples = db.createAppender("samples");
        DuckDBAppender genotypes = db.createAppender("genotypes")) {
      for (Variant v : panel) {
        String[] id = v.id().split("-");
        row(variants, v.id(), id[0], Integer.valueOf(id[1]), v.gene());
      }
      int combinations = combinations(axes);
      Set<String> varied =
          axes.stream()
              .filter(a -> a instanceof Axis.Call)
              .map(a -> ((Axis.Call) a).variant())
              .collect(Collectors.toSet());
      List<String> left = named.stream().filter(v -> !varied.contains(v)).toList();
      for (int kind = first; kind < last; kind++) {
        for (int n = 0; n < combinations; n++) {
          String id = (kind % 3 == 2 ? "P01_" : "P00_") + kind + "_" + n;
          Object status = null;
          Object age = null;
          int rest = n;
          for (Axis axis : axes) {
            int k = rest % axis.classes();
            rest /= axis.classes();
            switch (axis) {
              case Axis.Category c -> status = c.value(k);
              case Axis.Number a -> age = a.value(k);
              case Axis.Call c -> row(genotypes, id, c.variant(), c.dosage(k), c.ploidy(k));
            }
          }
          for (String variant : left) {
            row(genotypes, id, variant, copies, 2);
          }
          row(
              samples,
              id,
              kind % 2 == 0 ? "M" : "F",
              SITES[kind / 2 % 4],
              BATCHES[kind / 8 % 5],
              status,
              age);
        }
      }
    }
  }

  private static void row(DuckDBAppender table, Object... values) throws SQLException {
    table.beginRow();
    for (Object value : values) {
      switch (value) {
        case null -> table.appendNull();
        case Integer i -> table.append(i.intValue());
        default -> table.append((String) value);
      }
    }
    table.endRow();
  }

  /** Of the polynomial with these values; the first axis runs fastest. */
  private static int degree(long[] function, List<Axis> axes) {
    int stride = 1;
    for (Axis axis : axes) {
      long[] along = new long[axis.classes()];
      for (int i = 0; i < function.length; i++) {
        if (i / stride % along.length == 0) {
          for (int k = 0; k < along.length; k++) {
            along[k] = function[i + k * stride];
          }
          axis.coefficients(along);
          for (int k = 0; k < along.length; k++) {
            function[i + k * stride] = along[k];
          }
        }
      }
      stride *= along.length;
    }
    int degree = 0;
    for (int i = 0; i < function.length; i++) {
      if (function[i] != 0) {
        int of = 0;
        int rest = i;
        for (Axis axis : axes) {
          of += axis.degree(rest % axis.classes());
          rest /= axis.classes();
        }
        degree = Math.max(degree, of);
      }
    }
    return degree;
  }
}
