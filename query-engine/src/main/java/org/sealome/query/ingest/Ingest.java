// SPDX-License-Identifier: Apache-2.0
package org.sealome.query.ingest;

import java.io.IOException;
import java.nio.file.FileStore;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import org.sealome.he.HeContext;
import org.sealome.he.PublicKey;
import org.sealome.query.ErrorCode;
import org.sealome.query.SealomeException;
import org.sealome.query.catalog.Dataset;
import org.sealome.query.catalog.DatasetFolders;
import org.sealome.query.catalog.DatasetManifest;
import org.sealome.query.catalog.ProgressListener;
import org.sealome.query.catalog.SampleValues;
import org.sealome.query.catalog.SignedManifest;
import org.sealome.query.catalog.VariantColumn;
import org.sealome.query.store.PlaneWriter;
import org.sealome.query.store.Sha256;

/** From files in the clear to an encrypted dataset that is visible all at once or not at all. */
public final class Ingest {
  private final IngestRequest request;
  private final DatasetIdentity identity;
  private final EncryptionScheme scheme;
  private final DatasetAnchor anchor;
  private final ProgressListener progress;
  private final SkipLog skips = new SkipLog();
  private final List<String> notes = new ArrayList<>();

  private Ingest(
      IngestRequest request,
      DatasetIdentity identity,
      EncryptionScheme scheme,
      DatasetAnchor anchor,
      ProgressListener progress) {
    this.request = request;
    this.identity = identity;
    this.scheme = scheme;
    this.anchor = anchor;
    this.progress = progress;
  }

  /**
   * Reads, encrypts, writes, signs, anchors, and makes visible; in this order.
   *
   * @param context of the profile to encrypt under
   * @param key the steward's public key for this dataset
   * @throws SealomeException USAGE for what is wrong with the input (naming file and line),
   *     INTERNAL where the disk fails, and whatever {@code anchor} throws. Nothing is left behind.
   */
  public static IngestReport run(
      IngestRequest request,
      DatasetIdentity identity,
      HeContext context,
      PublicKey key,
      DatasetAnchor anchor,
      ProgressListener progress) {
    try (EncryptionScheme scheme = EncryptionScheme.of(context, key)) {
      return run(request, identity, scheme, anchor, progress);
    }
  }

  /** Removes what an interrupted next version left of the versions before it, keys included. */
  public static void removeOlderVersions(Path home, String name, int version) {
    try {
      Staging.removeOlder(home, name, new DatasetFolders(home).dataset(name), version);
    } catch (IOException e) {
      throw diskFailed(e);
    }
  }

  static IngestReport run(
      IngestRequest request,
      DatasetIdentity identity,
      EncryptionScheme scheme,
      DatasetAnchor anchor,
      ProgressListener progress) {
    return new Ingest(request, identity, scheme, anchor, progress).run();
  }

  private IngestReport run() {
    final long begin = System.nanoTime();
    DatasetFolders.checkedName(request.name());
    InfoColumns info = InfoColumns.of(request.infoFields());
    Panel panel = PanelFile.read(request.panel(), info, skips);
    try (Cohort cohort = Cohort.open(request.vcfs(), request.seats())) {
      SampleColumns samples = SampleColumns.of(request, cohort.patients());
      notes.addAll(cohort.notes());
      notes.addAll(samples.notes());
      try (Staging staging = Staging.open(new DatasetFolders(request.home()), request, anchor)) {
        checkRoom(staging.folder(), panel, cohort);
        try (CommitmentWork work = commitmentWork(staging, cohort)) {
          return write(staging, work, cohort, panel, info, samples, begin);
        }
      }
    } catch (IOException e) {
      throw diskFailed(e);
    } catch (SQLException e) {
      throw new SealomeException(
          ErrorCode.INTERNAL,
          "cannot write the public metadata: " + e.getMessage(),
          "See to the free space under SEALOME_HOME. Nothing was ingested.",
          e);
    }
  }

