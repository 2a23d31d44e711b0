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
  private static final int MAX_BITS = 16;

  /** One of the things that a patient can be in one variable: planes that are not zero. */
  private record State(boolean called, Map<String, Long> planes) {}

  /** A term with its coefficient. */
  private record Weighted(long coefficient, Term term) {}

  private final Plan plan;
  private final List<PlaneName> planes;
  private final Map<String, Set<String>> columns = new HashMap<>();

  SizeForms(Plan plan, List<PlaneName> planes, List<Map<String, Long>> publicForms) {
    this.plan = plan;
    this.planes = planes;
    for (Map<String, Long> form : publicForms) {
      form.keySet()
          .forEach(
              p ->
                  columns
                      .computeIfAbsent(PlaneName.parse(p).variable(), _ -> new TreeSet<>())
                      .add(p));
    }
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
    if (value.constant() != 0) {
      return false;
    }
    for (BitSet atom : atoms(value)) {
      long lo = constant(value, atom);
      long hi = lo;
      for (List<Weighted> component : components(terms(value, atom))) {
        long[] range = range(component);
        lo += range[0];
        hi += range[1];
      }
      if (lo < 0 || hi > 1) {
        return false;
      }
    }
    return true;
  }

  /** Whether what a patient adds depends on nothing but which variables are called. */
  boolean tellsMissingOnly(Affine value) {
    for (BitSet atom : atoms(value)) {
      for (List<Weighted> component : components(terms(value, atom))) {
        Map<List<Boolean>, Long> byCalled = new HashMap<>();
        boolean[] differs = new boolean[1];
        boolean tried =
            forEach(
                component,
                (called, sum) -> {
                  Long before = byCalled.putIfAbsent(called, sum);
                  differs[0] |= before != null && before != sum;
                });
        if (!tried || differs[0]) {
          return false;
        }
      }
    }
    return true;
  }

  private long[] range(List<Weighted> component) {
    long[] range = {Long.MAX_VALUE, Long.MIN_VALUE};
    boolean tried =
        forEach(
            component,
            (called, sum) -> {
              range[0] = Math.min(range[0], sum);
              range[1] = Math.max(range[1], sum);
            });
    // Too many conditions on one patient: what the terms' ranges make of it.
    return tried ? range : declared(component);
  }

  private static long[] declared(List<Weighted> component) {
    long[] range = new long[2];
    for (Weighted w : component) {
      long a = Math.multiplyExact(w.coefficient(), w.term().lo());
      long b = Math.multiplyExact(w.coefficient(), w.term().hi());
      range[0] = Math.addExact(range[0], Math.min(a, b));
      range[1] = Math.addExact(range[1], Math.max(a, b));
    }
    return range;
  }

  private interface Visitor {
    void visit(List<Boolean> called, long sum);
  }

  /** False where there are too many states to try. */
  private boolean forEach(List<Weighted> component, Visitor visitor) {
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
    List<Set<Added>> choices = new ArrayList<>();
    long states = 1;
    for (Map.Entry<String, Set<String>> e : used.entrySet()) {
      List<State> all = states(e.getKey(), e.getValue());
      if (all == null) {
        return false;
      }
      Set<Added> distinct = new LinkedHashSet<>();
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
    walk(List.copyOf(choices), 0, values, new ArrayList<>(), component, terms, visitor);
    return true;
  }

  /** What a state adds to each linear form. */
  private record Added(boolean called, List<Long> values) {}

  private Added added(List<LinearForm> forms, State state) {
    List<Long> values = new ArrayList<>(forms.size());
    for (LinearForm f : forms) {
      long sum = 0;
      for (int i = 0; i < f.planes().size(); i++) {
        long plane = state.planes().getOrDefault(plan.planes().get(f.planes().get(i)), 0L);
        sum = Math.addExact(sum, Math.multiplyExact(f.coefficients().get(i), plane));
      }
      values.add(sum);
    }
    return new Added(state.called(), values);
  }

  private static void walk(
      List<Set<Added>> choices,
      int next,
      long[] values,
      List<Boolean> called,
      List<Weighted> component,
      int[][] terms,
      Visitor visitor) {
    if (next == choices.size()) {
      long sum = 0;
      for (int t = 0; t < terms.length; t++) {
        long product = component.get(t).coefficient();
        for (int f : terms[t]) {
          product = Math.multiplyExact(product, values[f]);
        }
        sum = Math.addExact(sum, product);
      }
      visitor.visit(List.copyOf(called), sum);
      return;
    }
    for (Added choice : choices.get(next)) {
      long[] with = values.clone();
      for (int i = 0; i < with.length; i++) {
        with[i] = Math.addExact(with[i], choice.values().get(i));
      }
      called.add(choice.called());
      walk(choices, next + 1, with, called, component, terms, visitor);
      called.remove(called.size() - 1);
    }
  }

  /** Null: too many. */
  private List<State> states(String variable, Set<String> used) {
    Set<String> known = columns.getOrDefault(variable, Set.of());
    Set<String> all = new TreeSet<>(used);
    all.addAll(known);
    PlaneName.Kind kind = PlaneName.parse(used.iterator().next()).kind();
    return switch (kind) {
      case DOSAGE, MISSING, HAPLOID -> genotypes(variable);
      case CATEGORY -> categories(all, known.isEmpty());
      case PRESENT, BIT, VALUE -> integers(variable, used, all);
    };
  }

  private static List<State> genotypes(String variant) {
    String het = variant + "/HET";
    String haploid = variant + "/HAPLOID";
    return List.of(
        new State(true, Map.of()),
        new State(true, Map.of(het, 1L)),
        new State(true, Map.of(variant + "/HOM", 1L)),
        new State(false, Map.of(variant + "/MISSING", 1L)),
        new State(true, Map.of(haploid, 1L)),
        new State(true, Map.of(haploid, 1L, het, 1L)));
  }

  private static List<State> categories(Set<String> planes, boolean others) {
    List<State> out = new ArrayList<>();
    out.add(new State(false, Map.of()));
    planes.forEach(p -> out.add(new State(true, Map.of(p, 1L))));
    if (others) {
      out.add(new State(true, Map.of()));
    }
    return out;
  }

  private static List<State> integers(String column, Set<String> used, Set<String> all) {
    List<State> out = new ArrayList<>();
    out.add(new State(false, Map.of()));
    String present = column + "/PRESENT";
    if (used.equals(Set.of(present))) {
      out.add(new State(true, Map.of(present, 1L)));
      return out;
    }
    int bits = 0;
    for (String plane : all) {
      PlaneName name = PlaneName.parse(plane);
      if (name.kind() == PlaneName.Kind.BIT) {
        bits = Math.max(bits, 1 + Integer.parseInt(name.part().substring(3)));
      }
    }
    bits = bits == 0 ? MAX_BITS : bits;
    if (bits > MAX_BITS) {
      return null;
    }
    for (long value = 0; value < 1L << bits; value++) {
      Map<String, Long> state = new HashMap<>();
      state.put(present, 1L);
      state.put(column + "/VALUE", value);
      for (int bit = 0; bit < bits; bit++) {
        state.put(column + "/BIT" + bit, value >> bit & 1);
      }
      out.add(new State(true, state));
    }
    return out;
  }

  private Set<String> variables(Term term) {
    Set<String> out = new TreeSet<>();
    term.factors().forEach(f -> f.planes().forEach(p -> out.add(planes.get(p).variable())));
    return out;
  }

  private List<Weighted> terms(Affine value, BitSet populations) {
    List<Weighted> out = new ArrayList<>();
    value
        .releases()
        .forEach(
            (r, c) -> {
              for (Term term : plan.releases().get(r).terms()) {
                if (populations.get(term.population())) {
                  out.add(new Weighted(c, term));
                }
              }
            });
    return out;
  }

  private static long constant(Affine value, BitSet populations) {
    return value.populations().entrySet().stream()
        .filter(e -> populations.get(e.getKey()))
        .mapToLong(Map.Entry::getValue)
        .reduce(0, Math::addExact);
  }

  /** Terms that share variables, directly or through others. */
  private List<List<Weighted>> components(List<Weighted> terms) {
    Map<Set<String>, List<Weighted>> out = new LinkedHashMap<>();
    for (Weighted w : terms) {
      Set<String> variables = variables(w.term());
      List<Weighted> joined = new ArrayList<>();
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

  /** For each kind of patient by populations: in which of those that the value is over she is. */
  private List<BitSet> atoms(Affine value) {
    TreeSet<Integer> used = new TreeSet<>(value.populations().keySet());
    for (int r : value.releases().keySet()) {
      plan.releases().get(r).terms().forEach(t -> used.add(t.population()));
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
