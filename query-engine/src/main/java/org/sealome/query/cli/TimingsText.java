// SPDX-License-Identifier: Apache-2.0
package org.sealome.query.cli;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import org.sealome.query.session.Timings;

/** Where a query's time went: a bar a step, drawn where in the whole it lies. */
final class TimingsText {
  private static final int WIDTH = 48;

  private TimingsText() {}

  static String of(Timings t) {
    Map<String, Long> steps = new LinkedHashMap<>();
    steps.put("plan", t.plan());
    steps.put("consent", t.consent());
    steps.put("log", t.log());
    steps.put("evaluate", t.evaluate());
    steps.put("release", t.release());
    long total = Math.max(1, t.total());
    StringBuilder out = new StringBuilder();
    long before = 0;
    for (Map.Entry<String, Long> step : steps.entrySet()) {
      int from = (int) (WIDTH * before / total);
      before += step.getValue();
      int to = Math.max(from + 1, (int) (WIDTH * before / total));
      out.append(
          String.format(
              Locale.ROOT,
              " %-9s %9.2f ms  %s%s%n",
              step.getKey(),
              step.getValue() / 1e6,
              " ".repeat(from),
              "█".repeat(to - from)));
    }
    return out.append(String.format(Locale.ROOT, " %-9s %9.2f ms", "in all", total / 1e6))
        .toString();
  }
}
