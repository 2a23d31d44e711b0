// SPDX-License-Identifier: Apache-2.0
package org.sealome.query.steward;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Arrays;
import org.sealome.he.Profile;
import org.sealome.query.ErrorCode;
import org.sealome.query.PrivateFiles;
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
 * frozen/DATASET                   there while the dataset is frozen
 * scope/DATASET.secret             shared with custodian and engine
 * </pre>
 *
 * @param root SEALOME_HOME/steward
 */
record StewardFolder(Path root) {
  private static final byte[] MAGIC = "SEALOME-HE-KEY-1\n".getBytes(StandardCharsets.US_ASCII);

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

  /** A key file: magic, kind, length, key, SHA-256 of all before. */
  static void writeKey(Path file, String kind, byte[] key) {
    byte[] name = kind.getBytes(StandardCharsets.UTF_8);
    ByteBuffer body = ByteBuffer.allocate(MAGIC.length + 8 + name.length + key.length);
    body.put(MAGIC).putInt(name.length).put(name).putInt(key.length).put(key);
    byte[] digest = sha256(body.array());
    byte[] all = Arrays.copyOf(body.array(), body.capacity() + digest.length);
    System.arraycopy(digest, 0, all, body.capacity(), digest.length);
    try {
      PrivateFiles.write(file, all);
    } finally {
      Arrays.fill(body.array(), (byte) 0);
      Arrays.fill(all, (byte) 0);
    }
  }

  /**
   * What {@link #writeKey} wrote; the caller overwrites it.
   *
   * @throws SealomeException INTEGRITY where it is damaged or of another kind
   */
  static byte[] readKey(Path file, String kind) {
    byte[] all;
    try {
      all = Files.readAllBytes(file);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read " + file, e);
    }
    byte[] name = kind.getBytes(StandardCharsets.UTF_8);
    int head = MAGIC.length + 4 + name.length + 4;
    try {
      if (all.length >= head + 32) {
        ByteBuffer in = ByteBuffer.wrap(all, 0, all.length - 32);
        MessageDigest sha = digest();
        sha.update(all, 0, all.length - 32);
        byte[] digest = sha.digest();
        byte[] magic = new byte[MAGIC.length];
        in.get(magic);
        boolean whole =
            Arrays.equals(magic, MAGIC)
                && MessageDigest.isEqual(
                    digest, Arrays.copyOfRange(all, all.length - 32, all.length));
        if (whole && in.getInt() == name.length) {
          byte[] found = new byte[name.length];
          in.get(found);
          if (Arrays.equals(found, name) && in.getInt() == in.remaining()) {
            byte[] key = new byte[in.remaining()];
            in.get(key);
            return key;
          }
        }
      }
    } finally {
      Arrays.fill(all, (byte) 0);
    }
    throw new SealomeException(
        ErrorCode.INTEGRITY,
        "the key file " + file + " is damaged, or is not what it should be: " + kind,
        "put it back from the steward's backup");
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
