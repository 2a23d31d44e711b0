// SPDX-License-Identifier: Apache-2.0
package org.sealome.query.sql;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.UnaryOperator;
import org.apache.calcite.plan.RelTraitSet;
import org.apache.calcite.rel.RelNode;
import org.apache.calcite.rel.core.Aggregate;
import org.apache.calcite.rel.core.AggregateCall;
import org.apache.calcite.util.ImmutableBitSet;
import org.sealome.query.algebra.Grouping;
import org.sealome.query.algebra.Measure;
import org.sealome.query.algebra.PatientMeasure;
import org.sealome.query.algebra.Sym;
import org.sealome.query.algebra.Template;
import org.sealome.zk.plan.Rest;

/** The exit: encrypted rows become released integers, one group of patients or more a row. */
final class ReleasedAggregate extends Aggregate implements ReleasedRel, WithinPatient {
  private final List<Measure> measures;

  ReleasedAggregate(
      RelNode input,
      ImmutableBitSet groupSet,
      List<ImmutableBitSet> groupSets,
      List<AggregateCall> calls,
      List<Measure> measures) {
    super(
        input.getCluster(),
        input.getCluster().traitSetOf(ReleasedRel.CONVENTION),
        List.of(),
        input,
        groupSet,
        groupSets,
        calls);
    this.measures = List.copyOf(measures);
  }

  @Override
  public Aggregate copy(
      RelTraitSet traits,
      RelNode input,
      ImmutableBitSet groupSet,
      List<ImmutableBitSet> groupSets,
      List<AggregateCall> calls) {
    return new ReleasedAggregate(input, groupSet, groupSets, calls, measures);
  }

  @Override
  public Rest rest(Translation translation) {
    List<Integer> keys = getGroupSet().asList();
    List<Set<Integer>> sets = new ArrayList<>();
    for (ImmutableBitSet set : getGroupSets()) {
      Set<Integer> positions = new TreeSet<>();
      set.forEach(column -> positions.add(keys.indexOf(column)));
      sets.add(positions);
    }
    return new Grouping(translation.plan(), measures)
        .release(translation.rows(getInput()), keys, sets, ReleasedRel.columns(getRowType()));
  }

  @Override
  public List<Template> within(Translation translation, UnaryOperator<Template> linked) {
    List<Template> own = translation.rows(getInput()).stream().map(linked).toList();
    if (groupSets.size() != 1) {
      return null;
    }
    Map<List<Sym>, List<Template>> groups = new LinkedHashMap<>();
    if (getGroupCount() == 0) {
      groups.put(List.of(), own);
    } else {
      for (Template t : own) {
        List<Sym> keys = getGroupSet().asList().stream().map(k -> t.columns().get(k)).toList();
        if (keys.stream().anyMatch(Sym::isEncrypted)) {
          return null;
        }
        groups.computeIfAbsent(keys, _ -> new ArrayList<>()).add(t);
      }
    }
    List<Template> out = new ArrayList<>();
    groups.forEach(
        (keys, rows) -> {
          List<Sym> columns = new ArrayList<>(keys);
          measures.forEach(m -> columns.add(PatientMeasure.value(m, rows)));
          Sym there =
              keys.isEmpty()
                  ? Sym.TRUE
                  : Sym.or(rows.stream().map(r -> Sym.certainly(r.condition())).toList());
          Set<Integer> patients = new TreeSet<>();
          BitSet touched = new BitSet();
          rows.forEach(
              r -> {
                patients.addAll(r.patients());
                touched.or(r.variants());
              });
          out.add(new Template(columns, there, patients, touched));
        });
    return out;
  }
}
