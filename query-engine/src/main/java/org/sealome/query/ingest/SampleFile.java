// SPDX-License-Identifier: Apache-2.0
package org.sealome.query.ingest;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.sealome.query.ErrorCode;
import org.sealome.query.SealomeException;
import org.sealome.query.catalog.SampleColumn;

/**
 * A sample file's columns that were asked for, by slot; everything else in it is forgotten.
 *
 * @param header the names of all columns of the file, {@code sample_id} renamed
 * @param wanted names of the columns kept, as the file writes them
 * @param values raw text of each kept column by slot; null is NULL
 * @param hasRow which slots have a row
 * @param strangers rows of patients whom the VCF does not have
 */
record SampleFile(
    List<String> header,
    List<String> wanted,
    List<String[]> values,
    boolean[] hasRow,
    List<String> strangers) {
  private static final List<String> FAM = List.of("FID", "IID", "PAT", "MAT", "SEX", "PHENO");

  /**
   * Reads TSV, CSV, psam or fam.
   *
   * @param patients the VCF's samples, in slot order
   * @param asked the columns to keep, in any case
   * @throws SealomeException USAGE naming the line
   */
  static SampleFile read(Path file, List<String> patients, List<String> asked) {
    try (DelimitedFile rows = new DelimitedFile(file)) {
      boolean fam = file.getFileName().toString().toLowerCase(Locale.ROOT).endsWith(".fam");
      List<String> header = fam ? FAM : rows.next();
      if (header == null) {
        throw new SealomeException(
            ErrorCode.USAGE, file + " is empty", "Name a file with a header line and a row each.");
      }
      List<String> names = names(header);
      int id = idColumn(header);
      int[] columns = new int[asked.size()];
      List<String> wanted = new ArrayList<>();
      for (int i = 0; i < columns.length; i++) {
        columns[i] = find(file, names, id, asked.get(i));
        wanted.add(names.get(columns[i]));
      }
      return read(rows, patients, names, id, columns, wanted);
    }
  }

  private static SampleFile read(
      DelimitedFile rows,
      List<String> patients,
      List<String> names,
      int id,
      int[] columns,
      List<String> wanted) {
    Map<String, Integer> slots = HashMap.newHashMap(patients.size());
    for (int slot = 0; slot < patients.size(); slot++) {
      slots.put(patients.get(slot), slot);
    }
    boolean[] hasRow = new boolean[patients.size()];
    List<String> strangers = new ArrayList<>();
    Map<String, String> strangersSeen = new HashMap<>();
    List<String[]> values = new ArrayList<>();
    for (int i = 0; i < columns.length; i++) {
      values.add(new String[patients.size()]);
    }
    for (List<String> row = rows.next(); row != null; row = rows.next()) {
      if (row.size() != names.size()) {
        throw rows.unreadable(
            "%d fields where the header has %d".formatted(row.size(), names.size()));
      }
      String sample = row.get(id);
      if (sample.isBlank()) {
        throw rows.unreadable("no sample id");
      }
      Integer slot = slots.get(sample);
      if (slot == null) {
        if (strangersSeen.put(sample, sample) != null) {
          throw rows.unreadable("a second row for the sample " + sample);
        }
        strangers.add(sample);
      } else if (hasRow[slot]) {
        throw rows.unreadable("a second row for the sample " + sample);
      } else {
        hasRow[slot] = true;
        for (int i = 0; i < columns.length; i++) {
          values.get(i)[slot] = value(row.get(columns[i]));
        }
      }
    }
    names = new ArrayList<>(names);
    names.set(id, SampleColumn.SAMPLE_ID.name());
    return new SampleFile(List.copyOf(names), wanted, values, hasRow, strangers);
  }

  /** The column called sample_id, #IID or IID, else the first. */
  private static int idColumn(List<String> header) {
    for (String wanted : List.of("sample_id", "#iid", "iid")) {
      for (int i = 0; i < header.size(); i++) {
        if (header.get(i).trim().equalsIgnoreCase(wanted)) {
          return i;
        }
      }
    }
    return 0;
  }

  private static List<String> names(List<String> header) {
    List<String> names = new ArrayList<>();
    for (int i = 0; i < header.size(); i++) {
      String name = header.get(i).trim();
      names.add(i == 0 && name.startsWith("#") ? name.substring(1) : name);
    }
    return names;
  }

  private static int find(Path file, List<String> names, int id, String asked) {
    int found = -1;
    for (int i = 0; i < names.size(); i++) {
      if (i != id && names.get(i).equalsIgnoreCase(asked)) {
        if (found >= 0) {
          throw new SealomeException(
              ErrorCode.USAGE,
              file + " has two columns called " + asked,
              "Column names are the same in any case: rename one.");
        }
        found = i;
      }
    }
    if (found < 0) {
      List<String> others = new ArrayList<>(names);
      others.remove(id);
      throw new SealomeException(
          ErrorCode.USAGE,
          file + " has no column '" + asked + "'",
          "It has: " + String.join(", ", others) + ".");
    }
    return found;
  }

  private static String value(String field) {
    return field.isEmpty() || field.equals("NA") ? null : field;
  }
}
