// SPDX-License-Identifier: Apache-2.0
package org.sealome.query.steward;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Arrays;
import java.util.HexFormat;
import org.sealome.query.KeyFile;
import org.sealome.query.PrivateFiles;

/** The Ed25519 key that signs receipts. */
final class SigningKey {
  private static final String KIND = "receipt signing key";

  private final PrivateKey key;
  private final byte[] publicKey;

  private SigningKey(PrivateKey key, byte[] publicKey) {
    this.key = key;
    this.publicKey = publicKey;
  }

  static void create(Path file) {
    try {
      KeyPair pair = KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
      byte[] secret = pair.getPrivate().getEncoded();
      KeyFile.write(file, KIND, secret);
      Arrays.fill(secret, (byte) 0);
      PrivateFiles.write(publicFile(file), pair.getPublic().getEncoded());
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every JDK has Ed25519", e);
    }
  }

  static SigningKey load(Path file) {
    byte[] secret = KeyFile.read(file, KIND);
    try {
      PrivateKey key =
          KeyFactory.getInstance("Ed25519").generatePrivate(new PKCS8EncodedKeySpec(secret));
      return new SigningKey(key, Files.readAllBytes(publicFile(file)));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("the key was checked when it was read", e);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } finally {
      Arrays.fill(secret, (byte) 0);
    }
  }

  /** X.509 encoding, hex. */
  String publicKey() {
    return HexFormat.of().formatHex(publicKey);
  }

  /** Hex. */
  String sign(byte[] message) {
    try {
      Signature signature = Signature.getInstance("Ed25519");
      signature.initSign(key);
      signature.update(message);
      return HexFormat.of().formatHex(signature.sign());
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("Ed25519 signs any message", e);
    }
  }

  /** The public half without the secret one: X.509 encoding, hex. */
  static String publicKey(Path file) {
    try {
      return HexFormat.of().formatHex(Files.readAllBytes(publicFile(file)));
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read " + publicFile(file), e);
    }
  }

  private static Path publicFile(Path file) {
    return file.resolveSibling("signing.pub");
  }
}
