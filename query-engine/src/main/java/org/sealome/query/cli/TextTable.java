// SPDX-License-Identifier: Apache-2.0
package org.sealome.query.cli;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** Aligned columns for people. Control characters are shown, not sent to the terminal. */
final class TextTable {
  /** Numbers stand to the right, words to the left. */
  enum Align {
    LEFT,
    RIGHT
  }

  private final List<String> heads = new ArrayList<>();
  private final List<Align> aligns = new ArrayList<>();
  private final List<List<String>> rows = new ArrayList<>();

  TextTable column(String head, Align align) {
    heads.add(visible(head));
    aligns.add(align);
    return this;
  }

  /** Columns of words. */
  TextTable columns(String... names) {
    for (String name : names) {
      column(name, Align.LEFT);
    }
    return this;
  }

  /** One cell a column. */
  TextTable row(List<String> cells) {
    if (cells.size() != heads.size()) {
      throw new IllegalArgumentException(cells.size() + " cells in " + heads.size() + " columns");
    }
    rows.add(cells.stream().map(TextTable::visible).toList());
    return this;
  }

  TextTable row(String... cells) {
    return row(List.of(cells));
  }

  @Override
  public String toString() {
    int[] widths = new int[heads.size()];
    for (int c = 0; c < widths.length; c++) {
      widths[c] = width(heads.get(c));
      for (List<String> row : rows) {
        widths[c] = Math.max(widths[c], width(row.get(c)));
      }
    }
    StringBuilder out = new StringBuilder();
    line(out, widths, heads);
    List<String> rule = new ArrayList<>();
    for (int w : widths) {
      rule.add(String.join("", Collections.nCopies(w, "─")));
    }
    line(out, widths, rule);
    rows.forEach(row -> line(out, widths, row));
    return out.toString();
  }

  private void line(StringBuilder out, int[] widths, List<String> cells) {
    StringBuilder line = new StringBuilder();
    for (int c = 0; c < widths.length; c++) {
      String pad = " ".repeat(widths[c] - width(cells.get(c)));
      line.append(c == 0 ? " " : "  ");
      line.append(aligns.get(c) == Align.RIGHT ? pad + cells.get(c) : cells.get(c) + pad);
    }
    out.append(line.toString().stripTrailing()).append('\n');
  }

  private static int width(String s) {
    return s.codePointCount(0, s.length());
  }

  private static String visible(String s) {
    StringBuilder out = new StringBuilder(s.length());
    s.codePoints()
        .forEach(
            c -> {
              if (c == '\n') {
                out.append("\\n");
              } else if (c == '\t') {
                out.append("\\t");
              } else if (Character.isISOControl(c)) {
                out.append(String.format("\\x%02x", c));
              } else {
                out.appendCodePoint(c);
              }
            });
    return out.toString();
  }
}
