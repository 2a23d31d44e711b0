// SPDX-License-Identifier: Apache-2.0
package org.sealome.query.explain;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.stream.Stream;
import org.sealome.he.CircuitNode;
import org.sealome.he.Kernel;

/** How often each kernel runs. */
final class KernelCounts {
  /** The native library adds planes with coefficients up to this without multiplying. */
  private static final long SMALL_COEFFICIENT = 7;

  private final long[] counts = new long[Kernel.values().length];

  KernelCounts add(Kernel kernel, long count) {
    counts[kernel.ordinal()] += count;
    return this;
  }

  KernelCounts add(KernelCounts other, long times) {
    for (int i = 0; i < counts.length; i++) {
      counts[i] += times * other.counts[i];
    }
    return this;
  }

  long of(Kernel kernel) {
    return counts[kernel.ordinal()];
  }

  /** Processor time, in nanoseconds. */
  long time(KernelCosts costs) {
    return Stream.of(Kernel.values()).mapToLong(k -> of(k) * costs.of(k)).sum();
  }

  /** As parts of an {@link ExpectedTime}; those that do not run are left out. */
  List<ExpectedTime.Item> items(KernelCosts costs) {
    return Stream.of(Kernel.values())
        .filter(k -> of(k) > 0)
        .map(k -> new ExpectedTime.Item(Calibration.name(k), of(k), costs.of(k)))
        .toList();
  }

  /**
   * One release. The native library computes everything below it anew for each release, tile by
   * tile, but for relinearised products, which it keeps.
   */
  static KernelCounts release(List<CircuitNode> nodes, CircuitNode release) {
    KernelCounts counts = new KernelCounts();
    CircuitNode root = nodes.get(release.inputs().getFirst());
    if (root.operation().equals("rerandomise")) {
      counts.add(Kernel.ZERO, 1).add(Kernel.SHIFTED_ZERO, root.zeros() - 1L);
      root = nodes.get(root.inputs().getFirst());
    }
    counts.add(Kernel.RELEASE, 1).add(Kernel.COMPONENT, root.analysis().degree() - 1L);
    if (root.operation().equals("mul-plain")) {
      root = nodes.get(root.inputs().getFirst());
    }
    counts.below(nodes, root);
    return counts;
  }

  /** A key switch and what it switches. */
  static KernelCounts relinearisation(List<CircuitNode> nodes, CircuitNode node) {
    KernelCounts counts = new KernelCounts().add(Kernel.RELINEARISE, 1);
    counts.below(nodes, nodes.get(node.inputs().getFirst()));
    return counts;
  }

  private void below(List<CircuitNode> nodes, CircuitNode root) {
    Deque<CircuitNode> open = new ArrayDeque<>(List.of(root));
    java.util.Set<Integer> seen = new java.util.HashSet<>(List.of(root.id()));
    while (!open.isEmpty()) {
      CircuitNode node = open.pop();
      if (inMemory(node)) {
        continue;
      }
      step(nodes, node);
      for (int input : node.inputs()) {
        if (seen.add(input)) {
          open.push(nodes.get(input));
        }
      }
    }
  }

  private static boolean inMemory(CircuitNode node) {
    return switch (node.operation()) {
      case "load", "relinearise" -> true;
      case "linear" ->
          node.terms().size() == 1
              && node.terms().getFirst().coefficient() == 1
              && node.constant() == 0;
      default -> false;
    };
  }

  private void step(List<CircuitNode> nodes, CircuitNode node) {
    long components = node.analysis().degree() + 1L;
    switch (node.operation()) {
      case "linear" -> {
        long multiplied =
            node.terms().stream()
                .filter(t -> Math.abs(t.coefficient()) > SMALL_COEFFICIENT)
                .count();
        add(Kernel.FORM, 1).add(Kernel.FORM_PLANE, node.terms().size());
        add(Kernel.PASS, 2 * multiplied + (node.constant() == 0 ? 0 : 1));
      }
      case "mul" ->
          add(
              Kernel.PAIR,
              node.inputs().stream()
                  .mapToLong(i -> nodes.get(i).analysis().degree() + 1L)
                  .reduce(1, (a, b) -> a * b));
      default -> add(Kernel.PASS, components);
    }
  }
}
