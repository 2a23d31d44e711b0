// SPDX-License-Identifier: Apache-2.0
package org.sealome.query.cli;

import static org.sealome.query.cli.TextTable.Align.RIGHT;

import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.sealome.he.CircuitNode;
import org.sealome.he.Kernel;
import org.sealome.query.circuit.CircuitDescription;
import org.sealome.query.circuit.EvaluationTally;
import org.sealome.query.explain.Actuals;
import org.sealome.query.explain.CircuitGraph;
import org.sealome.query.explain.ExpectedTime;
import org.sealome.query.explain.Explanation;
import org.sealome.query.explain.NodeText;
import org.sealome.query.sql.PlanningPass;

/** An explanation for people. */
final class ExplanationText {
  /** Shapes of releases whose circuit is shown node by node. */
  private static final int MAX_SHAPES = 4;

  /** Nodes of such a circuit that are shown. */
  private static final int MAX_NODES = 40;

  private final Explanation explanation;
  private final StringBuilder out = new StringBuilder();

  private ExplanationText(Explanation explanation) {
    this.explanation = explanation;
  }

  /**
   * With its last line end.
   *
   * @param actuals null where the statement was not asked
   * @param verbose whether each pass of the planner is shown
   */
  static String of(Explanation explanation, Actuals actuals, boolean verbose) {
    ExplanationText text = new ExplanationText(explanation);
    text.plan(verbose);
    text.consent();
    if (explanation.circuits().releases() == 0) {
      text.line("%nCircuits%n  none: nothing encrypted is read");
    } else {
      text.releases();
      text.circuits();
      text.cost();
    }
    text.learns();
    text.integrity();
    if (actuals != null) {
      text.actuals(actuals);
    }
    return text.out.toString();
  }

  private void plan(boolean verbose) {
    List<PlanningPass> passes = explanation.passes();
    for (PlanningPass pass : verbose ? passes : List.of(passes.getLast())) {
      line(verbose ? "Plan: " + pass.name() : "Plan");
      out.append(pass.plan().stripTrailing().indent(2));
    }
  }

  private void consent() {
    line(
        "%nConsent%n  %s",
        explanation.plan().touchesNobody()
            ? "none needed: only public metadata is read"
            : explanation.plan().scope().unscoped()
                ? "for the whole genome"
                : "that covers " + String.join(", ", explanation.plan().scope().genes()));
  }

  private void releases() {
    CircuitDescription c = explanation.circuits();
    line("%nReleases (m: a mask of consenting patients, L(k): a linear form over k planes)");
    TextTable table = new TextTable().column("releases", RIGHT).columns("each is");
    for (String head : List.of("degree", "noise", "flood", "left")) {
      table.column(head, RIGHT);
    }
    for (CircuitDescription.Shape s : c.shapes()) {
      table.row(
          Integer.toString(s.count()),
          s.formula(),
          Integer.toString(s.degree()),
          bits(s.noiseBoundBits()),
          bits(s.floodBits()),
          bits(s.remainingBits()));
    }
    out.append(table.toString().indent(1));
    line(
        "  profile %s; in bits: noise is bounded but for 2^-64, drowned by flood, left of the"
            + " modulus",
        c.profile());
  }

  private void circuits() {
    List<CircuitDescription.Shape> shapes = explanation.circuits().shapes();
    for (CircuitDescription.Shape shape : shapes.stream().limit(MAX_SHAPES).toList()) {
      line(
          "%nCircuit of %s",
          shape.count() == 1
              ? "the release " + shape.formula()
              : "the first of the " + shape.count() + " releases " + shape.formula());
      nodes(shape);
    }
    if (shapes.size() > MAX_SHAPES) {
      line("%n  %,d more shapes: --format dot draws one of each", shapes.size() - MAX_SHAPES);
    }
  }

  private void nodes(CircuitDescription.Shape shape) {
    CircuitGraph graph = explanation.graphOf(shape.example());
    List<CircuitNode> nodes = graph.under(graph.release(shape.example()));
    List<Integer> ids = nodes.stream().map(CircuitNode::id).toList();
    TextTable table = new TextTable().column("node", RIGHT).columns("operation", "is");
    for (String head : List.of("level", "degree", "noise", "left", "flood")) {
      table.column(head, RIGHT);
    }
    int skipped = Math.max(0, nodes.size() - MAX_NODES);
    for (int i = 0; i < nodes.size(); i++) {
      // The end is what matters: the products, and what leaves.
      if (i < skipped) {
        continue;
      }
      CircuitNode node = nodes.get(i);
      double flood = node.analysis().floodBits();
      table.row(
          Integer.toString(i + 1),
          node.operation(),
          NodeText.of(node, graph, id -> "#" + (ids.indexOf(id) + 1)),
          Integer.toString(node.level()),
          Integer.toString(node.analysis().degree()),
          bits(node.analysis().noiseBoundBits()),
          bits(node.analysis().remainingBits()),
          flood == 0 ? "" : bits(flood));
    }
    out.append(table.toString().indent(1));
    if (skipped > 0) {
      line("  %,d nodes before these: --format json has them all", skipped);
    }
  }

