// SPDX-License-Identifier: Apache-2.0
package org.sealome.query.questions;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/** What is computed for each group, and what the groups are. */
final class Aggregations {
  private final Dice dice;
  private final Conditions conditions;

  Aggregations(Dice dice, Conditions conditions) {
    this.dice = dice;
    this.conditions = conditions;
  }

  /** One to three aggregates over the calls, or over the patients' age. */
  List<Measure> measures(List<String> aliases, boolean age) {
    List<Measure> out = new ArrayList<>();
    int count = dice.between(1, 3);
    while (out.size() < count) {
      Measure measure = measure(aliases, age);
      out.add(
          dice.chance(.25) && !aliases.isEmpty()
              ? measure.where(conditions.any(aliases, List.of(), dice.between(0, 1)))
              : measure);
    }
    return out;
  }

  private Measure measure(List<String> aliases, boolean age) {
    Supplier<Piece> leaf = () -> conditions.number(aliases, age, 0);
    Supplier<Piece> any = () -> conditions.number(aliases, age, dice.between(0, 1));
    return dice.oneOf(
        Measure::count,
        Measure::count,
        () -> Measure.of("COUNT", leaf.get()),
        () -> Measure.of("SUM", leaf.get()),
        () -> Measure.of("SUM", any.get()),
        () -> Measure.of("AVG", any.get()),
        () -> Measure.of(dice.pick("VAR_POP", "VAR_SAMP", "STDDEV_POP", "STDDEV_SAMP"), leaf.get()),
        () -> {
          String function = dice.pick("COVAR_POP", "COVAR_SAMP", "CORR", "REGR_SLOPE");
          return Measure.of(function, leaf.get(), leaf.get());
        },
        () -> Measure.of("SUM", conditions.number(aliases, age, 2)));
  }

  /** One or two keys over public, encrypted and computed columns. */
  List<Piece> keys(List<String> aliases) {
    List<Piece> out = new ArrayList<>();
    int count = dice.pick(1, 1, 1, 2);
    while (out.size() < count) {
      Piece key =
          dice.oneOf(
              this::publicKey,
              this::publicKey,
              () -> Piece.text("s.status"),
              () -> aliases.isEmpty() ? band() : callKey(aliases));
      if (out.stream().noneMatch(k -> k.sql().equals(key.sql()))) {
        out.add(key);
      }
    }
    return out;
  }

  private Piece publicKey() {
    return Piece.text(dice.pick("s.sex", "s.site", "s.batch", "s.batch % 2"));
  }

  /** By genotype, or by a sum of them. */
  Piece callKey(List<String> aliases) {
    return dice.oneOf(
        () -> Piece.number(dice.pick(aliases) + ".dosage"),
        () ->
            Piece.text(
                "CASE WHEN {} THEN 'yes' ELSE 'no' END",
                conditions.any(aliases, List.of(), dice.between(0, 1))),
        () ->
            Piece.text(
                "CASE WHEN {} THEN 'one' WHEN {} THEN 'two' END",
                conditions.any(aliases, List.of(), 0),
                conditions.any(aliases, List.of(), 0)));
  }

  private Piece band() {
    int k = dice.between(20, 60);
    return Piece.text(
        "CASE WHEN s.age >= "
            + (k + 30)
            + " THEN 'old' WHEN s.age >= "
            + k
            + " THEN 'middle' ELSE 'young' END");
  }
}
