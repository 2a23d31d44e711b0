// SPDX-License-Identifier: Apache-2.0
package org.sealome.query.catalog;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.spec.X509EncodedKeySpec;
import java.util.HexFormat;
import org.sealome.query.ErrorCode;
import org.sealome.query.SealomeException;
import org.sealome.query.store.Sha256;

/**
 * A manifest whose signature holds. The signature shows that the file is as the holder of the key
 * in it wrote it; that this key is the custodian's, and the version the current one, is what the
 * ledger's anchor of {@link #hash()} shows.
 */
public record SignedManifest(DatasetManifest manifest, byte[] bytes, byte[] signature) {
  private static final byte[] DOMAIN =
      "sealome/manifest/v1\n".getBytes(java.nio.charset.StandardCharsets.UTF_8);

  /** Signs with the Ed25519 key whose public half the manifest names. */
  public static SignedManifest sign(DatasetManifest manifest, PrivateKey key) {
    byte[] bytes = ManifestJson.write(manifest);
    try {
      Signature signer = Signature.getInstance("Ed25519");
      signer.initSign(key);
      signer.update(DOMAIN);
      signer.update(bytes);
      return checked(bytes, signer.sign());
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("cannot sign a manifest", e);
    }
  }

  /**
   * Reads a version's folder.
   *
   * @throws SealomeException INTEGRITY where the signature does not hold
   */
  public static SignedManifest read(Path folder) {
    try {
      return checked(
          Files.readAllBytes(folder.resolve(DatasetFolders.MANIFEST_FILE)),
          Files.readAllBytes(folder.resolve(DatasetFolders.SIGNATURE_FILE)));
    } catch (IOException e) {
      throw refused(folder + ": the manifest or its signature cannot be read", e);
    } catch (GeneralSecurityException | IllegalArgumentException e) {
      throw refused(folder + ": " + e.getMessage(), e);
    }
  }

  private static SealomeException refused(String what, Exception cause) {
    return new SealomeException(
        ErrorCode.INTEGRITY,
        what,
        "Nothing was answered. Restore the dataset's folder from a backup.",
        cause);
  }

  private static SignedManifest checked(byte[] bytes, byte[] signature)
      throws GeneralSecurityException {
    DatasetManifest manifest = ManifestJson.read(bytes);
    Signature verifier = Signature.getInstance("Ed25519");
    verifier.initVerify(
        KeyFactory.getInstance("Ed25519")
            .generatePublic(
                new X509EncodedKeySpec(HexFormat.of().parseHex(manifest.custodianKey()))));
    verifier.update(DOMAIN);
    verifier.update(bytes);
    if (!verifier.verify(signature)) {
      throw new GeneralSecurityException("the manifest is not what its custodian signed");
    }
    return new SignedManifest(manifest, bytes, signature);
  }

  /** Writes both files into a version's folder, forced to disk. */
  public void writeTo(Path folder) throws IOException {
    write(folder.resolve(DatasetFolders.SIGNATURE_FILE), signature);
    write(folder.resolve(DatasetFolders.MANIFEST_FILE), bytes);
  }

  private static void write(Path file, byte[] content) throws IOException {
    Files.write(
        file,
        content,
        StandardOpenOption.CREATE_NEW,
        StandardOpenOption.WRITE,
        StandardOpenOption.SYNC);
  }

  /** SHA-256 of the manifest file (32 bytes): what the ledger anchors. */
  public byte[] hash() {
    return Sha256.of(bytes);
  }
}
