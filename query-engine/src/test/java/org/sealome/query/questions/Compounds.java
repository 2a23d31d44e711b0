// SPDX-License-Identifier: Apache-2.0
package org.sealome.query.questions;

import java.util.List;

/** Statements around aggregations, and statements that must be refused. */
final class Compounds {
  private final Dice dice;
  private final Themes themes;
  private final Conditions conditions;

  Compounds(Dice dice, List<String> panel, Themes themes) {
    this.dice = dice;
    this.themes = themes;
    this.conditions = new Conditions(dice, panel);
  }

  private Select bare(Select select) {
    return select.limit(-1).grouped("");
  }

  /** Without what DuckDB calls NaN: it compares otherwise than NULL. */
  private Select plain(Select select) {
    List<Measure> measures =
        select.measures().stream()
            .map(m -> m.arguments().size() < 2 ? m : Measure.of("SUM", m.arguments().get(0)))
            .toList();
    return new Select(
        select.rows(),
        select.where(),
        select.keys(),
        select.grouping(),
        measures,
        select.having(),
        select.limit());
  }

  /** One number. */
  private Select scalar() {
    Select s = plain(themes.ofOneVariant());
    return Select.of(s.rows(), s.where(), List.of(), s.measures().subList(0, 1));
  }

  Question any() {
    return dice.oneOf(
        this::union, this::overGroups, this::overGroups, this::windows, this::scalars, this::with);
  }

  /** Of counts: what DuckDB rounds otherwise may tie otherwise. */
  private Compound windows() {
    Select of = bare(dice.oneOf(themes::ofPanel, themes::ofOneVariantByPatients)).having(null);
    Select groups =
        new Select(
            of.rows(),
            of.where(),
            of.keys(),
            of.grouping(),
            List.of(Measure.count()),
            of.having(),
            of.limit());
    return new Compound(
        "SELECT k1, m1, "
            + dice.pick("RANK()", "DENSE_RANK()", "SUM(m1)", "COUNT(*)", "MIN(m1)")
            + " OVER ("
            + dice.pick("", "PARTITION BY m1 % 3 ")
            + dice.pick("ORDER BY m1", "ORDER BY m1 DESC", "ORDER BY k1 DESC, m1")
            + ") AS w1, "
            + dice.pick("SUM(m1)", "MAX(m1)", "AVG(m1)", "COUNT(*)")
            + " OVER ("
            + dice.pick("", "PARTITION BY k1")
            + ") AS w2 FROM ({}) t"
            + dice.pick("", " WHERE m1 > 5"),
        List.of(groups));
  }

  private Compound union() {
    Select one = scalar();
    Select two = scalar();
    return new Compound(
        "SELECT 'one' AS part, m1 FROM ({}) t UNION ALL SELECT 'two', m1 FROM ({}) u",
        List.of(
            Select.of(one.rows(), one.where(), List.of(), List.of(Measure.count())),
            Select.of(two.rows(), two.where(), List.of(), List.of(Measure.count()))));
  }

  private Compound overGroups() {
    Select inner =
        plain(bare(dice.oneOf(themes::ofPanel, themes::ofOneVariantByPatients))).having(null);
    return new Compound(
        "SELECT "
            + dice.pick(
                "COUNT(*), MAX(m1), MIN(m1)",
                "COUNT(m1), SUM(m1)",
                "AVG(m1), COUNT(*)",
                "MAX(m1) - MIN(m1), COUNT(k1)")
            + " FROM ({}) t"
            + dice.pick("", " WHERE m1 > 5", " WHERE k1 IS NOT NULL"),
        List.of(inner));
  }

  private Compound scalars() {
    return dice.oneOf(
        () -> new Compound("SELECT ({}) AS one, ({}) AS two", List.of(scalar(), scalar())),
        () ->
            new Compound(
                "SELECT COUNT(*) - ({}) AS less FROM samples",
                List.of(
                    Select.of(scalar().rows(), List.of(), List.of(), List.of(Measure.count())))),
        () -> new Compound("SELECT ({}) > ({}) AS more", List.of(scalar(), scalar())));
  }

  private Compound with() {
    Select inner = plain(bare(themes.ofPanel()));
    return new Compound(
        "WITH t AS ({}) SELECT k1, m1 FROM t WHERE m1 >= (SELECT "
            + dice.pick("MIN", "AVG", "MAX")
            + "(m1) FROM t)",
        List.of(inner));
  }

  /** What may not leave, whatever else is asked. */
  Leaking leaking() {
    String on = " WHERE g.variant_id = '" + conditions.variant() + "'";
    String both = " FROM genotypes g JOIN samples s ON g.sample_id = s.sample_id" + on;
    String condition = " AND " + conditions.onCall("g").sql();
    return new Leaking(
        dice.pick(
            "SELECT g.dosage FROM genotypes g" + on,
            "SELECT g.sample_id FROM genotypes g" + on + condition,
            "SELECT g.sample_id, COUNT(*) FROM genotypes g" + on + " GROUP BY g.sample_id",
            "SELECT s.status, g.dosage" + both + condition,
            "SELECT s.age" + both + " ORDER BY s.age LIMIT 1",
            "SELECT s.status FROM samples s",
            "SELECT s.sex" + both + condition,
            "SELECT MAX(s.age)" + both + condition,
            "SELECT s.sex, MIN(g.dosage)" + both + " GROUP BY s.sex",
            "SELECT s.sample_id, s.sex, COUNT(*) FROM samples s WHERE "
                + conditions.onAge().sql()
                + " GROUP BY s.sample_id, s.sex",
            "SELECT DISTINCT s.sample_id" + both + condition));
  }
}
