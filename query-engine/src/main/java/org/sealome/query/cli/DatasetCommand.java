// SPDX-License-Identifier: Apache-2.0
package org.sealome.query.cli;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.sealome.he.Profile;
import org.sealome.ledger.Bytes32;
import org.sealome.ledger.DatasetRecord;
import org.sealome.ledger.Ledger;
import org.sealome.query.ErrorCode;
import org.sealome.query.SealomeException;
import org.sealome.query.catalog.Dataset;
import org.sealome.query.catalog.DatasetManifest;
import org.sealome.query.catalog.DisclosurePolicy;
import org.sealome.query.catalog.Repetition;
import org.sealome.query.ingest.AbsentSites;
import org.sealome.query.ingest.CommitScope;
import org.sealome.query.ingest.IngestReport;
import org.sealome.query.ingest.IngestRequest;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

/** {@code sealome dataset}. */
@Command(
    name = "dataset",
    description =
        "Encrypted cohorts: makes them from VCFs, lists, shows and verifies them, writes their next"
            + " versions, says whose they are and where they lie.",
    subcommands = {
      ExtendCommand.class,
      CompactCommand.class,
      CustodyCommands.Transfer.class,
      CustodyCommands.Accept.class,
      CustodyCommands.Locate.class,
      CustodyCommands.History.class,
      CustodyCommands.Unfreeze.class
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  sealome dataset ingest --name cohort --vcf cohort.vcf.gz --samples people.tsv --public"
          + " sex",
      "  sealome dataset list",
      "  sealome dataset show cohort",
      "  sealome dataset verify cohort",
      "  sealome dataset extend cohort --vcf both.vcf.gz --samples both.tsv --add @batch2.txt",
      "  sealome dataset history cohort",
    })
final class DatasetCommand implements Runnable {
  @ParentCommand private SealomeCommand root;
  @Spec private CommandSpec spec;

  @Override
  public void run() {
    throw new ParameterException(
        spec.commandLine(),
        "What with datasets: ingest, list, show, verify, extend, compact, transfer, accept, locate,"
            + " history or unfreeze?");
  }

