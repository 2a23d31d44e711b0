// SPDX-License-Identifier: Apache-2.0
package org.sealome.query.cli;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.sealome.query.ErrorCode;
import org.sealome.query.SealomeException;
import org.sealome.query.catalog.Dataset;

/** Patients as people name them: {@code all}, {@code ID,…}, or {@code @FILE} of ids. */
final class SampleSelection {
  private SampleSelection() {}

  /**
   * The slots, each once, in the order in which they were named.
   *
   * @throws SealomeException {@code USAGE} where an id is unknown or there is none
   */
  static List<Integer> slots(Dataset dataset, String text) {
    if (text.equals("all")) {
      return IntStream.range(0, dataset.patients()).boxed().toList();
    }
    Set<Integer> slots = new LinkedHashSet<>();
    List<String> unknown = new ArrayList<>();
    for (String id : ids(text)) {
      int slot = dataset.slotOf(id);
      if (slot < 0) {
        unknown.add(id);
      } else {
        slots.add(slot);
      }
    }
    if (!unknown.isEmpty()) {
      throw new SealomeException(
          ErrorCode.USAGE,
          unknown.size() == 1
              ? "No patient of '" + dataset.name() + "' is called '" + unknown.get(0) + "'."
              : unknown.size()
                  + " patients are not in '"
                  + dataset.name()
                  + "': "
                  + String.join(", ", unknown.subList(0, Math.min(5, unknown.size())))
                  + (unknown.size() > 5 ? ", …" : ""),
          "--sample takes sample ids of the VCF, 'all', or @FILE with one id a line.");
    }
    if (slots.isEmpty()) {
      throw new SealomeException(
          ErrorCode.USAGE,
          "No patient is named.",
          "--sample all, --sample ID,ID or --sample @FILE");
    }
    return List.copyOf(slots);
  }

  /** The ids that are named, as they are written: {@code ID,…}, or {@code @FILE}. */
  static List<String> ids(String text) {
    String list = text;
    if (text.startsWith("@")) {
      try {
        list = Files.readString(Path.of(text.substring(1)));
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
    List<String> ids = new ArrayList<>();
    for (String line : list.split("\\R")) {
      for (String id : line.split(text.startsWith("@") ? "[\\s,]+" : ",")) {
        if (!id.isBlank() && !(text.startsWith("@") && line.startsWith("#"))) {
          ids.add(id.strip());
        }
      }
    }
    return ids;
  }
}
