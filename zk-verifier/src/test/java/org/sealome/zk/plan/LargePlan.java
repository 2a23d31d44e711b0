// SPDX-License-Identifier: Apache-2.0
package org.sealome.zk.plan;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Counts of the three genotypes of many variants, as one statement asks for them. */
final class LargePlan {
  private LargePlan() {}

  static Plan of(int variants) {
    List<String> planes = new ArrayList<>();
    List<Polynomial> releases = new ArrayList<>();
    List<Cell> cells = new ArrayList<>();
    List<Rest.Row> rows = new ArrayList<>();
    for (int v = 0; v < variants; v++) {
      String id = "7-" + (117_559_590 + 13 * v) + "-A-C";
      planes.add(id + "/HET");
      planes.add(id + "/HOM");
      List<Expr> values = new ArrayList<>();
      values.add(new Expr.Literal(id, SqlType.VARCHAR));
      for (int r = 0; r < 3; r++) {
        Term term =
            r < 2
                ? term(List.of(2 * v + r), List.of(1L))
                : term(List.of(2 * v, 2 * v + 1), List.of(1L, 1L));
        Affine value = new Affine(0, new TreeMap<>(), new TreeMap<>(Map.of(releases.size(), 1L)));
        Affine others =
            new Affine(
                0, new TreeMap<>(Map.of(0, 1L)), new TreeMap<>(Map.of(releases.size(), -1L)));
        releases.add(new Polynomial(List.of(term)));
        values.add(new Expr.CellValue(cells.size()));
        cells.add(new Cell(value, new Guard(0, List.of(value), others, List.of(id))));
      }
      rows.add(new Rest.Row(values, null));
    }
    List<Column> columns =
        List.of(
            new Column("variant_id", SqlType.VARCHAR),
            new Column("het", SqlType.BIGINT),
            new Column("hom", SqlType.BIGINT),
            new Column("carriers", SqlType.BIGINT));
    return new Plan(
        "SELECT …",
        "hipster",
        Scope.UNSCOPED,
        planes,
        List.of(Population.all(2504)),
        releases,
        cells,
        new Rest.Table(columns, rows),
        null);
  }

  private static Term term(List<Integer> planes, List<Long> coefficients) {
    return new Term(0, List.of(new LinearForm(0, planes, coefficients)), 0, 1);
  }
}
