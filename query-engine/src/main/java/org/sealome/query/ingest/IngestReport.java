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
    List<String> notes) {
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
