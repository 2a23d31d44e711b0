// SPDX-License-Identifier: Apache-2.0
package org.sealome.query.explain;

import java.util.List;
import java.util.function.IntFunction;
import org.sealome.he.CircuitNode;
import org.sealome.he.CircuitNode.PlaneTerm;

/** A node in a line: what it computes from which nodes. */
public final class NodeText {
  /** A longer linear form is cut: thousands of planes say no more than some. */
  static final int MAX_PLANES = 6;

  private NodeText() {}

  /**
   * Such as {@code #0 × #1} or {@code rs6025/HET + 2·rs6025/HOM}.
   *
   * @param name how an operand is called, by its id
   */
  public static String of(CircuitNode node, CircuitGraph graph, IntFunction<String> name) {
    List<String> in = node.inputs().stream().map(i -> name.apply(i)).toList();
    return switch (node.operation()) {
      case "load", "linear" -> form(node, graph);
      case "add" -> in.get(0) + " + " + in.get(1);
      case "sub" -> in.get(0) + " − " + in.get(1);
      case "mul" -> in.get(0) + " × " + in.get(1);
      case "scale" -> node.constant() + "·" + in.get(0);
      case "add-plain" -> in.get(0) + signed(node.constant());
      case "mul-plain" ->
          in.get(0)
              + " under mask m"
              + graph.population(node.mask())
              + " ("
              + graph.patients(node.mask())
              + " patients and consent)";
      case "relinearise" -> in.get(0) + " by key switch";
      case "rerandomise" ->
          in.get(0)
              + (node.zeros() == 1
                  ? " + a fresh encryption of 0"
                  : " + " + node.zeros() + " fresh encryptions of 0");
      case "release" -> "Σ patients of " + in.get(0);
      default -> node.operation() + " " + String.join(", ", in);
    };
  }

  private static String form(CircuitNode node, CircuitGraph graph) {
    StringBuilder out = new StringBuilder();
    int shown = node.terms().size() <= MAX_PLANES ? node.terms().size() : MAX_PLANES - 1;
    for (PlaneTerm term : node.terms().subList(0, shown)) {
      long c = term.coefficient();
      out.append(out.isEmpty() ? (c < 0 ? "−" : "") : c < 0 ? " − " : " + ");
      if (Math.abs(c) != 1) {
        out.append(Math.abs(c)).append('·');
      }
      out.append(graph.plane(term.plane()));
    }
    if (shown < node.terms().size()) {
      out.append(" + … (").append(node.terms().size() - shown).append(" more planes)");
    }
    return node.constant() == 0 ? out.toString() : out + signed(node.constant());
  }

  private static String signed(long constant) {
    return (constant < 0 ? " − " : " + ") + Math.abs(constant);
  }
}
