// SPDX-License-Identifier: Apache-2.0
package org.sealome.query.ingest;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.duckdb.DuckDBAppender;
import org.duckdb.DuckDBConnection;
import org.sealome.query.catalog.SampleColumn;
import org.sealome.query.catalog.VariantColumn;
import org.sealome.zk.plan.SqlType;

/**
 * Writes the public metadata. Rows go to a scratch database as they are read, since the type of an
 * INFO column is known only after the last of them.
 */
final class MetadataWriter implements AutoCloseable {
  private static final List<VariantColumn> FIXED =
      List.of(
          new VariantColumn("variant_id", SqlType.VARCHAR),
          new VariantColumn("rsid", SqlType.VARCHAR),
          new VariantColumn("chrom", SqlType.VARCHAR),
          new VariantColumn("pos", SqlType.INTEGER),
          new VariantColumn("ref", SqlType.VARCHAR),
          new VariantColumn("alt", SqlType.VARCHAR),
          new VariantColumn("filter", SqlType.VARCHAR),
          new VariantColumn("gene", SqlType.VARCHAR));

  private final Path target;
  private final List<String> infoFields;
  private final DuckDBConnection scratch;
  private final DuckDBAppender rows;

  /**
   * @param folder where the database will lie
   * @param file its name
   */
  MetadataWriter(Path folder, String file, List<String> infoFields)
      throws IOException, SQLException {
    this.target = folder.resolve(file);
    this.infoFields = infoFields;
    this.scratch =
        (DuckDBConnection)
            DriverManager.getConnection(
                "jdbc:duckdb:" + folder.resolve("scratch.duckdb").toAbsolutePath());
    try (Statement statement = scratch.createStatement()) {
      statement.execute("SET memory_limit = '512MB'");
      statement.execute("SET threads = 2");
      String info =
          infoFields.stream().map(f -> ", " + quoted(f) + " VARCHAR").collect(Collectors.joining());
      statement.execute(
          "CREATE TABLE raw(ordinal INTEGER, variant_id VARCHAR, rsid VARCHAR, chrom VARCHAR,"
              + " pos INTEGER, ref VARCHAR, alt VARCHAR, filter VARCHAR, gene VARCHAR"
              + info
              + ")");
    }
    this.rows = scratch.createAppender(DuckDBConnection.DEFAULT_SCHEMA, "raw");
  }

  /**
   * Adds a variant.
   *
   * @param info values of the INFO columns, in order; null is NULL
   */
  void add(int ordinal, VariantKey key, String rsid, String filter, String gene, String[] info)
      throws SQLException {
    rows.beginRow();
    rows.append(ordinal);
    rows.append(key.id());
    text(rows, rsid);
    rows.append(key.chrom());
    rows.append(key.pos());
    rows.append(key.ref());
    rows.append(key.alt());
    text(rows, filter);
    text(rows, gene);
    for (String value : info) {
      text(rows, value);
    }
    rows.endRow();
  }

  private static void text(DuckDBAppender to, String value) throws SQLException {
    if (value == null) {
      to.appendNull();
    } else {
      to.append(value);
    }
  }

