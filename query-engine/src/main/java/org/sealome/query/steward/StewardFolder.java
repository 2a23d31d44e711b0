// SPDX-License-Identifier: Apache-2.0
package org.sealome.query.steward;

import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import org.sealome.he.Profile;
import org.sealome.query.ErrorCode;
import org.sealome.query.SealomeException;

/**
 * Where the steward's secrets lie. All files are their owner's alone.
 *
 * <pre>
 * account.key                      the ledger account
 * signing.key                      Ed25519, signs receipts
 * keys/DATASET/PROFILE/secret.key  the HE secret key; public.key and relin.key beside it
 * answered/DATASET/REQUESTER       what each requester was told
 * consumed/DATASET/xx/HASH         log entries whose release was begun
 * wellformed/DATASET/ENTRY         committed columns that were verified
 * frozen/DATASET                   there while the dataset is frozen
 * subjects/DATASET.seed            of the patients' access history, shared with them; .keys, once
 *                                  one of them is erased
 * scope/DATASET.secret             shared with custodian and engine
 * </pre>
 *
 * @param root SEALOME_HOME/steward
 */
record StewardFolder(Path root) {
  static StewardFolder of(Path home) {
    return new StewardFolder(home.resolve("steward"));
  }

  Path account() {
    return root.resolve("account.key");
  }

  Path signingKey() {
    return root.resolve("signing.key");
  }

  Path keys(String dataset, Profile profile) {
    return root.resolve("keys").resolve(dataset).resolve(profile.name());
  }

  Path answered(String dataset, String requester) {
    return root.resolve("answered").resolve(dataset).resolve(requester);
  }

  ConsumedQueries consumed(String dataset) {
    return new ConsumedQueries(root.resolve("consumed").resolve(dataset));
  }

  WellFormedColumns wellFormed(String dataset) {
    return new WellFormedColumns(root.resolve("wellformed").resolve(dataset));
  }

  FreezeMarker freezeMarker(String dataset) {
    return new FreezeMarker(root.resolve("frozen").resolve(dataset), dataset);
  }

  /**
   * @throws SealomeException USAGE where a file that {@link Steward#create} makes is missing
   */
  StewardFolder requireComplete() {
    for (Path file : new Path[] {root, account(), signingKey()}) {
      if (!Files.exists(file)) {
        throw new SealomeException(
            ErrorCode.USAGE,
            "the steward is not here: " + file + " is missing",
            "put its folder back: keys that sealome init makes anew open nothing that is there");
      }
    }
    return this;
  }

  static byte[] sha256(byte[] bytes) {
    return digest().digest(bytes);
  }

  private static MessageDigest digest() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }
}
