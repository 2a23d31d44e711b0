// SPDX-License-Identifier: Apache-2.0
package org.sealome.query.steward;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What published cells span, and the hidden ones modulo that.
 *
 * <p>Every row of the basis has a pivot, a coordinate at which every other row and every hidden
 * vector is 0. So a vector is reduced by clearing the pivots that it has, once each, and a hidden
 * cell follows from the span and a reduced vector exactly where the two are parallel.
 *
 * <p>A total over many cells is a long row that would make every short one long: where a short
 * vector meets the pivot of a long row, it takes the pivot over, and the long row looks for
 * another.
 */
final class Span {
  private static final int LONG = 64;

  private final Map<Long, Row> rows = new HashMap<>();
  private final Map<Long, Set<Row>> having = new HashMap<>();
  private long work;

  /** A vector that is kept: a row of the basis, or hidden. */
  private static final class Row {
    private final SparseVector vector;
    private final boolean hidden;

    private Row(SparseVector vector, boolean hidden) {
      this.vector = vector;
      this.hidden = hidden;
    }
  }

  /** A cell to protect; one that follows from what is public already cannot be. */
  void hide(SparseVector v) throws CellVectors.TooLarge {
    SparseVector rest = reduce(v, Integer.MAX_VALUE);
    if (!rest.isZero()) {
      keep(new Row(rest, true));
    }
  }

  /** Adds what is public whatever is published. Before the first {@link #hide}. */
  void publish(SparseVector v) throws CellVectors.TooLarge {
    add(reduce(v, LONG));
  }

  /**
   * Adds a cell, unless a hidden one would follow.
   *
   * @return whether it was added
   */
  boolean publishSafely(SparseVector v) throws CellVectors.TooLarge {
    SparseVector nearly = reduce(v, LONG);
    if (reveals(reduce(nearly.copy(), Integer.MAX_VALUE))) {
      return false;
    }
    add(nearly);
    return true;
  }

  /** Clears the pivots of rows of at most {@code longest} entries. */
  private SparseVector reduce(SparseVector v, int longest) throws CellVectors.TooLarge {
    List<Long> pivots = new ArrayList<>();
    for (long at : v.coordinates()) {
      Row row = rows.get(at);
      if (row != null && row.vector.size() <= longest) {
        pivots.add(at);
      }
    }
    spend(v.size());
    for (long at : pivots) {
      SparseVector row = rows.get(at).vector;
      spend(row.size());
      v.clear(at, row, SparseVector.Watcher.NONE);
    }
    return v;
  }

  private boolean reveals(SparseVector rest) throws CellVectors.TooLarge {
    if (rest.isZero()) {
      return false;
    }
    for (Row row : having.getOrDefault(rest.first(), Set.of())) {
      spend(1);
      if (row.hidden && row.vector.size() == rest.size()) {
        spend(rest.size());
        if (row.vector.isParallelTo(rest)) {
          return true;
        }
      }
    }
    return false;
  }

  /** Takes {@code v}, which has pivots of long rows only. */
  private void add(SparseVector v) throws CellVectors.TooLarge {
    Long taken = null;
    for (long at : v.coordinates()) {
      if (rows.containsKey(at)) {
        taken = at;
        break;
      }
    }
    if (taken == null) {
      install(v);
      return;
    }
    Row older = rows.remove(taken);
    SparseVector free = reduce(v, Integer.MAX_VALUE); // of the other long rows' pivots
    clear(older, taken, free);
    Row row = new Row(free, false);
    keep(row);
    rows.put(taken, row);
    pivot(older);
  }

  /** Makes a row of a reduced vector. */
  private void install(SparseVector v) throws CellVectors.TooLarge {
    if (!v.isZero()) {
      Row row = new Row(v, false);
      keep(row);
      pivot(row);
    }
  }

  /** Gives a kept, reduced vector a pivot and clears that everywhere else. */
  private void pivot(Row row) throws CellVectors.TooLarge {
    if (row.vector.isZero()) {
      return;
    }
    long pivot = bestPivot(row.vector);
    for (Row other : List.copyOf(having.get(pivot))) {
      if (other != row) {
        clear(other, pivot, row.vector);
      }
    }
    rows.put(pivot, row);
  }

  private void clear(Row row, long at, SparseVector by) throws CellVectors.TooLarge {
    spend(by.size());
    row.vector.clear(
        at,
        by,
        (coordinate, has) -> {
          Set<Row> those = having.computeIfAbsent(coordinate, c -> new LinkedHashSet<>());
          if (has) {
            those.add(row);
          } else {
            those.remove(row);
          }
        });
  }

  /** Of the first few coordinates the one that the fewest others have. */
  private long bestPivot(SparseVector v) {
    long best = v.first();
    int fewest = Integer.MAX_VALUE;
    int looked = 0;
    for (long at : v.coordinates()) {
      int others = having.getOrDefault(at, Set.of()).size();
      if (others < fewest) {
        fewest = others;
        best = at;
      }
      if (fewest == 0 || ++looked == LONG) {
        break;
      }
    }
    return best;
  }

  private void keep(Row row) throws CellVectors.TooLarge {
    spend(row.vector.size());
    for (long at : row.vector.coordinates()) {
      having.computeIfAbsent(at, c -> new LinkedHashSet<>()).add(row);
    }
  }

  private void spend(long steps) throws CellVectors.TooLarge {
    work += steps;
    if (work > CellVectors.WORK_LIMIT) {
      throw new CellVectors.TooLarge();
    }
  }
}
