// SPDX-License-Identifier: Apache-2.0
package org.sealome.zk.wellformed;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import org.sealome.zk.column.ColumnShape;

/**
 * What rows a well-formed column can have. A rule lists the values that some planes of one patient
 * may have together; a row is well-formed where every rule finds its planes' values in its list:
 *
 * <ul>
 *   <li>a variant, of HET, HOM, MISSING and HAPLOID: 0000, 1000, 0100, 0010, 0001, 1001, or what is
 *       left of these without the planes that it has not;
 *   <li>a categorical column: no category, or one;
 *   <li>an integer column, for every k: PRESENT and BITk are 00, 10 or 11.
 * </ul>
 */
public final class RowRules {
  /** In the order in which proofs have them: HET, HOM, MISSING, HAPLOID. */
  private static final int[][] GENOTYPES = {
    {0, 0, 0, 0}, {1, 0, 0, 0}, {0, 1, 0, 0}, {0, 0, 1, 0}, {0, 0, 0, 1}, {1, 0, 0, 1}
  };

  private static final int MISSING = 2;
  private static final int HAPLOID = 3;

  private RowRules() {}

  /**
   * One rule.
   *
   * @param planes indices of the column's planes
   * @param rows values, 0 or 1, in the order of these planes; no row twice
   */
  public record Rule(List<Integer> planes, List<List<Integer>> rows) {
    public Rule {
      planes = List.copyOf(planes);
      rows = rows.stream().map(List::copyOf).toList();
    }

    /** The index of the row that a slot's values are, −1 for none. */
    public int find(int[][] values, int slot) {
      return rows.indexOf(planes.stream().map(plane -> values[plane][slot]).toList());
    }

    /** A slot's values as an error message says them. */
    public String describe(ColumnShape shape, int[][] values, int slot) {
      return planes.stream()
          .map(plane -> shape.planes().get(plane) + " = " + values[plane][slot])
          .collect(Collectors.joining(", "));
    }
  }

  /** The rules of a column, in the order in which proofs have them. */
  public static List<Rule> of(ColumnShape shape) {
    return switch (shape.kind()) {
      case VARIANT -> List.of(genotypes(shape));
      case CATEGORICAL -> List.of(atMostOne(shape.planes().size()));
      case INTEGER -> bits(shape.planes().size() - 1);
    };
  }

  private static Rule genotypes(ColumnShape shape) {
    boolean hasMissing = shape.planes().contains(shape.name() + "/MISSING");
    boolean hasHaploid = shape.planes().contains(shape.name() + "/HAPLOID");
    List<List<Integer>> rows = new ArrayList<>();
    for (int[] call : GENOTYPES) {
      if ((hasMissing || call[MISSING] == 0) && (hasHaploid || call[HAPLOID] == 0)) {
        List<Integer> row = new ArrayList<>(List.of(call[0], call[1]));
        if (hasMissing) {
          row.add(call[MISSING]);
        }
        if (hasHaploid) {
          row.add(call[HAPLOID]);
        }
        rows.add(row);
      }
    }
    return new Rule(indices(shape.planes().size()), rows);
  }

  private static Rule atMostOne(int planes) {
    List<List<Integer>> rows = new ArrayList<>();
    for (int set = -1; set < planes; set++) {
      Integer[] row = new Integer[planes];
      Arrays.fill(row, 0);
      if (set >= 0) {
        row[set] = 1;
      }
      rows.add(List.of(row));
    }
    return new Rule(indices(planes), rows);
  }

  private static List<Rule> bits(int bits) {
    if (bits == 0) {
      return List.of(atMostOne(1));
    }
    List<Rule> rules = new ArrayList<>();
    for (int bit = 1; bit <= bits; bit++) {
      rules.add(new Rule(List.of(0, bit), List.of(List.of(0, 0), List.of(1, 0), List.of(1, 1))));
    }
    return rules;
  }

  private static List<Integer> indices(int count) {
    List<Integer> indices = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      indices.add(i);
    }
    return indices;
  }
}
