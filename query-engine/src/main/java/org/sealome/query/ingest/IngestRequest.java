// SPDX-License-Identifier: Apache-2.0
package org.sealome.query.ingest;

import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.function.Consumer;
import org.sealome.query.ErrorCode;
import org.sealome.query.SealomeException;
import org.sealome.query.catalog.DisclosurePolicy;

/**
 * What to ingest. A policy that lets only proven answers leave goes with commitments alone; without
 * them it is refused as USAGE.
 *
 * @param home SEALOME_HOME
 * @param name the dataset's name; kept in lower case
 * @param vcfs one file or several with the same samples (VCF, VCF.gz, BCF)
 * @param samples the sample file (TSV, CSV, psam, fam), or null
 * @param panel sites fixed before looking at the cohort (VCF, BED, TSV), or null: the VCFs' sites
 * @param publicColumns sample columns to keep in the clear
 * @param encryptColumns sample columns to encrypt
 * @param infoFields INFO fields to keep as public variant columns
 * @param commit to which variants to commit, beside the encrypted sample columns
 * @param nextVersion whether to write the next version of a dataset that exists; without it, a
 *     dataset of that name must not exist
 * @param seats who sits where in that next version; null: as the first file has the samples
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
    CommitScope commit,
    boolean nextVersion,
    Seats seats,
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
    Objects.requireNonNull(commit);
    if (policy.requireProven() && !commit.commits()) {
      throw new SealomeException(
          ErrorCode.USAGE,
          "only proven answers are to leave, and nothing is committed to",
          "Commit to the dataset with --commit, or to a panel with --commit=SITES.");
    }
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
        new CommitScope.Nothing(),
        false,
        null,
        Runtime.getRuntime().availableProcessors());
  }

  public IngestRequest withSamples(Path file, List<String> inPublic, List<String> encrypted) {
    return with(
        d -> {
          d.samples = file;
          d.publicColumns = inPublic;
          d.encryptColumns = encrypted;
        });
  }

  public IngestRequest withPanel(Path file, AbsentSites absentSites) {
    return with(
        d -> {
          d.panel = file;
          d.absent = absentSites;
        });
  }

  public IngestRequest withInfo(List<String> fields) {
    return with(d -> d.infoFields = fields);
  }

  public IngestRequest withPolicy(DisclosurePolicy disclosure) {
    return with(d -> d.policy = disclosure);
  }

  /** With a policy and what it may demand to be committed. */
  public IngestRequest withPolicy(DisclosurePolicy disclosure, CommitScope committed) {
    return with(
        d -> {
          d.policy = disclosure;
          d.commit = committed;
        });
  }

  public IngestRequest withCommitments(CommitScope committed) {
    return with(d -> d.commit = committed);
  }

  public IngestRequest asNextVersion() {
    return with(d -> d.nextVersion = true);
  }

  /** As the next version, these patients in their slots and the others gone. */
  public IngestRequest asNextVersion(Seats seated) {
    return with(
        d -> {
          d.nextVersion = true;
          d.seats = seated;
        });
  }

  public IngestRequest withThreads(int count) {
    return with(d -> d.threads = count);
  }

  private IngestRequest with(Consumer<Draft> change) {
    Draft draft = new Draft(this);
    change.accept(draft);
    return new IngestRequest(
        home,
        name,
        vcfs,
        draft.samples,
        draft.panel,
        draft.absent,
        draft.publicColumns,
        draft.encryptColumns,
        draft.infoFields,
        draft.policy,
        draft.commit,
        draft.nextVersion,
        draft.seats,
        draft.threads);
  }

  /** What may differ from the request that a new one is made from. */
  private static final class Draft {
    private Path samples;
    private Path panel;
    private AbsentSites absent;
    private List<String> publicColumns;
    private List<String> encryptColumns;
    private List<String> infoFields;
    private DisclosurePolicy policy;
    private CommitScope commit;
    private boolean nextVersion;
    private Seats seats;
    private int threads;

    private Draft(IngestRequest request) {
      samples = request.samples;
      panel = request.panel;
      absent = request.absent;
      publicColumns = request.publicColumns;
      encryptColumns = request.encryptColumns;
      infoFields = request.infoFields;
      policy = request.policy;
      commit = request.commit;
      nextVersion = request.nextVersion;
      seats = request.seats;
      threads = request.threads;
    }
  }
}
