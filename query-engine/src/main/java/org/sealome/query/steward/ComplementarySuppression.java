// SPDX-License-Identifier: Apache-2.0
package org.sealome.query.steward;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.sealome.zk.plan.Cell;
import org.sealome.zk.plan.Expr;
import org.sealome.zk.plan.LinearForm;
import org.sealome.zk.plan.Plan;
import org.sealome.zk.plan.Rest;
import org.sealome.zk.plan.Term;

/**
 * Keeps a suppressed cell from being computed from the published ones: a partition of which one
 * part is suppressed and the total known loses its next smallest part too.
 *
 * <p>Rule: no suppressed cell is a linear combination of published cells and of what is public
 * ({@link CellVectors}). Cells are offered for publication from the largest to the smallest, those
 * of size zero first (hiding a zero hides nothing); one that would complete such a combination is
 * suppressed. So what is lost is the smallest non-zero cell of each dependency, and what was lost
 * needs no protection of its own: from it and the published cells the first one would follow.
 *
 * <p>Cells that share no variant and no column tell nothing about one another, so each connected
 * component is worked out alone, and only where it has a suppressed cell. A component that is too
 * large for it is suppressed whole.
 */
final class ComplementarySuppression {
  private final Plan plan;
  private final BitSet existence;
  private final Populations populations;
  private final List<PlaneName> planes;
  private final List<Map<Integer, Long>> publicForms;

  /**
   * @param publicForms linear forms over planes whose sum over any patients counts as public; those
   *     with a plane that the plan does not read tell nothing
   */
  ComplementarySuppression(
      Plan plan, Populations populations, List<Map<String, Long>> publicForms) {
    this.plan = plan;
    this.populations = populations;
    this.existence = existence(plan);
    this.planes = plan.planes().stream().map(PlaneName::parse).toList();
    Map<String, Integer> index = new HashMap<>();
    for (int p = 0; p < plan.planes().size(); p++) {
      index.put(plan.planes().get(p), p);
    }
    this.publicForms = new ArrayList<>();
    for (Map<String, Long> form : publicForms) {
      if (index.keySet().containsAll(form.keySet())) {
        Map<Integer, Long> indexed = new HashMap<>();
        form.forEach((plane, c) -> indexed.put(index.get(plane), c));
        this.publicForms.add(indexed);
      }
    }
  }

  /** Cells of which only is told whether they are positive: rows exist by them. */
  private static BitSet existence(Plan plan) {
    BitSet exist = new BitSet();
    BitSet valued = new BitSet();
    Deque<Rest> open = new ArrayDeque<>();
    open.add(plan.rest());
    while (!open.isEmpty()) {
      switch (open.remove()) {
        case Rest.Table t ->
            t.rows()
                .forEach(
                    row -> {
                      if (row.exists() != null) {
                        exist.set(row.exists());
                      }
                      row.values().forEach(e -> valued(e, valued));
                    });
        case Rest.Project p -> open.add(p.input());
        case Rest.Filter f -> open.add(f.input());
        case Rest.Sort s -> open.add(s.input());
        case Rest.Aggregate a -> open.add(a.input());
        case Rest.Join j -> {
          open.add(j.left());
          open.add(j.right());
        }
        case Rest.Union u -> open.addAll(u.inputs());
        case Rest.Scalars s -> {
          open.add(s.input());
          open.addAll(s.queries());
        }
      }
    }
    exist.andNot(valued);
    return exist;
  }

  private static void valued(Expr e, BitSet out) {
    switch (e) {
      case Expr.CellValue c -> out.set(c.cell());
      case Expr.Call c -> c.operands().forEach(o -> valued(o, out));
      case Expr.Literal _, Expr.Input _ -> {}
    }
  }

