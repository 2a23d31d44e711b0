// SPDX-License-Identifier: Apache-2.0
package org.sealome.query.catalog;

import java.io.IOException;
import java.nio.MappedByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.sealome.query.SealomeException;
import org.sealome.query.store.Sha256;
import org.sealome.zk.blinding.BlindingScope;
import org.sealome.zk.column.ColumnDirectory;
import org.sealome.zk.column.ColumnEntry;
import org.sealome.zk.column.ColumnFormatException;
import org.sealome.zk.column.CommittedColumn;

/**
 * The committed columns of a dataset. Column files are mapped, and checked against their entries,
 * on first touch; the directory of entries was checked against the manifest. Safe for any number of
 * threads; stays valid when the dataset is closed.
 */
public final class CommittedDataset {
  private final String dataset;
  private final Path folder;
  private final BlindingScope scope;
  private final ColumnDirectory directory;
  private final Map<String, CommittedColumn> columns = new ConcurrentHashMap<>();

  private CommittedDataset(
      String dataset, Path folder, BlindingScope scope, ColumnDirectory directory) {
    this.dataset = dataset;
    this.folder = folder;
    this.scope = scope;
    this.directory = directory;
  }

  /**
   * Reads the directory in a version's folder.
   *
   * @throws SealomeException INTEGRITY where it is not what the manifest stands for
   */
  static CommittedDataset open(Path folder, DatasetManifest manifest) {
    String name = manifest.name();
    DatasetManifest.Commitments wanted = manifest.commitments();
    HexFormat hex = HexFormat.of();
    byte[] bytes;
    try {
      bytes = Files.readAllBytes(folder.resolve(DatasetFolders.COLUMNS_FILE));
    } catch (IOException e) {
      throw Dataset.damaged(name, "cannot read its committed columns: " + e.getMessage());
    }
    if (!Arrays.equals(Sha256.of(bytes), hex.parseHex(wanted.directoryDigest()))) {
      throw Dataset.damaged(
          name,
          "the directory of its committed columns, "
              + DatasetFolders.COLUMNS_FILE
              + ", was changed");
    }
    ColumnDirectory directory;
    try {
      directory = ColumnDirectory.read(bytes);
    } catch (ColumnFormatException e) {
      throw Dataset.damaged(
          name, "the directory of its committed columns does not read: " + e.getMessage());
    }
    if (!Arrays.equals(directory.root(), hex.parseHex(wanted.root()))
        || directory.entries().size() != wanted.columns()
        || directory.patients() != manifest.patients()) {
      throw Dataset.damaged(name, "its committed columns are not those of its manifest");
    }
    return new CommittedDataset(
        name,
        folder,
        new BlindingScope(hex.parseHex(manifest.datasetId()), manifest.version()),
        directory);
  }

  /** Every committed column's entry, and the tree whose root is anchored. */
  public ColumnDirectory directory() {
    return directory;
  }

  /** The dataset and version that commitments, blindings and proofs are bound to. */
  public BlindingScope scope() {
    return scope;
  }

  /** The entry of the column that has a plane; empty where the plane is not committed. */
  public Optional<ColumnEntry> entry(String planeId) {
    return directory.find(planeId);
  }

  /** Whether a plane is committed, or a combination of committed ones. */
  public boolean has(String planeId) {
    return directory.find(planeId).isPresent();
  }

  /**
   * The column that has a plane.
   *
   * @throws NoSuchElementException where the plane is not committed
   * @throws SealomeException INTEGRITY where the column's file is not the one that was anchored
   */
  public CommittedColumn column(String planeId) {
    return column(
        entry(planeId)
            .orElseThrow(() -> new NoSuchElementException("no committed plane " + planeId)));
  }

  /**
   * The column of an entry of this directory.
   *
   * @throws SealomeException INTEGRITY where its file is not the one that was anchored
   */
  public CommittedColumn column(ColumnEntry entry) {
    return columns.computeIfAbsent(entry.name(), name -> read(entry));
  }

  private CommittedColumn read(ColumnEntry entry) {
    CommittedColumn column;
    try {
      column = CommittedColumn.read(map(fileOf(entry), "column", entry));
    } catch (ColumnFormatException e) {
      throw damaged("column", entry, e.getMessage());
    }
    if (!Arrays.equals(column.fileDigest(), entry.file())) {
      throw damaged("column", entry, "it was changed");
    }
    if (!column.belongsTo(scope) || !column.shape().equals(entry.shape())) {
      throw damaged("column", entry, "it is another dataset's or column's");
    }
    return column;
  }

  private MappedByteBuffer map(Path file, String what, ColumnEntry entry) {
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
      return channel.map(FileChannel.MapMode.READ_ONLY, 0, channel.size());
    } catch (IOException e) {
      throw damaged(what, entry, "cannot read it: " + e.getMessage());
    }
  }

  /** Where the file of a column lies, unchecked. */
  public Path fileOf(ColumnEntry entry) {
    return folder.resolve(DatasetFolders.COLUMNS_FOLDER).resolve(entry.fileName());
  }

  /** Where the proof of a column lies, unchecked. */
  public Path proofOf(ColumnEntry entry) {
    return folder.resolve(DatasetFolders.PROOFS_FOLDER).resolve(entry.proofName());
  }

  /**
   * A column's proof of well-formedness.
   *
   * @throws SealomeException INTEGRITY where the file is not the one that was anchored
   */
  public byte[] proof(ColumnEntry entry) {
    byte[] proof;
    try {
      proof = Files.readAllBytes(proofOf(entry));
    } catch (IOException e) {
      throw damaged("proof", entry, "cannot read it: " + e.getMessage());
    }
    if (!Arrays.equals(Sha256.of(proof), entry.proof())) {
      throw damaged("proof", entry, "it was changed");
    }
    return proof;
  }

  SealomeException damaged(String what, ColumnEntry entry, String how) {
    String file =
        what.equals("proof")
            ? DatasetFolders.PROOFS_FOLDER + "/" + entry.proofName()
            : DatasetFolders.COLUMNS_FOLDER + "/" + entry.fileName();
    return Dataset.damaged(
        dataset, "the %s of %s (file %s): %s".formatted(what, entry.name(), file, how));
  }
}
