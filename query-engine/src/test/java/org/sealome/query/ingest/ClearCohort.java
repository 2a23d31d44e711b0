// SPDX-License-Identifier: Apache-2.0
package org.sealome.query.ingest;

import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import org.sealome.query.catalog.Dataset;
import org.sealome.query.catalog.PlaneId;
import org.sealome.query.catalog.ProgressListener;

/**
 * A dataset whose planes lie in the clear, so that tests see what would have been encrypted: one
 * byte a slot, in blocks of as many slots as the test likes.
 */
final class ClearCohort implements AutoCloseable {
  static final DatasetIdentity IDENTITY = new DatasetIdentity("11".repeat(32), "22".repeat(44));

  final IngestReport report;
  final Dataset dataset;

  private ClearCohort(IngestReport report, Dataset dataset) {
    this.report = report;
    this.dataset = dataset;
  }

  static EncryptionScheme scheme(int slots) {
    return new EncryptionScheme(
        "SMALL",
        slots,
        2L * slots,
        new byte[32],
        new byte[32],
        (values, planes, used, out) -> {
          out.fill((byte) 0);
          for (int plane = 0; plane < planes; plane++) {
            for (int i = 0; i < used; i++) {
              int value = values.getAtIndex(ValueLayout.JAVA_INT, (long) plane * used + i);
              out.set(
                  ValueLayout.JAVA_SHORT_UNALIGNED,
                  (long) plane * 2 * slots + 2L * i,
                  (short) value);
            }
          }
        });
  }

  static ClearCohort ingest(IngestRequest request, int slots) {
    IngestReport report =
        Ingest.run(request, IDENTITY, scheme(slots), DatasetAnchor.NONE, ProgressListener.NONE);
    return new ClearCohort(report, Dataset.open(request.home(), request.name()));
  }

  /** Ingests lines of a VCF's body under a header for these samples. */
  static ClearCohort ingest(Path folder, List<String> samples, String... rows) throws IOException {
    return ingest(
        IngestRequest.of(folder.resolve("home"), "c", List.of(vcf(folder, samples, rows))), 64);
  }

  static Path vcf(Path folder, List<String> samples, String... rows) throws IOException {
    return vcf(folder, "c.vcf", samples, rows);
  }

  static Path vcf(Path folder, String name, List<String> samples, String... rows)
      throws IOException {
    List<String> lines = new ArrayList<>();
    lines.add("##fileformat=VCFv4.2");
    lines.add("##contig=<ID=1>");
    lines.add("##contig=<ID=2>");
    lines.add("##contig=<ID=X>");
    lines.add("##FILTER=<ID=LowQual,Description=\"low\">");
    lines.add("##INFO=<ID=GENE,Number=1,Type=String,Description=\"gene\">");
    lines.add("##INFO=<ID=SCORE,Number=A,Type=Integer,Description=\"score\">");
    lines.add("##INFO=<ID=DB,Number=0,Type=Flag,Description=\"known\">");
    lines.add("##FORMAT=<ID=GT,Number=1,Type=String,Description=\"genotype\">");
    lines.add("##FORMAT=<ID=DP,Number=1,Type=Integer,Description=\"depth\">");
    lines.add(
        "#CHROM\tPOS\tID\tREF\tALT\tQUAL\tFILTER\tINFO\tFORMAT\t" + String.join("\t", samples));
    for (String row : rows) {
      lines.add(row.replace(' ', '\t'));
    }
    return Files.write(folder.resolve(name), lines);
  }

  /** A plane's value in a slot. */
  int value(String planeId, int slot) {
    int slots = dataset.blockSlots();
    MemorySegment plane = dataset.planes().plane(planeId, slot / slots);
    short raw = plane.get(ValueLayout.JAVA_SHORT_UNALIGNED, 2L * (slot % slots));
    // 32768 has no short: the clear planes of these tests keep its bits
    return raw < 0 ? raw + (raw == Short.MIN_VALUE ? 65536 : 65537) : raw;
  }

  boolean has(String planeId) {
    return dataset.planes().contains(planeId);
  }

  /** Dosage and ploidy as {@code dosage/ploidy}, or {@code .}; all slots, separated by blanks. */
  String genotypes(String variantId) {
    List<String> all = new ArrayList<>();
    for (int slot = 0; slot < dataset.patients(); slot++) {
      all.add(genotype(variantId, slot));
    }
    return String.join(" ", all);
  }

  private String genotype(String id, int slot) {
    int het = value(PlaneId.het(id), slot);
    int hom = value(PlaneId.hom(id), slot);
    int missing = has(PlaneId.missing(id)) ? value(PlaneId.missing(id), slot) : 0;
    int haploid = has(PlaneId.haploid(id)) ? value(PlaneId.haploid(id), slot) : 0;
    if (het + hom + missing > 1 || haploid + hom > 1 || haploid + missing > 1) {
      throw new AssertionError("planes of " + id + " contradict one another in slot " + slot);
    }
    return missing == 1 ? "." : (het + 2 * hom) + "/" + (2 - haploid);
  }

  /** A query on the public metadata, each row's values joined by a bar. */
  List<String> metadata(String sql) throws SQLException {
    try (Connection connection = dataset.publicMetadata();
        Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(sql)) {
      List<String> out = new ArrayList<>();
      while (rows.next()) {
        List<String> row = new ArrayList<>();
        for (int i = 1; i <= rows.getMetaData().getColumnCount(); i++) {
          row.add(String.valueOf(rows.getObject(i)));
        }
        out.add(String.join("|", row));
      }
      return out;
    }
  }

  List<String> variantIds() throws SQLException {
    return metadata("SELECT variant_id FROM variants ORDER BY variant_index");
  }

  /** How many were skipped for a reason. */
  long skipped(String reason) {
    return report.skipped().stream()
        .filter(s -> s.reason().equals(reason))
        .mapToLong(IngestReport.Skipped::count)
        .sum();
  }

  @Override
  public void close() {
    dataset.close();
  }
}
