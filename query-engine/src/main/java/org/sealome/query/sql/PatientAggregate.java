// SPDX-License-Identifier: Apache-2.0
package org.sealome.query.sql;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.calcite.plan.RelTraitSet;
import org.apache.calcite.rel.RelNode;
import org.apache.calcite.rel.core.Aggregate;
import org.apache.calcite.rel.core.AggregateCall;
import org.apache.calcite.util.ImmutableBitSet;
import org.sealome.query.ErrorCode;
import org.sealome.query.SealomeException;
import org.sealome.query.algebra.Measure;
import org.sealome.query.algebra.PatientMeasure;
import org.sealome.query.algebra.Sym;
import org.sealome.query.algebra.Template;

/** GROUP BY sample_id: one encrypted row a patient, still symbolic. */
final class PatientAggregate extends Aggregate implements EncryptedRel {
  private final List<Measure> measures;

  PatientAggregate(
      RelNode input, ImmutableBitSet groupSet, List<AggregateCall> calls, List<Measure> measures) {
    super(
        input.getCluster(),
        input.getCluster().traitSetOf(EncryptedRel.CONVENTION),
        List.of(),
        input,
        groupSet,
        List.of(groupSet),
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
    return new PatientAggregate(input, groupSet, calls, measures);
  }

  @Override
  public List<Template> templates(Translation translation) {
    List<Template> input = translation.rows(getInput());
    // Where all rows are one patient's already, an outer query's perhaps, she stays who she is.
    Set<Set<Integer>> whose = input.stream().map(Template::patients).collect(Collectors.toSet());
    int patient =
        whose.size() == 1 && whose.iterator().next().size() == 1
            ? whose.iterator().next().iterator().next()
            : translation.newPatient();
    Map<List<Sym>, List<Template>> groups = new LinkedHashMap<>();
    for (Template each : input) {
      if (each.patients().size() != 1) {
        throw new SealomeException(
            ErrorCode.PARAMETERS,
            "the query combines rows of different patients",
            "join samples and genotypes on sample_id");
      }
      Template t = each.unify(patient, each.patients().iterator().next());
      List<Sym> keys = getGroupSet().asList().stream().map(k -> t.columns().get(k)).toList();
      if (keys.stream().anyMatch(Sym::isEncrypted)) {
        throw new SealomeException(
            ErrorCode.PARAMETERS,
            "grouping by sample_id and an encrypted value together is not supported",
            "group by sample_id alone, or by the encrypted value alone");
      }
      groups.computeIfAbsent(keys, _ -> new ArrayList<>()).add(t);
    }
    List<Template> out = new ArrayList<>(groups.size());
    groups.forEach(
        (keys, rows) -> {
          List<Sym> columns = new ArrayList<>(keys);
          measures.forEach(m -> columns.add(PatientMeasure.value(m, rows)));
          BitSet touched = new BitSet();
          rows.forEach(r -> touched.or(r.variants()));
          Sym any = Sym.or(rows.stream().map(r -> Sym.certainly(r.condition())).toList());
          out.add(new Template(columns, any, Set.of(patient), touched));
        });
    return out;
  }
}
