// SPDX-License-Identifier: Apache-2.0
package org.sealome.query.ingest;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.sealome.query.ErrorCode;
import org.sealome.query.SealomeException;

/** A text file of rows and columns: tabs, commas (with quotes as in RFC 4180) or white space. */
final class DelimitedFile implements AutoCloseable {
  private enum Delimiter {
    TAB,
    COMMA,
    SPACE
  }

  private final VcfInputs.Bytes bytes;
  private final LineReader lines;
  private final boolean csv;
  private Delimiter delimiter;
  private long rowLine;

  DelimitedFile(Path file) {
    this.bytes = VcfInputs.decompressed(file);
    this.lines = new LineReader(bytes.stream());
    this.csv = file.getFileName().toString().toLowerCase(Locale.ROOT).matches(".*\\.csv(\\.gz)?");
  }

  /**
   * The next row's fields, or null after the last. Blank lines and lines that begin with {@code ##}
   * are none. The first row says by which delimiter all are separated.
   */
  List<String> next() {
    String line = line();
    while (line != null && (line.isBlank() || line.startsWith("##"))) {
      line = line();
    }
    if (line == null) {
      return null;
    }
    rowLine = lines.lines();
    if (delimiter == null) {
      delimiter =
          !csv && line.indexOf('\t') >= 0
              ? Delimiter.TAB
              : csv || line.indexOf(',') >= 0 ? Delimiter.COMMA : Delimiter.SPACE;
    }
    return switch (delimiter) {
      case TAB -> List.of(line.split("\t", -1));
      case SPACE -> List.of(line.trim().split("[ \t]+"));
      case COMMA -> quoted(line);
    };
  }

  private List<String> quoted(String first) {
    List<String> fields = new ArrayList<>();
    StringBuilder field = new StringBuilder();
    String line = first;
    boolean inQuotes = false;
    int at = 0;
    while (true) {
      if (at == line.length()) {
        if (!inQuotes) {
          fields.add(field.toString());
          return fields;
        }
        line = line(); // a quoted field may go on in the next line
        if (line == null) {
          throw unreadable("a quote is opened and never closed");
        }
        field.append('\n');
        at = 0;
        continue;
      }
      char c = line.charAt(at++);
      if (inQuotes) {
        if (c != '"') {
          field.append(c);
        } else if (at < line.length() && line.charAt(at) == '"') {
          field.append('"');
          at++;
        } else {
          inQuotes = false;
        }
      } else if (c == ',') {
        fields.add(field.toString());
        field.setLength(0);
      } else if (c == '"' && field.isEmpty()) {
        inQuotes = true;
      } else {
        field.append(c);
      }
    }
  }

  private String line() {
    try {
      byte[] line = lines.next();
      if (line == null) {
        return null;
      }
      String text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(line)).toString();
      return lines.lines() == 1 && text.startsWith("\uFEFF") ? text.substring(1) : text;
    } catch (CharacterCodingException e) {
      rowLine = lines.lines();
      throw unreadable("not UTF-8");
    } catch (IOException | htsjdk.samtools.SAMException e) {
      throw VcfInputs.broken(bytes.file(), e);
    }
  }

  /** The error for the row read last. */
  SealomeException unreadable(String what) {
    return new SealomeException(
        ErrorCode.USAGE,
        bytes.file() + ", line " + rowLine + ": " + what,
        "Nothing was ingested. Repair the line and ingest again.");
  }

  /** {@code FILE, line N} of the row read last. */
  String place() {
    return bytes.file().getFileName() + ", line " + rowLine;
  }

  @Override
  public void close() {
    try {
      bytes.close();
    } catch (IOException e) {
      throw VcfInputs.broken(bytes.file(), e);
    }
  }
}
