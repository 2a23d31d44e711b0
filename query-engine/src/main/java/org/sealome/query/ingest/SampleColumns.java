// SPDX-License-Identifier: Apache-2.0
package org.sealome.query.ingest;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.IntUnaryOperator;
import org.sealome.query.ErrorCode;
import org.sealome.query.SealomeException;
import org.sealome.query.catalog.IntegerRange;
import org.sealome.query.catalog.PlaneId;
import org.sealome.query.catalog.SampleColumn;
import org.sealome.query.catalog.Visibility;
import org.sealome.zk.column.ColumnShape;
import org.sealome.zk.plan.SqlType;

/**
 * The {@code samples} table: what is public as values, what is encrypted as planes. Types are
 * inferred over every patient's value.
 */
final class SampleColumns {
  /** More categories than this are no categories. */
  static final int MAX_CATEGORIES = 64;

  private static final Set<String> RESERVED = Set.of("sample_id", "slot");

  private final List<SampleColumn> columns = new ArrayList<>();
  private final LinkedHashMap<String, Object[]> publicValues = new LinkedHashMap<>();
  private final LinkedHashMap<String, IntUnaryOperator> planes = new LinkedHashMap<>();
  private final List<String> notes = new ArrayList<>();

  private SampleColumns(List<String> patients) {
    columns.add(SampleColumn.SAMPLE_ID);
    publicValues.put(SampleColumn.SAMPLE_ID.name(), patients.toArray());
  }

  /**
   * Builds the table.
   *
   * @throws SealomeException USAGE where a column is not there, asked for twice, or cannot be
   *     encrypted
   */
  static SampleColumns of(IngestRequest request, List<String> patients) {
    SampleColumns table = new SampleColumns(patients);
    List<String> asked = new ArrayList<>(request.publicColumns());
    asked.removeIf(name -> name.equalsIgnoreCase("sample_id"));
    final int publics = asked.size();
    asked.addAll(request.encryptColumns());
    table.check(asked);
    if (request.samples() == null) {
      if (!asked.isEmpty()) {
        throw usage(
            "columns are named (" + String.join(", ", asked) + ") but no sample file",
            "Name the file that has them with --samples.");
      }
      return table;
    }
    SampleFile file = SampleFile.read(request.samples(), patients, asked);
    for (int i = 0; i < asked.size(); i++) {
      table.add(file.wanted().get(i), file.values().get(i), i >= publics);
    }
    table.note(file, patients);
    return table;
  }

  private void check(List<String> asked) {
    Set<String> seen = new HashSet<>();
    for (String name : asked) {
      String lower = name.toLowerCase(Locale.ROOT);
      if (RESERVED.contains(lower)) {
        throw usage(
            "a sample column cannot be called " + name,
            "sample_id is there and public always; rename the column in the file.");
      } else if (!seen.add(lower)) {
        throw usage(
            "the column " + name + " is named twice", "A column is either public or encrypted.");
      }
    }
  }

  private void add(String name, String[] raw, boolean encrypt) {
    boolean integers = allIntegers(raw);
    if (encrypt && (name.indexOf('=') >= 0 || name.indexOf('/') >= 0)) {
      throw usage(
          "the column " + name + " cannot be encrypted under that name",
          "Names of encrypted columns hold neither '=' nor '/': rename it in the file.");
    } else if (!encrypt) {
      addPublic(name, raw, integers);
    } else if (integers) {
      addIntegers(name, raw);
    } else {
      addCategories(name, raw);
    }
  }

  private void addPublic(String name, String[] raw, boolean integers) {
    Object[] values = new Object[raw.length];
    for (int i = 0; i < raw.length; i++) {
      values[i] = raw[i] == null || !integers ? raw[i] : (Object) Long.valueOf(raw[i]);
    }
    publicValues.put(name, values);
    columns.add(
        new SampleColumn(
            name,
            integers ? SqlType.INTEGER : SqlType.VARCHAR,
            Visibility.PUBLIC,
            List.of(),
            null));
  }

  private void addIntegers(String name, String[] raw) {
    long min = Long.MAX_VALUE;
    long max = Long.MIN_VALUE;
    for (String value : raw) {
      if (value != null) {
        min = Math.min(min, Long.parseLong(value));
        max = Math.max(max, Long.parseLong(value));
      }
    }
    if (max - min >= 1L << 30) {
      throw usage(
          "the integers of the column %s spread over %,d values".formatted(name, max - min + 1),
          "Encrypted integers spread over at most 2^30: scale the column down.");
    }
    IntegerRange range = IntegerRange.covering(min, max);
    int[] values = new int[raw.length];
    boolean[] present = new boolean[raw.length];
    for (int i = 0; i < raw.length; i++) {
      present[i] = raw[i] != null;
      values[i] = present[i] ? (int) (Long.parseLong(raw[i]) - min) : 0;
    }
    if (PlaneId.fitsOnePlane(range)) {
      planes.put(PlaneId.value(name), slot -> values[slot]);
    }
    planes.put(PlaneId.present(name), slot -> present[slot] ? 1 : 0);
    for (int bit = 0; bit < range.bits(); bit++) {
      int shift = bit;
      planes.put(PlaneId.bit(name, bit), slot -> values[slot] >>> shift & 1);
    }
    columns.add(new SampleColumn(name, SqlType.INTEGER, Visibility.ENCRYPTED, List.of(), range));
  }

