// SPDX-License-Identifier: Apache-2.0
package org.sealome.query.cli;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Assumptions;
import org.sealome.he.Profile;
import org.sealome.ledger.ConsentTerms;
import org.sealome.ledger.DevNode;
import org.sealome.ledger.Purpose;
import org.sealome.query.catalog.Dataset;
import org.sealome.query.catalog.DisclosurePolicy;
import org.sealome.query.catalog.ProgressListener;
import org.sealome.query.ingest.IngestRequest;

/**
 * Some variants of a published VCF, ingested with everybody's consent, and the same genotypes in
 * the clear. Sample columns: SuperPop (public), label (encrypted; case or control).
 */
final class RealCohort implements AutoCloseable {
  /** Dosages by variant and patient, in the order of the file's samples. */
  final Map<String, int[]> dosages = new TreeMap<>();

  final List<String> patients = new ArrayList<>();
  final Map<String, String> label;
  final Map<String, String> superPop;
  private final DevNode node;
  private final Workspace workspace;
  private final Dataset dataset;
  private final QueryDesk desk;

  /**
   * @param keep which variants, by id
   */
  RealCohort(Path folder, Path vcf, Predicate<String> keep, Profile profile) throws IOException {
    Path hipster = data().resolve("hipster_2504");
    label = column(hipster.resolve("hipster_labels.txt"), ",", 2);
    superPop = column(hipster.resolve("populations_3202.psam"), "\t", 4);
    label.replaceAll((_, x) -> x.equals("1") ? "case" : "control");
    Path panel = folder.resolve("cohort.vcf");
    Files.write(panel, cut(vcf, keep));
    List<String> samples = new ArrayList<>(List.of("sample_id\tSuperPop\tlabel"));
    patients.forEach(p -> samples.add(p + "\t" + superPop.get(p) + "\t" + label.get(p)));
    Path table = Files.write(folder.resolve("samples.tsv"), samples);
    // Blocks by the second: a question of the whole file takes longer than a head may be old.
    node = DevNode.start(null, new DevNode.Options(1));
    workspace = new Workspace(new Home(folder.resolve("home")), node.uri().toString());
    new Foundation(workspace).lay(_ -> {});
    new IngestDesk(workspace)
        .ingest(
            IngestRequest.of(workspace.home().root(), "real", List.of(panel))
                .withSamples(table, List.of("SuperPop"), List.of("label"))
                .withPolicy(DisclosurePolicy.ofMinCell(1)),
            profile,
            ProgressListener.NONE);
    dataset = workspace.dataset("real");
    new ConsentDesk(workspace, dataset)
        .grant(
            IntStream.range(0, dataset.patients()).boxed().toList(),
            ConsentTerms.of(Purpose.HMB),
            null);
    desk = new QueryDesk(workspace, dataset, "researcher", "HMB");
  }

  /** The folder of public data; without it the test is skipped, saying so. */
  static Path data() {
    String place = System.getenv("SEALOME_TEST_DATA");
    Assumptions.assumeTrue(
        place != null && Files.isDirectory(Path.of(place)),
        "SEALOME_TEST_DATA names no folder with public test data: skipped");
    return Path.of(place);
  }

  /** A row as its values joined by a space, in the answer's order. */
  List<String> ask(String sql) {
    return desk.answer(sql).answer().rows().stream()
        .map(row -> String.join(" ", row.stream().map(String::valueOf).toList()))
        .toList();
  }

  @Override
  public void close() throws IOException {
    desk.close();
    dataset.close();
    workspace.close();
    node.close();
  }

  private List<String> cut(Path vcf, Predicate<String> keep) throws IOException {
    List<String> out = new ArrayList<>();
    try (BufferedReader lines = unzipped(vcf)) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        if (line.startsWith("#")) {
          out.add(line);
          if (line.startsWith("#CHROM")) {
            patients.addAll(List.of(line.split("\t")).subList(9, line.split("\t").length));
          }
          continue;
        }
        String[] site = line.split("\t", 6);
        String id = String.join("-", site[0], site[1], site[3], site[4]);
        if (keep.test(id)) {
          out.add(line);
          dosages.put(id, dosages(line.split("\t")));
        }
      }
    }
    return out;
  }

  /** Of a row of one alternative allele without missing calls. */
  private static int[] dosages(String[] fields) {
    int[] out = new int[fields.length - 9];
    for (int s = 0; s < out.length; s++) {
      String call = fields[s + 9].substring(0, 3);
      if (!call.matches("[01][|/][01]")) {
        throw new IllegalArgumentException("not a diploid call of one allele: " + call);
      }
      out[s] = call.charAt(0) - '0' + call.charAt(2) - '0';
    }
    return out;
  }

  static BufferedReader unzipped(Path file) throws IOException {
    return new BufferedReader(
        new InputStreamReader(
            new GZIPInputStream(Files.newInputStream(file)), StandardCharsets.UTF_8));
  }

  private static Map<String, String> column(Path file, String separator, int column)
      throws IOException {
    Map<String, String> out = new TreeMap<>();
    for (String line : Files.readAllLines(file)) {
      String[] fields = line.split(separator);
      out.put(fields[0], fields[column]);
    }
    return out;
  }
}
