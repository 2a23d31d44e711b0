// SPDX-License-Identifier: Apache-2.0
package org.sealome.query.steward;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.sealome.zk.plan.Affine;
import org.sealome.zk.plan.LinearForm;
import org.sealome.zk.plan.Plan;
import org.sealome.zk.plan.Term;

/**
 * What affines add for one patient, found by trying all that the planes' names let her be: a
 * variant's genotype, a column's category or integer, called or not. Terms that share no variable
 * are tried apart, so that the work is small for everything that a size is made of.
 */
final class SizeForms {
  private static final int MAX_STATES = 1 << 17;

  /** More variables in one value are not told apart by what they add up to: they may cancel. */
  private static final int MANY_VARIABLES = 6;

  private final Plan plan;
  private final List<PlaneName> planes;
  private final PatientStates patient;

  SizeForms(Plan plan, List<PlaneName> planes, List<Map<String, Long>> publicForms) {
    this.plan = plan;
    this.planes = planes;
    this.patient = new PatientStates(publicForms);
  }

  /** Variants and columns of the planes behind the value. */
  Set<String> variables(Affine value) {
    Set<String> out = new TreeSet<>();
    for (int r : value.releases().keySet()) {
      plan.releases().get(r).terms().forEach(t -> out.addAll(variables(t)));
    }
    return out;
  }

  /** Whether every patient adds 0 or 1, whatever she is. */
  boolean countsPatients(Affine value) {
    return isWithin(value, 1);
  }

  /** Whether no patient takes anything away, so that it is positive where somebody is counted. */
  boolean countsRows(Affine value) {
    return isWithin(value, Long.MAX_VALUE);
  }

  private boolean isWithin(Affine value, long most) {
    if (value.constant() != 0) {
      return false;
    }
    for (BitSet atom : atoms(List.of(value))) {
      long lo = constant(value, atom);
      long hi = lo;
      for (List<PatientWalk.Weighted> component : components(terms(List.of(value), atom))) {
        long[] range = range(component);
        lo = Math.addExact(lo, range[0]);
        hi = Math.addExact(hi, range[1]);
      }
      if (lo < 0 || hi > most) {
        return false;
      }
    }
    return true;
  }

  /**
   * Whether the sizes, which count patients, are those of the value: of a number of rows together
   * the rows; else, each counts a patient where, and only where, what she is in its variables adds
   * something to the value. A patient who has an integer may add zero. Of a value that more
   * variables make together than can be tried, nothing is said.
   */
  boolean areSizesOf(Affine value, List<Affine> sizes) {
    if (sizes.size() == 1 && sizes.get(0).equals(value)) {
      return true;
    }
    List<Affine> all = new ArrayList<>(List.of(value));
    all.addAll(sizes);
    for (BitSet atom : atoms(all)) {
      long[] constants = all.stream().mapToLong(a -> constant(a, atom)).toArray();
      SizeAgreement agreement = new SizeAgreement(constants);
      for (List<PatientWalk.Weighted> component : components(terms(all, atom))) {
        boolean many =
            component.stream().flatMap(w -> variables(w.term()).stream()).distinct().count()
                > MANY_VARIABLES;
        boolean[] touches = new boolean[all.size()];
        component.forEach(w -> touches[w.of()] = true);
        if (!forEach(component, all.size(), agreement.component(touches, many))) {
          return true;
        }
      }
      if (!agreement.holds()) {
        return false;
      }
    }
    return true;
  }

  /** Whether what a patient adds depends on nothing but which variables are called. */
  boolean tellsMissingOnly(Affine value) {
    for (BitSet atom : atoms(List.of(value))) {
      for (List<PatientWalk.Weighted> component : components(terms(List.of(value), atom))) {
        Map<List<Boolean>, Long> byCalled = new HashMap<>();
        boolean[] differs = new boolean[1];
        boolean tried =
            forEach(
                component,
                1,
                (called, integer, sums) -> {
                  Long before = byCalled.putIfAbsent(called, sums[0]);
                  differs[0] |= before != null && before != sums[0];
                });
        if (!tried || differs[0]) {
          return false;
        }
      }
    }
    return true;
  }