  private void addCategories(String name, String[] raw) {
    TreeSet<String> categories = new TreeSet<>();
    for (String value : raw) {
      if (value != null) {
        categories.add(value);
      }
    }
    if (categories.size() > MAX_CATEGORIES) {
      throw usage(
          "the column %s has %,d different values, such as '%s'"
              .formatted(name, categories.size(), categories.first()),
          categories.stream().allMatch(SampleColumns::isNumber)
              ? "Decimals cannot be encrypted: scale them to integers (26.4 to 264)."
              : "At most "
                  + MAX_CATEGORIES
                  + " categories can be encrypted. Group them into fewer, or, where it should be"
                  + " numbers, clean the values that are none.");
    }
    for (String category : categories) {
      planes.put(PlaneId.category(name, category), slot -> category.equals(raw[slot]) ? 1 : 0);
    }
    columns.add(
        new SampleColumn(
            name, SqlType.VARCHAR, Visibility.ENCRYPTED, List.copyOf(categories), null));
  }

  private static boolean isNumber(String text) {
    return text.matches("[-+]?[0-9]*\\.?[0-9]+([eE][-+]?[0-9]+)?");
  }

  /** INTEGER only where every value is one, and there is one. */
  private static boolean allIntegers(String[] raw) {
    boolean any = false;
    for (String value : raw) {
      if (value != null) {
        if (!isInteger(value)) {
          return false;
        }
        any = true;
      }
    }
    return any;
  }

  /** Whether a text is an SQL INTEGER of 32 bits. */
  static boolean isInteger(String text) {
    if (!text.matches("-?[0-9]{1,18}")) {
      return false;
    }
    long value = Long.parseLong(text);
    return value == (int) value;
  }

  private void note(SampleFile file, List<String> patients) {
    for (SampleColumn column : columns) {
      notes.add("samples." + column.name() + ": " + describe(column));
    }
    List<String> left = new ArrayList<>(file.header());
    left.removeIf(name -> columns.stream().anyMatch(c -> c.name().equalsIgnoreCase(name)));
    if (!left.isEmpty()) {
      notes.add("columns left out (neither --public nor --encrypt): " + String.join(", ", left));
    }
    List<String> without = new ArrayList<>();
    for (int slot = 0; slot < patients.size(); slot++) {
      if (!file.hasRow()[slot] && patients.get(slot) != null) {
        without.add(patients.get(slot));
      }
    }
    if (!without.isEmpty()) {
      notes.add(
          "patients without a row in the sample file, all their columns NULL: " + some(without));
    }
    if (!file.strangers().isEmpty()) {
      notes.add("sample rows without genotypes, ignored: " + some(file.strangers()));
    }
  }

  private static String describe(SampleColumn column) {
    String kind = column.type() + (column.encrypted() ? ", encrypted" : ", public");
    if (column.range() != null) {
      return kind + ", range " + column.range().min() + " to " + column.range().max();
    }
    return column.encrypted() ? kind + ", categories " + column.categories() : kind;
  }

  /** A count and the first few names. */
  static String some(List<String> names) {
    String few = String.join(", ", names.subList(0, Math.min(5, names.size())));
    return "%,d (%s%s)".formatted(names.size(), few, names.size() > 5 ? ", …" : "");
  }

  private static SealomeException usage(String message, String hint) {
    return new SealomeException(ErrorCode.USAGE, message, hint);
  }

  List<SampleColumn> columns() {
    return List.copyOf(columns);
  }

  /** Public values by column and slot, {@code sample_id} first. */
  LinkedHashMap<String, Object[]> publicValues() {
    return publicValues;
  }

  /** The planes' values by slot, each 0 or more. */
  LinkedHashMap<String, IntUnaryOperator> planes() {
    return planes;
  }

  /** The committed columns that the encrypted ones make; a column without any value makes none. */
  List<ColumnShape> shapes(int patients) {
    return columns.stream()
        .filter(SampleColumn::encrypted)
        .filter(column -> column.range() != null || !column.categories().isEmpty())
        .map(column -> shape(column, patients))
        .toList();
  }

  private static ColumnShape shape(SampleColumn column, int patients) {
    IntegerRange range = column.range();
    return range == null
        ? ColumnShape.categorical(column.name(), column.categories(), patients)
        : ColumnShape.integer(column.name(), range.bits(), PlaneId.fitsOnePlane(range), patients);
  }

  /** For the report: types, what was left out, who has no row. */
  List<String> notes() {
    return notes;
  }
}
