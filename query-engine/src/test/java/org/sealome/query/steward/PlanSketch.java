// SPDX-License-Identifier: Apache-2.0
package org.sealome.query.steward;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.sealome.query.catalog.DisclosurePolicy;
import org.sealome.query.catalog.Repetition;
import org.sealome.zk.plan.Affine;
import org.sealome.zk.plan.Cell;
import org.sealome.zk.plan.Column;
import org.sealome.zk.plan.Expr;
import org.sealome.zk.plan.Guard;
import org.sealome.zk.plan.LinearForm;
import org.sealome.zk.plan.Plan;
import org.sealome.zk.plan.Polynomial;
import org.sealome.zk.plan.Population;
import org.sealome.zk.plan.Rest;
import org.sealome.zk.plan.Scope;
import org.sealome.zk.plan.SqlType;
import org.sealome.zk.plan.Term;

/**
 * Plans over a plaintext cohort, cell by cell, with the integers that would be released. Every
 * variant has HET, HOM and MISSING; a dosage of −1 is not called.
 */
public final class PlanSketch {
  private final int patients;
  private final Map<String, int[]> dosages = new TreeMap<>();
  private final List<String> planes = new ArrayList<>();
  private final List<Population> populations = new ArrayList<>();
  private final List<Polynomial> releases = new ArrayList<>();
  private final List<Cell> cells = new ArrayList<>();

  public PlanSketch(int patients) {
    this.patients = patients;
  }

  /** A variant by its patients' dosages. */
  public PlanSketch variant(String id, int... dosage) {
    dosages.put(id, dosage.clone());
    return this;
  }

  /** A variant of which the first patients are missing, the next HET, the next HOM. */
  public PlanSketch variant(String id, int missing, int het, int hom) {
    int[] dosage = new int[patients];
    java.util.Arrays.fill(dosage, 0, missing, -1);
    java.util.Arrays.fill(dosage, missing, missing + het, 1);
    java.util.Arrays.fill(dosage, missing + het, missing + het + hom, 2);
    dosages.put(id, dosage);
    return this;
  }

  public static BitSet range(int from, int to) {
    BitSet slots = new BitSet();
    slots.set(from, to);
    return slots;
  }

  public BitSet everybody() {
    return range(0, patients);
  }

  /** COUNT(*) WHERE dosage ≥ 1. */
  public int carriers(String variant, BitSet population) {
    return count(variant, population, 0, 1, 1, 0);
  }

  public int het(String variant, BitSet population) {
    return count(variant, population, 0, 1, 0, 0);
  }

  public int hom(String variant, BitSet population) {
    return count(variant, population, 0, 0, 1, 0);
  }

  /** COUNT(*) WHERE dosage = 0. */
  public int reference(String variant, BitSet population) {
    return count(variant, population, 1, -1, -1, -1);
  }

  /** SUM(dosage): its size is the number of carriers. */
  public int alleles(String variant, BitSet population) {
    Affine size = linear(variant, population, 0, 1, 1, 0);
    return cell(linear(variant, population, 0, 1, 2, 0), variant, population, List.of(size), null);
  }

  /** SUM(dosage) of two variants: it is as large as the larger number of carriers. */
  public int alleles(String a, String b, BitSet population) {
    TreeMap<Integer, Long> both = new TreeMap<>(linear(a, population, 0, 1, 2, 0).releases());
    both.putAll(linear(b, population, 0, 1, 2, 0).releases());
    List<Affine> sizes =
        List.of(linear(a, population, 0, 1, 1, 0), linear(b, population, 0, 1, 1, 0));
    cells.add(
        new Cell(
            new Affine(0, new TreeMap<>(), both),
            new Guard(population(population), sizes, null, List.of(a, b))));
    return cells.size() - 1;
  }

  /** COUNT(*) WHERE dosage IS NULL. */
  public int missing(String variant, BitSet population) {
    return cell(linear(variant, population, 0, 0, 0, 1), variant, population, List.of(), null);
  }

  /** COUNT(*) WHERE a.dosage ≥ 1 AND b.dosage ≥ 1. */
  public int both(String a, String b, BitSet population) {
    int p = population(population);
    Affine value = affine(0, p, productBeside(a, b, population));
    cells.add(new Cell(value, new Guard(p, List.of(value), null, List.of(a, b))));
    return cells.size() - 1;
  }

  /** The release of that count, in no cell. */
  public int productBeside(String a, String b, BitSet population) {
    int p = population(population);
    return release(
        new Polynomial(
            List.of(new Term(p, List.of(form(a, 0, 1, 1, 0), form(b, 0, 1, 1, 0)), 0, 1))));
  }

