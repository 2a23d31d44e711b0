// SPDX-License-Identifier: Apache-2.0
package org.sealome.query.catalog;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.sealome.he.Profile;
import org.sealome.query.ErrorCode;
import org.sealome.query.SealomeException;
import org.sealome.query.store.PlaneStore;
import org.sealome.query.store.Sha256;

/** An encrypted dataset, opened for queries. Safe for any number of threads. */
public final class Dataset implements AutoCloseable {
  private static final String RESTORE =
      "Nothing was answered. Restore the dataset's folder from a backup, or write its next version"
          + " from the source.";

  private final SignedManifest signed;
  private final SampleValues samples;
  private final PublicMetadata metadata;
  private final PlaneStore planes;
  private final Path folder;
  private CommittedDataset commitments;

  private Dataset(
      Path folder,
      SignedManifest signed,
      SampleValues samples,
      PublicMetadata metadata,
      PlaneStore planes) {
    this.folder = folder;
    this.signed = signed;
    this.samples = samples;
    this.metadata = metadata;
    this.planes = planes;
  }

  /**
   * Opens the newest version of a dataset.
   *
   * @throws SealomeException USAGE where there is no such dataset, INTEGRITY where its manifest,
   *     index or metadata are not what the custodian signed
   */
  public static Dataset open(Path home, String name) {
    DatasetFolders folders = new DatasetFolders(home);
    int version =
        folders
            .newest(name)
            .orElseThrow(
                () ->
                    new SealomeException(
                        ErrorCode.USAGE,
                        "there is no dataset '" + name + "'",
                        folders.names().isEmpty()
                            ? "There is none yet: sealome dataset ingest makes one."
                            : "There are: " + String.join(", ", folders.names()) + "."));
    return open(folders.version(name, version), DatasetFolders.checkedName(name), version);
  }

  private static Dataset open(Path folder, String name, int version) {
    SignedManifest signed = SignedManifest.read(folder);
    DatasetManifest manifest = signed.manifest();
    if (!manifest.name().equals(name) || manifest.version() != version) {
      throw damaged(
          name,
          "its folder holds version %d of the dataset %s"
              .formatted(manifest.version(), manifest.name()));
    }
    PublicMetadata metadata =
        PublicMetadata.opening(
            folder.resolve(DatasetFolders.METADATA_FILE), name, manifest.metadataDigest());
    PlaneStore planes = null;
    try {
      SampleValues samples = sampleValues(folder, manifest);
      planes =
          PlaneStore.open(
              name,
              folder,
              manifest.segments().stream().map(DatasetManifest.Segment::file).toList(),
              manifest.segments().stream().map(DatasetManifest.Segment::count).toList(),
              manifest.planeBytes(),
              HexFormat.of().parseHex(manifest.indexDigest()));
      metadata.awaitDigest();
      return new Dataset(folder, signed, samples, metadata, planes);
    } catch (RuntimeException e) {
      metadata.close();
      if (planes != null) {
        planes.close();
      }
      throw e;
    }
  }

  private static SampleValues sampleValues(Path folder, DatasetManifest manifest) {
    Path file = folder.resolve(DatasetFolders.SAMPLE_VALUES_FILE);
    try {
      byte[] bytes = Files.readAllBytes(file);
      if (!Arrays.equals(
          Sha256.of(bytes), HexFormat.of().parseHex(manifest.sampleValuesDigest()))) {
        throw damaged(manifest.name(), "its public sample columns were changed");
      }
      return SampleValues.read(bytes);
    } catch (IOException e) {
      throw damaged(manifest.name(), "cannot read " + file + ": " + e.getMessage());
    }
  }

  static SealomeException damaged(String dataset, String what) {
    return new SealomeException(ErrorCode.INTEGRITY, "dataset " + dataset + ": " + what, RESTORE);
  }

  /** The names of all datasets, sorted. */
  public static List<String> names(Path home) {
    return new DatasetFolders(home).names();
  }

  public String name() {
    return manifest().name();
  }

  public int version() {
    return manifest().version();
  }

  public Profile profile() {
    return Profile.valueOf(manifest().profile());
  }

  public int patients() {
    return manifest().patients();
  }

  public int blocks() {
    return manifest().blocks();
  }

  public int blockSlots() {
    return manifest().blockSlots();
  }

  public DisclosurePolicy policy() {
    return manifest().policy();
  }

  public DatasetManifest manifest() {
    return signed.manifest();
  }

  /** The manifest file. A copy. */
  public byte[] manifestBytes() {
    return signed.bytes().clone();
  }

  /** SHA-256 of the manifest file: what the ledger anchors. A copy. */
  public byte[] manifestHash() {
    return signed.hash();
  }

  /** The columns of {@code samples}, {@code sample_id} first. */
  public List<SampleColumn> sampleColumns() {
    return manifest().sampleColumns();
  }

  /** The columns of {@code variants}, {@code variant_id} first. */
  public List<VariantColumn> variantColumns() {
    return manifest().variantColumns();
  }

  /**
   * The value of a public sample column in a slot: a String, a Long, or null.
   *
   * @param column in any case
   */
  public Object publicValue(String column, int slot) {
    return samples.value(column, slot);
  }

  /** The slot of a patient, or -1. */
  public int slotOf(String sampleId) {
    return samples.slotOf(sampleId);
  }

  /**
   * A connection of its own to the public metadata, read-only; the caller closes it. Tables: {@code
   * variants(variant_index, variant_id, rsid, chrom, pos, ref, alt, filter, gene, INFO…,
   * has_missing, has_haploid)} and {@code samples(slot, sample_id, public columns)}.
   */
  public Connection publicMetadata() {
    return metadata.connect();
  }

  public PlaneStore planes() {
    return planes;
  }

  /**
   * What the custodian committed to; empty where that is nothing. Read and checked against the
   * manifest the first time.
   *
   * @throws SealomeException INTEGRITY where the directory of columns is not the one that the
   *     manifest names
   */
  public synchronized Optional<CommittedDataset> commitments() {
    if (commitments == null && manifest().commitments() != null) {
      commitments = CommittedDataset.open(folder, manifest());
    }
    return Optional.ofNullable(commitments);
  }

  /**
   * Checks every plane of every block, and the files of every committed column; the signature, the
   * index and the metadata were checked when the dataset was opened.
   *
   * @throws SealomeException INTEGRITY, saying how many planes or columns are damaged and naming
   *     the first
   */
  public void verify(ProgressListener progress) {
    new DatasetVerification(this).run(progress);
    commitments().ifPresent(c -> new CommitmentVerification(this, c).files(progress));
  }

  /**
   * Checks every committed column's proof of well-formedness, and its totals.
   *
   * @throws SealomeException INTEGRITY, naming the first column whose proof does not hold
   */
  public void verifyProofs(ProgressListener progress) {
    commitments().ifPresent(c -> new CommitmentVerification(this, c).proofs(progress));
  }

  /** Compares names as SQL does. */
  static boolean sameName(String a, String b) {
    return a.toLowerCase(Locale.ROOT).equals(b.toLowerCase(Locale.ROOT));
  }

  @Override
  public void close() {
    metadata.close();
    planes.close();
  }
}
