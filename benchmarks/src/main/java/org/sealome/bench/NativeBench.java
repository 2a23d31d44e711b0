// SPDX-License-Identifier: Apache-2.0
package org.sealome.bench;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * The C++ program beside the native library: the same work through SEAL's own API, the project's
 * kernels without Java around them, and a plain read. It prints one JSON object: {@code {"seal":
 * version, "results": [{"name", "profile", "micros", "error"?}]}}.
 */
final class NativeBench {
  private static final String NAME = "sealome_bench";

  private NativeBench() {}

  /** What it said. */
  record Output(String sealVersion, List<Timing> timings) {}

  /** Where the project's build leaves it, or null. */
  static Path find() throws IOException {
    for (Path root : List.of(Path.of("he-native/target"), Path.of("../he-native/target"))) {
      if (Files.isDirectory(root)) {
        try (Stream<Path> files =
            Files.find(root, 6, (p, a) -> p.endsWith(NAME) && Files.isExecutable(p))) {
          Path found = files.findFirst().orElse(null);
          if (found != null) {
            return found;
          }
        }
      }
    }
    return null;
  }

  static Output run(Path program, List<String> profiles) throws IOException, InterruptedException {
    List<String> command = new ArrayList<>();
    command.add(program.toAbsolutePath().toString());
    command.addAll(profiles);
    Process process =
        new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start();
    JsonNode output = new ObjectMapper().readTree(process.getInputStream());
    if (process.waitFor() != 0) {
      throw new IOException(program + " ended with " + process.exitValue());
    }
    List<Timing> timings = new ArrayList<>();
    for (JsonNode result : output.path("results")) {
      timings.add(
          new Timing(
              result.path("name").asText(),
              result.path("profile").asText(),
              result.path("micros").asDouble(),
              result.path("error").asDouble(Double.NaN)));
    }
    return new Output(output.path("seal").asText("unknown"), timings);
  }
}
