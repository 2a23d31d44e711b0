// SPDX-License-Identifier: Apache-2.0
package org.sealome.ledger;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/** What a node demands: whom to trust, and what to show. */
final class Access {
  private final Path token;
  private final SSLContext trust;

  private Access(Path token, SSLContext trust) {
    this.token = token;
    this.trust = trust;
  }

  /**
   * @throws UncheckedIOException where the certificates cannot be read
   * @throws IllegalArgumentException where they are none
   */
  static Access of(Endpoint endpoint) {
    return new Access(
        endpoint.token(), endpoint.authority() == null ? null : trust(endpoint.authority()));
  }

  /** Null: the JDK's own. */
  SSLContext trust() {
    return trust;
  }

  /** The value of the header {@code Authorization}; null: none. */
  String authorization() {
    try {
      return token == null ? null : "Bearer " + Files.readString(token).strip();
    } catch (IOException e) {
      throw new UncheckedIOException("the node's token cannot be read", e);
    }
  }

  private static SSLContext trust(Path pem) {
    try (InputStream in = Files.newInputStream(pem)) {
      KeyStore store = KeyStore.getInstance(KeyStore.getDefaultType());
      store.load(null, null);
      for (Certificate one : CertificateFactory.getInstance("X.509").generateCertificates(in)) {
        store.setCertificateEntry("authority-" + store.size(), one);
      }
      if (store.size() == 0) {
        throw new IllegalArgumentException("no certificates in " + pem);
      }
      TrustManagerFactory managers =
          TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
      managers.init(store);
      SSLContext context = SSLContext.getInstance("TLS");
      context.init(null, managers.getTrustManagers(), null);
      return context;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (GeneralSecurityException e) {
      throw new IllegalArgumentException("not certificates: " + pem, e);
    }
  }
}
