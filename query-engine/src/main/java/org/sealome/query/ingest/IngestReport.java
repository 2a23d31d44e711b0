// SPDX-License-Identifier: Apache-2.0
package org.sealome.query.ingest;

import java.util.List;
import org.sealome.query.catalog.DatasetManifest;

/**
 * What an ingest did.
 *
 * @param skipped what of the VCFs was left out, by reason
 * @param notes what the custodian should read: columns left out, patients without a sample row, …
 * @param encryptionSeconds processor seconds spent in the encryptor, summed over threads
 * @param committed null where nothing was committed to
 */
public record IngestReport(
    DatasetManifest manifest,
    String manifestHash,
    long rows,
    long genotypes,
    long planes,
    long bytes,
    double seconds,
    double encryptionSeconds,
    int threads,
    List<Skipped> skipped,
    List<String> notes,
    Committed committed) {
  /**
   * The commitments.
   *
   * @param columns in all
   * @param resumed of them, those that an interrupted ingest had made
   * @param commitments one a patient and plane, in all
   * @param made values (one a patient and column: genotypes, mostly) that this ingest committed to
   * @param seconds processor seconds for these, their proofs included, summed over threads
   * @param bytes of these, their proofs included
   */
  public record Committed(
      long columns, long resumed, long commitments, long made, double seconds, long bytes) {
    public double microsEach() {
      return made == 0 ? 0 : 1e6 * seconds / made;
    }

    public double bytesEach() {
      return made == 0 ? 0 : (double) bytes / made;
    }
  }

  /**
   * Alleles or rows left out for one reason.
   *
   * @param reason for people
   * @param examples the first few places, {@code file:line variant}
   */
  public record Skipped(String reason, long count, List<String> examples) {
    public Skipped {
      examples = List.copyOf(examples);
    }
  }

  public IngestReport {
    skipped = List.copyOf(skipped);
    notes = List.copyOf(notes);
  }

  /** Genotypes read, encrypted and written a second. */
  public double genotypesPerSecond() {
    return genotypes / Math.max(seconds, 1e-9);
  }

  /** Bytes on disk for one genotype. */
  public double bytesPerGenotype() {
    return genotypes == 0 ? 0 : (double) bytes / genotypes;
  }

  /**
   * The share of all cores' time that went into encryption, which is the ingest's rate by the rate
   * of an encryptor that nothing else disturbs on as many cores.
   */
  public double encryptionShare() {
    return encryptionSeconds / Math.max(seconds * threads, 1e-9);
  }
}
