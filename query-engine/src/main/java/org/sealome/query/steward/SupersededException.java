// SPDX-License-Identifier: Apache-2.0
package org.sealome.query.steward;

/**
 * Consent at the log entry's own block is not the one that the query was made for: it has to be
 * asked again, with a new salt and signature.
 */
public final class SupersededException extends Exception {
  private static final long serialVersionUID = 1L;

  SupersededException() {
    super("consent changed before the query was logged");
  }
}
