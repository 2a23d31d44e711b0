// SPDX-License-Identifier: Apache-2.0
package org.sealome.query.cli;

import java.util.List;
import java.util.Optional;
import org.sealome.he.HeContext;
import org.sealome.he.Profile;
import org.sealome.he.PublicKey;
import org.sealome.ledger.Account;
import org.sealome.ledger.Address;
import org.sealome.ledger.Bytes32;
import org.sealome.ledger.DatasetRecord;
import org.sealome.ledger.Ledger;
import org.sealome.query.ErrorCode;
import org.sealome.query.SealomeException;
import org.sealome.query.catalog.Dataset;
import org.sealome.query.catalog.DatasetManifest;
import org.sealome.query.catalog.ProgressListener;
import org.sealome.query.consent.ScopeSecret;
import org.sealome.query.consent.SubjectKeys;
import org.sealome.query.ingest.DatasetAnchor;
import org.sealome.query.ingest.DatasetIdentity;
import org.sealome.query.ingest.Ingest;
import org.sealome.query.ingest.IngestReport;
import org.sealome.query.ingest.IngestRequest;
import org.sealome.query.steward.PublicMaterial;
import org.sealome.query.steward.Steward;

/**
 * The custodian's ingest: keys from the steward, ciphertexts to the engine, the anchor and the
 * patients' accounts to the ledger.
 */
final class IngestDesk {
  private final Workspace workspace;

  IngestDesk(Workspace workspace) {
    this.workspace = workspace;
  }

  /**
   * Ingests; the dataset is visible, anchored and its patients enrolled when this returns.
   *
   * @throws SealomeException {@code USAGE} where the name is taken or is no name
   */
  IngestReport ingest(IngestRequest request, Profile profile, ProgressListener progress) {
    String name = request.name();
    if (!name.matches("[a-z0-9][a-z0-9_-]{0,62}")) {
      throw new SealomeException(
          ErrorCode.USAGE,
          "'" + name + "' is no name for a dataset.",
          "Letters, digits, - and _, 63 at most, a letter or digit first.");
    }
    Home home = workspace.home();
    if (Dataset.names(home.root()).contains(name)) {
      throw new SealomeException(
          ErrorCode.USAGE,
          "There is a dataset called '" + name + "' already.",
          "Choose another name, or write its next version, with more patients or variants: sealome"
              + " dataset extend "
              + name);
    }
    ScopeSecret.create(home.root(), name);
    SubjectKeys.create(home.root(), name);
    try (Account custodian = workspace.clients().account(Clients.CUSTODIAN)) {
      return run(request, profile, custodian, Patients.create(home, name), progress);
    }
  }

  /**
   * Writes the next version of a dataset that is there; visible and anchored when this returns.
   *
   * @throws SealomeException USAGE where the source is not the one that the dataset was made from;
   *     the version before is there then as it was
   */
  IngestReport next(IngestRequest request, Profile profile, ProgressListener progress) {
    try (Account custodian = workspace.custodianOf(workspace.registered(request.name()))) {
      Patients patients = Patients.load(workspace.home(), request.name());
      return run(request, profile, custodian, patients, progress);
    }
  }

  private IngestReport run(
      IngestRequest request,
      Profile profile,
      Account custodian,
      Patients patients,
      ProgressListener progress) {
    String name = request.name();
    Home home = workspace.home();
    Bytes32 id = workspace.datasetId(name);
    try (HeContext context = HeContext.of(profile);
        Steward steward = Steward.open(home.root())) {
      PublicMaterial material = steward.issueKeys(name, profile);
      material.handToEngine(home.root(), name);
      try (PublicKey key = context.loadPublicKey(material.publicKey())) {
        return Ingest.run(
            request,
            new DatasetIdentity(id.hex().substring(2), steward.receiptKey()),
            context,
            key,
            new LedgerAnchor(workspace.ledger(), id, custodian, steward.address(), patients),
            progress);
      }
    }
  }

  /** Registers the dataset, or its next version, and names the accounts of its patients. */
  private record LedgerAnchor(
      Ledger ledger, Bytes32 id, Account custodian, Address steward, Patients patients)
      implements DatasetAnchor {
    @Override
    public void anchor(DatasetManifest manifest, byte[] manifestHash) {
      org.sealome.ledger.DatasetAnchor anchor =
          new org.sealome.ledger.DatasetAnchor(
              Bytes32.of(manifestHash),
              manifest.commitments() == null
                  ? Bytes32.ZERO
                  : Bytes32.fromHex(manifest.commitments().root()),
              Bytes32.fromHex(manifest.parametersHash()),
              manifest.patients());
      if (ledger.datasets().find(id, ledger.head()).isEmpty()) {
        ledger
            .datasets()
            .register(custodian, manifest.name(), anchor, manifest.blockSlots(), steward);
      } else {
        ledger.datasets().nextVersion(custodian, id, anchor);
      }
      enrol(manifest);
    }

    @Override
    public boolean anchored(DatasetManifest manifest, byte[] manifestHash) {
      Optional<DatasetRecord> record = ledger.datasets().find(id, ledger.head());
      boolean same =
          record.isPresent()
              && record.get().anchor().manifestHash().equals(Bytes32.of(manifestHash));
      if (same) {
        enrol(manifest);
      }
      return same;
    }

    private void enrol(DatasetManifest manifest) {
      List<Address> controllers = patients.addresses(manifest.patients());
      ledger.datasets().enrol(custodian, id, 0, controllers);
    }
  }
}