  @Command(
      name = "ingest",
      sortOptions = false,
      description = "Encrypts a cohort's genotypes, anchors it on the ledger, enrols its patients.",
      footerHeading = "%nExamples:%n",
      footer = {
        "  The sites of the VCF, one public and one encrypted sample column:",
        "    sealome dataset ingest --name cohort --vcf cohort.vcf.gz --samples people.tsv \\",
        "        --public sex --encrypt diagnosis",
        "  A panel fixed beforehand; the file has only sites that vary, so what it lacks is"
            + " reference:",
        "    sealome dataset ingest --name cohort --vcf cohort.bcf --panel clinvar.vcf.gz \\",
        "        --absent reference --info CLNSIG,GENEINFO",
        "  Commit to every genotype, so that answers come with proofs, and let no others leave:",
        "    sealome dataset ingest --name cohort --vcf cohort.bcf --commit --require proven",
      })
  void ingest(
      @Option(
              names = "--name",
              required = true,
              paramLabel = "N",
              description = "The dataset's name: letters, digits, - and _; kept in small letters.")
          String name,
      @Option(
              names = "--vcf",
              required = true,
              arity = "1..*",
              paramLabel = "F",
              description = "VCF, VCF.gz or BCF; several files of the same samples may be given.")
          List<Path> vcfs,
      @Option(
              names = "--samples",
              paramLabel = "F",
              description =
                  "Sample file (TSV, CSV, psam or fam); ids in the column sample_id, #IID, IID, or"
                      + " else the first.")
          Path samples,
      @Option(
              names = "--panel",
              paramLabel = "F",
              description =
                  "Sites fixed before looking at the cohort: VCF, BED or TSV; without it, the sites"
                      + " of the VCF.")
          Path panel,
      @Option(
              names = "--absent",
              paramLabel = "WHAT",
              defaultValue = "missing",
              description =
                  "What sites of the panel are that the VCF lacks: reference or missing; default"
                      + " ${DEFAULT-VALUE}.")
          AbsentSites absent,
      @Option(
              names = "--public",
              split = ",",
              paramLabel = "COL",
              description = "Sample columns to keep in the clear.")
          List<String> publicColumns,
      @Option(
              names = "--encrypt",
              split = ",",
              paramLabel = "COL",
              description = "Sample columns to encrypt. All others are left out.")
          List<String> encryptColumns,
      @Option(
              names = "--info",
              split = ",",
              paramLabel = "FIELD",
              description = "INFO fields to keep as public columns of variants.")
          List<String> info,
      @Option(
              names = "--profile",
              paramLabel = "P",
              defaultValue = "auto",
              description =
                  "Parameters: auto (STANDARD), SMALL (counts and sums only), STANDARD (AND of two"
                      + " variants), WIDE (of three or four), DEEP (of eight and more).")
          String profile,
      @Option(
              names = "--min-cell",
              paramLabel = "K",
              defaultValue = "5",
              description =
                  "Cells of fewer than K patients are suppressed; 1 switches it off; default"
                      + " ${DEFAULT-VALUE}.")
          int minCell,
      @Option(
              names = "--repetition",
              paramLabel = "RULE",
              description =
                  "What becomes of an answer whose population differs from an earlier one's by"
                      + " fewer than K patients: suppress, warn or off; default suppress where K >"
                      + " 1.")
          Repetition repetition,
      @Option(
              names = "--commit",
              arity = "0..1",
              fallbackValue = "",
              paramLabel = "SITES",
              description =
                  "Commit to every variant, or to those of a panel (VCF, BED or TSV), and to the"
                      + " encrypted sample columns: sums over them can be proven.")
          String commit,
      @Option(
              names = "--require",
              paramLabel = "proven",
              description = "Let only proven answers leave; needs --commit.")
          Requirement require) {
    if (minCell < 1) {
      throw new SealomeException(
          ErrorCode.USAGE, "--min-cell is 1 (off) or more.", "The default is 5.");
    }
    CommitScope scope = commitScope(commit);
    if (require == Requirement.proven && !scope.commits()) {
      throw new SealomeException(
          ErrorCode.USAGE,
          "--require proven needs --commit: without commitments nothing can be proven.",
          "Add --commit, or --commit=SITES for a panel.");
    }
    DisclosurePolicy standard = DisclosurePolicy.ofMinCell(minCell);
    IngestRequest request;
    Profile parameters = profile(profile);
    Path sites = scope instanceof CommitScope.Sites s ? s.file() : null;
    for (Path file : files(vcfs, samples, panel, sites)) {
      requireReadable(file);
    }
    try (Workspace workspace = root.workspace();
        Progress progress = new Progress(root.console())) {
      workspace.home().requireInitialised();
      request =
          IngestRequest.of(workspace.home().root(), name.toLowerCase(Locale.ROOT), vcfs)
              .withSamples(samples, orNone(publicColumns), orNone(encryptColumns))
              .withPanel(panel, absent)
              .withInfo(orNone(info))
              .withPolicy(
                  new DisclosurePolicy(
                      minCell,
                      repetition == null ? standard.repetition() : repetition,
                      require == Requirement.proven),
                  scope);
      IngestReport report = new IngestDesk(workspace).ingest(request, parameters, progress);
      progress.clear();
      root.console().answer(IngestText.of(report));
    }
  }

  /** What answers must be to leave. */
  enum Requirement {
    proven
  }

  private static CommitScope commitScope(String option) {
    if (option == null) {
      return new CommitScope.Nothing();
    }
    return option.isEmpty() ? new CommitScope.Everything() : new CommitScope.Sites(Path.of(option));
  }

  @Command(
      name = "list",
      description = "Lists the datasets of this home.",
      footerHeading = "%nExample:%n",
      footer = "  sealome dataset list --format csv")
  void list(
      @Option(
              names = "--format",
              defaultValue = "table",
              description = "table, json or csv; default ${DEFAULT-VALUE}.")
          Format format) {
    List<Map<String, Object>> rows = new ArrayList<>();
    try (Workspace workspace = root.workspace()) {
      Path home = workspace.home().requireInitialised().root();
      for (String name : Dataset.names(home)) {
        try (Dataset dataset = Dataset.open(home, name)) {
          DatasetManifest m = dataset.manifest();
          Map<String, Object> row = new LinkedHashMap<>();
          row.put("name", m.name());
          row.put("version", m.version());
          row.put("patients", m.patients());
          row.put("variants", m.variants());
          row.put("profile", m.profile());
          row.put("min_cell", m.policy().minCell());
          row.put("committed", m.commitments() == null ? 0 : m.commitments().columns());
          row.put("created", m.created());
          rows.add(row);
        }
      }
    }
    root.console()
        .answer(
            Listing.write(
                List.of(
                    "name",
                    "version",
                    "patients",
                    "variants",
                    "profile",
                    "min_cell",
                    "committed",
                    "created"),
                rows,
                format));
  }

