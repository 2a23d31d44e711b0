// SPDX-License-Identifier: Apache-2.0
package org.sealome.he;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Reads back what {@link CircuitBuilder} wrote for the native library. */
final class ProgramReader {
  private final long[] program;
  private final List<NodeAnalysis> analysis;
  private final List<CircuitNode> nodes = new ArrayList<>();
  private final List<CircuitNode> releases = new ArrayList<>();
  private final int[] idAt;
  private int at;
  private int read;

  private ProgramReader(long[] program, List<NodeAnalysis> analysis) {
    this.program = program;
    this.analysis = analysis;
    this.idAt = new int[analysis.size()];
  }

  /** In the order of the analysis: releases last. */
  static List<CircuitNode> nodes(long[] program, int releases, List<NodeAnalysis> analysis) {
    ProgramReader reader = new ProgramReader(program, analysis);
    int firstRelease = analysis.size() - releases;
    while (reader.at < program.length) {
      reader.read(firstRelease);
    }
    reader.nodes.addAll(reader.releases);
    return List.copyOf(reader.nodes);
  }

  private void read(int firstRelease) {
    CircuitBuilder.Op op = CircuitBuilder.Op.values()[(int) next()];
    boolean release = op == CircuitBuilder.Op.RELEASE;
    int id = release ? firstRelease + releases.size() : nodes.size();
    idAt[read++] = id;
    CircuitNode node =
        switch (op) {
          case LOAD ->
              node(id, List.of(), List.of(new CircuitNode.PlaneTerm((int) next(), 1)), 0, -1, 0);
          case ADD, SUB, MUL -> node(id, List.of(input(), input()), List.of(), 0, -1, 0);
          case SCALE, ADD_PLAIN -> node(id, List.of(input()), List.of(), next(), -1, 0);
          case LINEAR -> node(id, List.of(), terms(), next(), -1, 0);
          case MUL_PLAIN -> node(id, List.of(input()), List.of(), 0, (int) next(), 0);
          case RERANDOMISE -> node(id, List.of(input()), List.of(), 0, -1, Long.bitCount(next()));
          case RELINEARISE, RELEASE -> node(id, List.of(input()), List.of(), 0, -1, 0);
        };
    (release ? releases : nodes).add(node);
  }

  private CircuitNode node(
      int id,
      List<Integer> inputs,
      List<CircuitNode.PlaneTerm> terms,
      long constant,
      int mask,
      int zeros) {
    NodeAnalysis known = analysis.get(id);
    int below = inputs.stream().mapToInt(i -> nodes.get(i).level()).max().orElse(0);
    int level = known.operation().equals(CircuitBuilder.Op.MUL.label()) ? below + 1 : below;
    return new CircuitNode(id, inputs, level, terms, constant, mask, zeros, known);
  }

  private List<CircuitNode.PlaneTerm> terms() {
    CircuitNode.PlaneTerm[] terms = new CircuitNode.PlaneTerm[(int) next()];
    Arrays.setAll(terms, i -> new CircuitNode.PlaneTerm((int) next(), next()));
    return List.of(terms);
  }

  private int input() {
    return idAt[(int) next()];
  }

  private long next() {
    return program[at++];
  }
}