  private long[] range(List<PatientWalk.Weighted> component) {
    long[] range = {Long.MAX_VALUE, Long.MIN_VALUE};
    boolean tried =
        forEach(
            component,
            1,
            (called, integer, sums) -> {
              range[0] = Math.min(range[0], sums[0]);
              range[1] = Math.max(range[1], sums[0]);
            });
    // Too many conditions on one patient: what the terms' ranges make of it.
    return tried ? range : declared(component);
  }

  private static long[] declared(List<PatientWalk.Weighted> component) {
    long[] range = new long[2];
    for (PatientWalk.Weighted w : component) {
      long a = Math.multiplyExact(w.coefficient(), w.term().lo());
      long b = Math.multiplyExact(w.coefficient(), w.term().hi());
      range[0] = Math.addExact(range[0], Math.min(a, b));
      range[1] = Math.addExact(range[1], Math.max(a, b));
    }
    return range;
  }

  /** False where there are too many states to try. */
  private boolean forEach(
      List<PatientWalk.Weighted> component, int count, PatientWalk.Visitor visitor) {
    Set<LinearForm> factors = new LinkedHashSet<>();
    component.forEach(w -> factors.addAll(w.term().factors()));
    List<LinearForm> forms = List.copyOf(factors);
    Map<LinearForm, Integer> position = new HashMap<>();
    for (int i = 0; i < forms.size(); i++) {
      position.put(forms.get(i), i);
    }
    Map<String, Set<String>> used = new TreeMap<>();
    for (LinearForm f : forms) {
      for (int p : f.planes()) {
        used.computeIfAbsent(planes.get(p).variable(), _ -> new TreeSet<>())
            .add(plan.planes().get(p));
      }
    }
    List<Set<PatientWalk.Added>> choices = new ArrayList<>();
    long states = 1;
    for (Map.Entry<String, Set<String>> e : used.entrySet()) {
      List<PatientStates.State> all = patient.states(e.getKey(), e.getValue());
      if (all == null) {
        return false;
      }
      Set<PatientWalk.Added> distinct = new LinkedHashSet<>();
      all.forEach(s -> distinct.add(added(forms, s)));
      choices.add(distinct);
      states *= distinct.size();
      if (states > MAX_STATES) {
        return false;
      }
    }
    int[][] terms =
        component.stream()
            .map(w -> w.term().factors().stream().mapToInt(position::get).toArray())
            .toArray(int[][]::new);
    long[] values = forms.stream().mapToLong(LinearForm::constant).toArray();
    new PatientWalk(List.copyOf(choices), component, terms, count, visitor).from(0, values);
    return true;
  }

  private PatientWalk.Added added(List<LinearForm> forms, PatientStates.State state) {
    List<Long> values = new ArrayList<>(forms.size());
    for (LinearForm f : forms) {
      long sum = 0;
      for (int i = 0; i < f.planes().size(); i++) {
        long plane = state.planes().getOrDefault(plan.planes().get(f.planes().get(i)), 0L);
        sum = Math.addExact(sum, Math.multiplyExact(f.coefficients().get(i), plane));
      }
      values.add(sum);
    }
    return new PatientWalk.Added(state.called(), state.integer(), values);
  }

  private Set<String> variables(Term term) {
    Set<String> out = new TreeSet<>();
    term.factors().forEach(f -> f.planes().forEach(p -> out.add(planes.get(p).variable())));
    return out;
  }

  private List<PatientWalk.Weighted> terms(List<Affine> values, BitSet populations) {
    List<PatientWalk.Weighted> out = new ArrayList<>();
    for (int i = 0; i < values.size(); i++) {
      int of = i;
      values
          .get(i)
          .releases()
          .forEach(
              (r, c) -> {
                for (Term term : plan.releases().get(r).terms()) {
                  if (populations.get(term.population())) {
                    apart(term).forEach(t -> out.add(new PatientWalk.Weighted(of, c, t)));
                  }
                }
              });
    }
    return out;
  }

