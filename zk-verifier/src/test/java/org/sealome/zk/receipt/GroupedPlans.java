// SPDX-License-Identifier: Apache-2.0
package org.sealome.zk.receipt;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.sealome.zk.plan.Affine;
import org.sealome.zk.plan.Cell;
import org.sealome.zk.plan.Column;
import org.sealome.zk.plan.Expr;
import org.sealome.zk.plan.Guard;
import org.sealome.zk.plan.LinearForm;
import org.sealome.zk.plan.Operator;
import org.sealome.zk.plan.Plan;
import org.sealome.zk.plan.Polynomial;
import org.sealome.zk.plan.Population;
import org.sealome.zk.plan.Rest;
import org.sealome.zk.plan.Scope;
import org.sealome.zk.plan.SqlType;
import org.sealome.zk.plan.Term;

/** Plans of {@link SignedReceipt}'s dataset whose rows are groups. */
final class GroupedPlans {
  /** The rows' labels; the count of row g is cell 2g, and its group is there by cell 2g + 1. */
  static final List<String> LABELS = List.of("one", "two", "none");

  private GroupedPlans() {}

  /** By an encrypted key: seven patients with one copy, three with two, one who is not called. */
  static Plan byDosage() {
    List<String> planes = new ArrayList<>();
    List<Polynomial> releases = new ArrayList<>();
    List<Cell> cells = new ArrayList<>();
    List<Rest.Row> rows = new ArrayList<>();
    for (int g = 0; g < LABELS.size(); g++) {
      planes.add(SignedReceipt.VARIANT + "/" + List.of("HET", "HOM", "MISSING").get(g));
      LinearForm plane = new LinearForm(0, List.of(g), List.of(1L));
      releases.add(new Polynomial(List.of(new Term(0, List.of(plane), 0, 1))));
      Affine n = new Affine(0, new TreeMap<>(), new TreeMap<>(Map.of(g, 1L)));
      List<String> variant = List.of(SignedReceipt.VARIANT);
      cells.add(new Cell(n, new Guard(0, List.of(n), null, variant)));
      cells.add(new Cell(n, new Guard(0, List.of(), null, variant)));
      Expr label = new Expr.Literal(LABELS.get(g), SqlType.VARCHAR);
      rows.add(new Rest.Row(List.of(label, new Expr.CellValue(2 * g)), 2 * g + 1, List.of(0)));
    }
    Rest table =
        new Rest.Table(
            List.of(new Column("copies", SqlType.VARCHAR), new Column("n", SqlType.BIGINT)), rows);
    return new Plan(
        "SELECT … AS copies, COUNT(*) AS n FROM genotypes GROUP BY copies",
        "traps",
        Scope.UNSCOPED,
        planes,
        List.of(Population.of(SignedReceipt.PATIENTS, SignedReceipt.everybody())),
        releases,
        cells,
        table,
        null);
  }

  /** Carriers by a public column of two groups, and their share beside it. */
  static Plan groups() {
    List<Population> halves = new ArrayList<>();
    List<Polynomial> releases = new ArrayList<>();
    List<Cell> cells = new ArrayList<>();
    List<Rest.Row> rows = new ArrayList<>();
    LinearForm carrier = new LinearForm(0, List.of(0, 1), List.of(1L, 1L));
    for (int g = 0; g < 2; g++) {
      BitSet half = new BitSet();
      half.set(g * SignedReceipt.PATIENTS / 2, (g + 1) * SignedReceipt.PATIENTS / 2);
      halves.add(Population.of(SignedReceipt.PATIENTS, half));
      releases.add(new Polynomial(List.of(new Term(g, List.of(carrier), 0, 1))));
      Affine count = new Affine(0, new TreeMap<>(), new TreeMap<>(Map.of(g, 1L)));
      cells.add(
          new Cell(count, new Guard(g, List.of(count), null, List.of(SignedReceipt.VARIANT))));
      cells.add(new Cell(new Affine(0, new TreeMap<>(Map.of(g, 1L)), new TreeMap<>()), null));
      Expr n = new Expr.CellValue(2 * g);
      Expr all = new Expr.CellValue(2 * g + 1);
      Expr share =
          new Expr.Call(
              Operator.DIVIDE,
              List.of(
                  new Expr.Call(Operator.CAST, List.of(n), SqlType.DOUBLE),
                  new Expr.Call(Operator.CAST, List.of(all), SqlType.DOUBLE)),
              SqlType.DOUBLE);
      Expr label = new Expr.Literal(g == 0 ? "north" : "süd", SqlType.VARCHAR);
      rows.add(new Rest.Row(List.of(label, n, all, share), null));
    }
    return new Plan(
        "SELECT region, COUNT(*) FILTER (WHERE dosage >= 1) AS n, … FROM genotypes GROUP BY region",
        "traps",
        Scope.UNSCOPED,
        List.of(SignedReceipt.VARIANT + "/HET", SignedReceipt.VARIANT + "/HOM"),
        halves,
        releases,
        cells,
        new Rest.Table(
            List.of(
                new Column("region", SqlType.VARCHAR),
                new Column("n", SqlType.BIGINT),
                new Column("of", SqlType.BIGINT),
                new Column("share", SqlType.DOUBLE)),
            rows),
        null);
  }

  /** Those of more than {@code least} patients; parts are disclosed. */
  static Plan having(long least) {
    Plan all = byDosage();
    Expr n = new Expr.Input(1, SqlType.BIGINT);
    Expr bound = new Expr.Literal(least, SqlType.BIGINT);
    Expr more = new Expr.Call(Operator.GT, List.of(n, bound), SqlType.BOOLEAN);
    return with(all, new Rest.Filter(all.rest(), more));
  }

  /** How many groups those are. */
  static Plan countHaving(long least) {
    Plan some = having(least);
    Rest.Measure count = new Rest.Measure(Rest.Function.COUNT, -1, false, -1);
    return with(
        some,
        new Rest.Aggregate(
            some.rest(), List.of(), List.of(count), List.of(new Column("groups", SqlType.BIGINT))));
  }

  private static Plan with(Plan plan, Rest rest) {
    return new Plan(
        plan.sql(),
        plan.dataset(),
        plan.scope(),
        plan.planes(),
        plan.populations(),
        plan.releases(),
        plan.cells(),
        rest,
        null,
        true);
  }
}
