// SPDX-License-Identifier: Apache-2.0
package org.sealome.query.ingest;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Counts what is left out, by reason, and keeps a few examples. Thread-safe. */
final class SkipLog {
  private static final int EXAMPLES = 5;

  private final Map<String, Long> counts = new LinkedHashMap<>();
  private final Map<String, List<String>> examples = new LinkedHashMap<>();

  synchronized void skip(String reason, String place) {
    counts.merge(reason, 1L, Long::sum);
    List<String> kept = examples.computeIfAbsent(reason, key -> new ArrayList<>());
    if (kept.size() < EXAMPLES) {
      kept.add(place);
    }
  }

  synchronized List<IngestReport.Skipped> skipped() {
    return counts.entrySet().stream()
        .map(e -> new IngestReport.Skipped(e.getKey(), e.getValue(), examples.get(e.getKey())))
        .toList();
  }
}
