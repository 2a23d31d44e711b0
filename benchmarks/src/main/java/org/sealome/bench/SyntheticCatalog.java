// SPDX-License-Identifier: Apache-2.0
package org.sealome.bench;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.stream.IntStream;
import org.duckdb.DuckDBConnection;
import org.sealome.query.algebra.EncryptedVariable.Variant;
import org.sealome.query.catalog.IntegerRange;
import org.sealome.query.catalog.SampleColumn;
import org.sealome.query.catalog.VariantColumn;
import org.sealome.query.catalog.Visibility;
import org.sealome.query.sql.Catalog;
import org.sealome.zk.plan.SqlType;

/**
 * The public side of a cohort as large as a block: 10,000 variants that are always called and
 * diploid, 26 populations, an encrypted case/control label and an encrypted age.
 */
final class SyntheticCatalog implements Catalog, AutoCloseable {
  static final int VARIANTS = 10_000;
  static final int POPULATIONS = 26;

  private final int patients;
  private final List<Variant> panel;
  private final DuckDBConnection metadata;

  /**
   * @param patients that fill one block
   */
  SyntheticCatalog(int patients) throws SQLException {
    this.patients = patients;
    this.panel =
        IntStream.range(0, VARIANTS)
            .mapToObj(i -> new Variant(i, id(i), "G" + i % 100, false, false))
            .toList();
    metadata = (DuckDBConnection) DriverManager.getConnection("jdbc:duckdb:");
    try (Statement s = metadata.createStatement()) {
      s.execute(
          "CREATE TABLE variants AS SELECT '1-' || (1000 + i) || '-A-G' AS variant_id, 'G' || i %"
              + " 100 AS gene FROM range(0, "
              + VARIANTS
              + ") t(i)");
    }
  }

  /** The {@code i}-th variant. */
  static String id(int i) {
    return "1-" + (1000 + i) + "-A-G";
  }

  @Override
  public List<Variant> panel() {
    return panel;
  }

  @Override
  public List<SampleColumn> sampleColumns() {
    return List.of(
        SampleColumn.SAMPLE_ID,
        new SampleColumn("population", SqlType.VARCHAR, Visibility.PUBLIC, List.of(), null),
        new SampleColumn(
            "label", SqlType.VARCHAR, Visibility.ENCRYPTED, List.of("case", "control"), null),
        new SampleColumn(
            "age", SqlType.INTEGER, Visibility.ENCRYPTED, List.of(), new IntegerRange(18, 6)));
  }

  @Override
  public List<VariantColumn> variantColumns() {
    return List.of(
        new VariantColumn("variant_id", SqlType.VARCHAR),
        new VariantColumn("gene", SqlType.VARCHAR));
  }

  @Override
  public Connection publicMetadata() throws SQLException {
    return metadata.duplicate();
  }

  @Override
  public String name() {
    return "bench";
  }

  @Override
  public int patients() {
    return patients;
  }

  @Override
  public int blockSlots() {
    return patients;
  }

  @Override
  public Object publicValue(String column, int slot) {
    return column.equals("population") ? "P" + slot % POPULATIONS : "S" + slot;
  }

  @Override
  public int minCell() {
    return 5;
  }

  @Override
  public void close() throws SQLException {
    metadata.close();
  }
}
