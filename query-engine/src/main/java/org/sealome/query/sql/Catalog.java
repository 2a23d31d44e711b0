// SPDX-License-Identifier: Apache-2.0
package org.sealome.query.sql;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import org.sealome.query.algebra.Cohort;
import org.sealome.query.algebra.EncryptedVariable.Variant;
import org.sealome.query.catalog.SampleColumn;
import org.sealome.query.catalog.VariantColumn;

/** The public side of a dataset, as planning sees it. */
public interface Catalog extends Cohort {
  /** The panel, in order. */
  List<Variant> panel();

  /** {@code sample_id} first. */
  List<SampleColumn> sampleColumns();

  /** {@code variant_id} first. */
  List<VariantColumn> variantColumns();

  /**
   * A connection to a database where {@code variants} has exactly {@link #variantColumns()}, in
   * their order; the caller closes it.
   */
  Connection publicMetadata() throws SQLException;

  @Override
  default Variant variant(int index) {
    return panel().get(index);
  }
}
