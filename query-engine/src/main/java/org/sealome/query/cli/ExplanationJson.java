// SPDX-License-Identifier: Apache-2.0
package org.sealome.query.cli;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.sealome.he.CircuitNode;
import org.sealome.he.NodeAnalysis;
import org.sealome.query.circuit.CircuitDescription;
import org.sealome.query.circuit.EvaluationTally;
import org.sealome.query.explain.Actuals;
import org.sealome.query.explain.Calibration;
import org.sealome.query.explain.CircuitGraph;
import org.sealome.query.explain.ExpectedTime;
import org.sealome.query.explain.Explanation;

/** An explanation for programs; {@code docs/explain.md} says what each field is. */
final class ExplanationJson {
  /** Nodes written, over all circuits; shapes and totals are always whole. */
  static final int MAX_NODES = 20_000;

  /** Names of planes written. */
  static final int MAX_PLANES = 20_000;

  private final Explanation explanation;

  private ExplanationJson(Explanation explanation) {
    this.explanation = explanation;
  }

  /**
   * On one line.
   *
   * @param actuals null where the statement was not asked
   */
  static String of(Explanation explanation, Actuals actuals, boolean verbose) {
    return Json.write(new ExplanationJson(explanation).facts(actuals, verbose)) + "\n";
  }

  private Map<String, Object> facts(Actuals actuals, boolean verbose) {
    CircuitDescription c = explanation.circuits();
    Map<String, Object> facts = new LinkedHashMap<>();
    facts.put("sql", explanation.plan().sql());
    facts.put("dataset", explanation.plan().dataset());
    facts.put("relational_plan", explanation.passes().getLast().plan());
    if (verbose) {
      facts.put(
          "passes",
          explanation.passes().stream()
              .map(p -> ordered("name", p.name(), "plan", p.plan()))
              .toList());
    }
    facts.put(
        "scope",
        explanation.plan().scope().unscoped()
            ? null
            : List.copyOf(explanation.plan().scope().genes()));
    facts.put("profile", c.profile().name());
    facts.put("patients", c.patients());
    facts.put("blocks", c.blocks());
    facts.put("populations", c.populationSizes());
    facts.put("releases", c.releases());
    facts.put("circuits", c.circuits());
    facts.put("nodes", c.nodes());
    facts.put("level", explanation.level());
    facts.put("degree", c.degree());
    facts.put("planes", c.planes());
    facts.put("bytes_read", c.bytesRead());
    facts.put("sample_bytes", c.sampleBytes());
    facts.put("noise_bound_bits", c.noiseBoundBits());
    facts.put("flood_bits", c.floodBits());
    facts.put("remaining_bits", c.remainingBits());
    facts.put("shapes", c.shapes().stream().map(ExplanationJson::shape).toList());
    facts.put("plane_names", explanation.plan().planes().stream().limit(MAX_PLANES).toList());
    graphs(facts);
    facts.put("expected_milliseconds", milliseconds(time() == null ? 0 : time().wall()));
    facts.put("cost", time() == null ? null : cost());
    facts.put("learns", explanation.learns());
    facts.put(
        "integrity",
        explanation.integrity().stream()
            .map(
                i ->
                    ordered(
                        "column", i.column(),
                        "class", i.integrity().integrity().name(),
                        "reason", i.integrity().reason()))
            .toList());
    if (actuals != null) {
      facts.put("actual", actual(actuals));
    }
    return facts;
  }

  private ExpectedTime time() {
    return explanation.time();
  }

  private static Map<String, Object> shape(CircuitDescription.Shape s) {
    return ordered(
        "formula", s.formula(),
        "count", s.count(),
        "example", s.example(),
        "degree", s.degree(),
        "noise_bound_bits", s.noiseBoundBits(),
        "flood_bits", s.floodBits(),
        "remaining_bits", s.remainingBits());
  }

  /** Whole circuits, as many as fit. */
  private void graphs(Map<String, Object> facts) {
    List<Object> graphs = new ArrayList<>();
    int written = 0;
    int all = 0;
    for (CircuitGraph graph : explanation.graphs()) {
      all += graph.nodes().size();
      if (all <= MAX_NODES) {
        written = all;
        graphs.add(
            ordered(
                "releases",
                graph.releases(),
                "nodes",
                graph.nodes().stream().map(n -> node(graph, n)).toList()));
      }
    }
    facts.put("graphs", graphs);
    facts.put("nodes_left_out", all - written);
  }

