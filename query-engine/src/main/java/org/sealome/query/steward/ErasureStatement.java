// SPDX-License-Identifier: Apache-2.0
package org.sealome.query.steward;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.sealome.ledger.Bytes32;
import org.sealome.query.PrivateFiles;
import org.sealome.query.catalog.DatasetManifest;
import org.sealome.query.consent.SubjectKeys;
import org.sealome.zk.json.CanonicalJson;

/**
 * That a patient's keys are destroyed, as the steward says it: canonical JSON of version {@code
 * sealome/erasure/v1}, signed like a receipt and kept beside the steward's keys. The ledger logs
 * its keccak256.
 */
public final class ErasureStatement {
  private static final String VERSION = "sealome/erasure/v1";

  private final Path home;
  private final StewardFolder folder;

  public ErasureStatement(Path home) {
    this.home = home;
    this.folder = StewardFolder.of(home).requireComplete();
  }

  /**
   * Destroys the steward's half of her blinding key and its copy of the key of her access history,
   * and states that both halves and all copies are. The engine's half and her own copy are
   * destroyed before. Again: the same statement.
   *
   * @param slot of the patient, who was taken out of every mask before
   * @return what the ledger logs
   */
  public Bytes32 make(DatasetManifest dataset, int slot) {
    boolean committed = dataset.commitments() != null;
    if (committed) {
      StewardBlinding.erase(home, dataset, slot);
    }
    SubjectKeys.destroyStewards(home, dataset.name(), slot, dataset.patients());
    Map<String, Object> statement = new LinkedHashMap<>();
    statement.put("version", VERSION);
    statement.put("dataset", "0x" + dataset.datasetId());
    statement.put("datasetVersion", (long) dataset.version());
    statement.put("slot", (long) slot);
    statement.put(
        "blindingKey", committed ? "both halves destroyed" : "none: nothing is committed");
    statement.put("historyKey", "destroyed");
    SigningKey key = SigningKey.load(folder.signingKey());
    statement.put("signature", key.sign(CanonicalJson.write(statement)));
    byte[] bytes = CanonicalJson.write(statement);
    Path file = file(dataset, slot);
    if (!Files.exists(file)) {
      PrivateFiles.createFolders(file.getParent());
      PrivateFiles.write(file, bytes);
    }
    return Bytes32.keccak(bytes);
  }

  /** Where the statement is kept. */
  public Path file(DatasetManifest dataset, int slot) {
    return folder
        .root()
        .resolve("erased")
        .resolve(dataset.name())
        .resolve("v" + dataset.version() + "-slot-" + slot + ".json");
  }
}
