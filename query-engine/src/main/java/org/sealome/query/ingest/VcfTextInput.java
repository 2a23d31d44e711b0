// SPDX-License-Identifier: Apache-2.0
package org.sealome.query.ingest;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/** A VCF as text. Reads the site's columns; the genotypes are left to whoever decodes them. */
final class VcfTextInput implements VcfInput {
  private static final int SITE_COLUMNS = 8;

  /** What the specification lets a contig be called, or an assembly's contig in brackets. */
  private static final Pattern CHROM =
      Pattern.compile(
          "(?!\\.$)[^\\s,\"'`()\\[\\]{}<>\\\\*=][^\\s,\"'`()\\[\\]{}<>\\\\]*|<[^<>\\s]+>");

  private final VcfInputs.Bytes bytes;
  private final LineReader lines;
  private final VcfHeader header = new VcfHeader();

  VcfTextInput(VcfInputs.Bytes bytes) {
    this.bytes = bytes;
    this.lines = new LineReader(bytes.stream());
    try {
      boolean last = false;
      while (!last) {
        byte[] line = line();
        if (line == null) {
          throw new UnreadableRowException(
              lines.lines() == 0 ? "the file is empty" : "the header has no #CHROM line");
        }
        last = header.add(new String(line, StandardCharsets.UTF_8));
      }
    } catch (IOException e) {
      throw VcfInputs.broken(bytes.file(), e);
    } catch (UnreadableRowException e) {
      throw unreadable(place(), e);
    }
  }

  private byte[] line() throws IOException {
    try {
      return lines.next();
    } catch (htsjdk.samtools.SAMException e) {
      throw new IOException(e.getMessage(), e);
    }
  }

  @Override
  public Path file() {
    return bytes.file();
  }

  @Override
  public VcfHeader header() {
    return header;
  }

  @Override
  public VcfRow next() throws IOException, UnreadableRowException {
    byte[] line = line();
    while (line != null && line.length == 0) {
      line = line();
    }
    return line == null ? null : row(line, header, lines.lines());
  }

  /** Reads one line of a VCF's body. */
  static VcfRow row(byte[] line, VcfHeader header, long number) throws UnreadableRowException {
    int[] tabs = new int[SITE_COLUMNS + 1];
    int found = 0;
    for (int i = 0; i < line.length && found < tabs.length; i++) {
      if (line[i] == '\t') {
        tabs[found++] = i;
      }
    }
    if (found < SITE_COLUMNS - 1) {
      throw new UnreadableRowException(
          "%d columns, separated by tabs, where a row has 8 at least".formatted(found + 1));
    }
    if (found == SITE_COLUMNS - 1) {
      tabs[SITE_COLUMNS - 1] = line.length;
    }
    String chrom = column(line, tabs, 0);
    if (!CHROM.matcher(chrom).matches()) {
      throw new UnreadableRowException("CHROM is '" + chrom + "'");
    }
    String ref = column(line, tabs, 3).toUpperCase(Locale.ROOT);
    if (!VariantKey.isReference(ref)) {
      throw new UnreadableRowException("REF is '" + shortened(ref) + "', not bases");
    }
    String id = column(line, tabs, 2);
    String filter = column(line, tabs, 6);
    return new VcfRow(
        chrom,
        position(column(line, tabs, 1)),
        absent(id) ? null : id,
        ref,
        alts(column(line, tabs, 4)),
        absent(filter) ? null : filter,
        InfoValues.of(column(line, tabs, 7)),
        header.samples().isEmpty() ? null : genotypes(line, tabs, found, header),
        number);
  }

  private static GenotypeField genotypes(byte[] line, int[] tabs, int found, VcfHeader header)
      throws UnreadableRowException {
    if (found < SITE_COLUMNS) {
      throw new UnreadableRowException("no FORMAT column");
    }
    int end = found > SITE_COLUMNS ? tabs[SITE_COLUMNS] : line.length;
    int begin = tabs[SITE_COLUMNS - 1] + 1;
    String format = new String(line, begin, end - begin, StandardCharsets.UTF_8);
    int gt = List.of(format.split(":", -1)).indexOf("GT");
    if (gt < 0) {
      return null;
    }
    int alts = 1;
    for (int i = tabs[3] + 1; i < tabs[4]; i++) {
      alts += line[i] == ',' ? 1 : 0;
    }
    return new GenotypeField.Text(line, end + 1, gt, header.samples().size(), alts);
  }

  static int position(String text) throws UnreadableRowException {
    try {
      int position = Integer.parseInt(text);
      if (position >= 0) {
        return position;
      }
    } catch (NumberFormatException e) {
      // said below
    }
    throw new UnreadableRowException("POS is '" + text + "', not a position");
  }

  private static List<String> alts(String column) throws UnreadableRowException {
    List<String> alts = new ArrayList<>();
    for (String alt : column.split(",", -1)) {
      if (alt.isEmpty()) {
        throw new UnreadableRowException("ALT '" + shortened(column) + "' has an empty allele");
      }
      alts.add(alt.startsWith("<") ? alt : alt.toUpperCase(Locale.ROOT));
    }
    return alts;
  }

  static boolean absent(String text) {
    return text.isEmpty() || text.equals(".");
  }

  static String shortened(String text) {
    return text.length() <= 20 ? text : text.substring(0, 20) + "…";
  }

  private static String column(byte[] line, int[] tabs, int index) {
    int begin = index == 0 ? 0 : tabs[index - 1] + 1;
    return new String(line, begin, tabs[index] - begin, StandardCharsets.UTF_8);
  }

  @Override
  public String place() {
    return place(Math.max(1, lines.lines()));
  }

  @Override
  public String place(long line) {
    return bytes.file() + ", line " + line;
  }

  @Override
  public long position() {
    return bytes.position();
  }

  @Override
  public void close() throws IOException {
    bytes.close();
  }
}
