// SPDX-License-Identifier: Apache-2.0
package org.sealome.query.ingest;

/** A row that cannot be read; the message says what is wrong with it, not where it stands. */
final class UnreadableRowException extends Exception {
  private static final long serialVersionUID = 1L;

  UnreadableRowException(String message) {
    super(message);
  }
}
