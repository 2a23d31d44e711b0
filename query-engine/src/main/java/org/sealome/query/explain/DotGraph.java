// SPDX-License-Identifier: Apache-2.0
package org.sealome.query.explain;

import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import org.sealome.he.CircuitNode;
import org.sealome.he.CircuitNode.PlaneTerm;
import org.sealome.he.NodeAnalysis;
import org.sealome.query.circuit.CircuitDescription;

/**
 * The circuits in Graphviz' language: for each shape of release the first of its kind, in a cluster
 * of its own. Planes stand above, data flows down.
 */
public final class DotGraph {
  /** Of a longer linear form some planes are drawn, and how many more there are. */
  private static final int MAX_PLANES = 12;

  private final StringBuilder out = new StringBuilder();
  private final Explanation explanation;

  private DotGraph(Explanation explanation) {
    this.explanation = explanation;
  }

  /** A whole document. */
  public static String of(Explanation explanation) {
    DotGraph dot = new DotGraph(explanation);
    dot.write();
    return dot.out.toString();
  }

  private void write() {
    out.append("digraph sealome {\n");
    out.append("  graph [labelloc=t, fontname=\"Helvetica\", label=");
    out.append(quoted(explanation.plan().sql())).append("];\n");
    out.append("  node [shape=box, fontname=\"Helvetica\", fontsize=10];\n");
    out.append("  edge [fontname=\"Helvetica\", fontsize=9];\n");
    List<CircuitDescription.Shape> shapes = explanation.circuits().shapes();
    for (int i = 0; i < shapes.size(); i++) {
      cluster(i, shapes.get(i));
    }
    out.append("}\n");
  }

  private void cluster(int index, CircuitDescription.Shape shape) {
    CircuitGraph graph = explanation.graphOf(shape.example());
    out.append("  subgraph cluster_").append(index).append(" {\n");
    String title =
        shape.count() == 1
            ? "release " + shape.example() + ": " + shape.formula()
            : "release "
                + shape.example()
                + ", one of "
                + shape.count()
                + " of the shape "
                + shape.formula();
    out.append("    label=").append(quoted(title)).append(";\n");
    String prefix = "s" + index + "_";
    Set<Integer> planes = new TreeSet<>();
    Set<Integer> masks = new TreeSet<>();
    for (CircuitNode node : graph.under(graph.release(shape.example()))) {
      node(prefix, graph, node);
      node.terms().stream().limit(MAX_PLANES).forEach(t -> planes.add(t.plane()));
      if (node.mask() >= 0) {
        masks.add(node.mask());
      }
    }
    for (int plane : planes) {
      line(prefix + "p" + plane, "shape=cylinder, label=" + quoted(graph.plane(plane)));
    }
    for (int mask : masks) {
      String label =
          "m%d: %,d patients\nand consent".formatted(graph.population(mask), graph.patients(mask));
      line(prefix + "m" + mask, "shape=note, label=" + quoted(label));
    }
    out.append("  }\n");
  }

  private void node(String prefix, CircuitGraph graph, CircuitNode node) {
    String id = prefix + "n" + node.id();
    line(id, (style(node) + "label=" + quoted(label(node))));
    for (int input : node.inputs()) {
      edge(prefix + "n" + input, id, "");
    }
    if (node.mask() >= 0) {
      edge(prefix + "m" + node.mask(), id, "");
    }
    for (PlaneTerm term : node.terms().subList(0, Math.min(MAX_PLANES, node.terms().size()))) {
      long c = term.coefficient();
      edge(prefix + "p" + term.plane(), id, c == 1 ? "" : c + "·");
    }
    int more = node.terms().size() - MAX_PLANES;
    if (more > 0) {
      line(id + "_more", "shape=plaintext, label=" + quoted("… " + more + " more planes"));
      edge(id + "_more", id, "");
    }
  }

  private static String style(CircuitNode node) {
    return switch (node.operation()) {
      case "mul" -> "style=filled, fillcolor=\"#fde0c5\", ";
      case "release" -> "shape=doubleoctagon, ";
      case "rerandomise" -> "style=filled, fillcolor=\"#dfe9f7\", ";
      default -> "";
    };
  }

  private static String label(CircuitNode node) {
    NodeAnalysis known = node.analysis();
    StringBuilder label = new StringBuilder("#" + node.id() + " " + node.operation());
    switch (node.operation()) {
      case "linear", "add-plain" -> {
        if (node.constant() != 0) {
          label.append(node.constant() < 0 ? " − " : " + ").append(Math.abs(node.constant()));
        }
      }
      case "scale" -> label.append(' ').append(node.constant()).append('·');
      case "rerandomise" -> label.append(" (").append(node.zeros()).append(" × Enc 0)");
      default -> {}
    }
    label.append("\nlevel ").append(node.level()).append(", degree ").append(known.degree());
    label.append(
        String.format(
            Locale.ROOT,
            "\nnoise %.1f bits, %.1f left",
            known.noiseBoundBits(),
            known.remainingBits()));
    if (known.floodBits() > 0) {
      label.append(String.format(Locale.ROOT, "\nflooded by %.1f bits", known.floodBits()));
    }
    return label.toString();
  }

  private void edge(String from, String to, String label) {
    out.append("    ").append(from).append(" -> ").append(to);
    out.append(label.isEmpty() ? "" : " [label=" + quoted(label) + "]").append(";\n");
  }

  private void line(String id, String attributes) {
    out.append("    ").append(id).append(" [").append(attributes).append("];\n");
  }

  /** A string as Graphviz reads it; control characters are spaces. */
  private static String quoted(String text) {
    StringBuilder quoted = new StringBuilder("\"");
    text.chars()
        .forEach(
            c -> {
              switch (c) {
                case '"' -> quoted.append("\\\"");
                case '\\' -> quoted.append("\\\\");
                case '\n' -> quoted.append("\\n");
                default -> quoted.append(c < 0x20 ? ' ' : (char) c);
              }
            });
    return quoted.append('"').toString();
  }
}
