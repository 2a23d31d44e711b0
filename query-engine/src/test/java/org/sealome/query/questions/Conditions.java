// SPDX-License-Identifier: Apache-2.0
package org.sealome.query.questions;

import static org.sealome.query.questions.Piece.condition;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/** Conditions on one patient, three-valued as SQL has them. */
final class Conditions {
  private final Dice dice;
  private final List<String> panel;

  Conditions(Dice dice, List<String> panel) {
    this.dice = dice;
    this.panel = panel;
  }

  String variant() {
    return dice.pick(panel);
  }

  private String comparison() {
    return dice.pick("=", "<>", "<", "<=", ">", ">=");
  }

  /** On one call's dosage, and seldom its ploidy. */
  Piece onCall(String alias) {
    String d = alias + ".dosage";
    int k = dice.between(-1, 3);
    int l = dice.between(-1, 3);
    return dice.oneOf(
        () -> condition(d + " " + comparison() + " " + dice.between(0, 2)),
        () -> condition(d + " >= 1"),
        () -> condition(d + " " + comparison() + " " + k),
        () -> condition(d + " BETWEEN " + k + " AND " + l),
        () ->
            condition(
                d
                    + dice.pick(
                        " IN (0, 2)", " NOT IN (1, 2)", " IN (1, NULL)", " NOT IN (0, NULL)")),
        () -> condition(d + dice.pick(" IS NULL", " IS NOT NULL")),
        () -> condition(d + dice.pick(" IS DISTINCT FROM ", " IS NOT DISTINCT FROM ") + k),
        () -> condition("COALESCE(" + d + ", 1) " + comparison() + " " + k),
        () -> condition("CASE WHEN " + d + " >= 1 THEN " + d + " * 2 ELSE -1 END > " + k),
        () -> condition(d + " * 2 - 1 " + comparison() + " " + k),
        () ->
            condition(
                dice.pick(
                    d + " = " + alias + ".ploidy",
                    alias + ".ploidy = 1",
                    alias + ".ploidy <> 2",
                    alias + ".ploidy - " + d + " > 0")));
  }

  /** On the calls of several variants at once. */
  Piece onCalls(List<String> aliases) {
    List<String> some = dice.some(aliases, dice.between(2, Math.min(5, aliases.size())));
    String a = some.get(0) + ".dosage";
    String b = some.get(1) + ".dosage";
    String sum = String.join(" + ", some.stream().map(x -> x + ".dosage").toList());
    int k = dice.between(0, 2 * some.size());
    return dice.oneOf(
        () -> condition(sum + " " + comparison() + " " + k),
        () -> condition(sum + " >= " + some.size()),
        () -> condition(a + " " + comparison() + " " + b),
        () -> condition(a + dice.pick(" IS DISTINCT FROM ", " IS NOT DISTINCT FROM ") + b),
        () -> condition(a + " * " + b + " " + comparison() + " " + dice.between(0, 4)),
        () -> condition("2 * " + a + " - " + b + " " + comparison() + " " + dice.between(-1, 3)),
        () -> condition("COALESCE(" + a + ", " + b + ") = " + dice.between(0, 2)),
        () -> condition(a + " IN (" + b + ", 2)"));
  }

  /** On public columns. */
  Piece onPublic() {
    return condition(
        dice.pick(
            "s.sex = 'M'",
            "s.sex <> 'M'",
            "s.site = 'Oslo'",
            "s.site IS NULL",
            "s.site IN ('Oslo', 'Lima')",
            "s.site NOT IN ('Kyoto')",
            "s.batch > 2",
            "s.batch + 1 = 3",
            "s.batch IS NOT NULL",
            "s.batch BETWEEN 2 AND 3",
            "s.sample_id <> 'P0003'",
            "s.sample_id LIKE 'P00%'"));
  }

  /** On the encrypted category. */
  Piece onStatus() {
    return condition(
        dice.pick(
            "s.status = 'case'",
            "s.status <> 'case'",
            "s.status = 'control'",
            "s.status IN ('case', 'control')",
            "s.status NOT IN ('case')",
            "s.status IN ('case', NULL)",
            "s.status IS NULL",
            "s.status IS NOT NULL",
            "s.status = 'unheard of'",
            "s.status IS DISTINCT FROM 'case'",
            "s.status IS NOT DISTINCT FROM NULL",
            "s.status LIKE 'c%'",
            "COALESCE(s.status, 'none') = 'none'",
            "CASE WHEN s.status = 'case' THEN 1 ELSE 0 END = 1"));
  }

