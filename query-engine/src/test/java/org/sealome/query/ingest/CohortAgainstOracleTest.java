// SPDX-License-Identifier: Apache-2.0
package org.sealome.query.ingest;

import static org.junit.jupiter.api.Assertions.assertEquals;

import htsjdk.samtools.util.BlockCompressedOutputStream;
import htsjdk.variant.variantcontext.VariantContext;
import htsjdk.variant.variantcontext.writer.Options;
import htsjdk.variant.variantcontext.writer.VariantContextWriter;
import htsjdk.variant.variantcontext.writer.VariantContextWriterBuilder;
import htsjdk.variant.vcf.VCFFileReader;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sealome.query.oracle.PlaintextOracle;

/** Random cohorts with every trap, read by the ingest and by the oracle, call by call. */
class CohortAgainstOracleTest {
  @TempDir Path folder;

  private static final String[][] ALLELES = {
    {"A", "G"},
    {"A", "C,G,T"},
    {"CTT", "CT,C,CTTT"},
    {"AGC", "ATC,AGCGC"},
    {"G", "T,*"},
    {"AC", "A"}
  };

  private Path randomCohort(int seed, int patients, int rows) throws Exception {
    Random random = new Random(seed);
    List<String> names = new ArrayList<>();
    for (int i = 0; i < patients; i++) {
      names.add("P" + i);
    }
    String[] lines = new String[rows];
    for (int r = 0; r < rows; r++) {
      String[] alleles = ALLELES[random.nextInt(ALLELES.length)];
      int alts = alleles[1].split(",").length;
      boolean x = r % 4 == 3;
      StringBuilder line = new StringBuilder();
      line.append(x ? "X " : r % 2 == 0 ? "1 " : "2 ").append(10 * r + 1).append(" . ");
      line.append(alleles[0]).append(' ').append(alleles[1]).append(" . PASS . GT");
      double missing = random.nextInt(3) * .1;
      for (int i = 0; i < patients; i++) {
        int ploidy = x && i % 2 == 0 ? 1 : 2;
        line.append(' ');
        for (int p = 0; p < ploidy; p++) {
          line.append(p == 0 ? "" : random.nextBoolean() ? "/" : "|");
          line.append(
              random.nextDouble() < missing ? "." : String.valueOf(random.nextInt(alts + 1)));
        }
      }
      lines[r] = line.toString();
    }
    return ClearCohort.vcf(folder, "cohort" + seed + ".vcf", names, lines);
  }

  private static Map<String, String> expected(Path vcf) throws Exception {
    try (PlaintextOracle oracle = PlaintextOracle.load(vcf, null, null, false)) {
      Map<String, Integer> slots = new HashMap<>();
      oracle.patients().forEach(p -> slots.put(p, slots.size()));
      Map<String, String[]> calls = new HashMap<>();
      for (List<Object> row :
          oracle.query("SELECT variant_id, sample_id, dosage, ploidy FROM genotypes")) {
        calls
                .computeIfAbsent((String) row.get(0), id -> new String[slots.size()])[
                slots.get((String) row.get(1))] =
            row.get(2) == null ? "." : row.get(2) + "/" + row.get(3);
      }
      Map<String, String> joined = new HashMap<>();
      calls.forEach((id, values) -> joined.put(id, String.join(" ", values)));
      return joined;
    }
  }

  private static void same(Map<String, String> expected, Map<String, String> actual) {
    assertEquals(expected.keySet(), actual.keySet());
    expected.forEach((id, calls) -> assertEquals(calls, actual.get(id), id));
  }

  private static Map<String, String> actual(ClearCohort c) throws SQLException {
    Map<String, String> joined = new HashMap<>();
    for (String id : c.variantIds()) {
      joined.put(id, c.genotypes(id));
    }
    return joined;
  }

  @Test
  void everyCallIsTheOracles() throws Exception {
    for (int seed = 1; seed <= 5; seed++) {
      Path vcf = randomCohort(seed, 37 + seed, 40);
      IngestRequest request =
          IngestRequest.of(folder.resolve("home"), "c" + seed, List.of(vcf)).withThreads(seed);
      try (ClearCohort c = ClearCohort.ingest(request, 16)) {
        same(expected(vcf), actual(c));
      }
    }
  }

  /** htsjdk writes BCF 2.1; its records are those of 2.2. */
  @Test
  void bcfReadsTheSame() throws Exception {
    Path vcf = randomCohort(9, 41, 40);
    Path bcf = folder.resolve("c.bcf");
    try (VCFFileReader reader = new VCFFileReader(vcf, false);
        OutputStream out = Files.newOutputStream(bcf);
        VariantContextWriter writer =
            new VariantContextWriterBuilder()
                .setOutputBCFStream(out)
                .unsetOption(Options.INDEX_ON_THE_FLY)
                .setOption(Options.ALLOW_MISSING_FIELDS_IN_HEADER)
                .build()) {
      writer.writeHeader(reader.getFileHeader());
      for (VariantContext row : reader) {
        writer.add(row);
      }
    }
    Path compressed = folder.resolve("d.bcf");
    try (OutputStream out = new BlockCompressedOutputStream(compressed.toFile())) {
      Files.copy(bcf, out);
    }
    for (Path file : List.of(bcf, compressed)) {
      IngestRequest request =
          IngestRequest.of(folder.resolve(file.getFileName() + ".home"), "b", List.of(file));
      try (ClearCohort c = ClearCohort.ingest(request, 64)) {
        same(expected(vcf), actual(c));
        assertEquals(List.of("PASS"), c.metadata("SELECT DISTINCT filter FROM variants"));
      }
    }
  }
}
