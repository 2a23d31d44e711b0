// SPDX-License-Identifier: Apache-2.0
package org.sealome.query.steward;

import java.nio.file.Path;
import org.sealome.he.Profile;
import org.sealome.ledger.Address;

/** The steward's desk on this machine: its keys, its accounts, what it may release. */
public final class Steward implements AutoCloseable {
  private Steward() {}

  /** Makes the steward's folder, ledger account and signing key where they are missing. */
  public static void create(Path home) {
    throw new UnsupportedOperationException();
  }

  /**
   * Opens what {@link #create} made.
   *
   * @throws org.sealome.query.SealomeException USAGE where it is not there
   */
  public static Steward open(Path home) {
    throw new UnsupportedOperationException();
  }

  /** The ledger account that closes queries: datasets are registered with it. */
  public Address address() {
    throw new UnsupportedOperationException();
  }

  /**
   * Keys for a dataset, made where there are none for this profile yet. The secret key stays.
   *
   * @throws org.sealome.query.SealomeException INTEGRITY where the keys that are there do not read
   */
  public PublicMaterial issueKeys(String dataset, Profile profile) {
    throw new UnsupportedOperationException();
  }

  @Override
  public void close() {}
}
