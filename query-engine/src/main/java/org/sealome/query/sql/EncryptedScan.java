// SPDX-License-Identifier: Apache-2.0
package org.sealome.query.sql;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Set;
import org.apache.calcite.plan.RelOptCluster;
import org.apache.calcite.plan.RelOptTable;
import org.apache.calcite.rel.core.TableScan;
import org.sealome.query.algebra.EncryptedVariable;
import org.sealome.query.algebra.EncryptedVariable.Attribute;
import org.sealome.query.algebra.EncryptedVariable.Variant;
import org.sealome.query.algebra.Sym;
import org.sealome.query.algebra.Template;
import org.sealome.query.catalog.SampleColumn;
import org.sealome.zk.plan.SqlType;

/** {@code samples}: one row a patient; {@code genotypes}: one for every patient and variant. */
final class EncryptedScan extends TableScan implements EncryptedRel {
  EncryptedScan(RelOptCluster cluster, RelOptTable table) {
    super(cluster, cluster.traitSetOf(CONVENTION), List.of(), table);
  }

  CohortTable.Kind kind() {
    return table.unwrapOrThrow(CohortTable.class).kind();
  }

  @Override
  public List<Template> templates(Translation translation) {
    int patient = translation.newPatient();
    if (kind() == CohortTable.Kind.SAMPLES) {
      return List.of(samples(translation.catalog(), patient));
    }
    return genotypes(translation.catalog().panel(), patient);
  }

  /** The rows of {@code genotypes} for these variants only. */
  static List<Template> genotypes(List<Variant> variants, int patient) {
    List<Template> out = new ArrayList<>(variants.size());
    for (Variant v : variants) {
      BitSet touched = new BitSet();
      touched.set(v.index());
      out.add(
          new Template(
              List.of(
                  new Sym.PatientId(patient),
                  Sym.literal(v.id(), SqlType.VARCHAR),
                  new Sym.Encrypted(patient, v, Attribute.DOSAGE),
                  new Sym.Encrypted(patient, v, Attribute.PLOIDY)),
              Sym.TRUE,
              Set.of(patient),
              touched));
    }
    return out;
  }

  private static Template samples(Catalog catalog, int patient) {
    List<Sym> columns = new ArrayList<>();
    for (SampleColumn c : catalog.sampleColumns()) {
      if (columns.isEmpty()) {
        columns.add(new Sym.PatientId(patient));
      } else if (!c.encrypted()) {
        columns.add(new Sym.PublicColumn(patient, c.name(), c.type()));
      } else {
        columns.add(new Sym.Encrypted(patient, variable(c), Attribute.VALUE));
      }
    }
    return new Template(columns, Sym.TRUE, Set.of(patient), new BitSet());
  }

  private static EncryptedVariable variable(SampleColumn c) {
    return c.type() == SqlType.VARCHAR
        ? new EncryptedVariable.Category(c.name(), c.categories())
        : new EncryptedVariable.IntegerColumn(
            c.name(), c.range().min(), c.range().max(), c.range().bits());
  }
}
