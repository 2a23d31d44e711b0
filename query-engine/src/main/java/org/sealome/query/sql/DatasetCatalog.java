// SPDX-License-Identifier: Apache-2.0
package org.sealome.query.sql;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.sealome.query.ErrorCode;
import org.sealome.query.SealomeException;
import org.sealome.query.algebra.EncryptedVariable.Variant;
import org.sealome.query.catalog.Dataset;
import org.sealome.query.catalog.SampleColumn;
import org.sealome.query.catalog.VariantColumn;

/** An ingested dataset's catalog; the panel is read once, when it is first needed. */
public final class DatasetCatalog implements Catalog {
  private final Dataset dataset;
  private List<Variant> panel;

  public DatasetCatalog(Dataset dataset) {
    this.dataset = dataset;
  }

  @Override
  public String name() {
    return dataset.name();
  }

  @Override
  public int patients() {
    return dataset.patients();
  }

  @Override
  public int blockSlots() {
    return dataset.blockSlots();
  }

  @Override
  public Object publicValue(String column, int slot) {
    return dataset.publicValue(column, slot);
  }

  @Override
  public int minCell() {
    return dataset.policy().minCell();
  }

  @Override
  public synchronized List<Variant> panel() {
    if (panel == null) {
      List<Variant> variants = new ArrayList<>();
      try (Connection connection = dataset.publicMetadata();
          Statement statement = connection.createStatement();
          ResultSet rows =
              statement.executeQuery(
                  "SELECT variant_index, variant_id, gene, has_missing, has_haploid FROM variants"
                      + " ORDER BY variant_index")) {
        while (rows.next()) {
          variants.add(
              new Variant(
                  rows.getInt(1),
                  rows.getString(2),
                  rows.getString(3),
                  rows.getBoolean(4),
                  rows.getBoolean(5)));
        }
      } catch (SQLException e) {
        throw new SealomeException(
            ErrorCode.INTERNAL, "the panel of " + name() + " is not readable", null, e);
      }
      panel = List.copyOf(variants);
    }
    return panel;
  }

  @Override
  public List<SampleColumn> sampleColumns() {
    return dataset.sampleColumns();
  }

  @Override
  public List<VariantColumn> variantColumns() {
    return dataset.variantColumns();
  }

  /** With nothing in {@code variants} but the columns that SQL sees: a bare scan is SELECT *. */
  @Override
  public Connection publicMetadata() {
    Connection connection = dataset.publicMetadata();
    try (Statement statement = connection.createStatement()) {
      statement.execute(
          variantColumns().stream()
              .map(c -> '"' + c.name().replace("\"", "\"\"") + '"')
              .collect(
                  Collectors.joining(
                      ", ",
                      "CREATE TEMP VIEW variants AS SELECT ",
                      " FROM \"" + connection.getCatalog() + "\".main.variants")));
      return connection;
    } catch (SQLException e) {
      throw new SealomeException(
          ErrorCode.INTERNAL, "the panel of " + name() + " is not readable", null, e);
    }
  }
}
