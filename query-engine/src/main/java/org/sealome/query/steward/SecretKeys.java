// SPDX-License-Identifier: Apache-2.0
package org.sealome.query.steward;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HexFormat;
import org.sealome.he.CorruptInputException;
import org.sealome.he.HeContext;
import org.sealome.he.LweDecryptor;
import org.sealome.he.Profile;
import org.sealome.he.SecretKey;
import org.sealome.query.ErrorCode;
import org.sealome.query.KeyFile;
import org.sealome.query.SealomeException;

/** From a key file to what decrypts sums, and nothing else. */
final class SecretKeys {
  private SecretKeys() {}

  static String kind(String dataset, Profile profile) {
    return "secret key of " + dataset + " " + profile;
  }

  /**
   * The caller closes it.
   *
   * @throws SealomeException USAGE where there is no key, INTEGRITY where it does not read or is
   *     not the one that the dataset is encrypted under
   */
  static LweDecryptor decryptor(StewardFolder folder, DatasetFacts facts, HeContext context) {
    String dataset = facts.name();
    Path file = folder.keys(dataset, context.profile()).resolve("secret.key");
    if (!Files.exists(file)) {
      throw new SealomeException(
          ErrorCode.USAGE,
          "the steward has no key for dataset " + dataset + " under " + context.profile(),
          "looked for in " + file + "; put the steward's folder back");
    }
    byte[] publicKey =
        KeyFile.read(
            file.resolveSibling("public.key"), "public key of " + dataset + " " + facts.profile());
    if (!HexFormat.of().formatHex(StewardFolder.sha256(publicKey)).equals(facts.publicKeyHash())) {
      throw new SealomeException(
          ErrorCode.INTEGRITY,
          "dataset " + dataset + " is encrypted under another key than the steward's",
          "put the steward's folder back that was there when the dataset was ingested");
    }
    byte[] bytes = KeyFile.read(file, kind(dataset, context.profile()));
    try (SecretKey key = context.loadSecretKey(bytes)) {
      return new LweDecryptor(context, key);
    } catch (CorruptInputException e) {
      throw new SealomeException(
          ErrorCode.INTEGRITY,
          "the steward's key for dataset " + dataset + " is none: " + e.getMessage(),
          "put the file back from a backup: " + file,
          e);
    } finally {
      Arrays.fill(bytes, (byte) 0);
    }
  }
}
