// SPDX-License-Identifier: Apache-2.0
package org.sealome.zk.wellformed;

import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.sealome.zk.column.ColumnShape;

/**
 * The linear forms over the planes of one slot that are 0 or 1 wherever a column is well-formed,
 * and only there:
 *
 * <ul>
 *   <li>every plane;
 *   <li>a variant: HET + HOM + MISSING, HAPLOID + HOM, HAPLOID + MISSING, of the planes it has;
 *   <li>a categorical column: the sum of all;
 *   <li>an integer column: PRESENT − BITk for every k.
 * </ul>
 */
public final class BitForms {
  /**
   * One form.
   *
   * @param coefficients 1 or −1, by plane index
   * @param text for error messages: what has to be a bit
   */
  public record Form(SortedMap<Integer, Integer> coefficients, String text) {
    /** The form's value in a slot. */
    public int value(int[][] values, int slot) {
      int sum = 0;
      for (SortedMap.Entry<Integer, Integer> term : coefficients.entrySet()) {
        sum += term.getValue() * values[term.getKey()][slot];
      }
      return sum;
    }
  }

  private final ColumnShape shape;
  private final List<Form> forms = new ArrayList<>();

  private BitForms(ColumnShape shape) {
    this.shape = shape;
  }

  /** The forms of a column, in the order in which proofs have them. */
  public static List<Form> of(ColumnShape shape) {
    BitForms builder = new BitForms(shape);
    int planes = shape.planes().size();
    for (int plane = 0; plane < planes; plane++) {
      builder.sum(plane);
    }
    switch (shape.kind()) {
      case VARIANT -> {
        int missing = shape.planes().indexOf(shape.name() + "/MISSING");
        int haploid = shape.planes().indexOf(shape.name() + "/HAPLOID");
        if (missing < 0) {
          builder.sum(0, 1);
        } else {
          builder.sum(0, 1, missing);
        }
        if (haploid >= 0) {
          builder.sum(1, haploid);
        }
        if (haploid >= 0 && missing >= 0) {
          builder.sum(missing, haploid);
        }
      }
      case CATEGORICAL -> {
        if (planes > 1) {
          builder.sum(IntStream.range(0, planes).toArray());
        }
      }
      case INTEGER -> {
        for (int bit = 1; bit < planes; bit++) {
          builder.difference(0, bit);
        }
      }
    }
    return List.copyOf(builder.forms);
  }

  private void sum(int... planes) {
    SortedMap<Integer, Integer> form = new TreeMap<>();
    for (int plane : planes) {
      form.put(plane, 1);
    }
    forms.add(
        new Form(
            form, String.join(" + ", form.keySet().stream().map(shape.planes()::get).toList())));
  }

  private void difference(int plane, int minus) {
    SortedMap<Integer, Integer> form = new TreeMap<>();
    form.put(plane, 1);
    form.put(minus, -1);
    forms.add(new Form(form, shape.planes().get(plane) + " - " + shape.planes().get(minus)));
  }
}
