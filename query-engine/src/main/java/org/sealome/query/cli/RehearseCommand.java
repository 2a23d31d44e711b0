// SPDX-License-Identifier: Apache-2.0
package org.sealome.query.cli;

import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;

/**
 * {@code sealome rehearse}: what the launcher runs once a build to learn which classes commands
 * load. Runs every command on a handful of simulated people, in the home that it is given.
 */
@Command(name = "rehearse", hidden = true, description = "Runs every command once, saying nothing.")
final class RehearseCommand implements Callable<Integer> {
  private static final int PEOPLE = 120;

  @Override
  public Integer call() {
    Path folder = Home.fromEnvironment().root().resolve("rehearsal");
    try {
      Files.createDirectories(folder);
      DemoStory story = DemoStory.simulated(PEOPLE, folder);
      String sql = folder.resolve("all.sql").toString();
      StringBuilder statements = new StringBuilder();
      story.questions(java.util.List.of()).forEach(q -> statements.append(q.sql()).append(";\n"));
      Files.writeString(Path.of(sql), statements + "SELECT sample_id, dosage FROM genotypes;\n");
      String vcf = story.vcf().toString();
      String people = story.samples().toString();
      int failed = 0;
      failed += quietly("--help") == 0 ? 0 : 1;
      failed += quietly("init") == 0 ? 0 : 1;
      failed +=
          quietly(
                      "dataset",
                      "ingest",
                      "--name",
                      "r",
                      "--vcf",
                      vcf,
                      "--samples",
                      people,
                      "--public",
                      "sex,ancestry",
                      "--encrypt",
                      "status",
                      "--info",
                      "GENE",
                      "--min-cell",
                      "1")
                  == 0
              ? 0
              : 1;
      quietly("consent", "grant", "--dataset", "r", "--sample", "all", "--purpose", "HMB");
      quietly("consent", "revoke", "--dataset", "r", "--sample", "P0001");
      quietly("consent", "show", "--dataset", "r", "--sample", "all");
      String[] query = {"query", "--dataset", "r", "--purpose", "HMB", "--as", "researcher"};
      quietly(with(query, "--format", "json", "-f", sql));
      String one = "SELECT COUNT(*) FROM genotypes WHERE dosage >= 1";
      failed += quietly(with(query, "--timings", one)) == 0 ? 0 : 1;
      quietly(with(query, "--format", "csv", one));
      quietly("explain", "--dataset", "r", one);
      quietly("audit", "--dataset", "r");
      quietly("audit", "--sample", "P0002", "--format", "json");
      quietly("dataset", "verify", "r");
      quietly("dataset", "show", "r");
      quietly("dataset", "list");
      quietly("client", "list", "--format", "csv");
      quietly("status");
      return failed;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } finally {
      quietly("node", "--stop");
    }
  }

  private static String[] with(String[] start, String... rest) {
    String[] all = java.util.Arrays.copyOf(start, start.length + rest.length);
    System.arraycopy(rest, 0, all, start.length, rest.length);
    return all;
  }

  /** Failures still go to standard error, which the launcher keeps in a file. */
  private static int quietly(String... args) {
    Console nowhere =
        new Console(
            new PrintStream(
                OutputStream.nullOutputStream(), false, java.nio.charset.StandardCharsets.UTF_8),
            System.err);
    return Main.run(nowhere, args);
  }
}
