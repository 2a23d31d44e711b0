// SPDX-License-Identifier: Apache-2.0
package org.sealome.he;

import java.util.Objects;

/**
 * Keys that belong together. Closing the set closes all three.
 *
 * @param secretKey the steward's
 * @param publicKey for custodians (encryption) and engines (re-randomisation)
 * @param relinearisationKeys for engines; only circuits that relinearise need them
 */
public record KeySet(
    SecretKey secretKey, PublicKey publicKey, RelinearisationKeys relinearisationKeys)
    implements AutoCloseable {
  public KeySet {
    Objects.requireNonNull(secretKey, "secretKey");
    Objects.requireNonNull(publicKey, "publicKey");
    Objects.requireNonNull(relinearisationKeys, "relinearisationKeys");
  }

  @Override
  public void close() {
    secretKey.close();
    publicKey.close();
    relinearisationKeys.close();
  }

  /** Names nothing: a set of keys has no business in a log. */
  @Override
  public String toString() {
    return "KeySet";
  }
}
