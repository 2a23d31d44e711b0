// SPDX-License-Identifier: Apache-2.0
package org.sealome.query.explain;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import org.sealome.query.catalog.CommittedDataset;
import org.sealome.query.catalog.Dataset;
import org.sealome.zk.plan.Column;
import org.sealome.zk.plan.ColumnIntegrity;
import org.sealome.zk.plan.Plan;
import org.sealome.zk.plan.Provability;

/**
 * On what a column of the answer will rest.
 *
 * @param column its name
 */
public record ColumnClass(String column, ColumnIntegrity integrity) {
  /** One a column of the plan's answer: what its receipt will say. */
  static List<ColumnClass> of(Plan plan, Dataset dataset) {
    Optional<CommittedDataset> commitments = dataset.commitments();
    Predicate<String> committed = plane -> commitments.filter(c -> c.has(plane)).isPresent();
    List<ColumnIntegrity> known = Provability.of(plan, committed).columns();
    List<Column> columns = plan.rest().columns();
    List<ColumnClass> classes = new ArrayList<>();
    for (int i = 0; i < columns.size(); i++) {
      classes.add(new ColumnClass(columns.get(i).name(), known.get(i)));
    }
    return classes;
  }
}
