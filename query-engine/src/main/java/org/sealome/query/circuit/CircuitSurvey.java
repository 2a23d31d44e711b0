// SPDX-License-Identifier: Apache-2.0
package org.sealome.query.circuit;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.sealome.he.NodeAnalysis;
import org.sealome.he.Profile;
import org.sealome.zk.plan.Plan;
import org.sealome.zk.plan.Polynomial;
import org.sealome.zk.plan.Population;
import org.sealome.zk.plan.Term;

/** Gathers the description of a compiled plan from its circuits' own analysis. */
final class CircuitSurvey {
  private final Plan plan;
  private final Profile profile;
  private final BitSet planes = new BitSet();
  private final Map<String, CircuitDescription.Shape> shapes = new LinkedHashMap<>();
  private int planeLoads;
  private int nodes;
  private int releases;
  private int degree;
  private long sampleBytes;
  private double noise;
  private double flood = Double.POSITIVE_INFINITY;
  private double remaining = Double.POSITIVE_INFINITY;

  private CircuitSurvey(Plan plan, Profile profile) {
    this.plan = plan;
    this.profile = profile;
  }

  static CircuitDescription of(
      Plan plan, EncryptedCohort cohort, List<CompiledPlan.Batch> batches) {
    CircuitSurvey survey = new CircuitSurvey(plan, cohort.profile());
    batches.forEach(batch -> survey.add(batch.circuit()));
    boolean none = survey.releases == 0;
    int blocks = cohort.blocks();
    return new CircuitDescription(
        survey.profile,
        cohort.patients(),
        blocks,
        survey.planes.cardinality(),
        survey.planeLoads,
        survey.planeLoads * survey.profile.planeBytes() * blocks,
        batches.size(),
        survey.nodes,
        survey.releases,
        survey.degree,
        survey.sampleBytes * blocks,
        survey.noise,
        none ? 0 : survey.flood,
        none ? 0 : survey.remaining,
        new ArrayList<>(survey.shapes.values()),
        plan.populations().stream().map(Population::size).toList());
  }

  private void add(ReleaseCircuit circuit) {
    for (int plane : circuit.planes()) {
      planes.set(plane);
    }
    planeLoads += circuit.planes().length;
    List<NodeAnalysis> analysis = circuit.circuit().analysis();
    nodes += analysis.size();
    List<NodeAnalysis> released =
        analysis.stream().filter(n -> n.operation().equals("release")).toList();
    for (int i = 0; i < released.size(); i++) {
      add(circuit.releases()[i], released.get(i));
    }
  }

  private void add(int index, NodeAnalysis node) {
    final Polynomial release = plan.releases().get(index);
    releases++;
    degree = Math.max(degree, node.degree());
    noise = Math.max(noise, node.noiseBoundBits());
    flood = Math.min(flood, node.floodBits());
    remaining = Math.min(remaining, node.remainingBits());
    sampleBytes +=
        (long) Long.BYTES * profile.dataPrimes() * (1 + (long) node.degree() * profile.slots());
    shapes.merge(
        formula(release),
        new CircuitDescription.Shape(
            formula(release),
            1,
            index,
            node.degree(),
            node.noiseBoundBits(),
            node.floodBits(),
            node.remainingBits()),
        CircuitSurvey::worse);
  }

  private static CircuitDescription.Shape worse(
      CircuitDescription.Shape a, CircuitDescription.Shape b) {
    return new CircuitDescription.Shape(
        a.formula(),
        a.count() + b.count(),
        a.example(),
        Math.max(a.degree(), b.degree()),
        Math.max(a.noiseBoundBits(), b.noiseBoundBits()),
        Math.min(a.floodBits(), b.floodBits()),
        Math.min(a.remainingBits(), b.remainingBits()));
  }

  /** Sorted, equal terms taken together: {@code m·L(2)·L(1) + 3×m·L(1)}. */
  private static String formula(Polynomial release) {
    return release.terms().stream()
        .collect(Collectors.groupingBy(CircuitSurvey::formula, TreeMap::new, Collectors.counting()))
        .entrySet()
        .stream()
        .map(e -> e.getValue() == 1 ? e.getKey() : e.getValue() + "×" + e.getKey())
        .collect(Collectors.joining(" + "));
  }

  private static String formula(Term term) {
    return term.factors().stream()
        .map(f -> "·L(" + f.planes().size() + ")")
        .sorted()
        .collect(Collectors.joining("", "m", ""));
  }
}
