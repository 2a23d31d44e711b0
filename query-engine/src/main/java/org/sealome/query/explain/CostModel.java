// SPDX-License-Identifier: Apache-2.0
package org.sealome.query.explain;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.sealome.he.CircuitNode;
import org.sealome.he.Kernel;

/**
 * From a plan's circuits and a machine's measured kernels to the time that they take. Counts what
 * the evaluator and the steward do, multiplies with what each was measured to take, and divides by
 * the cores that have something to do. There is no other factor.
 */
final class CostModel {
  /** The steward reads fewer samples of a batch than this on one core. */
  private static final int PARALLEL_SAMPLES = 16;

  private final Machine machine;
  private final KernelCosts costs;
  private final int ahead;
  private final Set<Integer> planes = new HashSet<>();
  private final Set<Integer> populations = new HashSet<>();
  private final KernelCounts circuits = new KernelCounts();
  private final KernelCounts steward = new KernelCounts();
  private final List<Long> sampleComponents = new ArrayList<>();
  private long hidden;
  private double circuitWall;
  private double stewardWall;

  /**
   * @param ahead how many encryptions of zero are made at most while the log entry is mined
   */
  CostModel(Machine machine, KernelCosts costs, int ahead) {
    this.machine = machine;
    this.costs = costs;
    this.ahead = ahead;
  }

  /** For all blocks. */
  ExpectedTime time(List<CircuitGraph> graphs, int blocks) {
    graphs.forEach(this::add);
    // Made while the log entry is mined: what they take is not spent in the circuits.
    long made = Math.min(hidden, ahead);
    long madeTime = made * costs.of(Kernel.ZERO);
    KernelCounts masks = new KernelCounts().add(Kernel.MASK, (long) populations.size() * blocks);
    KernelCounts evaluated = new KernelCounts().add(circuits, blocks).add(Kernel.ZERO, -made);
    long memory = newMemory(blocks);
    evaluated.add(Kernel.SAMPLE_MEMORY, memory);
    KernelCounts read = new KernelCounts().add(steward, blocks);
    List<ExpectedTime.Part> parts = new ArrayList<>();
    ExpectedTime.Item digests =
        new ExpectedTime.Item("digest", (long) planes.size() * blocks, costs.digest());
    parts.add(
        new ExpectedTime.Part(
            "digests",
            List.of(digests),
            (long) shared((double) digests.count() * digests.nanoseconds(), planes.size())));
    parts.add(
        new ExpectedTime.Part(
            "masks", masks.items(costs), (long) shared(masks.time(costs), populations.size())));
    parts.add(
        new ExpectedTime.Part(
            "circuits",
            evaluated.items(costs),
            Math.max(
                0,
                (long)
                    (circuitWall * blocks
                        + memory * costs.of(Kernel.SAMPLE_MEMORY)
                        - shared(madeTime, made)))));
    parts.add(new ExpectedTime.Part("steward", read.items(costs), (long) (stewardWall * blocks)));
    return new ExpectedTime(parts, (long) shared(madeTime, made), machine.cores());
  }

  /** Samples go to two buffers in turn; each grows to the largest of its circuits. */
  private long newMemory(int blocks) {
    long[] buffers = new long[2];
    for (int i = 0; i < Math.min(2, blocks) * sampleComponents.size(); i++) {
      long needs = sampleComponents.get(i % sampleComponents.size());
      buffers[i % 2] = Math.max(buffers[i % 2], needs);
    }
    return buffers[0] + buffers[1];
  }

  private void add(CircuitGraph graph) {
    planes.addAll(graph.circuit().planes());
    populations.addAll(graph.circuit().populations());
    KernelCounts releases = new KernelCounts();
    KernelCounts switches = new KernelCounts();
    KernelCounts samples = new KernelCounts();
    int switched = 0;
    for (CircuitNode node : graph.nodes()) {
      if (node.operation().equals("release")) {
        KernelCounts release = KernelCounts.release(graph.nodes(), node);
        hidden += release.of(Kernel.ZERO);
        releases.add(release, 1);
        samples.add(Kernel.DECRYPT, 1);
        samples.add(Kernel.DECRYPT_COMPONENT, node.analysis().degree() - 1L);
      } else if (node.operation().equals("relinearise")) {
        switched++;
        switches.add(KernelCounts.relinearisation(graph.nodes(), node), 1);
      }
    }
    int count = graph.releases().size();
    sampleComponents.add(samples.of(Kernel.DECRYPT) + samples.of(Kernel.DECRYPT_COMPONENT));
    circuits.add(releases, 1).add(switches, 1);
    steward.add(samples, 1);
    circuitWall += shared(releases.time(costs), count) + shared(switches.time(costs), switched);
    stewardWall += shared(samples.time(costs), count < PARALLEL_SAMPLES ? 1 : count);
  }

  /** The time that passes where {@code tasks} equal tasks share the cores. */
  private double shared(double time, long tasks) {
    return tasks == 0 ? 0 : time / Math.min(machine.cores(), tasks);
  }
}
