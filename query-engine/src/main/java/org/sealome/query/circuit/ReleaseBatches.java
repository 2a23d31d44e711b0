// SPDX-License-Identifier: Apache-2.0
package org.sealome.query.circuit;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.sealome.he.Profile;
import org.sealome.zk.plan.LinearForm;
import org.sealome.zk.plan.Plan;
import org.sealome.zk.plan.Polynomial;
import org.sealome.zk.plan.Term;

/**
 * Cuts a plan's releases into batches, each of which becomes one circuit: small enough that its
 * samples and masks stay in bounded memory, ordered by the planes read, so that releases over the
 * same planes meet in one circuit and a plane is loaded once as far as possible.
 */
final class ReleaseBatches {
  /**
   * Bytes of samples in a batch; two batches are in memory at a time. More would only mean more
   * memory to touch for the first time, which costs as much as filling it.
   */
  static final long SAMPLE_BYTES = 8L << 20;

  /** Bytes of mask tables that a batch may need. */
  static final long MASK_BYTES = 64L << 20;

  /** A circuit of more releases has nothing left to amortise. */
  static final int RELEASES = 512;

  private ReleaseBatches() {}

  /** The indices of the plan's releases, each once. */
  static List<int[]> of(Plan plan, Profile profile) {
    List<Candidate> candidates = new ArrayList<>();
    for (int i = 0; i < plan.releases().size(); i++) {
      candidates.add(Candidate.of(i, plan.releases().get(i), profile));
    }
    candidates.sort(Candidate.BY_PLANES);
    List<int[]> batches = new ArrayList<>();
    List<Integer> batch = new ArrayList<>();
    Set<Integer> populations = new HashSet<>();
    long sampleBytes = 0;
    for (Candidate next : candidates) {
      Set<Integer> union = new HashSet<>(next.populations);
      union.addAll(populations);
      boolean full =
          batch.size() == RELEASES
              || sampleBytes + next.sampleBytes > SAMPLE_BYTES
              || union.size() * maskBytes(profile) > MASK_BYTES;
      if (full && !batch.isEmpty()) {
        batches.add(batch.stream().mapToInt(Integer::intValue).toArray());
        batch.clear();
        populations.clear();
        sampleBytes = 0;
      }
      batch.add(next.release);
      populations.addAll(next.populations);
      sampleBytes += next.sampleBytes;
    }
    if (!batch.isEmpty()) {
      batches.add(batch.stream().mapToInt(Integer::intValue).toArray());
    }
    return batches;
  }

  /** NTT values and a Shoup table: as large as a plane. */
  static long maskBytes(Profile profile) {
    return profile.planeBytes();
  }

  private record Candidate(
      int release, List<Integer> planes, List<Integer> populations, long sampleBytes) {

    static final Comparator<Candidate> BY_PLANES =
        Comparator.comparing(Candidate::planes, Candidate::compareLists)
            .thenComparing(Candidate::populations, Candidate::compareLists)
            .thenComparingInt(Candidate::release);

    static Candidate of(int index, Polynomial release, Profile profile) {
      Set<Integer> planes = new TreeSet<>();
      Set<Integer> populations = new TreeSet<>();
      for (Term term : release.terms()) {
        populations.add(term.population());
        for (LinearForm factor : term.factors()) {
          planes.addAll(factor.planes());
        }
      }
      long vectors = Math.min(release.degree(), CircuitAssembly.MAX_DEGREE);
      return new Candidate(
          index,
          List.copyOf(planes),
          List.copyOf(populations),
          vectors * (profile.planeBytes() / 2));
    }

    private static int compareLists(List<Integer> a, List<Integer> b) {
      for (int i = 0; i < Math.min(a.size(), b.size()); i++) {
        int order = Integer.compare(a.get(i), b.get(i));
        if (order != 0) {
          return order;
        }
      }
      return Integer.compare(a.size(), b.size());
    }
  }
}
