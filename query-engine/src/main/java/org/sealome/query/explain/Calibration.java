// SPDX-License-Identifier: Apache-2.0
package org.sealome.query.explain;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.sealome.he.Kernel;
import org.sealome.query.PrivateFiles;
import org.sealome.zk.json.CanonicalJson;
import org.sealome.zk.json.JsonFormatException;

/**
 * Keeps what was measured, a file a profile, until the machine or the library is another one. A
 * file that is not what was written is measured anew: it is only ever a guess about time.
 */
public final class Calibration {
  static final String VERSION = "sealome/calibration/v1";

  private final Path folder;
  private final Consumer<String> say;

  /**
   * @param folder the engine's
   * @param say told when something is measured
   */
  public Calibration(Path folder, Consumer<String> say) {
    this.folder = folder.resolve("calibration");
    this.say = say;
  }

  /** What is known of this machine, or else what is measured now. */
  public KernelCosts costs(Machine machine) {
    return stored(machine).orElseGet(() -> measure(machine));
  }

  /** Measures again and keeps that. */
  public KernelCosts measure(Machine machine) {
    say.accept(
        "sealome: measuring this machine under "
            + machine.profile()
            + ", once; again by: sealome explain --calibrate");
    KernelCosts costs = KernelCosts.measure(machine.profile());
    PrivateFiles.write(file(machine), CanonicalJson.write(tree(machine, costs)));
    return costs;
  }

  /** Where it is kept. */
  public Path file(Machine machine) {
    return folder.resolve(machine.profile() + ".json");
  }

  private Optional<KernelCosts> stored(Machine machine) {
    Path file = file(machine);
    if (!Files.isRegularFile(file)) {
      return Optional.empty();
    }
    try {
      return CanonicalJson.read(Files.readAllBytes(file)) instanceof Map<?, ?> tree
              && header(machine).entrySet().stream()
                  .allMatch(e -> e.getValue().equals(tree.get(e.getKey())))
              && tree.get("nanoseconds") instanceof Map<?, ?> times
          ? costs(times)
          : Optional.empty();
    } catch (IOException | JsonFormatException e) {
      return Optional.empty();
    }
  }

  /** Empty where a time is missing or none. */
  private static Optional<KernelCosts> costs(Map<?, ?> times) {
    Map<Kernel, Long> kernels = new EnumMap<>(Kernel.class);
    for (Kernel kernel : Kernel.values()) {
      if (!(times.get(name(kernel)) instanceof Long time) || time < 0) {
        return Optional.empty();
      }
      kernels.put(kernel, time);
    }
    return times.get("digest") instanceof Long digest && digest > 0
        ? Optional.of(new KernelCosts(kernels, digest))
        : Optional.empty();
  }

  private static Map<String, Object> tree(Machine machine, KernelCosts costs) {
    Map<String, Object> times = new LinkedHashMap<>();
    costs.all().forEach((kernel, time) -> times.put(name(kernel), time));
    times.put("digest", costs.digest());
    Map<String, Object> tree = header(machine);
    tree.put("nanoseconds", times);
    return tree;
  }

  private static Map<String, Object> header(Machine machine) {
    Map<String, Object> header = new LinkedHashMap<>();
    header.put("version", VERSION);
    header.put("profile", machine.profile().name());
    header.put("cores", (long) machine.cores());
    header.put("architecture", machine.architecture());
    header.put("native", machine.nativeLibrary());
    return header;
  }

  /** As it stands in the file and in EXPLAIN's JSON: {@code form_plane}. */
  public static String name(Kernel kernel) {
    return kernel.name().toLowerCase(Locale.ROOT);
  }
}