  /**
   * Cells that are to be suppressed beside those that are.
   *
   * @param suppressed by index of the cell
   * @param sizes of the guarded cells; those that are no cells (counts of missing calls) have none
   */
  BitSet beside(BitSet suppressed, Map<Integer, Long> sizes) {
    BitSet more = new BitSet();
    for (List<Integer> component : components()) {
      boolean hides = component.stream().anyMatch(c -> suppressed.get(c) && sizes.containsKey(c));
      boolean shows = component.stream().anyMatch(c -> !suppressed.get(c) && sizes.containsKey(c));
      if (hides && shows) {
        try {
          protect(component, suppressed, sizes, more);
        } catch (CellVectors.TooLarge e) {
          component.stream()
              .filter(c -> !suppressed.get(c) && sizes.containsKey(c))
              .forEach(more::set);
        }
      }
    }
    return more;
  }

  private void protect(
      List<Integer> component, BitSet suppressed, Map<Integer, Long> sizes, BitSet more)
      throws CellVectors.TooLarge {
    BitSet used = new BitSet();
    Set<Integer> planesUsed = new LinkedHashSet<>();
    for (int c : component) {
      for (Term term : terms(plan.cells().get(c))) {
        used.set(term.population());
        term.factors().forEach(f -> planesUsed.addAll(f.planes()));
      }
    }
    CellVectors vectors = new CellVectors(plan, planes, populations, used);
    Span published = new Span();
    for (Map<Integer, Long> form : publicForms) {
      if (planesUsed.containsAll(form.keySet())) {
        for (SparseVector v : vectors.onEachAtom(form)) {
          published.publish(v);
        }
      }
    }
    List<Integer> offered = new ArrayList<>();
    List<Integer> hidden = new ArrayList<>();
    for (int c : component) {
      if (existence.get(c)) {
        continue;
      }
      if (!sizes.containsKey(c)) {
        published.publish(vectors.of(plan.cells().get(c).value()));
      } else if (suppressed.get(c)) {
        hidden.add(c);
      } else {
        offered.add(c);
      }
    }
    for (int c : hidden) {
      published.hide(vectors.of(plan.cells().get(c).value()));
    }
    offered.sort(
        Comparator.<Integer>comparingLong(c -> sizes.get(c) == 0 ? Long.MIN_VALUE : -sizes.get(c))
            .thenComparingInt(c -> c));
    for (int c : offered) {
      if (!published.publishSafely(vectors.of(plan.cells().get(c).value()))) {
        more.set(c);
      }
    }
  }

  /** Guarded cells, joined where they share a variant or a column. */
  private List<List<Integer>> components() {
    Map<String, Integer> seen = new HashMap<>();
    int[] parent = new int[plan.cells().size()];
    for (int c = 0; c < parent.length; c++) {
      parent[c] = c;
      Cell cell = plan.cells().get(c);
      if (cell.guard() == null) {
        continue;
      }
      for (String variable : variables(cell)) {
        Integer other = seen.putIfAbsent(variable, c);
        if (other != null) {
          parent[root(parent, c)] = root(parent, other);
        }
      }
    }
    Map<Integer, List<Integer>> byRoot = new LinkedHashMap<>();
    for (int c = 0; c < parent.length; c++) {
      if (plan.cells().get(c).guard() != null) {
        byRoot.computeIfAbsent(root(parent, c), r -> new ArrayList<>()).add(c);
      }
    }
    return new ArrayList<>(byRoot.values());
  }

  private Set<String> variables(Cell cell) {
    Set<String> out = new LinkedHashSet<>(cell.guard().variables());
    for (Term term : terms(cell)) {
      for (LinearForm factor : term.factors()) {
        factor.planes().forEach(p -> out.add(planes.get(p).variable()));
      }
    }
    return out;
  }

  private List<Term> terms(Cell cell) {
    return cell.value().releases().keySet().stream()
        .flatMap(r -> plan.releases().get(r).terms().stream())
        .toList();
  }

  private static int root(int[] parent, int c) {
    int r = c;
    while (parent[r] != r) {
      parent[r] = parent[parent[r]];
      r = parent[r];
    }
    return r;
  }
}
