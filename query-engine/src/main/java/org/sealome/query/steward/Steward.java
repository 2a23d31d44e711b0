// SPDX-License-Identifier: Apache-2.0
package org.sealome.query.steward;

import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.sealome.he.HeContext;
import org.sealome.he.KeySet;
import org.sealome.he.Profile;
import org.sealome.he.SecretKeyAccess;
import org.sealome.ledger.Account;
import org.sealome.ledger.Address;
import org.sealome.ledger.Ledger;
import org.sealome.query.ErrorCode;
import org.sealome.query.KeyFile;
import org.sealome.query.PrivateFiles;
import org.sealome.query.SealomeException;
import org.sealome.query.consent.HeadFreshness;

/** The steward on this machine: its keys, its accounts, its memory. */
public final class Steward implements AutoCloseable {
  private final Path home;
  private final StewardFolder folder;
  private final Account account;

  private Steward(Path home, StewardFolder folder, Account account) {
    this.home = home;
    this.folder = folder;
    this.account = account;
  }

  /** Makes the steward's folder, ledger account and signing key where they are missing. */
  public static void create(Path home) {
    StewardFolder folder = StewardFolder.of(home);
    PrivateFiles.createFolders(folder.root());
    if (!Files.exists(folder.account())) {
      try (Account account = Account.generate()) {
        account.saveTo(folder.account());
      }
    }
    if (!Files.exists(folder.signingKey())) {
      SigningKey.create(folder.signingKey());
    }
  }

  /**
   * Opens what {@link #create} made.
   *
   * @throws org.sealome.query.SealomeException USAGE where it is not there, or its key does not
   *     open
   */
  public static Steward open(Path home) {
    StewardFolder folder = StewardFolder.of(home).requireComplete();
    try {
      return new Steward(home, folder, Account.loadFrom(folder.account()));
    } catch (IllegalArgumentException e) {
      throw new SealomeException(
          ErrorCode.USAGE, "the steward's key: " + e.getMessage(), folder.account().toString(), e);
    }
  }

  /** The ledger account that closes queries: datasets are registered with it. */
  public Address address() {
    return account.address();
  }

  /** The key under which receipts verify, for manifests: Ed25519, X.509 encoding, hex. */
  public String receiptKey() {
    return SigningKey.publicKey(folder.signingKey());
  }

  /**
   * Keys for a dataset, made where there are none for this profile yet. The secret key stays.
   *
   * @throws org.sealome.query.SealomeException INTEGRITY where the keys that are there do not read,
   *     or a public key is there without its secret one
   */
  public PublicMaterial issueKeys(String dataset, Profile profile) {
    Path keys = folder.keys(dataset, profile);
    Path secret = keys.resolve("secret.key");
    Path publicKey = keys.resolve("public.key");
    Path relinearisation = keys.resolve("relin.key");
    try (FileChannel lock = PrivateFiles.open(keys.resolve("lock"))) {
      lock.lock();
      // The secret key is written last: where it is, the others are.
      if (!Files.exists(secret)) {
        requireNoneLost(publicKey, secret);
        try (HeContext context = HeContext.of(profile);
            KeySet made = context.generateKeys()) {
          String of = dataset + " " + profile;
          KeyFile.write(publicKey, "public key of " + of, made.publicKey().toBytes());
          KeyFile.write(
              relinearisation,
              "relinearisation keys of " + of,
              made.relinearisationKeys().toBytes());
          byte[] bytes = made.secretKey().exportTo(SecretKeyAccess.dangerouslyExposeSecretKey());
          try {
            KeyFile.write(secret, SecretKeys.kind(dataset, profile), bytes);
          } finally {
            Arrays.fill(bytes, (byte) 0);
          }
        }
      }
      String of = dataset + " " + profile;
      return new PublicMaterial(
          profile,
          KeyFile.read(publicKey, "public key of " + of),
          KeyFile.read(relinearisation, "relinearisation keys of " + of));
    } catch (java.io.IOException e) {
      throw new java.io.UncheckedIOException("cannot keep keys under " + keys, e);
    }
  }

  /** New keys in the place of lost ones would hide that a dataset can be read no more. */
  private static void requireNoneLost(Path publicKey, Path secret) {
    if (Files.exists(publicKey)) {
      throw new SealomeException(
          ErrorCode.INTEGRITY,
          "the steward's secret key is missing, and its public key is there: " + secret,
          "put it back from the steward's backup; if nothing was ever ingested under the public"
              + " key, delete "
              + publicKey);
    }
  }

  /**
   * Forgets that a dataset is frozen: in the custodian's name, who has looked into it and lifted
   * the freeze on the ledger.
   *
   * @return whether it was frozen here
   */
  public static boolean thaw(Path home, String dataset) {
    return StewardFolder.of(home).freezeMarker(dataset).clear();
  }

  /**
   * Sits down to release answers of one dataset.
   *
   * @param context of the dataset's profile; stays the caller's
   * @param ledger the steward's own connection; stays the caller's
   * @throws org.sealome.query.SealomeException USAGE where the dataset's key or scope secret is not
   *     here, INTEGRITY where it does not read
   */
  public ReleaseDesk desk(
      DatasetFacts dataset, HeContext context, Ledger ledger, HeadFreshness freshness) {
    return new ReleaseDesk(home, folder, account, dataset, context, ledger, freshness);
  }

  @Override
  public void close() {
    account.close();
  }
}
