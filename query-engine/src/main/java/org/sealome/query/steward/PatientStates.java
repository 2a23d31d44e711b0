// SPDX-License-Identifier: Apache-2.0
package org.sealome.query.steward;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** All that a patient can be in one variable, as the planes' names let her. */
final class PatientStates {
  private static final int MAX_BITS = 16;

  /**
   * One of the things that she can be.
   *
   * @param called whether the variable has a value
   * @param integer whether that is an integer
   * @param planes those that are not zero
   */
  record State(boolean called, boolean integer, Map<String, Long> planes) {
    State(boolean called, Map<String, Long> planes) {
      this(called, false, planes);
    }
  }

  private final Map<String, Set<String>> columns = new HashMap<>();

  /**
   * @param publicForms as {@link DatasetFacts} has them: all planes of each encrypted column
   */
  PatientStates(List<Map<String, Long>> publicForms) {
    for (Map<String, Long> form : publicForms) {
      form.keySet()
          .forEach(
              p ->
                  columns
                      .computeIfAbsent(PlaneName.parse(p).variable(), _ -> new TreeSet<>())
                      .add(p));
    }
  }

  /** Null: too many. */
  List<State> states(String variable, Set<String> used) {
    Set<String> known = columns.getOrDefault(variable, Set.of());
    Set<String> all = new TreeSet<>(used);
    all.addAll(known);
    PlaneName.Kind kind = PlaneName.parse(used.iterator().next()).kind();
    return switch (kind) {
      case DOSAGE, MISSING, HAPLOID -> genotypes(variable);
      case CATEGORY -> categories(all, known.isEmpty());
      case PRESENT, BIT, VALUE -> integers(variable, used, all);
    };
  }

  private static List<State> genotypes(String variant) {
    String het = variant + "/HET";
    String haploid = variant + "/HAPLOID";
    return List.of(
        new State(true, Map.of()),
        new State(true, Map.of(het, 1L)),
        new State(true, Map.of(variant + "/HOM", 1L)),
        new State(false, Map.of(variant + "/MISSING", 1L)),
        new State(true, Map.of(haploid, 1L)),
        new State(true, Map.of(haploid, 1L, het, 1L)));
  }

  private static List<State> categories(Set<String> planes, boolean others) {
    List<State> out = new ArrayList<>();
    out.add(new State(false, Map.of()));
    planes.forEach(p -> out.add(new State(true, Map.of(p, 1L))));
    if (others) {
      out.add(new State(true, Map.of()));
    }
    return out;
  }

  private static List<State> integers(String column, Set<String> used, Set<String> all) {
    List<State> out = new ArrayList<>();
    String present = column + "/PRESENT";
    // Where it does not matter who has a value, nothing tells her from one who has zero.
    out.add(new State(false, !used.contains(present), Map.of()));
    if (used.equals(Set.of(present))) {
      out.add(new State(true, true, Map.of(present, 1L)));
      return out;
    }
    int bits = 0;
    for (String plane : all) {
      PlaneName name = PlaneName.parse(plane);
      if (name.kind() == PlaneName.Kind.BIT) {
        bits = Math.max(bits, 1 + Integer.parseInt(name.part().substring(3)));
      }
    }
    bits = bits == 0 ? MAX_BITS : bits;
    if (bits > MAX_BITS) {
      return null;
    }
    for (long value = 0; value < 1L << bits; value++) {
      Map<String, Long> state = new HashMap<>();
      state.put(present, 1L);
      state.put(column + "/VALUE", value);
      for (int bit = 0; bit < bits; bit++) {
        state.put(column + "/BIT" + bit, value >> bit & 1);
      }
      out.add(new State(true, true, state));
    }
    return out;
  }
}
