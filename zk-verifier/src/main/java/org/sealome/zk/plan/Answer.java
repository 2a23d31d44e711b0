// SPDX-License-Identifier: Apache-2.0
package org.sealome.zk.plan;

import java.util.List;

/**
 * Rows for the requester.
 *
 * @param rows one list a row; null elements are NULL
 * @param suppressed positions whose NULL is disclosure control's
 */
public record Answer(List<Column> columns, List<List<Object>> rows, List<Position> suppressed) {
  public Answer {
    columns = List.copyOf(columns);
    rows = List.copyOf(rows);
    suppressed = List.copyOf(suppressed);
  }

  /** Both from zero. */
  public record Position(int row, int column) {}
}