  /** Null where nothing is to be committed to. */
  private CommitmentWork commitmentWork(Staging staging, Cohort cohort) throws IOException {
    String name = DatasetFolders.checkedName(request.name());
    boolean discarded;
    CommitmentWork work = null;
    if (request.commit().commits()) {
      progress.progress("reading the inputs' digests", 0, -1);
      byte[] inputs = InputDigest.of(request, identity, staging.version());
      work =
          CommitmentWork.open(
              request.home(), name, identity, staging.version(), inputs, cohort.patients().size());
      discarded = work.discarded();
    } else {
      discarded = CommitmentWork.wipe(request.home(), name);
    }
    if (discarded) {
      notes.add(
          "an ingest of this name was interrupted while it committed to other inputs, or was made"
              + " by another build: its columns were thrown away");
    }
    return work;
  }

  private ColumnCommitments commitments(CommitmentWork work, Staging staging, Cohort cohort) {
    if (work == null) {
      return null;
    }
    Panel sites =
        request.commit() instanceof CommitScope.Sites panel
            ? PanelFile.read(panel.file(), InfoColumns.of(List.of()), new SkipLog())
            : null;
    Set<String> only = request.commit() instanceof CommitScope.Named named ? named.columns() : null;
    return new ColumnCommitments(work, identity, staging.version(), sites, only, cohort.patients());
  }

  private IngestReport write(
      Staging staging,
      CommitmentWork work,
      Cohort cohort,
      Panel panel,
      InfoColumns info,
      SampleColumns samples,
      long begin)
      throws IOException, SQLException {
    Path folder = staging.folder();
    final ColumnCommitments commitments = commitments(work, staging, cohort);
    List<VariantColumn> variantColumns;
    PlaneWriter.Written written;
    long rows;
    long variants;
    double encryptionSeconds;
    try (PlaneWriter writer = new PlaneWriter(folder, scheme.planeBytes());
        MetadataWriter metadata =
            new MetadataWriter(folder, DatasetFolders.METADATA_FILE, info.fields());
        EncryptionPool pool =
            new EncryptionPool(
                scheme,
                writer,
                cohort.patients().size(),
                vacant(),
                request.threads(),
                skips,
                commitments)) {
      samples.planes().forEach(pool::submit);
      if (commitments != null) {
        samples
            .shapes(cohort.patients().size())
            .forEach(shape -> pool.submit(shape, samples.planes()));
      }
      CohortReader reader =
          new CohortReader(request, cohort, panel, info, skips, metadata, pool, progress);
      reader.checkingRoom(
          folder, () -> writer.bytes() + (commitments == null ? 0 : commitments.bytesExpected()));
      rows = reader.readAll();
      notes.addAll(reader.notes());
      pool.finish(() -> tick(commitments, cohort.patients().size()));
      variants = pool.kept().cardinality();
      if (variants == 0) {
        throw new SealomeException(
            ErrorCode.USAGE,
            "no variant is left to encrypt"
                + (skips.skipped().isEmpty() ? "" : ": " + skips.skipped().get(0).reason()),
            "Check the files, and that the panel is of the same genome build.");
      }
      progress.progress("writing metadata", 0, -1);
      encryptionSeconds = pool.encryptionSeconds();
      variantColumns =
          metadata.finish(
              pool.kept(),
              pool.missing(),
              pool.haploid(),
              samples.columns(),
              samples.publicValues());
      written = writer.finish();
    }
    if (request.seats() != null) {
      try (Dataset before = Dataset.open(request.home(), request.name())) {
        request
            .seats()
            .requireSameVariants(before, folder.resolve(DatasetFolders.METADATA_FILE), variants);
        request.seats().requireSameValues(before, samples.publicValues());
      }
    }
    SampleValues.write(folder.resolve(DatasetFolders.SAMPLE_VALUES_FILE), samples.publicValues());
    DatasetManifest.Commitments committed =
        commitments == null ? null : commitments.writeTo(folder);
    SignedManifest signed =
        sign(staging, cohort, panel, samples, variantColumns, written, variants, committed);
    signed.writeTo(folder);
    if (work != null) {
      commitments.note().ifPresent(notes::add);
      work.handOver(request.home(), signed.manifest().name());
    }
    progress.progress("anchoring", 0, -1);
    if (request.nextVersion()) {
      staging.keep();
    }
    anchor.anchor(signed.manifest(), signed.hash());
    staging.publish();
    CommitmentWork.wipe(request.home(), signed.manifest().name());
    return new IngestReport(
        signed.manifest(),
        HexFormat.of().formatHex(signed.hash()),
        rows,
        variants * cohort.patients().size(),
        signed.manifest().planes(),
        written.bytes(),
        (System.nanoTime() - begin) / 1e9,
        encryptionSeconds,
        request.threads(),
        skips.skipped(),
        notes,
        commitments == null ? null : commitments.report());
  }

