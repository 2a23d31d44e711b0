// SPDX-License-Identifier: Apache-2.0
package org.sealome.query.steward;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.sealome.he.Profile;
import org.sealome.query.ErrorCode;
import org.sealome.query.PrivateFiles;
import org.sealome.query.SealomeException;

/**
 * Keys that the steward hands out: the custodian encrypts under them, the engine computes with
 * them. Nothing here is secret.
 *
 * @param publicKey for {@link org.sealome.he.HeContext#loadPublicKey}
 * @param relinearisationKeys for {@link org.sealome.he.HeContext#loadRelinearisationKeys}
 */
public record PublicMaterial(Profile profile, byte[] publicKey, byte[] relinearisationKeys) {

  /** Puts both keys where the engine looks for them. */
  public void handToEngine(Path home, String dataset) {
    PrivateFiles.write(file(home, dataset, profile, "public"), publicKey);
    PrivateFiles.write(file(home, dataset, profile, "relin"), relinearisationKeys);
  }

  /**
   * What {@link #handToEngine} put there.
   *
   * @throws SealomeException USAGE where there is none
   */
  public static PublicMaterial ofEngine(Path home, String dataset, Profile profile) {
    Path publicKey = file(home, dataset, profile, "public");
    if (!Files.exists(publicKey)) {
      throw new SealomeException(
          ErrorCode.USAGE,
          "the engine has no public key of dataset " + dataset + ": " + publicKey,
          "it is handed over when the dataset is ingested; ingest it again");
    }
    try {
      return new PublicMaterial(
          profile,
          Files.readAllBytes(publicKey),
          Files.readAllBytes(file(home, dataset, profile, "relin")));
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read the engine's keys of " + dataset, e);
    }
  }

  private static Path file(Path home, String dataset, Profile profile, String kind) {
    return home.resolve("engine")
        .resolve("keys")
        .resolve(dataset)
        .resolve(profile.name() + "." + kind + ".key");
  }
}