  private static Map<String, Object> node(CircuitGraph graph, CircuitNode node) {
    NodeAnalysis known = node.analysis();
    Map<String, Object> facts = ordered("id", node.id(), "operation", node.operation());
    facts.put("inputs", node.inputs());
    if (!node.terms().isEmpty()) {
      facts.put(
          "planes",
          node.terms().stream()
              .map(t -> ordered("plane", graph.plane(t.plane()), "coefficient", t.coefficient()))
              .toList());
    }
    switch (node.operation()) {
      case "linear", "scale", "add-plain" -> facts.put("constant", node.constant());
      case "mul-plain" -> facts.put("population", graph.population(node.mask()));
      case "rerandomise" -> facts.put("zeros", node.zeros());
      default -> {}
    }
    facts.put("level", node.level());
    facts.put("degree", known.degree());
    facts.put("noise_bound_bits", known.noiseBoundBits());
    facts.put("remaining_bits", known.remainingBits());
    if (node.operation().equals("release")) {
      facts.put("flood_bits", known.floodBits());
    }
    return facts;
  }

  private Map<String, Object> cost() {
    List<Object> parts = new ArrayList<>();
    for (ExpectedTime.Part part : time().parts()) {
      parts.add(
          ordered(
              "name", part.name(),
              "milliseconds", milliseconds(part.wall()),
              "processor_milliseconds", milliseconds(part.processor()),
              "kernels",
                  part.items().stream()
                      .map(
                          i ->
                              ordered(
                                  "name", i.kernel(),
                                  "count", i.count(),
                                  "nanoseconds", i.nanoseconds()))
                      .toList()));
    }
    Map<String, Object> times = new LinkedHashMap<>();
    explanation.costs().all().forEach((kernel, time) -> times.put(Calibration.name(kernel), time));
    times.put("digest", explanation.costs().digest());
    return ordered(
        "cores", time().cores(),
        "architecture", explanation.machine().architecture(),
        "native", explanation.machine().nativeLibrary(),
        "parts", parts,
        "zeros_ahead_milliseconds", milliseconds(time().ahead()),
        "measured_nanoseconds", times);
  }

  private Map<String, Object> actual(Actuals a) {
    EvaluationTally e = a.evaluation();
    Map<String, Object> actual =
        ordered(
            "plan_milliseconds", milliseconds(a.timings().plan()),
            "consent_milliseconds", milliseconds(a.timings().consent()),
            "log_milliseconds", milliseconds(a.timings().log()),
            "evaluate_milliseconds", milliseconds(a.timings().evaluate()),
            "release_milliseconds", milliseconds(a.timings().release()),
            "close_milliseconds", milliseconds(a.close()),
            "attempts", a.attempts(),
            "consenting_patients", a.consenting(),
            "planes_read", e.planeReads(),
            "bytes_read", e.bytesRead(),
            "planes_digested", e.planesDigested(),
            "samples", e.samples(),
            "sample_bytes", e.sampleBytes(),
            "rows", a.rows(),
            "suppressed", a.suppressed());
    if (time() != null) {
      actual.put(
          "compared",
          a.compare(time()).stream()
              .map(
                  x ->
                      ordered(
                          "part", x.part(),
                          "expected_milliseconds", milliseconds(x.expected()),
                          "actual_milliseconds",
                              x.actual() == null ? null : milliseconds(x.actual()),
                          "ratio", x.ratio()))
              .toList());
    }
    return actual;
  }

  private static double milliseconds(long nanoseconds) {
    return Math.round(nanoseconds / 1e3) / 1e3;
  }

  /** Keys and values in turn. */
  private static Map<String, Object> ordered(Object... pairs) {
    Map<String, Object> map = new LinkedHashMap<>();
    for (int i = 0; i < pairs.length; i += 2) {
      map.put((String) pairs[i], pairs[i + 1]);
    }
    return map;
  }
}
