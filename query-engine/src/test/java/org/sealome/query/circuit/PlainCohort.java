// SPDX-License-Identifier: Apache-2.0
package org.sealome.query.circuit;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.Random;
import org.sealome.he.Profile;
import org.sealome.zk.plan.LinearForm;
import org.sealome.zk.plan.Plan;
import org.sealome.zk.plan.Polynomial;
import org.sealome.zk.plan.Term;

/**
 * Random planes in clear, their encryption, and what SQL arithmetic says about them. Plane k is
 * named {@code p<k>}; its values are in [0, {@code highest(k)}].
 */
final class PlainCohort implements EncryptedCohort, AutoCloseable {
  private final Profile profile;
  private final int[] highest;
  private final int[][] values;
  private final Arena arena = Arena.ofShared();
  private final List<MemorySegment> blocks = new ArrayList<>();

  PlainCohort(Profile profile, int patients, Random random, int... highest) {
    this.profile = profile;
    this.highest = highest.clone();
    this.values = new int[highest.length][patients];
    for (int plane = 0; plane < highest.length; plane++) {
      for (int slot = 0; slot < patients; slot++) {
        values[plane][slot] = random.nextInt(highest[plane] + 1);
      }
    }
    for (int block = 0; block < blocks(); block++) {
      blocks.add(encrypt(block));
    }
  }

  private MemorySegment encrypt(int block) {
    int first = block * profile.slots();
    int used = Math.min(profile.slots(), patients() - first);
    try (Arena plain = Arena.ofConfined()) {
      MemorySegment in = plain.allocate(ValueLayout.JAVA_INT, (long) values.length * used);
      for (int plane = 0; plane < values.length; plane++) {
        MemorySegment.copy(
            values[plane], first, in, ValueLayout.JAVA_INT, (long) plane * used * 4, used);
      }
      MemorySegment out = arena.allocate(values.length * profile.planeBytes(), 64);
      TestKeys.of(profile).encryptor().encrypt(in, values.length, used, out, 2);
      return out;
    }
  }

  @Override
  public Profile profile() {
    return profile;
  }

  @Override
  public int patients() {
    return values[0].length;
  }

  @Override
  public boolean contains(String plane) {
    return names().contains(plane);
  }

  @Override
  public MemorySegment plane(String plane, int block) {
    long bytes = profile.planeBytes();
    return blocks.get(block).asSlice(names().indexOf(plane) * bytes, bytes).asReadOnly();
  }

  List<String> names() {
    List<String> names = new ArrayList<>();
    for (int plane = 0; plane < values.length; plane++) {
      names.add("p" + plane);
    }
    return names;
  }

  /** A term with the range that follows from the planes' ranges. */
  Term term(int population, LinearForm... factors) {
    long lo = 1;
    long hi = 1;
    for (LinearForm factor : factors) {
      long least = factor.constant();
      long greatest = factor.constant();
      for (int i = 0; i < factor.planes().size(); i++) {
        long reach = factor.coefficients().get(i) * highest[factor.planes().get(i)];
        least += Math.min(0, reach);
        greatest += Math.max(0, reach);
      }
      long[] corners = {lo * least, lo * greatest, hi * least, hi * greatest};
      Arrays.sort(corners);
      lo = corners[0];
      hi = corners[3];
    }
    return new Term(population, List.of(factors), lo, hi);
  }

  /** In clear: the sum over consenting patients. */
  long expected(Plan plan, Polynomial release, BitSet consent) {
    long sum = 0;
    for (Term term : release.terms()) {
      BitSet mask = plan.populations().get(term.population()).slots();
      mask.and(consent);
      for (int slot = mask.nextSetBit(0); slot >= 0; slot = mask.nextSetBit(slot + 1)) {
        long product = 1;
        for (LinearForm factor : term.factors()) {
          long value = factor.constant();
          for (int i = 0; i < factor.planes().size(); i++) {
            value += factor.coefficients().get(i) * values[factor.planes().get(i)][slot];
          }
          product *= value;
        }
        sum += product;
      }
    }
    return sum;
  }

  @Override
  public void close() {
    arena.close();
  }
}
