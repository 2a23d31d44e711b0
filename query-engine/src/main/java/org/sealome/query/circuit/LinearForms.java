// SPDX-License-Identifier: Apache-2.0
package org.sealome.query.circuit;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.sealome.he.Profile;
import org.sealome.zk.plan.LinearForm;

/**
 * Arithmetic of linear forms modulo t. Coefficients are kept centred, in (−t/2, t/2): noise grows
 * with their size, and equal forms become equal objects.
 */
final class LinearForms {
  private static final long T = Profile.PLAIN_MODULUS;

  private LinearForms() {}

  /** The representative of {@code value} modulo t that is nearest to zero. */
  static long centred(long value) {
    long residue = Math.floorMod(value, T);
    return residue > T / 2 ? residue - T : residue;
  }

  /** {@code factor · form}, reduced. */
  static LinearForm scaled(LinearForm form, long factor) {
    long k = centred(factor);
    List<Integer> planes = new ArrayList<>(form.planes().size());
    List<Long> coefficients = new ArrayList<>(form.planes().size());
    for (int i = 0; i < form.planes().size(); i++) {
      long coefficient = centred(centred(form.coefficients().get(i)) * k);
      if (coefficient != 0) {
        planes.add(form.planes().get(i));
        coefficients.add(coefficient);
      }
    }
    return new LinearForm(centred(centred(form.constant()) * k), planes, coefficients);
  }

  /** {@code form}, reduced. */
  static LinearForm reduced(LinearForm form) {
    return scaled(form, 1);
  }

  /** The sum of reduced forms, reduced; the form that is always zero where there are none. */
  static LinearForm sum(List<LinearForm> forms) {
    if (forms.size() == 1) {
      return forms.getFirst();
    }
    long constant = 0;
    Map<Integer, Long> sum = new TreeMap<>();
    for (LinearForm form : forms) {
      constant = centred(constant + form.constant());
      for (int i = 0; i < form.planes().size(); i++) {
        sum.merge(form.planes().get(i), form.coefficients().get(i), (a, b) -> centred(a + b));
      }
    }
    sum.values().removeIf(c -> c == 0);
    return new LinearForm(constant, List.copyOf(sum.keySet()), List.copyOf(sum.values()));
  }

  static boolean isConstant(LinearForm reduced) {
    return reduced.planes().isEmpty();
  }

  /** An order in which equal factors of different products come first to stand together. */
  static int compare(LinearForm a, LinearForm b) {
    int byPlanes = compareLists(a.planes(), b.planes());
    if (byPlanes != 0) {
      return byPlanes;
    }
    int byCoefficients = compareLists(a.coefficients(), b.coefficients());
    return byCoefficients != 0 ? byCoefficients : Long.compare(a.constant(), b.constant());
  }

  private static <T extends Comparable<T>> int compareLists(List<T> a, List<T> b) {
    for (int i = 0; i < Math.min(a.size(), b.size()); i++) {
      int order = a.get(i).compareTo(b.get(i));
      if (order != 0) {
        return order;
      }
    }
    return Integer.compare(a.size(), b.size());
  }
}
