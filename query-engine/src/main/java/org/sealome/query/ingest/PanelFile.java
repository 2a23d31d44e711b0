// SPDX-License-Identifier: Apache-2.0
package org.sealome.query.ingest;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import org.sealome.query.ErrorCode;
import org.sealome.query.SealomeException;

/** Reads a panel: a VCF or BCF of sites, a BED of regions, or a table of variants. */
final class PanelFile {
  private final Path file;
  private final InfoColumns info;
  private final SkipLog skips;

  private PanelFile(Path file, InfoColumns info, SkipLog skips) {
    this.file = file;
    this.info = info;
    this.skips = skips;
  }

  /**
   * @param file null for every variant of the cohort's file
   * @throws SealomeException USAGE where the file is no panel or has no usable site
   */
  static Panel read(Path file, InfoColumns info, SkipLog skips) {
    if (file == null) {
      return new Panel.Everything();
    }
    String name = file.getFileName().toString().toLowerCase(Locale.ROOT);
    PanelFile reader = new PanelFile(file, info, skips);
    if (name.matches(".*\\.bed(\\.gz|\\.bgz)?")) {
      return reader.regions();
    } else if (name.matches(".*\\.(vcf|bcf)(\\.gz|\\.bgz)?")) {
      return reader.sites();
    }
    return PanelTable.read(file, info, skips);
  }

  private Panel sites() {
    Panel.Sites sites = new Panel.Sites("panel " + file.getFileName());
    try (VcfInput input = VcfInputs.open(file)) {
      for (VcfRow row = input.read(); row != null; row = input.read()) {
        add(sites, row, input);
      }
    } catch (IOException e) {
      throw VcfInputs.broken(file, e);
    }
    return notEmpty(file, sites);
  }

  private void add(Panel.Sites sites, VcfRow row, VcfInput input) {
    int alts = row.alts().size();
    for (int allele = 1; allele <= alts; allele++) {
      String alt = row.alts().get(allele - 1);
      String place = file.getFileName() + ":" + row.number();
      String whyNot = VariantKey.whyNot(row.ref(), alt);
      if (whyNot != null) {
        skips.skip("panel: " + whyNot, place);
        continue;
      }
      VariantKey key = VariantKey.minimal(row.chrom(), row.pos(), row.ref(), alt);
      Panel.Site site =
          new Panel.Site(
              row.id(),
              row.filter(),
              info.geneOf(row.info(), input.header(), allele, alts),
              info.values(row.info(), input.header(), allele, alts));
      if (!sites.add(key, site, true)) {
        skips.skip("panel: the same variant again", place + " " + key.id());
      }
    }
  }

  static Panel notEmpty(Path file, Panel.Sites sites) {
    if (sites.size() == 0) {
      throw new SealomeException(
          ErrorCode.USAGE,
          "the panel " + file + " has no site that can be used",
          "A site needs a chromosome, a position, REF and ALT.");
    }
    return sites;
  }

  private Panel regions() {
    Panel.Regions regions = new Panel.Regions("panel " + file.getFileName());
    int count = 0;
    try (DelimitedFile rows = new DelimitedFile(file)) {
      for (List<String> row = rows.next(); row != null; row = rows.next()) {
        String first = row.get(0);
        if (first.startsWith("#") || first.startsWith("track") || first.startsWith("browser")) {
          continue;
        }
        if (row.size() < 3) {
          throw rows.unreadable("a BED row has three columns at least");
        }
        int begin = coordinate(rows, row.get(1));
        int end = coordinate(rows, row.get(2));
        if (end < begin) {
          throw rows.unreadable("a region that ends before it begins");
        }
        String name = row.size() > 3 && !VcfTextInput.absent(row.get(3)) ? row.get(3) : null;
        regions.add(first, begin + 1, Math.max(end, begin + 1), name);
        count++;
      }
    }
    if (count == 0) {
      throw new SealomeException(
          ErrorCode.USAGE,
          "the panel " + file + " has no region",
          "A BED row is: chromosome, begin (0-based), end, name; separated by tabs.");
    }
    regions.sort();
    return regions;
  }

  private static int coordinate(DelimitedFile rows, String text) {
    try {
      return VcfTextInput.position(text);
    } catch (UnreadableRowException e) {
      throw rows.unreadable("'" + text + "' is no coordinate");
    }
  }
}
