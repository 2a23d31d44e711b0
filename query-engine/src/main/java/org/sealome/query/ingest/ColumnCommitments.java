// SPDX-License-Identifier: Apache-2.0
package org.sealome.query.ingest;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.IntUnaryOperator;
import org.sealome.query.ErrorCode;
import org.sealome.query.PrivateFiles;
import org.sealome.query.SealomeException;
import org.sealome.query.catalog.DatasetFolders;
import org.sealome.query.catalog.DatasetManifest;
import org.sealome.query.store.Sha256;
import org.sealome.zk.blinding.BlindingScope;
import org.sealome.zk.column.ColumnDirectory;
import org.sealome.zk.column.ColumnEntry;
import org.sealome.zk.column.ColumnShape;
import org.sealome.zk.prove.ColumnCommitter;
import org.sealome.zk.prove.Committed;
import org.sealome.zk.prove.IllFormedColumnException;

/**
 * Commits to columns as workers come by their values. A column is one worker's work and is on disk
 * before the worker goes on, so that no more of them are in memory than there are workers. Safe for
 * many threads.
 */
final class ColumnCommitments {
  /** About what a genotype takes, its share of the proof included. */
  static final long BYTES_EACH = 600;

  private final CommitmentWork work;
  private final ColumnCommitter committer;
  private final Panel sites;
  private final Set<String> only;
  private final List<String> patients;
  private final Set<String> names = ConcurrentHashMap.newKeySet();
  private final ConcurrentLinkedQueue<ColumnEntry> entries = new ConcurrentLinkedQueue<>();
  private final AtomicLong resumed = new AtomicLong();
  private final AtomicLong done = new AtomicLong();
  private final AtomicLong wanted = new AtomicLong();
  private final AtomicLong nanos = new AtomicLong();
  private final AtomicLong madeValues = new AtomicLong();
  private final AtomicLong bytes = new AtomicLong();

  /**
   * @param sites variants to commit to; null: all
   * @param only ids of the variants to commit to; null: all of those
   * @param patients by slot
   */
  ColumnCommitments(
      CommitmentWork work,
      DatasetIdentity identity,
      int version,
      Panel sites,
      Set<String> only,
      List<String> patients) {
    this.work = work;
    this.committer =
        new ColumnCommitter(
            new BlindingScope(HexFormat.of().parseHex(identity.id()), version),
            work.engine(),
            work.steward(),
            new SecureRandom());
    this.sites = sites;
    this.only = only;
    this.patients = patients;
  }

  /** Whether a variant is to be committed to. */
  boolean wants(VariantKey variant) {
    if (only != null && !only.contains(variant.id())) {
      return false;
    }
    if (sites == null) {
      return true;
    }
    Panel.Match match = sites.match(variant);
    if (match != null && sites instanceof Panel.Sites panel) {
      synchronized (panel) {
        panel.called(match.ordinal());
      }
    }
    return match != null;
  }

  /** Announces columns that will come, for the progress. */
  void expect(long columns) {
    wanted.addAndGet(columns);
  }

  /**
   * Commits to a column, unless an interrupted ingest did.
   *
   * @param planes each plane's value by slot
   * @throws SealomeException INTERNAL where a row holds what none can, naming it; USAGE where a
   *     sample column has a variant's name
   */
  void commit(ColumnShape shape, Map<String, IntUnaryOperator> planes) throws IOException {
    if (!names.add(shape.name())) {
      throw new SealomeException(
          ErrorCode.USAGE,
          "there is a variant that is called as the encrypted column " + shape.name() + " is",
          "Rename the column in the sample file. Nothing was ingested.");
    }
    Optional<ColumnEntry> saved = work.saved(shape);
    if (saved.isPresent()) {
      resumed.incrementAndGet();
      entries.add(saved.get());
    } else {
      entries.add(make(shape, planes));
    }
    done.incrementAndGet();
  }

  private ColumnEntry make(ColumnShape shape, Map<String, IntUnaryOperator> planes) {
    int[][] values = new int[shape.planes().size()][shape.patients()];
    for (int plane = 0; plane < values.length; plane++) {
      IntUnaryOperator value = planes.get(shape.planes().get(plane));
      Arrays.setAll(values[plane], value);
    }
    long begin = PlaneBatch.cpuNanos();
    Committed committed;
    try {
      committed = committer.commit(shape, values);
    } catch (IllFormedColumnException e) {
      throw new SealomeException(
          ErrorCode.INTERNAL,
          "patient %s, %s".formatted(patients.get(e.slot()), e.getMessage()),
          "Nothing was ingested. No VCF reads so: please report it.",
          e);
    } finally {
      for (int[] plane : values) {
        Arrays.fill(plane, 0); // genotypes in the clear
      }
    }
    nanos.addAndGet(PlaneBatch.cpuNanos() - begin);
    madeValues.addAndGet(shape.patients());
    bytes.addAndGet(committed.file().length + (long) committed.proof().length);
    work.save(committed);
    return committed.entry();
  }

  /** About how many bytes all announced columns will take. */
  long bytesExpected() {
    return wanted.get() * patients.size() * BYTES_EACH;
  }

  /** Columns done, taken over ones too. */
  long done() {
    return done.get();
  }

  /** Columns that were announced. */
  long wanted() {
    return wanted.get();
  }

  /**
   * Puts all columns and their directory into a version's folder.
   *
   * @throws SealomeException USAGE where there are none
   */
  DatasetManifest.Commitments writeTo(Path folder) throws IOException {
    List<ColumnEntry> all = new ArrayList<>(entries);
    if (all.isEmpty()) {
      throw new SealomeException(
          ErrorCode.USAGE,
          "there is nothing to commit to: no variant of the dataset is on the panel of --commit",
          "Check that it is of the same genome build. Nothing was ingested.");
    }
    for (ColumnEntry entry : all) {
      work.publish(entry, folder);
    }
    ColumnDirectory directory = new ColumnDirectory(all);
    byte[] content = directory.toBytes();
    Files.write(
        folder.resolve(DatasetFolders.COLUMNS_FILE),
        content,
        StandardOpenOption.CREATE_NEW,
        StandardOpenOption.WRITE,
        StandardOpenOption.SYNC);
    PrivateFiles.forceFolder(folder.resolve(DatasetFolders.COLUMNS_FOLDER));
    PrivateFiles.forceFolder(folder.resolve(DatasetFolders.PROOFS_FOLDER));
    HexFormat hex = HexFormat.of();
    return new DatasetManifest.Commitments(
        hex.formatHex(directory.root()), hex.formatHex(Sha256.of(content)), all.size());
  }

  /** What was done; after the last column. */
  IngestReport.Committed report() {
    long commitments =
        entries.stream()
            .mapToLong(e -> (long) e.shape().planes().size() * e.shape().patients())
            .sum();
    return new IngestReport.Committed(
        entries.size(),
        resumed.get(),
        commitments,
        madeValues.get(),
        nanos.get() / 1e9,
        bytes.get());
  }

  /** For the report: what of the panel the dataset does not have. */
  Optional<String> note() {
    if (sites instanceof Panel.Sites panel && !panel.absent().isEmpty()) {
      List<String> absent = panel.absent().stream().mapToObj(i -> panel.key(i).id()).toList();
      return Optional.of(
          "sites of --commit that the dataset does not have: " + SampleColumns.some(absent));
    }
    return Optional.empty();
  }
}
