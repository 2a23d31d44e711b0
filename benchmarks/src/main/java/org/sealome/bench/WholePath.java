// SPDX-License-Identifier: Apache-2.0
package org.sealome.bench;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.DoubleStream;
import java.util.stream.Stream;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/**
 * Whole {@code sealome query} processes on a running development node with instant blocks, over the
 * demo's simulated cohort, and where their time goes; then planning alone, warm.
 */
@Command(
    name = "whole-path",
    mixinStandardHelpOptions = true,
    description = "Times whole query processes, and planning.")
final class WholePath implements Callable<Integer> {
  static final String DATASET = "demo";

  /** By name, in the order of the report. */
  static final Map<String, String> QUESTIONS =
      new TreeMap<>(
          Map.of(
              "count",
              "SELECT COUNT(*) AS carriers FROM genotypes"
                  + " WHERE variant_id = '1-169549811-C-T' AND dosage >= 1",
              "and",
              "SELECT COUNT(*) AS compound FROM genotypes a JOIN genotypes b"
                  + " ON a.sample_id = b.sample_id WHERE a.variant_id = '6-26092913-G-A'"
                  + " AND a.dosage = 1 AND b.variant_id = '6-26090951-C-G' AND b.dosage = 1",
              "frequencies",
              "SELECT v.variant_id, CAST(SUM(g.dosage) AS DOUBLE) / SUM(g.ploidy) AS frequency"
                  + " FROM genotypes g JOIN variants v ON g.variant_id = v.variant_id"
                  + " GROUP BY v.variant_id"));

  private static final List<String> STEPS =
      List.of("plan", "consent", "log", "evaluate", "release", "in all");
  private static final Pattern STEP =
      Pattern.compile("^ (plan|consent|log|evaluate|release|in all) +([0-9.]+) ms");
  private static final Pattern HOME = Pattern.compile("SEALOME_HOME=([^;\\s]+)");

  @Option(
      names = "--runs",
      defaultValue = "10",
      description = "Processes a question (default: ${DEFAULT-VALUE}); one more goes first.")
  private int runs;

  @Option(
      names = "--launcher",
      paramLabel = "FILE",
      defaultValue = "../sealome",
      description = "The launcher (default: ${DEFAULT-VALUE}).")
  private Path launcher;

  @Option(names = "--out", paramLabel = "DIR", defaultValue = "target/bench")
  private Path out;

  private WholePath() {}

  @Override
  public Integer call() throws IOException, InterruptedException, RunnerException {
    Environment before = Environment.now();
    String kept = run(null, "demo", "--keep").output;
    Matcher home = HOME.matcher(kept);
    if (!home.find()) {
      throw new IOException("the demo did not say where it kept its home");
    }
    StringBuilder text = new StringBuilder("| ms, median of " + runs + " | process |");
    STEPS.forEach(step -> text.append(' ').append(step).append(" |"));
    text.append("\n|---|---:|").append("---:|".repeat(STEPS.size())).append('\n');
    try {
      run(home.group(1), "node");
      for (Map.Entry<String, String> question : QUESTIONS.entrySet()) {
        text.append(row(home.group(1), question.getKey(), question.getValue()));
      }
      text.append("\n| planning, warm | µs | ± |\n|---|---:|---:|\n");
      for (RunResult result : planning(home.group(1))) {
        text.append(
            String.format(
                Locale.ROOT,
                "| %s, %s | %.0f | %.0f |%n",
                result.getPrimaryResult().getLabel(),
                result.getParams().getParam("question"),
                Timing.of(result).micros(),
                Timing.of(result).error()));
      }
    } finally {
      run(home.group(1), "node", "--stop");
      delete(Path.of(home.group(1)).getParent());
    }
    Environment after = Environment.now();
    String head =
        String.format(
            Locale.ROOT,
            "Commit %s, %s, %d processors, %s; load %.2f before, %.2f after.%n%n",
            before.commit(),
            before.cpu(),
            before.processors(),
            before.java(),
            before.load(),
            after.load());
    Files.createDirectories(out);
    Files.writeString(out.resolve("whole-path.md"), head + text);
    System.out.println(head + text);
    return 0;
  }

  private String row(String home, String name, String sql)
      throws IOException, InterruptedException {
    Map<String, List<Double>> steps = new TreeMap<>();
    List<Double> processes = new ArrayList<>();
    for (int i = 0; i <= runs; i++) {
      Finished query =
          run(
              home,
              "query",
              "--dataset",
              DATASET,
              "--purpose",
              "HMB",
              "--as",
              "researcher",
              "--format",
              "json",
              "--timings",
              sql);
      if (i == 0) {
        continue; // the first one may have to fill caches of the system
      }
      processes.add(query.millis);
      for (String line : query.output.lines().toList()) {
        Matcher step = STEP.matcher(line);
        if (step.find()) {
          steps
              .computeIfAbsent(step.group(1), s -> new ArrayList<>())
              .add(Double.parseDouble(step.group(2)));
        }
      }
    }
    return String.format(Locale.ROOT, "| %s | %.0f |", name, median(processes))
        + STEPS.stream()
            .map(s -> String.format(Locale.ROOT, " %.1f |", median(steps.get(s))))
            .collect(Collectors.joining())
        + "\n";
  }

  private static double median(List<Double> values) {
    if (values == null || values.isEmpty()) {
      return Double.NaN;
    }
    double[] sorted = values.stream().flatMapToDouble(DoubleStream::of).sorted().toArray();
    return sorted[sorted.length / 2];
  }

  private static Collection<RunResult> planning(String home) throws RunnerException {
    return new Runner(
            new OptionsBuilder()
                .include("org\\.sealome\\.bench\\.Planning\\..*")
                .param("home", home)
                .shouldFailOnError(true)
                .jvmArgs("--enable-native-access=ALL-UNNAMED", "-Xmx1g")
                .build())
        .run();
  }

  private static void delete(Path folder) throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }
  }

  /** Both streams of a process, and how long it took. */
  private record Finished(String output, double millis) {}

  private Finished run(String home, String... arguments) throws IOException, InterruptedException {
    List<String> command = new ArrayList<>();
    command.add(launcher.toAbsolutePath().normalize().toString());
    command.addAll(List.of(arguments));
    ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
    if (home != null) {
      builder.environment().put("SEALOME_HOME", home);
    }
    // Not a pipe: a node that stays behind would hold its other end.
    Path log = Files.createTempFile("sealome-bench", ".log");
    try {
      builder.redirectOutput(log.toFile());
      long start = System.nanoTime();
      int exit = builder.start().waitFor();
      double millis = (System.nanoTime() - start) / 1e6;
      String output = Files.readString(log, StandardCharsets.UTF_8);
      if (exit != 0) {
        throw new IOException("sealome " + arguments[0] + " ended with " + exit + ": " + output);
      }
      return new Finished(output, millis);
    } finally {
      Files.delete(log);
    }
  }
}
