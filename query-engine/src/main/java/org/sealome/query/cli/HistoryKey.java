// SPDX-License-Identifier: Apache-2.0
package org.sealome.query.cli;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.sealome.ledger.Bytes32;
import org.sealome.ledger.SubjectTag;
import org.sealome.query.ErrorCode;
import org.sealome.query.PrivateFiles;
import org.sealome.query.SealomeException;
import org.sealome.query.catalog.Dataset;
import org.sealome.query.consent.ScopeSecret;
import org.sealome.query.consent.SubjectKeys;
import org.sealome.zk.json.CanonicalJson;

/**
 * What a patient needs to read her access history from the ledger alone: which dataset and slot she
 * is, and the key that she recognises questions about her alone by. As a file it is hers: whoever
 * has it reads her history.
 *
 * @param dataset on the ledger
 * @param name of the dataset
 * @param key empty where it is destroyed
 * @param genes names of the dataset's genes by their hashes on the ledger
 */
record HistoryKey(
    Bytes32 dataset, String name, int slot, Optional<byte[]> key, Map<Bytes32, String> genes) {
  private static final String VERSION = "sealome/history-key/v1";

  HistoryKey {
    genes = Map.copyOf(genes);
  }

  /** From the home that keeps the patients' keys. */
  static HistoryKey of(Workspace workspace, Dataset dataset, int slot) {
    Path home = workspace.home().root();
    return new HistoryKey(
        Bytes32.fromHex(dataset.manifest().datasetId()),
        dataset.name(),
        slot,
        SubjectKeys.ofPatients(home, dataset.name()).key(slot),
        genes(ScopeSecret.load(home, Clients.CUSTODIAN, dataset.name()), dataset));
  }

  private static Map<Bytes32, String> genes(ScopeSecret secret, Dataset dataset) {
    Map<Bytes32, String> genes = new LinkedHashMap<>();
    try (Connection metadata = dataset.publicMetadata();
        Statement statement = metadata.createStatement();
        ResultSet rows =
            statement.executeQuery(
                "SELECT DISTINCT gene FROM variants WHERE gene IS NOT NULL ORDER BY gene")) {
      while (rows.next()) {
        genes.put(secret.gene(rows.getString(1)), rows.getString(1));
      }
    } catch (SQLException e) {
      throw new SealomeException(
          ErrorCode.INTEGRITY,
          "the public metadata of " + dataset.name() + " do not read: " + e.getMessage(),
          "sealome dataset verify " + dataset.name(),
          e);
    }
    return genes;
  }

  /** Whether a tag of the log is hers. */
  boolean recognises(Bytes32 tag, Bytes32 queryHash) {
    return key.isPresent() && SubjectTag.of(key.get(), queryHash).equals(tag);
  }

  /**
   * Writes it to a file that its owner alone can read.
   *
   * @throws SealomeException {@code USAGE} where the key is destroyed
   */
  void write(Path file) {
    if (key.isEmpty()) {
      throw new SealomeException(
          ErrorCode.USAGE, "She was erased: the key of her history is destroyed.", null);
    }
    Map<String, Object> tree = new LinkedHashMap<>();
    tree.put("version", VERSION);
    tree.put("dataset", dataset.hex());
    tree.put("name", name);
    tree.put("slot", (long) slot);
    tree.put("key", HexFormat.of().formatHex(key.get()));
    Map<String, Object> names = new TreeMap<>();
    genes.forEach((hash, gene) -> names.put(hash.hex(), gene));
    tree.put("genes", names);
    byte[] json = CanonicalJson.write(tree);
    byte[] line = Arrays.copyOf(json, json.length + 1);
    line[json.length] = '\n';
    PrivateFiles.write(file, line);
  }

  /**
   * @throws SealomeException {@code USAGE} where it is no such file
   */
  static HistoryKey read(Path file) {
    try {
      Map<?, ?> tree = (Map<?, ?>) CanonicalJson.read(Files.readAllBytes(file));
      if (!VERSION.equals(tree.get("version"))) {
        throw none(file, null);
      }
      Map<Bytes32, String> genes = new LinkedHashMap<>();
      ((Map<?, ?>) tree.get("genes"))
          .forEach((hash, gene) -> genes.put(Bytes32.fromHex((String) hash), (String) gene));
      return new HistoryKey(
          Bytes32.fromHex((String) tree.get("dataset")),
          (String) tree.get("name"),
          Math.toIntExact((Long) tree.get("slot")),
          Optional.of(HexFormat.of().parseHex((String) tree.get("key"))),
          genes);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read " + file, e);
    } catch (IllegalArgumentException
        | ClassCastException
        | NullPointerException
        | ArithmeticException e) {
      throw none(file, e);
    }
  }

  private static SealomeException none(Path file, RuntimeException cause) {
    return new SealomeException(
        ErrorCode.USAGE,
        file + " is no key of an access history.",
        "sealome consent history-key --dataset N --sample S --to FILE writes one.",
        cause);
  }
}
