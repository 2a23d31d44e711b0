// SPDX-License-Identifier: Apache-2.0
package org.sealome.query.circuit;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.Objects;
import org.sealome.zk.plan.Polynomial;
import org.sealome.zk.plan.Population;
import org.sealome.zk.plan.Term;

/**
 * A plan's populations after consent, cut into blocks: exactly what the masks of its terms are.
 * Engine and steward each compute it from the plan and from the consent pages that they read
 * themselves. Immutable.
 */
public final class ConsentedPopulations {
  private final int blockSlots;
  private final int blocks;
  private final List<long[]> words; // by population; bit i is slot i, trailing zero words left out
  private final int[][] sizes; // by population and block

  private ConsentedPopulations(int blockSlots, int blocks, List<long[]> words) {
    this.blockSlots = blockSlots;
    this.blocks = blocks;
    this.words = words;
    this.sizes = new int[words.size()][blocks];
    for (int population = 0; population < sizes.length; population++) {
      long[] bits = words.get(population);
      for (int i = 0; i < bits.length; i++) {
        sizes[population][i / (blockSlots / Long.SIZE)] += Long.bitCount(bits[i]);
      }
    }
  }

  /**
   * Each population, and consent.
   *
   * @param pages one bitmap a block, in order; slot i of a page is bit {@code i mod 8} of byte
   *     {@code i / 8}
   * @param blockSlots slots of a block, which is a page; a multiple of 64
   * @throws IllegalArgumentException where a page is larger than a block
   */
  public static ConsentedPopulations of(
      List<Population> populations, List<byte[]> pages, int blockSlots) {
    if (blockSlots <= 0 || blockSlots % Long.SIZE != 0) {
      throw new IllegalArgumentException("a block of " + blockSlots + " slots is no whole words");
    }
    int blockWords = blockSlots / Long.SIZE;
    long[] consent = new long[Math.multiplyExact(blockWords, pages.size())];
    for (int block = 0; block < pages.size(); block++) {
      if (pages.get(block).length > blockSlots / Byte.SIZE) {
        throw new IllegalArgumentException("consent page " + block + " is larger than a block");
      }
      long[] page = BitSet.valueOf(pages.get(block)).toLongArray();
      System.arraycopy(page, 0, consent, block * blockWords, page.length);
    }
    List<long[]> words = new ArrayList<>(populations.size());
    for (Population population : populations) {
      long[] bits = population.slots().toLongArray();
      if (bits.length > consent.length) {
        throw new IllegalArgumentException("a population has patients beyond the consent pages");
      }
      for (int i = 0; i < bits.length; i++) {
        bits[i] &= consent[i];
      }
      words.add(bits);
    }
    return new ConsentedPopulations(blockSlots, pages.size(), words);
  }

  public int blocks() {
    return blocks;
  }

  /** Number of populations. */
  public int count() {
    return words.size();
  }

  /** The mask: {@code blockSlots / 64} words, bit i of word j is slot {@code 64·j + i}. */
  public long[] mask(int population, int block) {
    int blockWords = blockSlots / Long.SIZE;
    long[] bits = words.get(population);
    long[] mask = new long[blockWords];
    int from = Objects.checkIndex(block, blocks) * blockWords;
    if (from < bits.length) {
      System.arraycopy(bits, from, mask, 0, Math.min(blockWords, bits.length - from));
    }
    return mask;
  }

  /** Number of slots in a mask. */
  public int size(int population, int block) {
    return sizes[population][block];
  }

  /**
   * Whether a block contributes to a release. Where every mask of it is empty, no sample is made
   * and the block's part is zero.
   */
  public boolean contributes(Polynomial release, int block) {
    for (Term term : release.terms()) {
      if (size(term.population(), block) > 0) {
        return true;
      }
    }
    return false;
  }

  /** Number of consenting patients of each population, over all blocks. */
  public long[] sizes() {
    return Arrays.stream(sizes).mapToLong(s -> Arrays.stream(s).asLongStream().sum()).toArray();
  }
}
