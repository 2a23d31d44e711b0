// SPDX-License-Identifier: Apache-2.0
package org.sealome.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.ChainedOptionsBuilder;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Runs the benchmarks and what they are compared with, and writes one report. */
@Command(
    name = "benchmarks",
    mixinStandardHelpOptions = true,
    subcommands = {LedgerLoad.class, WholePath.class},
    description = "Runs the benchmarks, and SEAL's own API beside them.")
final class Main implements Callable<Integer> {

  @Option(
      names = "--only",
      paramLabel = "REGEX",
      defaultValue = "org\\.sealome\\.bench\\..*",
      description = "Benchmarks to run, by name.")
  private String only;

  @Option(
      names = "--profiles",
      split = ",",
      defaultValue = "SMALL,STANDARD",
      description = "Parameter profiles (default: ${DEFAULT-VALUE}).")
  private List<String> profiles;

  @Option(
      names = "--operations",
      split = ",",
      paramLabel = "NAME",
      description = "With --only: of these benchmarks' operations or questions only these.")
  private List<String> operations = List.of();

  @Option(
      names = "--native",
      paramLabel = "FILE",
      description = "The native benchmark that he-native builds; found by itself in the project.")
  private Path nativeBench;

  @Option(
      names = "--out",
      paramLabel = "DIR",
      defaultValue = "target/bench",
      description = "Where results.json and results.md go (default: ${DEFAULT-VALUE}).")
  private Path out;

  @Option(
      names = "--quick",
      description = "Short iterations: to see that all run, not for figures.")
  private boolean quick;

  private Main() {}

  /** Exit code 0 where everything that fits its profile ran. */
  public static void main(String[] args) {
    System.exit(new CommandLine(new Main()).execute(args));
  }

  @Override
  public Integer call() throws IOException, RunnerException, InterruptedException {
    Environment before = Environment.now();
    List<Timing> timings = new ArrayList<>();
    Path bench = nativeBench != null ? nativeBench : NativeBench.find();
    String seal = null;
    if (bench == null) {
      System.err.println("no native benchmark: comparisons with SEAL's API are left out");
    } else {
      NativeBench.Output output = NativeBench.run(bench, profiles);
      seal = output.sealVersion();
      timings.addAll(output.timings());
    }
    for (RunResult result : new Runner(options()).run()) {
      timings.add(Timing.of(result));
    }
    Report report = new Report(before, Environment.now(), seal, quick, timings);
    Files.createDirectories(out);
    Files.writeString(out.resolve("results.json"), report.json());
    Files.writeString(out.resolve("results.md"), report.markdown());
    System.out.println();
    System.out.println(report.markdown());
    System.out.println("written to " + out.toAbsolutePath().normalize());
    return 0;
  }

  private org.openjdk.jmh.runner.options.Options options() {
    ChainedOptionsBuilder options =
        new OptionsBuilder()
            .include(only)
            .exclude("\\.Planning\\.") // needs a dataset: see whole-path
            .param("profile", profiles.toArray(String[]::new))
            .jvmArgs("--enable-native-access=ALL-UNNAMED", "-Xmx1g")
            // Products under SMALL are refused by the compiler: no figure, and no reason to stop.
            .shouldFailOnError(false);
    if (!operations.isEmpty()) {
      options.param("operation", operations.toArray(String[]::new));
    }
    if (quick) {
      options
          .warmupIterations(1)
          .warmupTime(TimeValue.milliseconds(200))
          .measurementIterations(2)
          .measurementTime(TimeValue.milliseconds(200));
    }
    return options.build();
  }
}
