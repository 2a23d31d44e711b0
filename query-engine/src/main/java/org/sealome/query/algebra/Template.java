// SPDX-License-Identifier: Apache-2.0
package org.sealome.query.algebra;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.sealome.zk.plan.Operator;

/**
 * Rows of one shape: for every patient (or combination of patients) one row where the condition is
 * TRUE, none otherwise.
 *
 * @param patients the patients that the row is about; none for a public row
 * @param variants places in the panel of the variants that the row reads, for the query's scope
 */
public record Template(List<Sym> columns, Sym condition, Set<Integer> patients, BitSet variants) {

  public Template {
    columns = List.copyOf(columns);
    patients = Set.copyOf(patients);
  }

  /** A public row. */
  public static Template publicRow(List<Sym> columns) {
    return new Template(columns, Sym.TRUE, Set.of(), new BitSet());
  }

  /** The same rows with other columns. */
  public Template withColumns(List<Sym> instead) {
    return new Template(instead, condition, patients, variants);
  }

  /** Both rows side by side: a cross join. */
  public Template join(Template right) {
    List<Sym> both = new ArrayList<>(columns.size() + right.columns.size());
    both.addAll(columns);
    both.addAll(right.columns);
    Set<Integer> all = new LinkedHashSet<>(patients);
    all.addAll(right.patients);
    BitSet touched = (BitSet) variants.clone();
    touched.or(right.variants);
    return new Template(both, Sym.and(condition, right.condition), all, touched);
  }

  /** The same rows, which read these variants too. */
  public Template touching(BitSet more) {
    BitSet touched = (BitSet) variants.clone();
    touched.or(more);
    return new Template(columns, condition, patients, touched);
  }

  /**
   * The rows for which {@code predicate} is TRUE too, or null where there is none. An equation
   * between two patients' {@code sample_id} makes them one patient.
   */
  public Template where(Sym predicate) {
    Sym all = Sym.and(predicate);
    List<Sym> conjuncts =
        all instanceof Sym.Apply a && a.operator() == Operator.AND ? a.operands() : List.of(all);
    for (Sym conjunct : conjuncts) {
      if (conjunct instanceof Sym.Apply a
          && (a.operator() == Operator.EQ || a.operator() == Operator.IS_NOT_DISTINCT_FROM)
          && a.operands().get(0) instanceof Sym.PatientId first
          && a.operands().get(1) instanceof Sym.PatientId second) {
        // An outer query's patient is not one of this row's: hers is the name that stays.
        boolean secondIsOuter = !patients.contains(second.patient());
        int kept = secondIsOuter ? second.patient() : first.patient();
        int gone = secondIsOuter ? first.patient() : second.patient();
        return unify(kept, gone).where(rename(all, kept, gone));
      }
    }
    Sym narrowed = Sym.and(condition, all);
    return narrowed.isNeverTrue() ? null : new Template(columns, narrowed, patients, variants);
  }

  /** The same rows where patient {@code gone} is patient {@code kept}. */
  public Template unify(int kept, int gone) {
    Set<Integer> left = new LinkedHashSet<>(patients);
    left.remove(gone);
    left.add(kept);
    return new Template(
        columns.stream().map(c -> rename(c, kept, gone)).toList(),
        rename(condition, kept, gone),
        left,
        variants);
  }

  /** {@code sym} with patient {@code gone} renamed to {@code kept}. */
  public static Sym rename(Sym sym, int kept, int gone) {
    return sym.replace(
        s ->
            switch (s) {
              case Sym.PatientId p when p.patient() == gone -> new Sym.PatientId(kept);
              case Sym.PublicColumn c when c.patient() == gone ->
                  new Sym.PublicColumn(kept, c.column(), c.type());
              case Sym.Encrypted e when e.patient() == gone ->
                  new Sym.Encrypted(kept, e.variable(), e.attribute());
              default -> null;
            });
  }
}