  private BitSet vacant() {
    return request.seats() == null ? new BitSet() : request.seats().vacant();
  }

  private void tick(ColumnCommitments commitments, int patients) {
    if (commitments != null) {
      long columns = commitments.done();
      long wanted = commitments.wanted();
      progress.progress(
          "committing to genotypes",
          columns * patients,
          wanted * patients,
          "%,d of %,d columns".formatted(columns, wanted));
    }
  }

  private SignedManifest sign(
      Staging staging,
      Cohort cohort,
      Panel panel,
      SampleColumns samples,
      List<VariantColumn> variantColumns,
      PlaneWriter.Written written,
      long variants,
      DatasetManifest.Commitments committed)
      throws IOException {
    CustodianKey custodian = CustodianKey.of(request.home());
    HexFormat hex = HexFormat.of();
    Path folder = staging.folder();
    int patients = cohort.patients().size();
    int slots = scheme.slots();
    long blocks = (patients + slots - 1) / slots;
    DatasetManifest manifest =
        new DatasetManifest(
            DatasetFolders.checkedName(request.name()),
            identity.id(),
            staging.version(),
            Instant.now().truncatedTo(ChronoUnit.SECONDS).toString(),
            scheme.profile(),
            hex.formatHex(scheme.parametersHash()),
            hex.formatHex(scheme.publicKeyHash()),
            patients,
            slots,
            scheme.planeBytes(),
            variants,
            written.bytes() / scheme.planeBytes() / blocks,
            hex.formatHex(written.indexDigest()),
            hex.formatHex(Sha256.of(folder.resolve(DatasetFolders.METADATA_FILE))),
            hex.formatHex(Sha256.of(folder.resolve(DatasetFolders.SAMPLE_VALUES_FILE))),
            written.segments().stream()
                .map(s -> new DatasetManifest.Segment(s.file(), s.count()))
                .toList(),
            samples.columns(),
            variantColumns,
            request.policy(),
            panel.description(),
            committed,
            identity.stewardKey(),
            custodian.publicHex());
    return SignedManifest.sign(manifest, custodian.secret());
  }

  /** A panel says beforehand how many planes there will be at least. */
  private void checkRoom(Path folder, Panel panel, Cohort cohort) throws IOException {
    if (panel instanceof Panel.Sites sites) {
      long slots = scheme.slots();
      long blocks = (cohort.patients().size() + slots - 1) / slots;
      long committed =
          request.commit() instanceof CommitScope.Everything
              ? ColumnCommitments.BYTES_EACH * sites.size() * cohort.patients().size()
              : 0;
      needRoom(folder, 2L * sites.size() * blocks * scheme.planeBytes() + committed);
    }
  }

  /**
   * @throws SealomeException INTERNAL where the disk has not as many bytes free
   */
  static void needRoom(Path folder, long bytes) throws IOException {
    FileStore store = Files.getFileStore(folder);
    long free = store.getUsableSpace();
    if (free < bytes) {
      throw new SealomeException(
          ErrorCode.INTERNAL,
          "the dataset needs about %,d MB and the disk has %,d MB free"
              .formatted(bytes >> 20, free >> 20),
          "Free space or point SEALOME_HOME at a larger disk. Nothing was ingested.");
    }
  }

  static SealomeException diskFailed(IOException cause) {
    String message = cause.getMessage() == null ? cause.toString() : cause.getMessage();
    boolean full = message.contains("No space left") || message.contains("quota");
    return new SealomeException(
        ErrorCode.INTERNAL,
        full ? "the disk is full" : "reading or writing failed: " + message,
        full
            ? "Free space or point SEALOME_HOME at a larger disk. Nothing was ingested."
            : "See to the disk and to the permissions under SEALOME_HOME. Nothing was ingested.",
        cause);
  }
}
