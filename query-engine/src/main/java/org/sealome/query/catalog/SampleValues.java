// SPDX-License-Identifier: Apache-2.0
package org.sealome.query.catalog;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.ByteArrayInputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;

/**
 * The public columns of {@code samples}, one array a column, indexed by slot. The same values stand
 * in the public metadata's table; here they are at hand without a database.
 */
public final class SampleValues {
  private static final int MAGIC = 0x53565331; // "SVS1"

  private final Map<String, Object[]> columns;
  private final Map<String, Integer> slots;

  /**
   * @param columns by name, in order, {@code sample_id} first; values are Strings, Longs or null; a
   *     slot without sample_id is vacant
   */
  public SampleValues(LinkedHashMap<String, Object[]> columns) {
    this.columns = new HashMap<>();
    columns.forEach((name, values) -> this.columns.put(name.toLowerCase(Locale.ROOT), values));
    Object[] ids = Objects.requireNonNull(columns.get(SampleColumn.SAMPLE_ID.name()));
    this.slots = HashMap.newHashMap(ids.length);
    for (int slot = 0; slot < ids.length; slot++) {
      if (ids[slot] != null) { // else vacant
        slots.put((String) ids[slot], slot);
      }
    }
  }

  /** The value in a slot; the column's name in any case. */
  public Object value(String column, int slot) {
    Object[] values = columns.get(column.toLowerCase(Locale.ROOT));
    if (values == null) {
      throw new IllegalArgumentException("no public column " + column);
    }
    return values[slot];
  }

  /** The slot of a patient, or -1. */
  public int slotOf(String sampleId) {
    return slots.getOrDefault(sampleId, -1);
  }

  /** Writes columns to a new file. */
  public static void write(Path file, LinkedHashMap<String, Object[]> columns) throws IOException {
    try (DataOutputStream out =
        new DataOutputStream(new BufferedOutputStream(Files.newOutputStream(file)))) {
      out.writeInt(MAGIC);
      out.writeInt(columns.size());
      out.writeInt(columns.values().iterator().next().length);
      for (Map.Entry<String, Object[]> column : columns.entrySet()) {
        text(out, column.getKey());
        for (Object value : column.getValue()) {
          switch (value) {
            case null -> out.writeByte(0);
            case Long number -> {
              out.writeByte(1);
              out.writeLong(number);
            }
            case String text -> {
              out.writeByte(2);
              text(out, text);
            }
            default -> throw new IllegalArgumentException("no column holds " + value.getClass());
          }
        }
      }
    }
  }

  /** Reads what {@link #write} wrote; the bytes' digest has been checked. */
  static SampleValues read(byte[] bytes) throws IOException {
    try (DataInputStream in =
        new DataInputStream(new BufferedInputStream(new ByteArrayInputStream(bytes)))) {
      if (in.readInt() != MAGIC) {
        throw new IOException("not a file of sample values");
      }
      int count = in.readInt();
      int patients = in.readInt();
      LinkedHashMap<String, Object[]> columns = new LinkedHashMap<>();
      for (int c = 0; c < count; c++) {
        String name = text(in);
        Map<String, String> shared = new HashMap<>();
        List<Object> values = new ArrayList<>(patients);
        for (int slot = 0; slot < patients; slot++) {
          values.add(
              switch (in.readByte()) {
                case 0 -> null;
                case 1 -> in.readLong();
                case 2 -> shared.computeIfAbsent(text(in), text -> text);
                default -> throw new IOException("not a file of sample values");
              });
        }
        columns.put(name, values.toArray());
      }
      return new SampleValues(columns);
    }
  }

  private static void text(DataOutputStream out, String text) throws IOException {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    out.writeInt(bytes.length);
    out.write(bytes);
  }

  private static String text(DataInputStream in) throws IOException {
    return new String(in.readNBytes(in.readInt()), StandardCharsets.UTF_8);
  }
}
