// SPDX-License-Identifier: Apache-2.0
package org.sealome.zk.column;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Which planes a committed column has. Planes carry the ids by which plans call them. There is one
 * shape for what a column is, and no other is accepted:
 *
 * <ul>
 *   <li>a variant: {@code NAME/HET}, {@code NAME/HOM}, then, where it has them, {@code
 *       NAME/MISSING} and {@code NAME/HAPLOID};
 *   <li>a categorical column: {@code NAME=CATEGORY} for each, at least one;
 *   <li>an integer column: {@code NAME/PRESENT}, {@code NAME/BIT0}, … , and derived from these,
 *       where it has it, {@code NAME/VALUE} = Σ 2ᵏ·BITk.
 * </ul>
 *
 * @param planes ids of the committed planes
 * @param derived ids of planes that are combinations of committed ones: coefficients by the index
 *     of the committed plane
 * @param patients number of slots, at least 1
 */
public record ColumnShape(
    Kind kind,
    String name,
    List<String> planes,
    SortedMap<String, SortedMap<Integer, Long>> derived,
    int patients) {

  /** What a column holds. */
  public enum Kind {
    VARIANT,
    CATEGORICAL,
    INTEGER
  }

  private static final String MISSING = "/MISSING";
  private static final String HAPLOID = "/HAPLOID";

  /** Wider integers have no plane of their values. */
  private static final int MAX_BITS = 40;

  /** More planes than any column has. */
  private static final int MAX_PLANES = 1 << 16;

  public ColumnShape {
    planes = List.copyOf(planes);
    TreeMap<String, SortedMap<Integer, Long>> forms = new TreeMap<>();
    derived.forEach((id, form) -> forms.put(id, unmodifiable(new TreeMap<>(form))));
    derived = Collections.unmodifiableSortedMap(forms);
    if (patients < 1 || planes.isEmpty() || planes.size() > MAX_PLANES) {
      throw new IllegalArgumentException("a column has patients and planes");
    }
    if (new HashSet<>(planes).size() != planes.size()) {
      throw new IllegalArgumentException("a column names a plane twice");
    }
    if (!fits(kind, name, planes, derived)) {
      throw new IllegalArgumentException("not the planes of a column of kind " + kind);
    }
  }

  private static SortedMap<Integer, Long> unmodifiable(SortedMap<Integer, Long> form) {
    return Collections.unmodifiableSortedMap(form);
  }

  private static boolean fits(
      Kind kind,
      String name,
      List<String> planes,
      SortedMap<String, SortedMap<Integer, Long>> derived) {
    return switch (kind) {
      case VARIANT ->
          derived.isEmpty()
              && planes.equals(
                  variantPlanes(
                      name, planes.contains(name + MISSING), planes.contains(name + HAPLOID)));
      case CATEGORICAL ->
          derived.isEmpty() && planes.stream().allMatch(id -> id.startsWith(name + "="));
      case INTEGER ->
          planes.size() <= MAX_BITS + 1
              && planes.equals(integerPlanes(name, planes.size() - 1))
              && (derived.isEmpty() || derived.equals(valuePlane(name, planes.size() - 1)));
    };
  }

  /** A variant's column. */
  public static ColumnShape variant(
      String name, boolean hasMissing, boolean hasHaploid, int patients) {
    List<String> planes = variantPlanes(name, hasMissing, hasHaploid);
    return new ColumnShape(Kind.VARIANT, name, planes, new TreeMap<>(), patients);
  }

  /** The column of a categorical sample column. */
  public static ColumnShape categorical(String name, List<String> categories, int patients) {
    List<String> planes = categories.stream().map(category -> name + "=" + category).toList();
    return new ColumnShape(Kind.CATEGORICAL, name, planes, new TreeMap<>(), patients);
  }

  /**
   * The column of an integer sample column.
   *
   * @param bits number of bit planes, at most 40
   * @param hasValue whether plans may use the plane of values
   */
  public static ColumnShape integer(String name, int bits, boolean hasValue, int patients) {
    SortedMap<String, SortedMap<Integer, Long>> derived =
        hasValue ? valuePlane(name, bits) : new TreeMap<>();
    return new ColumnShape(Kind.INTEGER, name, integerPlanes(name, bits), derived, patients);
  }

  private static List<String> variantPlanes(String name, boolean hasMissing, boolean hasHaploid) {
    List<String> planes = new ArrayList<>(List.of(name + "/HET", name + "/HOM"));
    if (hasMissing) {
      planes.add(name + MISSING);
    }
    if (hasHaploid) {
      planes.add(name + HAPLOID);
    }
    return planes;
  }

  private static List<String> integerPlanes(String name, int bits) {
    List<String> planes = new ArrayList<>(List.of(name + "/PRESENT"));
    for (int k = 0; k < bits; k++) {
      planes.add(name + "/BIT" + k);
    }
    return planes;
  }

  private static SortedMap<String, SortedMap<Integer, Long>> valuePlane(String name, int bits) {
    SortedMap<Integer, Long> form = new TreeMap<>();
    for (int k = 0; k < bits; k++) {
      form.put(1 + k, 1L << k);
    }
    SortedMap<String, SortedMap<Integer, Long>> derived = new TreeMap<>();
    derived.put(name + "/VALUE", form);
    return derived;
  }

  /** Whether plans may use this plane of the column, committed or derived. */
  public boolean has(String planeId) {
    return planes.contains(planeId) || derived.containsKey(planeId);
  }

  /** All ids by which plans may use the column, committed planes first. */
  public List<String> planeIds() {
    List<String> ids = new ArrayList<>(planes);
    ids.addAll(derived.keySet());
    return ids;
  }

  /**
   * The plane as a combination of committed ones: coefficients by their index.
   *
   * @throws NoSuchElementException if the column has no such plane
   */
  public SortedMap<Integer, Long> form(String planeId) {
    int index = planes.indexOf(planeId);
    if (index >= 0) {
      return new TreeMap<>(Map.of(index, 1L));
    }
    SortedMap<Integer, Long> form = derived.get(planeId);
    if (form == null) {
      throw new NoSuchElementException("column " + name + " has no plane " + planeId);
    }
    return form;
  }

  /**
   * The question that is answered about one patient: HET + HOM + 2·MISSING is 0 where she has no
   * copy of the ALT allele, 1 where she has, 2 where it was not called; and does not tell one copy
   * from two. Coefficients by the committed plane's index.
   *
   * @throws IllegalStateException if this is no variant's column
   */
  public SortedMap<Integer, Long> carrierForm() {
    if (kind != Kind.VARIANT) {
      throw new IllegalStateException("column " + name + " is no variant's");
    }
    SortedMap<Integer, Long> form = new TreeMap<>(Map.of(0, 1L, 1, 1L));
    int missing = planes.indexOf(name + MISSING);
    if (missing >= 0) {
      form.put(missing, 2L);
    }
    return form;
  }

  /** A form over committed planes by their ids, as blinding keys want it. */
  public SortedMap<String, Long> byId(Map<Integer, Long> form) {
    SortedMap<String, Long> byId = new TreeMap<>();
    form.forEach((plane, coefficient) -> byId.put(planes.get(plane), coefficient));
    return byId;
  }
}