  /** A linear term variable by variable, without its constant; a product as it is. */
  private List<Term> apart(Term term) {
    LinearForm form = term.factors().getFirst();
    if (term.factors().size() > 1) {
      return List.of(term);
    }
    Map<String, List<Integer>> positions = new LinkedHashMap<>();
    for (int i = 0; i < form.planes().size(); i++) {
      positions
          .computeIfAbsent(planes.get(form.planes().get(i)).variable(), _ -> new ArrayList<>())
          .add(i);
    }
    List<Term> out = new ArrayList<>(positions.size());
    for (List<Integer> of : positions.values()) {
      LinearForm part =
          new LinearForm(
              0,
              of.stream().map(form.planes()::get).toList(),
              of.stream().map(form.coefficients()::get).toList());
      long[] range = range(part);
      out.add(new Term(term.population(), List.of(part), range[0], range[1]));
    }
    return out;
  }

  /** Of planes taken one by one, which is never narrower than what they can be together. */
  long[] range(LinearForm form) {
    long[] range = {form.constant(), form.constant()};
    for (int i = 0; i < form.planes().size(); i++) {
      long max = planes.get(form.planes().get(i)).max();
      long end = Math.multiplyExact(form.coefficients().get(i), max);
      range[0] = Math.addExact(range[0], Math.min(0, end));
      range[1] = Math.addExact(range[1], Math.max(0, end));
    }
    return range;
  }

  /** What every patient adds, whatever she is. */
  private long constant(Affine value, BitSet populations) {
    long sum = 0;
    for (Map.Entry<Integer, Long> e : value.populations().entrySet()) {
      sum = populations.get(e.getKey()) ? Math.addExact(sum, e.getValue()) : sum;
    }
    for (Map.Entry<Integer, Long> e : value.releases().entrySet()) {
      for (Term term : plan.releases().get(e.getKey()).terms()) {
        if (term.factors().size() == 1 && populations.get(term.population())) {
          long all = Math.multiplyExact(e.getValue(), term.factors().getFirst().constant());
          sum = Math.addExact(sum, all);
        }
      }
    }
    return sum;
  }

  /** Terms that share variables, directly or through others. */
  private List<List<PatientWalk.Weighted>> components(List<PatientWalk.Weighted> terms) {
    Map<Set<String>, List<PatientWalk.Weighted>> out = new LinkedHashMap<>();
    for (PatientWalk.Weighted w : terms) {
      Set<String> variables = variables(w.term());
      List<PatientWalk.Weighted> joined = new ArrayList<>();
      joined.add(w);
      for (Set<String> other : List.copyOf(out.keySet())) {
        if (other.stream().anyMatch(variables::contains)) {
          joined.addAll(out.remove(other));
          variables.addAll(other);
        }
      }
      out.put(variables, joined);
    }
    return List.copyOf(out.values());
  }

  /** For each kind of patient by populations: in which of those that the values are over she is. */
  private List<BitSet> atoms(List<Affine> values) {
    TreeSet<Integer> used = new TreeSet<>();
    for (Affine value : values) {
      used.addAll(value.populations().keySet());
      for (int r : value.releases().keySet()) {
        plan.releases().get(r).terms().forEach(t -> used.add(t.population()));
      }
    }
    Map<BitSet, BitSet> atoms = new LinkedHashMap<>(); // populations → patients, disjoint
    for (int p : used) {
      BitSet rest = plan.populations().get(p).slots();
      Map<BitSet, BitSet> next = new LinkedHashMap<>();
      atoms.forEach(
          (in, patients) -> {
            BitSet both = (BitSet) patients.clone();
            both.and(rest);
            patients.andNot(both);
            rest.andNot(both);
            if (!patients.isEmpty()) {
              next.put(in, patients);
            }
            if (!both.isEmpty()) {
              BitSet with = (BitSet) in.clone();
              with.set(p);
              next.put(with, both);
            }
          });
      if (!rest.isEmpty()) {
        BitSet alone = new BitSet();
        alone.set(p);
        next.put(alone, rest);
      }
      atoms = next;
    }
    return List.copyOf(atoms.keySet());
  }
}