  /** On the encrypted integer. */
  Piece onAge() {
    int k = dice.between(15, 150);
    int l = k + dice.between(-5, 40);
    return dice.oneOf(
        () -> condition("s.age " + comparison() + " " + k),
        () -> condition("s.age >= " + dice.pick("18", "50", "82", "96", "145", "146")),
        () -> condition("s.age " + dice.pick("BETWEEN ", "NOT BETWEEN ") + k + " AND " + l),
        () -> condition("s.age IN (" + k + ", " + l + ", 50)"),
        () -> condition("s.age NOT IN (" + k + ", 33)"),
        () -> condition(dice.pick("s.age IS NULL", "s.age IS NOT NULL")),
        () -> condition("s.age % " + dice.between(2, 7) + " = " + dice.between(0, 3)),
        () -> condition("2 * s.age + 5 > " + 2 * k),
        () -> condition("COALESCE(s.age, 40) < " + k),
        () -> condition("s.age IS DISTINCT FROM " + k));
  }

  /** Of other rows of the same patient: a subquery correlated, or not, on {@code patient}. */
  Piece onSubquery(String patient) {
    String v = variant();
    return dice.oneOf(
        () -> {
          String exists =
              dice.pick("EXISTS", "NOT EXISTS")
                  + " (SELECT 1 FROM genotypes h WHERE h.sample_id = "
                  + patient
                  + ".sample_id AND h.variant_id = '"
                  + v
                  + "' AND {})";
          return condition(exists, any(List.of("h"), List.of(), 1));
        },
        () ->
            condition(
                patient
                    + ".sample_id "
                    + dice.pick("IN", "NOT IN")
                    + " (SELECT h.sample_id FROM genotypes h WHERE h.variant_id = '"
                    + v
                    + "' AND {})",
                any(List.of("h"), List.of(), 1)),
        () -> {
          List<String> some = dice.some(panel, dice.between(2, 5));
          String count =
              "(SELECT COUNT(*) FROM genotypes h WHERE h.sample_id = "
                  + patient
                  + ".sample_id AND h.variant_id IN ('"
                  + String.join("', '", some)
                  + "') AND {}) "
                  + dice.pick(">=", "=", "<")
                  + " "
                  + dice.between(1, some.size());
          return condition(count, any(List.of("h"), List.of(), 0));
        },
        () ->
            condition(
                "(SELECT SUM(h.dosage) FROM genotypes h WHERE h.sample_id = "
                    + patient
                    + ".sample_id AND h.variant_id IN ('"
                    + String.join("', '", dice.some(panel, dice.between(1, 3)))
                    + "')) "
                    + comparison()
                    + " "
                    + dice.between(0, 4)));
  }

  /** A condition of some depth over what is there. */
  Piece any(List<String> aliases, List<Supplier<Piece>> others, int depth) {
    if (depth == 0) {
      List<Supplier<Piece>> leaves = new ArrayList<>(others);
      for (String alias : aliases) {
        leaves.add(() -> onCall(alias));
      }
      if (aliases.size() > 1) {
        leaves.add(() -> onCalls(aliases));
        leaves.add(() -> onCalls(aliases));
      }
      return dice.pick(leaves).get();
    }
    Supplier<Piece> inner = () -> any(aliases, others, depth - 1);
    Supplier<Piece> leaf = () -> any(aliases, others, 0);
    return dice.oneOf(
        leaf,
        () -> condition("({} AND {})", inner.get(), leaf.get()),
        () -> condition("({} OR {})", inner.get(), leaf.get()),
        () -> condition("NOT ({})", inner.get()),
        () ->
            condition(
                "({}) " + dice.pick("IS TRUE", "IS NOT TRUE", "IS FALSE", "IS UNKNOWN"),
                inner.get()),
        () ->
            dice.chance(.5)
                ? condition("COALESCE({}, " + dice.pick("TRUE", "FALSE") + ")", inner.get())
                : condition(
                    "CASE WHEN {} THEN {} ELSE {} END", inner.get(), leaf.get(), leaf.get()));
  }

  /** An integer of one patient's row. */
  Piece number(List<String> aliases, boolean age, int depth) {
    if (depth == 0) {
      List<String> leaves = new ArrayList<>();
      for (String alias : aliases) {
        leaves.add(alias + ".dosage");
        leaves.add(alias + ".dosage");
        leaves.add(alias + ".ploidy");
        leaves.add("COALESCE(" + alias + ".dosage, " + dice.between(0, 2) + ")");
      }
      if (age || leaves.isEmpty()) {
        leaves.add("s.age");
      }
      return Piece.number(dice.pick(leaves));
    }
    Supplier<Piece> inner = () -> number(aliases, age, depth - 1);
    Supplier<Piece> leaf = () -> number(aliases, age, 0);
    return dice.oneOf(
        leaf,
        () -> Piece.number("({} + {})", inner.get(), leaf.get()),
        () -> Piece.number("({} - {})", inner.get(), leaf.get()),
        () -> Piece.number("{} * {}", number(aliases, false, 0), leaf.get()),
        () -> Piece.number("(" + dice.between(-3, 3) + " * {} + {})", inner.get(), leaf.get()),
        () ->
            Piece.number(
                "CASE WHEN {} THEN {} ELSE " + dice.pick("0", "1", "NULL") + " END",
                any(aliases, age || aliases.isEmpty() ? List.of(this::onAge) : List.of(), 0),
                inner.get()));
  }
}
