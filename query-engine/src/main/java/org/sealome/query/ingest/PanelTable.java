// SPDX-License-Identifier: Apache-2.0
package org.sealome.query.ingest;

import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import org.sealome.query.ErrorCode;
import org.sealome.query.SealomeException;

/**
 * A panel as a table: {@code chrom, pos, ref, alt [, gene] [, rsid]} under these or other usual
 * names, or a scoring file of the PGS Catalog, whose effect allele may be REF or ALT: there both
 * are matched, and a site that the cohort lacks takes the effect allele as ALT.
 */
final class PanelTable {
  private static final List<String> CHROM =
      List.of("hm_chr", "chrom", "chr", "chromosome", "chr_name");
  private static final List<String> POS =
      List.of("hm_pos", "pos", "position", "chr_position", "bp", "base_pair_location");
  private static final List<String> REF = List.of("ref", "reference", "reference_allele");
  private static final List<String> ALT = List.of("alt", "alternate", "alternate_allele");
  private static final List<String> RSID = List.of("rsid", "hm_rsid", "id", "snp", "variant");
  private static final List<String> GENE = List.of("gene", "locus_name", "gene_name");

  private final Path file;
  private final InfoColumns info;
  private final SkipLog skips;

  private PanelTable(Path file, InfoColumns info, SkipLog skips) {
    this.file = file;
    this.info = info;
    this.skips = skips;
  }

  static Panel read(Path file, InfoColumns info, SkipLog skips) {
    return new PanelTable(file, info, skips).read();
  }

  private Panel read() {
    Panel.Sites sites = new Panel.Sites("panel " + file.getFileName());
    try (DelimitedFile rows = new DelimitedFile(file)) {
      List<String> header = rows.next();
      while (header != null && isComment(header)) {
        header = rows.next();
      }
      if (header == null) {
        throw notATable("it is empty");
      }
      List<String> names =
          header.stream()
              .map(name -> name.trim().toLowerCase(Locale.ROOT).replaceFirst("^#", ""))
              .toList();
      Columns columns = columns(names);
      for (List<String> row = rows.next(); row != null; row = rows.next()) {
        if (row.size() > names.size()) {
          throw rows.unreadable(
              "%d fields where the header has %d".formatted(row.size(), names.size()));
        }
        add(sites, rows, row, columns);
      }
    }
    return PanelFile.notEmpty(file, sites);
  }

  /** A comment line begins with # and is no header. */
  private static boolean isComment(List<String> row) {
    String first = row.get(0);
    return first.startsWith("#") && (row.size() < 4 || first.contains("="));
  }

  /** Where the columns stand; -1 where there is none. */
  private record Columns(
      int chrom,
      int harmonisedChrom,
      int pos,
      int harmonisedPos,
      int ref,
      int alt,
      boolean oriented,
      int rsid,
      int gene) {}

  private Columns columns(List<String> names) {
    boolean oriented = find(names, REF) >= 0 && find(names, ALT) >= 0;
    Columns columns =
        new Columns(
            find(names, CHROM.subList(1, CHROM.size())),
            names.indexOf(CHROM.get(0)),
            find(names, POS.subList(1, POS.size())),
            names.indexOf(POS.get(0)),
            oriented ? find(names, REF) : names.indexOf("other_allele"),
            oriented ? find(names, ALT) : names.indexOf("effect_allele"),
            oriented,
            find(names, RSID),
            find(names, GENE));
    if (Math.max(columns.chrom, columns.harmonisedChrom) < 0) {
      throw notATable("it has no column chrom");
    } else if (Math.max(columns.pos, columns.harmonisedPos) < 0) {
      throw notATable("it has no column pos; a scoring file is needed in its harmonised form");
    } else if (columns.ref < 0 || columns.alt < 0) {
      throw notATable("it has no columns ref and alt (or effect_allele and other_allele)");
    }
    return columns;
  }

  private SealomeException notATable(String what) {
    return new SealomeException(
        ErrorCode.USAGE,
        "the panel " + file + " cannot be used: " + what,
        "A panel is a VCF of sites, a BED, or a table with the columns chrom, pos, ref, alt and,"
            + " where known, gene and rsid.");
  }

  private static int find(List<String> names, List<String> wanted) {
    for (String name : wanted) {
      if (names.contains(name)) {
        return names.indexOf(name);
      }
    }
    return -1;
  }

  private void add(Panel.Sites sites, DelimitedFile rows, List<String> row, Columns columns) {
    String chrom = field(row, columns.harmonisedChrom, columns.chrom);
    String pos = field(row, columns.harmonisedPos, columns.pos);
    String ref = field(row, columns.ref, -1);
    String alt = field(row, columns.alt, -1);
    if (chrom == null || pos == null || ref == null || alt == null) {
      skips.skip("panel: no chromosome, position or second allele", rows.place());
      return;
    }
    int position;
    try {
      position = VcfTextInput.position(pos);
    } catch (UnreadableRowException e) {
      throw rows.unreadable(e.getMessage());
    }
    ref = ref.toUpperCase(Locale.ROOT);
    alt = alt.toUpperCase(Locale.ROOT);
    String whyNot =
        VariantKey.isReference(ref) ? VariantKey.whyNot(ref, alt) : "REF is no sequence of bases";
    if (whyNot != null) {
      skips.skip("panel: " + whyNot, rows.place());
      return;
    }
    VariantKey key = VariantKey.minimal(chrom, position, ref, alt);
    Panel.Site site =
        new Panel.Site(
            field(row, columns.rsid, -1),
            null,
            field(row, columns.gene, -1),
            new String[info.fields().size()]);
    if (!sites.add(key, site, columns.oriented)) {
      skips.skip("panel: the same variant again", rows.place() + " " + key.id());
    }
  }

  private static String field(List<String> row, int first, int second) {
    for (int column : new int[] {first, second}) {
      if (column >= 0 && column < row.size()) { // published files drop empty fields at the end
        String text = row.get(column).trim();
        if (!VcfTextInput.absent(text) && !text.equals("NA")) {
          return text;
        }
      }
    }
    return null;
  }
}