  private void cost() {
    CircuitDescription c = explanation.circuits();
    ExpectedTime time = explanation.time();
    line(
        "%nCost%n  %s, %s: %,.1f MB read, %,.1f MB of samples to the steward",
        count(c.planes(), "plane"),
        count(c.blocks(), "block"),
        c.bytesRead() / 1e6,
        c.sampleBytes() / 1e6);
    line(
        "  %s released a block by %s of %s",
        count(c.releases(), "integer"), count(c.circuits(), "circuit"), count(c.nodes(), "node"));
    TextTable table = new TextTable().columns("part").column("expected", RIGHT).columns("made of");
    for (ExpectedTime.Part part : time.parts()) {
      table.row(
          part.name(),
          milliseconds(part.wall()),
          part.items().stream()
              .map(
                  i ->
                      String.format(
                          Locale.ROOT,
                          "%,d %s × %.1f µs",
                          i.count(),
                          i.kernel(),
                          i.nanoseconds() / 1e3))
              .collect(Collectors.joining(" + ")));
    }
    table.row(
        "in all", milliseconds(time.wall()), "on " + time.cores() + " cores, as measured here");
    out.append(table.toString().indent(1));
    if (time.ahead() > 0) {
      line("  and %s of encrypting zeros while the log entry is mined", milliseconds(time.ahead()));
    }
    double floor =
        explanation.costs().of(Kernel.PLANE_READ)
            * (double) c.bytesRead()
            / c.profile().planeBytes();
    line("  merely reading these planes would take %.2f ms", floor / 1e6);
  }

  private void learns() {
    line("%nWho learns what");
    explanation
        .learns()
        .forEach(
            (role, sentences) -> {
              String label = role;
              for (String sentence : sentences) {
                line("  %-10s %s", label, sentence);
                label = "";
              }
            });
  }

  private void integrity() {
    line("%nIntegrity (TRUSTED: by engine and steward together; PROVEN: by nobody's honesty)");
    TextTable table = new TextTable().columns("column", "class", "why");
    explanation
        .integrity()
        .forEach(
            i -> table.row(i.column(), i.integrity().integrity().name(), i.integrity().reason()));
    out.append(table.toString().indent(1));
  }

  private void actuals(Actuals a) {
    EvaluationTally e = a.evaluation();
    line(
        "%nActually%n  asked and logged%s: %s, %s suppressed; %s in the mask",
        a.attempts() == 1
            ? ""
            : ", at attempt " + a.attempts() + " since consent changed meanwhile",
        count(a.rows(), "row"),
        count(a.suppressed(), "cell"),
        count(a.consenting(), "patient"));
    line(
        "  %s read (%,.1f MB), %,d for the first time; %s (%,.1f MB) to the steward",
        count(e.planeReads(), "plane"),
        e.bytesRead() / 1e6,
        e.planesDigested(),
        count(e.samples(), "sample"),
        e.sampleBytes() / 1e6);
    out.append(TimingsText.of(a.timings()).indent(1));
    line("  %-9s %9.2f ms, behind the rows", "close", a.close() / 1e6);
    if (explanation.time() == null) {
      return;
    }
    TextTable table = new TextTable().columns("evaluate");
    for (String head : List.of("expected", "actual", "actual/expected")) {
      table.column(head, RIGHT);
    }
    for (Actuals.Comparison x : a.compare(explanation.time())) {
      table.row(
          x.part(),
          milliseconds(x.expected()),
          x.actual() == null ? "" : milliseconds(x.actual()),
          x.ratio() == null ? "" : String.format(Locale.ROOT, "%.2f", x.ratio()));
    }
    out.append(table.toString().indent(1));
    line(
        "  a process's first query also loads code, and a busy machine takes longer than expected");
  }

  private static String count(long n, String what) {
    return String.format(Locale.ROOT, "%,d %s%s", n, what, n == 1 ? "" : "s");
  }

  private static String milliseconds(long nanoseconds) {
    return String.format(Locale.ROOT, "%,.2f ms", nanoseconds / 1e6);
  }

  private static String bits(double bits) {
    return String.format(Locale.ROOT, "%.1f", bits);
  }

  private void line(String pattern, Object... values) {
    out.append(String.format(Locale.ROOT, pattern, values)).append('\n');
  }
}
