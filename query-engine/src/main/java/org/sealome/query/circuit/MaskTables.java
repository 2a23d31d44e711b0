// SPDX-License-Identifier: Apache-2.0
package org.sealome.query.circuit;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import org.sealome.he.HeContext;
import org.sealome.he.Mask;

/**
 * The mask tables of one block, made when first asked for, in parallel, and kept for the circuits
 * that follow; the least recently used ones are freed where there are too many. One thread.
 */
final class MaskTables implements AutoCloseable {
  private final HeContext context;
  private final ConsentedPopulations populations;
  private final int block;
  private final int capacity;
  private final Map<Integer, Mask> tables = new LinkedHashMap<>(16, 0.75f, true);

  /**
   * Nothing is made yet.
   *
   * @param capacity number of tables kept; more only where one request needs more
   */
  MaskTables(HeContext context, ConsentedPopulations populations, int block, int capacity) {
    this.context = context;
    this.populations = populations;
    this.block = block;
    this.capacity = capacity;
  }

  /** The tables of {@code wanted}, in order; valid until the next call. */
  List<Mask> of(int[] wanted) {
    int[] missing = IntStream.of(wanted).distinct().filter(p -> !tables.containsKey(p)).toArray();
    evict(IntStream.of(wanted).boxed().toList(), missing.length);
    Mask[] made = new Mask[missing.length];
    try {
      IntStream.range(0, missing.length)
          .parallel()
          .forEach(i -> made[i] = Mask.of(context, populations.mask(missing[i], block)));
    } finally {
      // Also where one of them failed: what was made has an owner then.
      for (int i = 0; i < made.length; i++) {
        if (made[i] != null) {
          tables.put(missing[i], made[i]);
        }
      }
    }
    List<Mask> masks = new ArrayList<>(wanted.length);
    for (int population : wanted) {
      masks.add(tables.get(population));
    }
    return masks;
  }

  private void evict(List<Integer> wanted, int making) {
    Set<Integer> keep = new HashSet<>(wanted);
    Iterator<Map.Entry<Integer, Mask>> oldest = tables.entrySet().iterator();
    while (tables.size() + making > capacity && oldest.hasNext()) {
      Map.Entry<Integer, Mask> table = oldest.next();
      if (!keep.contains(table.getKey())) {
        oldest.remove();
        table.getValue().close();
      }
    }
  }

  @Override
  public void close() {
    tables.values().forEach(Mask::close);
    tables.clear();
  }
}
