// SPDX-License-Identifier: Apache-2.0
package org.sealome.query.ingest;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.LongSupplier;
import org.sealome.query.catalog.ProgressListener;

/**
 * Reads the cohort's rows in one thread, decides which alleles become variants, and hands the rest
 * of the work to the pool.
 */
final class CohortReader {
  private static final long TICK_NANOS = 200_000_000;

  private final IngestRequest request;
  private final Cohort cohort;
  private final Panel panel;
  private final InfoColumns info;
  private final SkipLog skips;
  private final MetadataWriter metadata;
  private final EncryptionPool pool;
  private final ProgressListener progress;
  private final Set<VariantKey> seen = new HashSet<>();
  private final Set<String> declaredInfo = new HashSet<>();
  private final BitSet uncalled = new BitSet();
  private final List<String> notes = new ArrayList<>();
  private Path folder;
  private LongSupplier written;
  private long rows;
  private long bytesBefore;
  private long lastTick;
  private boolean roomChecked;

  CohortReader(
      IngestRequest request,
      Cohort cohort,
      Panel panel,
      InfoColumns info,
      SkipLog skips,
      MetadataWriter metadata,
      EncryptionPool pool,
      ProgressListener progress) {
    this.request = request;
    this.cohort = cohort;
    this.panel = panel;
    this.info = info;
    this.skips = skips;
    this.metadata = metadata;
    this.pool = pool;
    this.progress = progress;
  }

  /**
   * Where room is needed, to be extrapolated from the first part of the files.
   *
   * @param bytes what the rows read so far take
   */
  void checkingRoom(Path into, LongSupplier bytes) {
    this.folder = into;
    this.written = bytes;
  }

  /** Reads all files and then what the panel has beyond them. Returns the number of rows. */
  long readAll() throws IOException, SQLException {
    for (int file = 0; file < cohort.files(); file++) {
      try (VcfInput input = cohort.input(file, panel)) {
        int[] slots = cohort.slotsOf(input);
        for (VcfRow row = input.read(); row != null; row = input.read()) {
          rows++;
          read(row, input, slots);
          tick(input);
        }
        bytesBefore += input.position();
      }
    }
    for (String field : info.fields()) {
      if (!declaredInfo.contains(field)) {
        notes.add("INFO field " + field + " is in no row: the column is all NULL");
      }
    }
    if (panel instanceof Panel.Sites sites) {
      absent(sites);
    }
    return rows;
  }

  private void read(VcfRow row, VcfInput input, int[] slots) throws SQLException {
    List<VariantTask.Allele> alleles = new ArrayList<>(row.alts().size());
    int alts = row.alts().size();
    for (int index = 1; index <= alts; index++) {
      String alt = row.alts().get(index - 1);
      String whyNot = VariantKey.whyNot(row.ref(), alt);
      if (whyNot != null) {
        skip(whyNot, row, input, alt);
        continue;
      }
      VariantKey variant = VariantKey.minimal(row.chrom(), row.pos(), row.ref(), alt);
      Panel.Match match = panel.match(variant);
      if (match == null) {
        skip("not on the panel", row, input, alt);
      } else if (row.genotypes() == null) {
        skip("no GT in FORMAT", row, input, alt);
        if (match.ordinal() >= 0) {
          uncalled.set(match.ordinal());
        }
      } else if (!seen.add(match.key().comparable())) {
        skip("the same variant again", row, input, alt);
      } else {
        int ordinal = match.ordinal() >= 0 ? match.ordinal() : seen.size() - 1;
        alleles.add(new VariantTask.Allele(index, ordinal, match.key()));
        describe(ordinal, match, row, input.header(), index);
        if (panel instanceof Panel.Sites sites) {
          sites.called(ordinal);
        }
      }
    }
    if (!alleles.isEmpty()) {
      pool.submit(
          new VariantTask(
              row.genotypes(),
              slots,
              input.place(row.number()),
              alleles,
              null,
              panel instanceof Panel.Sites));
    }
  }

  private void skip(String reason, VcfRow row, VcfInput input, String alt) {
    skips.skip(
        reason,
        "%s %s:%d %s>%s"
            .formatted(
                input.place(row.number()),
                row.chrom(),
                row.pos(),
                VcfTextInput.shortened(row.ref()),
                VcfTextInput.shortened(alt)));
  }

  /** The panel's word first, the cohort's where the panel has none. */
  private void describe(int ordinal, Panel.Match match, VcfRow row, VcfHeader header, int allele)
      throws SQLException {
    int alts = row.alts().size();
    String[] values = info.values(row.info(), header, allele, alts);
    String gene = info.geneOf(row.info(), header, allele, alts);
    String rsid = row.id();
    String filter = row.filter();
    Panel.Site site = match.site();
    if (site != null) {
      rsid = first(site.rsid(), rsid);
      filter = first(site.filter(), filter);
      // A BED names regions, which says less than what a row says of itself.
      gene = panel instanceof Panel.Regions ? first(gene, site.gene()) : first(site.gene(), gene);
      for (int i = 0; i < values.length; i++) {
        values[i] = first(site.info(i), values[i]);
      }
    }
    write(ordinal, match.key(), rsid, filter, gene, values);
  }

  private static String first(String one, String other) {
    return one != null ? one : other;
  }

  private void write(
      int ordinal, VariantKey key, String rsid, String filter, String gene, String[] values)
      throws SQLException {
    for (int i = 0; i < values.length; i++) {
      if (values[i] != null) {
        declaredInfo.add(info.fields().get(i));
      }
    }
    metadata.add(ordinal, key, rsid, filter, gene, values);
  }

  private void absent(Panel.Sites sites) throws SQLException {
    BitSet absent = sites.absent();
    List<String> names = new ArrayList<>();
    boolean onX = false;
    for (int i = absent.nextSetBit(0); i >= 0; i = absent.nextSetBit(i + 1)) {
      VariantKey key = sites.key(i);
      Panel.Site site = sites.site(i);
      String[] values = new String[info.fields().size()];
      for (int column = 0; column < values.length; column++) {
        values[column] = site.info(column);
      }
      write(i, key, site.rsid(), site.filter(), site.gene(), values);
      pool.submit(
          new VariantTask(
              null,
              null,
              "panel",
              List.of(new VariantTask.Allele(1, i, key)),
              uncalled.get(i) ? AbsentSites.MISSING : request.absent(),
              false));
      names.add(key.id());
      onX |= key.mayBeHaploid() && !key.alwaysHaploid();
    }
    if (!names.isEmpty()) {
      boolean reference = request.absent() == AbsentSites.REFERENCE;
      notes.add(
          "panel sites that the cohort's files lack, encrypted as "
              + (reference ? "reference: " : "not called: ")
              + SampleColumns.some(names));
      if (reference && onX) {
        notes.add("ploidy of those on X is taken as 2 in everybody");
      }
    }
  }

  private void tick(VcfInput input) throws IOException {
    long now = System.nanoTime();
    if (now - lastTick < TICK_NANOS) {
      return;
    }
    lastTick = now;
    long position = bytesBefore + input.position();
    progress.progress("reading and encrypting", position, cohort.bytes());
    if (!roomChecked && panel instanceof Panel.Everything && rows > 500) {
      roomChecked = true;
      long bytes = written.getAsLong();
      double share = (double) position / cohort.bytes();
      Ingest.needRoom(folder, (long) (bytes / share) - bytes);
    }
  }

  List<String> notes() {
    return notes;
  }
}
