// SPDX-License-Identifier: Apache-2.0
package org.sealome.query.ingest;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.spec.PKCS8EncodedKeySpec;
import java.security.spec.X509EncodedKeySpec;
import java.util.HexFormat;
import org.sealome.query.ErrorCode;
import org.sealome.query.PrivateFiles;
import org.sealome.query.SealomeException;

/** The Ed25519 key with which a custodian signs manifests: made once, kept in its folder. */
final class CustodianKey {
  private static final String FILE = "manifest-signing.key";

  private final PrivateKey secret;
  private final byte[] encodedPublic;

  private CustodianKey(PrivateKey secret, byte[] encodedPublic) {
    this.secret = secret;
    this.encodedPublic = encodedPublic;
  }

  /** Loads the key from {@code HOME/custodian}, making it the first time. */
  static CustodianKey of(Path home) throws IOException {
    Path folder = home.resolve("custodian");
    Path file = folder.resolve(FILE);
    try {
      if (!Files.exists(file)) {
        generate(file);
      }
      String[] parts = Files.readString(file).strip().split("\n");
      if (parts.length != 2) {
        throw new GeneralSecurityException("two lines wanted");
      }
      KeyFactory keys = KeyFactory.getInstance("Ed25519");
      byte[] encoded = HexFormat.of().parseHex(parts[0]);
      keys.generatePublic(new X509EncodedKeySpec(encoded));
      return new CustodianKey(
          keys.generatePrivate(new PKCS8EncodedKeySpec(HexFormat.of().parseHex(parts[1]))),
          encoded);
    } catch (GeneralSecurityException | IllegalArgumentException e) {
      throw new SealomeException(
          ErrorCode.INTERNAL,
          "the custodian's signing key, " + file + ", cannot be read: " + e.getMessage(),
          "Restore it from a backup.",
          e);
    }
  }

  private static void generate(Path file) throws GeneralSecurityException {
    KeyPair pair = KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
    HexFormat hex = HexFormat.of();
    String text =
        hex.formatHex(pair.getPublic().getEncoded())
            + "\n"
            + hex.formatHex(pair.getPrivate().getEncoded())
            + "\n";
    PrivateFiles.write(file, text.getBytes(StandardCharsets.UTF_8));
  }

  PrivateKey secret() {
    return secret;
  }

  String publicHex() {
    return HexFormat.of().formatHex(encodedPublic);
  }
}
