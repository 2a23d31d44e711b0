// SPDX-License-Identifier: Apache-2.0
package org.sealome.he;

/**
 * Permission to take a secret key's bytes out of this library. Whoever searches for the method's
 * name finds every place where a key can leave.
 */
public final class SecretKeyAccess {
  private static final SecretKeyAccess GRANTED = new SecretKeyAccess();

  private SecretKeyAccess() {}

  /**
   * Grants it. Whoever holds the bytes reads every plane that was encrypted under the key: keep
   * them in a file that only the steward can open, and overwrite the array afterwards.
   */
  public static SecretKeyAccess dangerouslyExposeSecretKey() {
    return GRANTED;
  }
}
