// SPDX-License-Identifier: Apache-2.0
package org.sealome.query.catalog;

import java.nio.file.Path;
import java.sql.Connection;
import java.util.List;
import org.sealome.query.store.PlaneStore;

/** An encrypted dataset, opened for queries. Safe for any number of threads. */
public final class Dataset implements AutoCloseable {
  private Dataset() {}

  /**
   * Opens the newest version of a dataset.
   *
   * @throws org.sealome.query.SealomeException USAGE where there is no such dataset, INTEGRITY
   *     where its manifest, index or metadata are not what the custodian signed
   */
  public static Dataset open(Path home, String name) {
    throw new UnsupportedOperationException();
  }

  /** The names of all datasets, sorted. */
  public static List<String> names(Path home) {
    throw new UnsupportedOperationException();
  }

  public String name() {
    return manifest().name();
  }

  public int version() {
    return manifest().version();
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
    throw new UnsupportedOperationException();
  }

  /** SHA-256 of the manifest file: what the ledger anchors. A copy. */
  public byte[] manifestHash() {
    throw new UnsupportedOperationException();
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
    throw new UnsupportedOperationException();
  }

  /** The slot of a patient, or -1. */
  public int slotOf(String sampleId) {
    throw new UnsupportedOperationException();
  }

  /**
   * A connection of its own to the public metadata, read-only; the caller closes it. Tables: {@code
   * variants(variant_index, variant_id, rsid, chrom, pos, ref, alt, filter, gene, INFO…,
   * has_missing, has_haploid)} and {@code samples(slot, sample_id, public columns)}.
   */
  public Connection publicMetadata() {
    throw new UnsupportedOperationException();
  }

  public PlaneStore planes() {
    throw new UnsupportedOperationException();
  }

  /**
   * Checks everything: the manifest's signature, the metadata, every plane of every block.
   *
   * @throws org.sealome.query.SealomeException INTEGRITY, naming the first damaged planes
   */
  public void verify(ProgressListener progress) {
    throw new UnsupportedOperationException();
  }

  @Override
  public void close() {}
}
