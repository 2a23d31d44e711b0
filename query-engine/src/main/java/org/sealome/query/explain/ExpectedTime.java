// SPDX-License-Identifier: Apache-2.0
package org.sealome.query.explain;

import java.util.List;

/**
 * How long a statement's computing is expected to take, and why. Ledger and network are not in it.
 *
 * @param parts in the order in which they happen; their {@code wall} times add up
 * @param ahead nanoseconds of making zeros while the log entry is mined: not in the parts
 * @param cores that the times were taken for
 */
public record ExpectedTime(List<Part> parts, long ahead, int cores) {
  public ExpectedTime {
    parts = List.copyOf(parts);
  }

  /** Nanoseconds. */
  public long wall() {
    return parts.stream().mapToLong(Part::wall).sum();
  }

  /**
   * What is done by one party in one go.
   *
   * @param name such as {@code digests}
   * @param items what it is made of; count times nanoseconds is processor time
   * @param wall nanoseconds that pass, with as many cores busy as there is work for
   */
  public record Part(String name, List<Item> items, long wall) {
    public Part {
      items = List.copyOf(items);
    }

    /** Processor time, in nanoseconds. */
    public long processor() {
      return items.stream().mapToLong(i -> i.count() * i.nanoseconds()).sum();
    }
  }

  /**
   * One measured kernel.
   *
   * @param kernel its name in the calibration file
   * @param count over all blocks
   * @param nanoseconds of each
   */
  public record Item(String kernel, long count, long nanoseconds) {}
}
