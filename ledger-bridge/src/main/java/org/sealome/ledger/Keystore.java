// SPDX-License-Identifier: Apache-2.0
package org.sealome.ledger;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.web3j.crypto.ECKeyPair;
import org.web3j.crypto.Wallet;
import org.web3j.crypto.WalletFile;
import org.web3j.crypto.exception.CipherException;

/**
 * Keys under a password, in the form that Ethereum's tools share (version 3, scrypt with N = 2¹⁷:
 * about half a second and 128 MB to open one).
 */
final class Keystore {
  /** Names a file whose first line is the password. */
  static final String PASSWORD_FILE = "SEALOME_KEY_PASSWORD_FILE";

  /** The password itself; whoever may look at this process's environment sees it. */
  static final String PASSWORD = "SEALOME_KEY_PASSWORD";

  private static final int COST = 1 << 17;

  private Keystore() {}

  /**
   * The password of keystores, or null.
   *
   * @throws UncheckedIOException where its file cannot be read
   */
  static String password(Map<String, String> environment) {
    String file = environment.get(PASSWORD_FILE);
    if (file != null && !file.isBlank()) {
      try {
        return Files.readString(Path.of(file)).lines().findFirst().orElse("");
      } catch (IOException e) {
        throw new UncheckedIOException("the keys' password cannot be read", e);
      }
    }
    String password = environment.get(PASSWORD);
    return password == null || password.isEmpty() ? null : password;
  }

  /** Whether this is a keystore, not a key in clear. */
  static boolean is(String text) {
    return text.stripLeading().startsWith("{");
  }

  /** The file's text. */
  static String seal(byte[] key, String password) {
    try {
      return JsonRpc.JSON.writeValueAsString(
          Wallet.create(password, ECKeyPair.create(new BigInteger(1, key)), COST, 1));
    } catch (CipherException | IOException e) {
      throw new IllegalStateException("a key cannot be encrypted", e);
    }
  }

  /**
   * The key.
   *
   * @param password null: there is none
   * @throws IllegalArgumentException where it is no keystore, or that is not its password
   */
  static byte[] open(String text, String password) {
    if (password == null) {
      throw new IllegalArgumentException(
          "the key is encrypted: its password is wanted in " + PASSWORD_FILE);
    }
    try {
      WalletFile wallet =
          JsonRpc.JSON.readValue(text.getBytes(StandardCharsets.UTF_8), WalletFile.class);
      return Secp256k1.bytes(Wallet.decrypt(password, wallet).getPrivateKey());
    } catch (CipherException e) {
      throw new IllegalArgumentException("the keystore does not open with this password", e);
    } catch (IOException e) {
      throw new IllegalArgumentException("not a keystore", e);
    }
  }
}
