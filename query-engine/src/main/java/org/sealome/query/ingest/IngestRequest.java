// SPDX-License-Identifier: Apache-2.0
package org.sealome.query.ingest;

import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import org.sealome.query.catalog.DisclosurePolicy;

/**
 * What to ingest.
 *
 * @param home SEALOME_HOME
 * @param name the dataset's name; kept in lower case
 * @param vcfs one file or several with the same samples (VCF, VCF.gz, BCF)
 * @param samples the sample file (TSV, CSV, psam, fam), or null
 * @param panel sites fixed before looking at the cohort (VCF, BED, TSV), or null: the VCFs' sites
 * @param publicColumns sample columns to keep in the clear
 * @param encryptColumns sample columns to encrypt
 * @param infoFields INFO fields to keep as public variant columns
 * @param nextVersion whether to write the next version of a dataset that exists; without it, a
 *     dataset of that name must not exist
 * @param threads how many cores to use
 */
public record IngestRequest(
    Path home,
    String name,
    List<Path> vcfs,
    Path samples,
    Path panel,
    AbsentSites absent,
    List<String> publicColumns,
    List<String> encryptColumns,
    List<String> infoFields,
    DisclosurePolicy policy,
    boolean nextVersion,
    int threads) {
  public IngestRequest {
    Objects.requireNonNull(home);
    Objects.requireNonNull(name);
    vcfs = List.copyOf(vcfs);
    publicColumns = List.copyOf(publicColumns);
    encryptColumns = List.copyOf(encryptColumns);
    infoFields = List.copyOf(infoFields);
    Objects.requireNonNull(absent);
    Objects.requireNonNull(policy);
    if (threads < 1) {
      throw new IllegalArgumentException("at least one thread");
    }
  }

  /** A request with the defaults: no sample file, no panel, every core. */
  public static IngestRequest of(Path home, String name, List<Path> vcfs) {
    return new IngestRequest(
        home,
        name,
        vcfs,
        null,
        null,
        AbsentSites.MISSING,
        List.of(),
        List.of(),
        List.of(),
        DisclosurePolicy.ofMinCell(DisclosurePolicy.DEFAULT_MIN_CELL),
        false,
        Runtime.getRuntime().availableProcessors());
  }

  public IngestRequest withSamples(Path file, List<String> inPublic, List<String> encrypted) {
    return new IngestRequest(
        home,
        name,
        vcfs,
        file,
        panel,
        absent,
        inPublic,
        encrypted,
        infoFields,
        policy,
        nextVersion,
        threads);
  }

  public IngestRequest withPanel(Path file, AbsentSites absentSites) {
    return new IngestRequest(
        home,
        name,
        vcfs,
        samples,
        file,
        absentSites,
        publicColumns,
        encryptColumns,
        infoFields,
        policy,
        nextVersion,
        threads);
  }

  public IngestRequest withInfo(List<String> fields) {
    return new IngestRequest(
        home,
        name,
        vcfs,
        samples,
        panel,
        absent,
        publicColumns,
        encryptColumns,
        fields,
        policy,
        nextVersion,
        threads);
  }

  public IngestRequest withPolicy(DisclosurePolicy disclosure) {
    return new IngestRequest(
        home,
        name,
        vcfs,
        samples,
        panel,
        absent,
        publicColumns,
        encryptColumns,
        infoFields,
        disclosure,
        nextVersion,
        threads);
  }

  public IngestRequest asNextVersion() {
    return new IngestRequest(
        home,
        name,
        vcfs,
        samples,
        panel,
        absent,
        publicColumns,
        encryptColumns,
        infoFields,
        policy,
        true,
        threads);
  }

  public IngestRequest withThreads(int count) {
    return new IngestRequest(
        home,
        name,
        vcfs,
        samples,
        panel,
        absent,
        publicColumns,
        encryptColumns,
        infoFields,
        policy,
        nextVersion,
        count);
  }
}
