// SPDX-License-Identifier: Apache-2.0
package org.sealome.query.algebra;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.sealome.query.ErrorCode;
import org.sealome.query.SealomeException;
import org.sealome.query.algebra.SlotClasses.SlotClass;
import org.sealome.zk.plan.Column;
import org.sealome.zk.plan.Expr;
import org.sealome.zk.plan.Operator;
import org.sealome.zk.plan.Rest;
import org.sealome.zk.plan.SqlType;

/**
 * GROUP BY over encrypted rows: the one place where they become released integers. Keys are public;
 * an encrypted key is replaced by a row for every value that it could have.
 */
public final class Grouping {
  /** Rows beyond which an answer is refused. */
  private static final int MAX_GROUPS = 2_000_000;

  private final PlanBuilder plan;
  private final SlotClasses classes;
  private final List<Measure> measures;

  /** Keys that an encrypted value decides: which of their groups there are is not public. */
  private final Set<Integer> encryptedKeys = new TreeSet<>();

  public Grouping(PlanBuilder plan, List<Measure> measures) {
    this.plan = plan;
    this.classes = new SlotClasses(plan.cohort());
    this.measures = List.copyOf(measures);
  }

  private record Key(int set, List<Object> values) {}

  /**
   * The table of released rows.
   *
   * @param keys columns of the templates, in the order of the answer
   * @param sets for each grouping set the positions in {@code keys} that it keeps
   * @param columns names and types: keys, then measures
   */
  public Rest.Table release(
      List<Template> templates, List<Integer> keys, List<Set<Integer>> sets, List<Column> columns) {
    Map<Key, GroupCells> groups = new LinkedHashMap<>();
    for (int s = 0; s < sets.size(); s++) {
      if (sets.get(s).isEmpty()) {
        // Without keys there is a row even where there are no rows.
        groups.put(
            new Key(s, new ArrayList<>(java.util.Collections.nCopies(keys.size(), null))),
            new GroupCells(plan, measures));
      }
    }
    for (int t = 0; t < templates.size(); t++) {
      Template template = templates.get(t);
      checkOnePatient(template);
      plan.touch(template.variants());
      for (SlotClass slots : classes.of(used(template, keys))) {
        Sym condition = slots.specialise(template.condition());
        if (!condition.isNeverTrue()) {
          List<Sym> row = template.columns().stream().map(slots::specialise).toList();
          spread(groups, t, slots, row, condition, keys, sets, 0);
        }
      }
    }
    List<Rest.Row> rows = new ArrayList<>(groups.size());
    groups.forEach(
        (key, cells) -> {
          List<Expr> values = new ArrayList<>(columns.size());
          for (int i = 0; i < keys.size(); i++) {
            values.add(new Expr.Literal(key.values().get(i), columns.get(i).type()));
          }
          for (int i = 0; i < measures.size(); i++) {
            SqlType type = columns.get(keys.size() + i).type();
            values.add(
                measures.get(i).function() == Measure.Function.GROUPING
                    ? new Expr.Literal(missing(measures.get(i), keys, sets.get(key.set())), type)
                    : cells.value(i, type));
          }
          boolean always = sets.get(key.set()).isEmpty();
          List<Integer> telling =
              keys.stream().filter(encryptedKeys::contains).map(keys::indexOf).toList();
          rows.add(
              always ? new Rest.Row(values, null) : new Rest.Row(values, cells.exists(), telling));
        });
    return new Rest.Table(columns, rows);
  }

  /** A bit for each key that GROUPING asks about, the last one the lowest: not grouped by it. */
  private static long missing(Measure grouping, List<Integer> keys, Set<Integer> set) {
    long bits = 0;
    for (int column : grouping.grouped()) {
      bits = bits << 1 | (set.contains(keys.indexOf(column)) ? 0 : 1);
    }
    return bits;
  }

  /** One encrypted key after the other becomes a constant, for each value that it could have. */
  private void spread(
      Map<Key, GroupCells> groups,
      int template,
      SlotClass slots,
      List<Sym> row,
      Sym condition,
      List<Integer> keys,
      List<Set<Integer>> sets,
      int from) {
    for (int k = from; k < keys.size(); k++) {
      Sym key = row.get(keys.get(k));
      if (key.isEncrypted()) {
        encryptedKeys.add(keys.get(k));
        for (Object value : TruthCompiler.values(key)) {
          Sym constant = Sym.literal(value, key.type());
          Sym here =
              Sym.and(
                  condition,
                  Sym.apply(
                      Operator.IS_NOT_DISTINCT_FROM, List.of(key, constant), SqlType.BOOLEAN));
          List<Sym> narrowed = new ArrayList<>(row);
          narrowed.set(keys.get(k), constant);
          spread(groups, template, slots, narrowed, here, keys, sets, k + 1);
        }
        return;
      }
    }
    for (int s = 0; s < sets.size(); s++) {
      List<Object> values = new ArrayList<>(keys.size());
      for (int k = 0; k < keys.size(); k++) {
        values.add(sets.get(s).contains(k) ? ((Sym.Literal) row.get(keys.get(k))).value() : null);
      }
      groups
          .computeIfAbsent(new Key(s, values), _ -> new GroupCells(plan, measures))
          .add(new GroupCells.Part(template, slots.slots(), condition, row));
      if (groups.size() > MAX_GROUPS) {
        throw new SealomeException(
            ErrorCode.PARAMETERS,
            "the answer would have more than " + MAX_GROUPS + " rows",
            "group by fewer columns, or filter the variants");
      }
    }
  }

  private List<Sym> used(Template template, List<Integer> keys) {
    List<Sym> used = new ArrayList<>();
    used.add(template.condition());
    keys.forEach(k -> used.add(template.columns().get(k)));
    for (Measure m : measures) {
      for (int column : new int[] {m.first(), m.second(), m.filter()}) {
        if (column >= 0) {
          Sym value = template.columns().get(column);
          boolean counted = m.function() == Measure.Function.COUNT && column == m.first();
          Sym present = counted ? PatientIds.present(value) : null;
          used.add(present == null ? value : present);
        }
      }
    }
    // Of a bare sample_id only that it is there matters, but where it is a key.
    used.removeIf(s -> s instanceof Sym.PatientId && !keysHold(template, keys, s));
    return used;
  }

  private static boolean keysHold(Template template, List<Integer> keys, Sym sym) {
    return keys.stream().anyMatch(k -> template.columns().get(k) == sym);
  }

  private static void checkOnePatient(Template template) {
    if (template.patients().size() != 1) {
      throw new SealomeException(
          ErrorCode.PARAMETERS,
          "the query combines rows of different patients",
          "join samples and genotypes on sample_id");
    }
    Set<Integer> named = new TreeSet<>();
    template.condition().patients(named);
    template.columns().forEach(c -> c.patients(named));
    if (named.size() > 1) {
      throw new SealomeException(
          ErrorCode.PARAMETERS,
          "the query compares values of different patients",
          "join samples and genotypes on sample_id");
    }
  }
}
