// SPDX-License-Identifier: Apache-2.0
package org.sealome.query.cli;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.sealome.ledger.DatasetRecord;
import org.sealome.query.catalog.Dataset;
import org.sealome.query.catalog.DatasetManifest;
import org.sealome.query.catalog.SampleColumn;
import org.sealome.query.catalog.VariantColumn;

/** What {@code dataset show} shows. */
final class DatasetText {
  private DatasetText() {}

  static String show(Dataset dataset, Format format) {
    DatasetManifest m = dataset.manifest();
    Map<String, Object> facts = new LinkedHashMap<>();
    facts.put("name", m.name());
    facts.put("version", m.version());
    facts.put("created", m.created());
    facts.put("patients", m.patients());
    if (vacant(dataset) > 0) {
      facts.put("vacant", vacant(dataset) + " slots of erased patients");
    }
    facts.put("variants", m.variants());
    facts.put("sites", m.sites());
    facts.put("profile", m.profile());
    facts.put("planes", m.planes());
    facts.put("blocks", m.blocks());
    facts.put("min_cell", m.policy().minCell());
    facts.put("repetition", m.policy().repetition().name().toLowerCase(java.util.Locale.ROOT));
    facts.put("committed", committed(m));
    if (m.commitments() != null) {
      facts.put("commitment_root", "0x" + m.commitments().root());
    }
    facts.put("released", m.policy().requireProven() ? "proven answers only" : "all answers");
    facts.put("manifest_hash", "0x" + java.util.HexFormat.of().formatHex(dataset.manifestHash()));
    List<Map<String, Object>> columns = columns(dataset);
    List<String> heads = List.of("table", "column", "type", "visibility", "values");
    return switch (format) {
      case json -> {
        facts.put("columns", columns);
        yield Json.write(facts) + "\n";
      }
      case csv -> Listing.write(heads, columns, format);
      case table -> {
        StringBuilder out = new StringBuilder();
        facts.forEach((k, v) -> out.append(String.format(" %-16s %s%n", k, v)));
        yield out.append('\n').append(Listing.write(heads, columns, format)).toString();
      }
    };
  }

  private static long vacant(Dataset dataset) {
    String id = SampleColumn.SAMPLE_ID.name();
    return IntStream.range(0, dataset.patients())
        .filter(slot -> dataset.publicValue(id, slot) == null)
        .count();
  }

  private static String committed(DatasetManifest m) {
    if (m.commitments() == null) {
      return "nothing";
    }
    long variants = committedVariants(m);
    return "%,d of %,d variants, %,d sample columns"
        .formatted(variants, m.variants(), m.commitments().columns() - variants);
  }

  /** Variants that a dataset with commitments is committed to. */
  static long committedVariants(DatasetManifest m) {
    return m.commitments().columns()
        - m.sampleColumns().stream().filter(DatasetText::committable).count();
  }

  /** Whether an encrypted column is committed to wherever anything is. */
  private static boolean committable(SampleColumn column) {
    return column.encrypted() && (column.range() != null || !column.categories().isEmpty());
  }

  /** What {@code dataset verify} found, where all is well. */
  static String verified(Dataset dataset, DatasetRecord record, boolean proofs) {
    DatasetManifest m = dataset.manifest();
    StringBuilder out = new StringBuilder();
    out.append(
        "%s version %d: every digest of its %,d planes holds"
            .formatted(m.name(), m.version(), m.planes()));
    if (m.commitments() != null) {
      out.append(", and of its %,d committed columns".formatted(m.commitments().columns()));
      out.append(proofs ? ", whose proofs and totals hold" : " (proofs: with --proofs)");
    }
    out.append("; the manifest is signed, and anchored as ");
    out.append(record.anchor().manifestHash().hex());
    return out.append(record.frozen() ? "; FROZEN\n" : "\n").toString();
  }

  private static List<Map<String, Object>> columns(Dataset dataset) {
    List<Map<String, Object>> rows = new ArrayList<>();
    for (VariantColumn c : dataset.variantColumns()) {
      rows.add(row("variants", c.name(), c.type().name(), "public", ""));
    }
    for (SampleColumn c : dataset.sampleColumns()) {
      String values =
          c.range() != null
              ? c.range().min() + " .. " + c.range().max()
              : String.join(", ", c.categories());
      String visibility =
          c.encrypted()
              ? "encrypted"
              : c.equals(SampleColumn.SAMPLE_ID) ? "joins only" : "public, in aggregates";
      rows.add(row("samples", c.name(), c.type().name(), visibility, values));
    }
    rows.add(row("genotypes", "sample_id", "VARCHAR", "joins only", ""));
    rows.add(row("genotypes", "variant_id", "VARCHAR", "public", ""));
    rows.add(row("genotypes", "dosage", "INTEGER", "encrypted", "0, 1, 2, NULL"));
    rows.add(row("genotypes", "ploidy", "INTEGER", "encrypted", "1, 2, NULL"));
    return rows;
  }

  private static Map<String, Object> row(
      String table, String column, String type, String visibility, String values) {
    Map<String, Object> row = new LinkedHashMap<>();
    row.put("table", table);
    row.put("column", column);
    row.put("type", type);
    row.put("visibility", visibility);
    row.put("values", values);
    return row;
  }
}