  /** A count whose predicate is {@code constant + het·HET + hom·HOM + missing·MISSING}. */
  private int count(String variant, BitSet population, int constant, int het, int hom, int miss) {
    Affine value = linear(variant, population, constant, het, hom, miss);
    Affine complement =
        linear(variant, population, 1 - constant, -het, -hom, constant == 0 ? -1 : 0);
    return cell(value, variant, population, List.of(value), complement);
  }

  private int cell(
      Affine value, String variant, BitSet population, List<Affine> sizes, Affine complement) {
    cells.add(
        new Cell(value, new Guard(population(population), sizes, complement, List.of(variant))));
    return cells.size() - 1;
  }

  private Affine linear(
      String variant, BitSet population, int constant, int het, int hom, int miss) {
    int p = population(population);
    LinearForm form = form(variant, 0, het, hom, miss);
    return affine(constant, p, release(new Polynomial(List.of(term(p, form)))));
  }

  /** The planes of a variant are disjoint: a patient has one coefficient, or none. */
  private static Term term(int population, LinearForm form) {
    long lo = form.coefficients().stream().mapToLong(c -> c).min().orElse(0);
    long hi = form.coefficients().stream().mapToLong(c -> c).max().orElse(0);
    return new Term(population, List.of(form), Math.min(0, lo), Math.max(0, hi));
  }

  private LinearForm form(String variant, int constant, int het, int hom, int miss) {
    TreeMap<Integer, Long> coefficients = new TreeMap<>();
    put(coefficients, variant + "/HET", het);
    put(coefficients, variant + "/HOM", hom);
    put(coefficients, variant + "/MISSING", miss);
    return new LinearForm(
        constant, List.copyOf(coefficients.keySet()), List.copyOf(coefficients.values()));
  }

  private void put(TreeMap<Integer, Long> coefficients, String plane, long coefficient) {
    if (coefficient != 0) {
      if (!planes.contains(plane)) {
        planes.add(plane);
      }
      coefficients.put(planes.indexOf(plane), coefficient);
    }
  }

  private static Affine affine(long constant, int population, int release) {
    TreeMap<Integer, Long> sizes = new TreeMap<>();
    if (constant != 0) {
      sizes.put(population, constant);
    }
    return new Affine(0, sizes, new TreeMap<>(Map.of(release, 1L)));
  }

  private int population(BitSet slots) {
    Population p = Population.of(patients, slots);
    if (!populations.contains(p)) {
      populations.add(p);
    }
    return populations.indexOf(p);
  }

  private int release(Polynomial release) {
    if (!releases.contains(release)) {
      releases.add(release);
    }
    return releases.indexOf(release);
  }

  /** The steward's audit, for tests of other packages. */
  public static void audit(
      Plan plan, int blockSlots, int minCell, List<Map<String, Long>> publicForms) {
    PlanAudit.require(plan, blockSlots, minCell, publicForms);
  }

  /** What the steward keeps of a first answer, by cell; likewise. */
  public static boolean[] suppressed(Plan plan, BitSet consenting, long[] released, int minCell) {
    return new DisclosureControl(new DisclosurePolicy(minCell, Repetition.OFF, false), List.of())
        .decide(plan, Populations.of(plan, consenting), released, null)
        .flags(plan.cells().size());
  }

  public Plan plan() {
    return plan("SELECT", "sketch", Scope.UNSCOPED);
  }

  /** One row of all cells, in order. */
  public Plan plan(String sql, String dataset, Scope scope) {
    List<Column> columns = new ArrayList<>();
    List<Expr> values = new ArrayList<>();
    for (int c = 0; c < cells.size(); c++) {
      columns.add(new Column("c" + c, SqlType.BIGINT));
      values.add(new Expr.CellValue(c));
    }
    return new Plan(
        sql,
        dataset,
        scope,
        planes,
        populations,
        releases,
        cells,
        new Rest.Table(columns, List.of(new Rest.Row(values, null))),
        null);
  }

  /** The sums, patient by patient. */
  public long[] released(BitSet consenting) {
    long[] out = new long[releases.size()];
    for (int r = 0; r < out.length; r++) {
      for (Term term : releases.get(r).terms()) {
        for (int slot = 0; slot < patients; slot++) {
          if (consenting.get(slot) && populations.get(term.population()).contains(slot)) {
            long product = 1;
            for (LinearForm f : term.factors()) {
              product *= value(f, slot);
            }
            out[r] += product;
          }
        }
      }
    }
    return out;
  }

  private long value(LinearForm form, int slot) {
    long sum = form.constant();
    for (int i = 0; i < form.planes().size(); i++) {
      String plane = planes.get(form.planes().get(i));
      int dosage = dosages.get(plane.substring(0, plane.indexOf('/')))[slot];
      boolean set =
          switch (plane.substring(plane.indexOf('/') + 1)) {
            case "HET" -> dosage == 1;
            case "HOM" -> dosage == 2;
            default -> dosage == -1;
          };
      sum += set ? form.coefficients().get(i) : 0;
    }
    return sum;
  }
}
