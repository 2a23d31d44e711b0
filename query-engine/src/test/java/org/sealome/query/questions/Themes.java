// SPDX-License-Identifier: Apache-2.0
package org.sealome.query.questions;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.sealome.query.questions.Rows.Calls;

/** What is asked about: one variant, several, patients, a panel. */
final class Themes {
  private static final List<String> ALIASES = List.of("a", "b", "c", "d", "e");

  private final Dice dice;
  private final List<String> panel;
  private final Conditions conditions;
  private final Aggregations aggregations;

  Themes(Dice dice, List<String> panel) {
    this.dice = dice;
    this.panel = panel;
    this.conditions = new Conditions(dice, panel);
    this.aggregations = new Aggregations(dice, conditions);
  }

  /** Calls of one variant by themselves: linear all of it. */
  Select ofOneVariant() {
    Rows rows = new Rows(List.of(Calls.of("g", conditions.variant())), false, false);
    List<Piece> keys = dice.chance(.25) ? List.of(aggregations.callKey(List.of("g"))) : List.of();
    return finished(
        Select.of(
            rows,
            List.of(conditions.any(List.of("g"), List.of(), dice.between(0, 2))),
            keys,
            aggregations.measures(List.of("g"), false)));
  }

  /** Calls of one variant by the patients' public and encrypted columns. */
  Select ofOneVariantByPatients() {
    Rows rows = new Rows(List.of(Calls.of("g", conditions.variant())), true, false);
    List<Supplier<Piece>> columns =
        List.of(
            conditions::onPublic, conditions::onPublic, conditions::onStatus, conditions::onAge);
    return finished(
        Select.of(
            rows,
            List.of(
                conditions.any(List.of("g"), columns, dice.between(0, 2)), conditions.onPublic()),
            aggregations.keys(List.of("g")),
            aggregations.measures(List.of("g"), dice.chance(.4))));
  }

  /** Two to five variants of the same patient. */
  Select ofSeveralVariants() {
    int count = dice.pick(2, 2, 2, 2, 2, 3, 3, 3, 4, 5);
    List<String> aliases = ALIASES.subList(0, count);
    List<Calls> calls = new ArrayList<>();
    boolean repeated = dice.chance(.1);
    List<String> variants = dice.some(panel, count);
    for (int i = 0; i < count; i++) {
      calls.add(Calls.of(aliases.get(i), variants.get(repeated ? 0 : i)));
    }
    boolean samples = dice.chance(.6);
    List<Supplier<Piece>> columns =
        samples ? List.of(conditions::onPublic, conditions::onStatus) : List.of();
    List<Piece> where = new ArrayList<>();
    where.add(conditions.any(aliases, columns, dice.between(0, 2)));
    if (dice.chance(.3)) {
      where.add(conditions.onCalls(aliases));
    }
    List<Piece> keys =
        dice.chance(.5)
            ? List.of()
            : samples ? aggregations.keys(aliases) : List.of(aggregations.callKey(aliases));
    return finished(
        Select.of(
            new Rows(calls, samples, false),
            where,
            keys,
            aggregations.measures(aliases.subList(0, Math.min(2, count)), false)));
  }

  /** Pairs out of lists of variants, each pair a group. */
  Select ofPairs() {
    Rows rows =
        new Rows(
            List.of(new Calls("a", dice.some(panel, 2)), new Calls("b", dice.some(panel, 2))),
            false,
            false);
    return finished(
        Select.of(
            rows,
            List.of(conditions.onCall("a"), conditions.onCall("b")),
            List.of(Piece.text("a.variant_id"), Piece.text("b.variant_id")),
            List.of(Measure.count())));
  }

  /** Patients, by what their calls are; or their own columns. */
  Select ofPatients() {
    List<Piece> where = new ArrayList<>();
    List<Supplier<Piece>> columns =
        new ArrayList<>(List.of(conditions::onPublic, conditions::onStatus, conditions::onAge));
    if (dice.chance(.7)) {
      columns.clear();
      columns.add(() -> conditions.onSubquery("s"));
      columns.add(() -> conditions.onSubquery("s"));
      columns.add(conditions::onPublic);
      columns.add(conditions::onStatus);
    }
    where.add(conditions.any(List.of(), columns, dice.between(0, 2)));
    where.add(conditions.onPublic());
    boolean counts = where.get(0).sql().contains("SELECT");
    return finished(
        Select.of(
            new Rows(List.of(), true, false),
            where,
            dice.chance(.3) ? List.of() : aggregations.keys(List.of()),
            counts ? List.of(Measure.count()) : aggregations.measures(List.of(), true)));
  }

  /** Many variants at once, each or each gene a group. */
  Select ofPanel() {
    Rows rows = new Rows(List.of(new Calls("g", List.of())), dice.chance(.2), true);
    List<Piece> keys = new ArrayList<>();
    keys.add(Piece.text(dice.pick("v.gene", "v.chrom", "g.variant_id", "v.gene")));
    if (rows.samples()) {
      keys.add(Piece.text(dice.pick("s.sex", "s.site")));
    } else if (dice.chance(.2) && !keys.get(0).sql().equals("v.chrom")) {
      keys.add(Piece.text("v.chrom"));
    }
    Piece which =
        Piece.condition(
            dice.pick(
                "v.pos < 1080",
                "v.gene = 'ALPHA'",
                "v.chrom <> 'X'",
                "v.gene IS NULL",
                "v.pos % 20 = 0"));
    List<Measure> measures = new ArrayList<>(aggregations.measures(List.of("g"), false));
    if (dice.chance(.2)) {
      Piece column = Piece.text(dice.pick("g.sample_id", "g.variant_id"));
      if (column.sql().equals("g.variant_id")) {
        measures.add(new Measure("COUNT", true, List.of(column), null));
      }
    }
    return finished(
        Select.of(
            rows,
            List.of(which, conditions.any(List.of("g"), List.of(), dice.between(0, 1))),
            keys,
            measures));
  }

  /** Patients with any such call among a few variants. */
  Select ofDistinctPatients() {
    Rows rows =
        new Rows(
            List.of(new Calls("g", dice.some(panel, dice.between(1, 4)))), dice.chance(.4), false);
    Measure distinct = new Measure("COUNT", true, List.of(Piece.text("g.sample_id")), null);
    return Select.of(
        rows,
        List.of(conditions.any(List.of("g"), List.of(), dice.between(0, 1))),
        rows.samples() ? List.of(Piece.text(dice.pick("s.sex", "s.site", "s.status"))) : List.of(),
        List.of(distinct));
  }

  /** With groups' totals, HAVING, ORDER BY and LIMIT now and then. */
  private Select finished(Select select) {
    Select out = select;
    if (!select.keys().isEmpty() && dice.chance(.25)) {
      out = out.grouped(dice.pick("ROLLUP", "ROLLUP", "CUBE", "GROUPING SETS"));
    }
    if (dice.chance(.2)) {
      out =
          out.having(
              dice.pick(
                  "COUNT(*) > 3",
                  "COUNT(*) BETWEEN 5 AND 60",
                  "COUNT(*) > (SELECT COUNT(*) / 6 FROM samples)",
                  "SUM(1) IS NOT NULL",
                  "NOT (COUNT(*) = 7)"));
    }
    if (dice.chance(.25)) {
      out = out.limit(dice.pick(0, 0, 1, 3));
    }
    return out;
  }
}
