// SPDX-License-Identifier: Apache-2.0
package org.sealome.query.steward;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;

/**
 * Whether what patients of one kind add to a value and to its sizes fits together. What a patient
 * adds falls apart into components that share no variable. Where no size of a component counts her
 * she must add the same to it, whatever else she is, and all of that together must be nothing;
 * where one counts her, something else.
 */
final class SizeAgreement {
  private final long[] constants;
  private final List<Component> components = new ArrayList<>();

  /**
   * @param constants what every patient adds to the value, and to each size
   */
  SizeAgreement(long[] constants) {
    this.constants = constants.clone();
  }

  /**
   * One more component.
   *
   * @param touches whether the value, and each size, has terms in it
   * @param many whether it has so many variables that its sizes are of single ones
   * @return to be told of all that a patient can be in its variables
   */
  PatientWalk.Visitor component(boolean[] touches, boolean many) {
    Component component = new Component(touches, many);
    components.add(component);
    return component;
  }

  /** Of a value that is the sum of its sizes, and of one that its sizes stand for. */
  boolean holds() {
    return isTheirSum()
        || (sizes().allMatch(this::isOfOneComponent)
            && components.stream().allMatch(Component::fits)
            && (isNothingOutside() || isOfEverybody()));
  }

  private IntStream sizes() {
    return IntStream.range(1, constants.length);
  }

  private boolean isTheirSum() {
    long rest = constants[0] - sizes().mapToLong(i -> constants[i]).sum();
    for (Component c : components) {
      if (c.leastRest != c.mostRest) {
        return false;
      }
      rest = Math.addExact(rest, c.leastRest);
    }
    return rest == 0;
  }

  /** Counting patients, it varies in no second one; then it must not be shifted by another. */
  private boolean isOfOneComponent(int size) {
    return components.stream().filter(c -> c.touches[size]).filter(c -> !c.isZero(size)).count()
        <= 1;
  }

  private boolean isNothingOutside() {
    long outside = constants[0];
    for (Component c : components) {
      if (c.outside.size() != 1) {
        return false;
      }
      outside = Math.addExact(outside, c.outside.iterator().next());
    }
    return outside == 0 && sizes().noneMatch(this::countsEverybody);
  }

  /** Everybody adds something, and a size says so. */
  private boolean isOfEverybody() {
    long least = constants[0];
    long most = constants[0];
    Component varying = null;
    int vary = 0;
    for (Component c : components) {
      least = Math.addExact(least, c.least[0]);
      most = Math.addExact(most, c.most[0]);
      if (c.least[0] != c.most[0]) {
        varying = c;
        vary++;
      }
    }
    boolean adds = least > 0 || most < 0;
    if (vary == 1) {
      // What the others add; who has an integer may add zero.
      long others = least - varying.least[0];
      adds = !varying.plain.contains(-others);
    }
    return adds && sizes().anyMatch(this::countsEverybody);
  }

  private boolean countsEverybody(int size) {
    long least = constants[size];
    for (Component c : components) {
      least = Math.addExact(least, c.least[size]);
    }
    return least > 0;
  }

  private final class Component implements PatientWalk.Visitor {
    private final boolean[] touches;
    private final boolean many;
    private final long[] least = new long[constants.length];
    private final long[] most = new long[constants.length];
    private long leastRest = Long.MAX_VALUE;
    private long mostRest = Long.MIN_VALUE;

    /** What is added to the value where no size counts, and where one does. */
    private final Set<Long> outside = new HashSet<>();

    private final Set<Long> inside = new HashSet<>();

    /** What is added to the value by whoever has no integer. */
    private final Set<Long> plain = new HashSet<>();

    Component(boolean[] touches, boolean many) {
      this.touches = touches.clone();
      this.many = many;
      java.util.Arrays.fill(least, Long.MAX_VALUE);
      java.util.Arrays.fill(most, Long.MIN_VALUE);
    }

    @Override
    public void visit(List<Boolean> called, boolean integer, long[] sums) {
      long rest = sums[0];
      boolean counted = false;
      for (int i = 0; i < sums.length; i++) {
        least[i] = Math.min(least[i], sums[i]);
        most[i] = Math.max(most[i], sums[i]);
        if (i > 0) {
          rest = Math.subtractExact(rest, sums[i]);
          counted |= touches[i] && constants[i] + sums[i] != 0;
        }
      }
      leastRest = Math.min(leastRest, rest);
      mostRest = Math.max(mostRest, rest);
      if (!integer) {
        plain.add(sums[0]);
      }
      if (!counted) {
        outside.add(sums[0]);
      } else if (!integer) {
        // Who has an integer is counted though it may be zero.
        inside.add(sums[0]);
      }
    }

    boolean isZero(int size) {
      return least[size] == 0 && most[size] == 0;
    }

    boolean fits() {
      long here = sizes().filter(i -> touches[i] && !isZero(i)).count();
      if (here == 0 || outside.isEmpty()) {
        return true;
      }
      if (outside.size() > 1) {
        return false;
      }
      long none = outside.iterator().next();
      boolean cancels = here > 1 && (many || (least[0] < none && none < most[0]));
      return cancels || !inside.contains(none);
    }
  }
}
