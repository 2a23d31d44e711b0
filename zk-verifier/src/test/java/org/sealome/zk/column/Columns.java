// SPDX-License-Identifier: Apache-2.0
package org.sealome.zk.column;

import java.util.List;
import java.util.Random;

/** Random well-formed columns. */
public final class Columns {
  private Columns() {}

  /** One of each kind and of each set of planes. */
  public static List<ColumnShape> shapes(int patients) {
    return List.of(
        ColumnShape.variant("1-10-A-T", false, false, patients),
        ColumnShape.variant("1-11-A-T", true, false, patients),
        ColumnShape.variant("X-12-A-T", false, true, patients),
        ColumnShape.variant("X-13-A-T", true, true, patients),
        ColumnShape.categorical("sex", List.of("female", "male"), patients),
        ColumnShape.categorical("all", List.of("yes"), patients),
        ColumnShape.integer("age", 5, true, patients),
        ColumnShape.integer("id", 20, false, patients));
  }

  /** Values by plane and slot. */
  public static int[][] values(ColumnShape shape, Random random) {
    int planes = shape.planes().size();
    int[][] values = new int[planes][shape.patients()];
    for (int slot = 0; slot < shape.patients(); slot++) {
      switch (shape.kind()) {
        case VARIANT -> {
          int missing = shape.planes().indexOf(shape.name() + "/MISSING");
          int haploid = shape.planes().indexOf(shape.name() + "/HAPLOID");
          int call = random.nextInt(4);
          if (call == 1 || call == 2) {
            values[call - 1][slot] = 1;
          } else if (call == 3 && missing >= 0) {
            values[missing][slot] = 1;
          }
          if (call < 2 && haploid >= 0) {
            values[haploid][slot] = random.nextInt(2);
          }
        }
        case CATEGORICAL -> {
          int category = random.nextInt(planes + 1);
          if (category < planes) {
            values[category][slot] = 1;
          }
        }
        case INTEGER -> {
          values[0][slot] = random.nextInt(4) > 0 ? 1 : 0;
          for (int bit = 1; bit < planes; bit++) {
            values[bit][slot] = values[0][slot] & random.nextInt(2);
          }
        }
      }
    }
    return values;
  }
}
