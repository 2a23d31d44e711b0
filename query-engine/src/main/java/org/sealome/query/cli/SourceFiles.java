// SPDX-License-Identifier: Apache-2.0
package org.sealome.query.cli;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.sealome.ledger.Bytes32;
import org.sealome.ledger.Ledger;
import org.sealome.ledger.LedgerException;
import org.sealome.query.ErrorCode;
import org.sealome.query.SealomeException;
import org.sealome.query.catalog.CommittedDataset;
import org.sealome.query.catalog.Dataset;
import org.sealome.query.catalog.SampleColumn;
import org.sealome.query.catalog.VariantColumn;
import org.sealome.query.ingest.AbsentSites;
import org.sealome.query.ingest.CommitScope;
import org.sealome.query.ingest.IngestRequest;
import org.sealome.zk.column.ColumnEntry;
import picocli.CommandLine.Option;

/** The files that a dataset's next version is written from, given as at ingest. */
final class SourceFiles {
  /** The columns that every dataset has: not from INFO. */
  private static final Set<String> FIXED =
      Set.of("variant_id", "rsid", "chrom", "pos", "ref", "alt", "filter", "gene");

  @Option(
      names = "--vcf",
      required = true,
      arity = "1..*",
      paramLabel = "F",
      description =
          "The source: everybody who was not erased has to be in it, in every file; others in it"
              + " are passed over.")
  private List<Path> vcfs;

  @Option(names = "--samples", paramLabel = "F", description = "The sample file, as at ingest.")
  private Path samples;

  @Option(names = "--panel", paramLabel = "F", description = "The panel, as at ingest.")
  private Path panel;

  @Option(
      names = "--absent",
      paramLabel = "WHAT",
      defaultValue = "missing",
      description = "As at ingest: reference or missing; default ${DEFAULT-VALUE}.")
  private AbsentSites absent;

  @Option(
      names = "--info",
      split = ",",
      paramLabel = "FIELD",
      description =
          "INFO fields, as at ingest; default: the dataset's columns, and GENE where it has genes.")
  private List<String> info;

  /**
   * Who was erased, by the ledger, whose version of the dataset this is.
   *
   * @throws SealomeException INTEGRITY where the folder is not what the ledger anchors
   */
  static BitSet erased(Workspace workspace, Dataset data) {
    Ledger ledger = workspace.ledger();
    Bytes32 id = workspace.datasetId(data.name());
    boolean anchored;
    try {
      // Not the newest one's: an interrupted compact may have anchored that already.
      anchored =
          ledger
              .datasets()
              .anchor(id, data.version())
              .manifestHash()
              .equals(Bytes32.of(data.manifestHash()));
    } catch (LedgerException.Reverted e) {
      anchored = false;
    }
    if (!anchored) {
      throw new SealomeException(
          ErrorCode.INTEGRITY,
          "Dataset " + data.name() + " is not the one that is anchored on the ledger.",
          "Restore the dataset's folder, or ingest it again.");
    }
    return ledger.datasets().erased(id, data.patients(), ledger.head());
  }

  /**
   * What rewrites the dataset from the source: its policy and columns, what it committed to.
   *
   * @throws SealomeException USAGE where a file cannot be read
   */
  IngestRequest request(Path home, Dataset data) {
    Stream.concat(vcfs.stream(), Stream.of(samples, panel).filter(Objects::nonNull))
        .forEach(DatasetCommand::requireReadable);
    return IngestRequest.of(home, data.name(), vcfs)
        .withSamples(samples, columns(data, false), columns(data, true))
        .withPanel(panel, absent)
        .withInfo(info == null ? infoOf(data) : info)
        .withPolicy(
            data.policy(),
            data.commitments()
                .map(committed -> scope(data, committed))
                .orElseGet(CommitScope.Nothing::new));
  }

  /** Every variant where every one was, new ones too; else the same ones. */
  private static CommitScope scope(Dataset data, CommittedDataset committed) {
    return DatasetText.committedVariants(data.manifest()) == data.manifest().variants()
        ? new CommitScope.Everything()
        : new CommitScope.Named(
            committed.directory().entries().stream()
                .map(ColumnEntry::name)
                .collect(Collectors.toSet()));
  }

  private static List<String> columns(Dataset data, boolean encrypted) {
    return data.sampleColumns().stream()
        .filter(c -> !c.equals(SampleColumn.SAMPLE_ID) && c.encrypted() == encrypted)
        .map(SampleColumn::name)
        .toList();
  }

  private static List<String> infoOf(Dataset data) {
    List<String> fields = new ArrayList<>();
    data.variantColumns().stream()
        .map(VariantColumn::name)
        .filter(column -> !FIXED.contains(column))
        .forEach(fields::add);
    try (Connection db = data.publicMetadata();
        Statement statement = db.createStatement();
        ResultSet genes = statement.executeQuery("SELECT count(gene) FROM variants")) {
      if (genes.next() && genes.getLong(1) > 0) {
        fields.add("GENE");
      }
    } catch (SQLException e) {
      throw new SealomeException(
          ErrorCode.INTERNAL, "the public metadata cannot be read: " + e.getMessage(), null, e);
    }
    return fields;
  }
}