  @Command(
      name = "show",
      description = "Shows what a dataset holds, what is public in it and what its policy is.",
      footerHeading = "%nExample:%n",
      footer = "  sealome dataset show cohort")
  void show(
      @Parameters(paramLabel = "N", description = "The dataset's name.") String name,
      @Option(
              names = "--format",
              defaultValue = "table",
              description = "table, json or csv; default ${DEFAULT-VALUE}.")
          Format format) {
    try (Workspace workspace = root.workspace();
        Dataset dataset = workspace.dataset(name)) {
      root.console().answer(DatasetText.show(dataset, format));
    }
  }

  @Command(
      name = "verify",
      description =
          "Checks every ciphertext's digest, the committed columns' files, the manifest's signature"
              + " and its anchor on the ledger.",
      footerHeading = "%nExamples:%n",
      footer = {
        "  sealome dataset verify cohort && echo untouched",
        "  sealome dataset verify cohort --proofs"
      })
  void verify(
      @Parameters(paramLabel = "N", description = "The dataset's name.") String name,
      @Option(
              names = "--proofs",
              description = "Check each committed column's proof that it is well-formed, too.")
          boolean proofs) {
    try (Workspace workspace = root.workspace();
        Dataset dataset = workspace.dataset(name);
        Progress progress = new Progress(root.console())) {
      Ledger ledger = workspace.ledger();
      Optional<DatasetRecord> record =
          ledger.datasets().find(workspace.datasetId(dataset.name()), ledger.head());
      if (record.isEmpty()
          || !record.get().anchor().manifestHash().equals(Bytes32.of(dataset.manifestHash()))) {
        throw new SealomeException(
            ErrorCode.INTEGRITY,
            record.isEmpty()
                ? "'" + dataset.name() + "' is not anchored on this ledger."
                : "The manifest of '" + dataset.name() + "' is not the one on the ledger.",
            "Restore the engine's files from the custodian's.");
      }
      DatasetManifest.Commitments committed = dataset.manifest().commitments();
      if (!record
          .get()
          .anchor()
          .commitmentRoot()
          .equals(committed == null ? Bytes32.ZERO : Bytes32.fromHex(committed.root()))) {
        throw new SealomeException(
            ErrorCode.INTEGRITY,
            "The ledger names another root of committed columns than the manifest of '"
                + dataset.name()
                + "'.",
            "Nothing of it can be proven: ingest it again.");
      }
      dataset.verify(progress);
      if (proofs) {
        dataset.verifyProofs(progress);
      }
      progress.clear();
      root.console().answer(DatasetText.verified(dataset, record.get(), proofs));
    }
  }

  SealomeCommand root() {
    return root;
  }

  static void requireReadable(Path file) {
    if (!Files.isReadable(file)) {
      throw new SealomeException(ErrorCode.USAGE, "Cannot read " + file + ".", null);
    }
  }

  static Profile profile(String text) {
    if (text.equalsIgnoreCase("auto")) {
      return Profile.STANDARD;
    }
    try {
      return Profile.valueOf(text.toUpperCase(Locale.ROOT));
    } catch (IllegalArgumentException e) {
      throw new SealomeException(
          ErrorCode.USAGE,
          "There is no profile '" + text + "'.",
          "auto, SMALL, STANDARD, WIDE or DEEP");
    }
  }

  private static List<Path> files(List<Path> vcfs, Path... others) {
    List<Path> files = new ArrayList<>(vcfs);
    Stream.of(others).filter(Objects::nonNull).forEach(files::add);
    return files;
  }

  private static List<String> orNone(List<String> list) {
    return list == null ? List.of() : list;
  }
}
