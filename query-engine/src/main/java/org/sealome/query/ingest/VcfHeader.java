// SPDX-License-Identifier: Apache-2.0
package org.sealome.query.ingest;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What of a VCF's header matters here: the samples and how INFO fields are shaped. Lines that do
 * not matter may be as broken as they like.
 */
final class VcfHeader {
  private static final List<String> FIXED =
      List.of("#CHROM", "POS", "ID", "REF", "ALT", "QUAL", "FILTER", "INFO");

  /** An INFO field as declared: Number and Type, as written. */
  record Info(String number, String type) {}

  private final Map<String, Info> infos = new HashMap<>();
  private final List<String> strings = new ArrayList<>(List.of("PASS"));
  private final Set<String> knownStrings = new HashSet<>(strings);
  private final List<String> contigs = new ArrayList<>();
  private final Set<String> knownContigs = new HashSet<>();
  private List<String> samples;
  private boolean started;

  /** Takes the header's next line; returns whether it was the last. */
  boolean add(String line) throws UnreadableRowException {
    if (!started) {
      if (!line.startsWith("##fileformat=VCFv4")) {
        throw new UnreadableRowException("not a VCF of version 4: it begins with '" + cut(line));
      }
      started = true;
      return false;
    } else if (line.startsWith("##")) {
      declare(line);
      return false;
    } else if (line.startsWith("#CHROM")) {
      columns(line.split("\t", -1));
      return true;
    }
    throw new UnreadableRowException("the header ends without its #CHROM line");
  }

  private static String cut(String line) {
    String printable = line.replaceAll("[^\\x20-\\x7e]", "?");
    return printable.substring(0, Math.min(printable.length(), 30)) + "'";
  }

  private void columns(String[] columns) throws UnreadableRowException {
    for (int i = 0; i < FIXED.size(); i++) {
      if (i >= columns.length || !columns[i].equals(FIXED.get(i))) {
        throw new UnreadableRowException(
            "the #CHROM line must have the columns "
                + String.join(", ", FIXED)
                + ", separated by tabs; column "
                + (i + 1)
                + " is "
                + (i < columns.length ? "'" + columns[i] + "'" : "missing"));
      }
    }
    if (columns.length > 8 && !columns[8].equals("FORMAT")) {
      throw new UnreadableRowException("the ninth column must be FORMAT");
    }
    List<String> names = new ArrayList<>();
    Set<String> seen = new HashSet<>();
    for (int i = 9; i < columns.length; i++) {
      if (columns[i].isBlank()) {
        throw new UnreadableRowException("sample column %,d has no name".formatted(i - 8));
      } else if (!seen.add(columns[i])) {
        throw new UnreadableRowException("two sample columns are called " + columns[i]);
      }
      names.add(columns[i]);
    }
    samples = List.copyOf(names);
  }

  private void declare(String line) {
    if (line.startsWith("##INFO=<")) {
      String id = attribute(line, "ID");
      if (id != null) {
        infos.putIfAbsent(id, new Info(attribute(line, "Number"), attribute(line, "Type")));
        index(strings, knownStrings, id, line);
      }
    } else if (line.startsWith("##FORMAT=<") || line.startsWith("##FILTER=<")) {
      String id = attribute(line, "ID");
      if (id != null) {
        index(strings, knownStrings, id, line);
      }
    } else if (line.startsWith("##contig=<")) {
      String id = attribute(line, "ID");
      if (id != null) {
        index(contigs, knownContigs, id, line);
      }
    }
  }

  /** BCF refers to names by position, which IDX may set. */
  private static void index(List<String> names, Set<String> known, String id, String line) {
    String idx = attribute(line, "IDX");
    if (idx != null && idx.matches("[0-9]{1,6}")) {
      int at = Integer.parseInt(idx);
      while (names.size() <= at) {
        names.add(null);
      }
      names.set(at, id);
    } else if (known.add(id)) {
      names.add(id);
    }
  }

  private static String attribute(String line, String key) {
    for (String begin : new String[] {"<" + key + "=", "," + key + "="}) {
      int at = line.indexOf(begin);
      if (at >= 0) {
        int from = at + begin.length();
        int end = from;
        while (end < line.length() && line.charAt(end) != ',' && line.charAt(end) != '>') {
          end++;
        }
        return line.substring(from, end);
      }
    }
    return null;
  }

  List<String> samples() {
    return samples;
  }

  /** The declaration of an INFO field, or null. */
  Info info(String key) {
    return infos.get(key);
  }

  /** A BCF's string by its index, or null. */
  String string(int index) {
    return index >= 0 && index < strings.size() ? strings.get(index) : null;
  }

  /** A BCF's contig by its index, or null. */
  String contig(int index) {
    return index >= 0 && index < contigs.size() ? contigs.get(index) : null;
  }
}
