// SPDX-License-Identifier: Apache-2.0
package org.sealome.bench;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeSet;

/** All figures of a run, the ratios between them, and what they were measured on. */
final class Report {
  private final Environment before;
  private final Environment after;
  private final String seal;
  private final boolean quick;
  private final List<Timing> timings;

  /**
   * @param seal SEAL's version, or null where it was not compared with
   * @param quick whether the figures are for nobody's eyes
   */
  Report(Environment before, Environment after, String seal, boolean quick, List<Timing> timings) {
    this.before = before;
    this.after = after;
    this.seal = seal;
    this.quick = quick;
    this.timings = List.copyOf(timings);
  }

  private List<String> profiles() {
    return List.copyOf(new TreeSet<>(timings.stream().map(Timing::profile).toList()));
  }

  private Map<String, Double> micros(String profile) {
    Map<String, Double> micros = new HashMap<>();
    timings.stream()
        .filter(t -> t.profile().equals(profile))
        .forEach(t -> micros.put(t.name(), t.micros()));
    return micros;
  }

  String json() throws JsonProcessingException {
    ObjectMapper mapper = new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);
    ObjectNode report = mapper.createObjectNode();
    ObjectNode environment = report.putObject("environment");
    environment
        .put("started", before.time().toString())
        .put("finished", after.time().toString())
        .put("commit", before.commit())
        .put("cpu", before.cpu())
        .put("processors", before.processors())
        .put("os", before.os())
        .put("java", before.java())
        .put("seal", seal)
        .put("loadBefore", before.load())
        .put("loadAfter", after.load())
        .put("quick", quick);
    ArrayNode figures = report.putArray("timings");
    for (Timing timing : timings) {
      ObjectNode figure = figures.addObject();
      figure
          .put("name", timing.name())
          .put("profile", timing.profile())
          .put("micros", timing.micros());
      if (!Double.isNaN(timing.error())) {
        figure.put("error", timing.error());
      }
    }
    ArrayNode ratios = report.putArray("ratios");
    for (String profile : profiles()) {
      for (Comparison comparison : Comparison.ALL) {
        double ratio = comparison.ratio(micros(profile));
        if (!Double.isNaN(ratio)) {
          ratios
              .addObject()
              .put("what", comparison.what())
              .put("profile", profile)
              .put("ratio", ratio)
              .put("aim", comparison.aim());
        }
      }
    }
    return mapper.writeValueAsString(report);
  }

  String markdown() {
    StringBuilder text = new StringBuilder();
    if (quick) {
      text.append("**Short iterations: not figures to quote.**\n\n");
    }
    text.append(
        String.format(
            Locale.ROOT,
            "Commit %s, %s, %d processors, %s, %s, SEAL %s; %s to %s; load %.2f before, %.2f"
                + " after.%n%n",
            before.commit(),
            before.cpu(),
            before.processors(),
            before.os(),
            before.java(),
            seal == null ? "not compared" : seal,
            before.time(),
            after.time(),
            before.load(),
            after.load()));
    text.append("| ratio | profile | measured | aim |\n|---|---|---:|---|\n");
    for (Comparison comparison : Comparison.ALL) {
      for (String profile : profiles()) {
        double ratio = comparison.ratio(micros(profile));
        if (!Double.isNaN(ratio)) {
          text.append(
              String.format(
                  Locale.ROOT,
                  "| %s | %s | %.2f | %s |%n",
                  comparison.what(),
                  profile,
                  ratio,
                  comparison.aim() == null ? "" : comparison.aim()));
        }
      }
    }
    text.append("\n| what | profile | µs | ± |\n|---|---|---:|---:|\n");
    for (Timing timing : timings) {
      text.append(
          String.format(
              Locale.ROOT,
              "| %s | %s | %.2f | %s |%n",
              timing.name(),
              timing.profile(),
              timing.micros(),
              Double.isNaN(timing.error())
                  ? ""
                  : String.format(Locale.ROOT, "%.2f", timing.error())));
    }
    return text.toString();
  }
}
