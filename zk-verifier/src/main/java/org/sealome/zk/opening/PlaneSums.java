// SPDX-License-Identifier: Apache-2.0
package org.sealome.zk.opening;

import java.util.BitSet;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.sealome.zk.blinding.BlindingHalf;
import org.sealome.zk.blinding.BlindingScope;
import org.sealome.zk.column.ColumnEntry;
import org.sealome.zk.commit.Commitment;
import org.sealome.zk.commit.Scalar;
import org.sealome.zk.opening.LinearSum.PlaneSum;

/**
 * Sums of planes over the populations of one query: each plane over each set of slots is summed up
 * once, whatever needs it. Safe for many threads.
 *
 * @param <T> what is summed: commitments, or one party's half of their blindings
 */
public abstract sealed class PlaneSums<T> {
  private final List<BitSet> slots;
  private final int[] sameSlots;
  private final Map<PlaneSum, T> sums = new ConcurrentHashMap<>();

  private PlaneSums(List<BitSet> slots) {
    this.slots = slots.stream().map(s -> (BitSet) s.clone()).toList();
    this.sameSlots = new int[slots.size()];
    Map<BitSet, Integer> first = new HashMap<>();
    for (int p = 0; p < sameSlots.length; p++) {
      Integer same = first.putIfAbsent(this.slots.get(p), p);
      sameSlots[p] = same == null ? p : same;
    }
  }

  /**
   * Of commitments.
   *
   * @param slots the consenting patients of each population
   */
  public static PlaneSums<Commitment> commitments(CommittedPlanes planes, List<BitSet> slots) {
    return new OfCommitments(planes, slots);
  }

  /**
   * Of blindings, under one half of the keys.
   *
   * @param columns the column that has a plane
   * @param slots the consenting patients of each population
   */
  public static PlaneSums<Scalar> blindings(
      BlindingHalf half,
      BlindingScope scope,
      Function<String, ColumnEntry> columns,
      List<BitSet> slots) {
    return new OfBlindings(half, scope, columns, slots);
  }

  /**
   * Sums up what these will need, on all cores.
   *
   * @throws RuntimeException what {@link #of} throws
   */
  public void prepare(Collection<LinearSum> needed) {
    Set<PlaneSum> all =
        needed.stream()
            .flatMap(s -> s.planes().keySet().stream())
            .map(this::shared)
            .collect(Collectors.toSet());
    all.parallelStream().forEach(this::sum);
  }

  /**
   * The combination.
   *
   * @throws org.sealome.zk.blinding.ErasedKeyException where a patient's key is destroyed
   * @throws org.sealome.zk.commit.MalformedPointException where a commitment is no point
   */
  public abstract T of(LinearSum combination);

  /** Of one patient or more. */
  abstract T sum(String plane, BitSet over);

  abstract T zero();

  final T sum(PlaneSum needed) {
    return sums.computeIfAbsent(
        shared(needed),
        s -> {
          BitSet over = slots.get(s.population());
          return over.isEmpty() ? zero() : sum(s.plane(), over);
        });
  }

  private PlaneSum shared(PlaneSum sum) {
    return new PlaneSum(sum.plane(), sameSlots[sum.population()]);
  }

  private static final class OfCommitments extends PlaneSums<Commitment> {
    private final CommittedPlanes planes;

    OfCommitments(CommittedPlanes planes, List<BitSet> slots) {
      super(slots);
      this.planes = planes;
    }

    @Override
    public Commitment of(LinearSum combination) {
      return Commitment.sum(
          combination.planes().entrySet().stream()
              .map(e -> sum(e.getKey()).times(e.getValue()))
              .toList());
    }

    @Override
    Commitment sum(String plane, BitSet over) {
      ColumnEntry column = planes.entry(plane);
      return planes.sum(column, column.shape().form(plane), over);
    }

    @Override
    Commitment zero() {
      return Commitment.NONE;
    }
  }

  private static final class OfBlindings extends PlaneSums<Scalar> {
    private final BlindingHalf half;
    private final BlindingScope scope;
    private final Function<String, ColumnEntry> columns;

    OfBlindings(
        BlindingHalf half,
        BlindingScope scope,
        Function<String, ColumnEntry> columns,
        List<BitSet> slots) {
      super(slots);
      this.half = half;
      this.scope = scope;
      this.columns = columns;
    }

    @Override
    public Scalar of(LinearSum combination) {
      Scalar sum = Scalar.ZERO;
      for (Map.Entry<PlaneSum, Long> e : combination.planes().entrySet()) {
        sum = sum.plus(sum(e.getKey()).times(Scalar.of(e.getValue())));
      }
      return sum;
    }

    @Override
    Scalar sum(String plane, BitSet over) {
      ColumnEntry column = columns.apply(plane);
      Map<String, Long> form = new TreeMap<>();
      column.shape().form(plane).forEach((i, c) -> form.put(column.shape().planes().get(i), c));
      return half.sum(scope, column.name(), form, over);
    }

    @Override
    Scalar zero() {
      return Scalar.ZERO;
    }
  }
}