  /**
   * Writes the database.
   *
   * @param kept ordinals of the variants that were encrypted
   * @return the columns of {@code variants}
   */
  List<VariantColumn> finish(
      BitSet kept,
      BitSet missing,
      BitSet haploid,
      List<SampleColumn> sampleColumns,
      LinkedHashMap<String, Object[]> samples)
      throws SQLException {
    rows.close();
    flags(kept, missing, haploid);
    List<VariantColumn> columns = new ArrayList<>(FIXED);
    StringBuilder info = new StringBuilder();
    for (String field : infoFields) {
      boolean integer = allIntegers(field);
      columns.add(new VariantColumn(field, integer ? SqlType.INTEGER : SqlType.VARCHAR));
      info.append(
          integer
              ? ", CAST(%1$s AS INTEGER) AS %1$s".formatted(quoted(field))
              : ", " + quoted(field));
    }
    try (Statement statement = scratch.createStatement()) {
      statement.execute(
          "ATTACH '" + target.toAbsolutePath().toString().replace("'", "''") + "' AS target");
      statement.execute(
          "CREATE TABLE target.variants AS SELECT"
              + " CAST(row_number() OVER (ORDER BY ordinal) - 1 AS INTEGER) AS variant_index,"
              + " variant_id, rsid, chrom, pos, ref, alt, filter, gene"
              + info
              + ", has_missing, has_haploid FROM raw JOIN flags USING (ordinal) ORDER BY ordinal");
      samples(statement, sampleColumns, samples);
      statement.execute("DETACH target");
    }
    return columns;
  }

  private void flags(BitSet kept, BitSet missing, BitSet haploid) throws SQLException {
    try (Statement statement = scratch.createStatement()) {
      statement.execute(
          "CREATE TABLE flags(ordinal INTEGER, has_missing BOOLEAN, has_haploid BOOLEAN)");
    }
    try (DuckDBAppender flags = scratch.createAppender(DuckDBConnection.DEFAULT_SCHEMA, "flags")) {
      for (int i = kept.nextSetBit(0); i >= 0; i = kept.nextSetBit(i + 1)) {
        flags.beginRow();
        flags.append(i);
        flags.append(missing.get(i));
        flags.append(haploid.get(i));
        flags.endRow();
      }
    }
  }

  /** INTEGER only where every value is one, and there is one. */
  private boolean allIntegers(String field) throws SQLException {
    try (Statement statement = scratch.createStatement();
        ResultSet result =
            statement.executeQuery(
                ("SELECT count(%1$s) > 0 AND bool_and(regexp_full_match(%1$s, '-?[0-9]{1,18}')"
                        + " AND TRY_CAST(%1$s AS INTEGER) IS NOT NULL)"
                        + " FROM raw JOIN flags USING (ordinal) WHERE %1$s IS NOT NULL")
                    .formatted(quoted(field)))) {
      return result.next() && result.getBoolean(1);
    }
  }

  private void samples(
      Statement statement, List<SampleColumn> columns, LinkedHashMap<String, Object[]> samples)
      throws SQLException {
    List<SampleColumn> publics = columns.stream().filter(c -> !c.encrypted()).toList();
    String definition =
        publics.stream()
            .map(c -> ", " + quoted(c.name()) + " " + c.type())
            .collect(Collectors.joining());
    statement.execute("CREATE TEMP TABLE samples(slot INTEGER" + definition + ")");
    try (DuckDBAppender appender = scratch.createAppender("temp", "main", "samples")) {
      int patients = samples.values().iterator().next().length;
      Object[] ids = samples.get(SampleColumn.SAMPLE_ID.name());
      for (int slot = 0; slot < patients; slot++) {
        if (ids[slot] == null) {
          continue; // vacant
        }
        appender.beginRow();
        appender.append(slot);
        for (Map.Entry<String, Object[]> column : samples.entrySet()) {
          switch (column.getValue()[slot]) {
            case null -> appender.appendNull();
            case Long number -> appender.append(Math.toIntExact(number));
            case Object text -> appender.append((String) text);
          }
        }
        appender.endRow();
      }
    }
    statement.execute("CREATE TABLE target.samples AS SELECT * FROM temp.samples ORDER BY slot");
  }

  private static String quoted(String name) {
    return "\"" + name.replace("\"", "\"\"") + "\"";
  }

  @Override
  public void close() throws IOException, SQLException {
    scratch.close();
    Path folder = target.getParent();
    java.nio.file.Files.deleteIfExists(folder.resolve("scratch.duckdb"));
    java.nio.file.Files.deleteIfExists(folder.resolve("scratch.duckdb.wal"));
  }
}
