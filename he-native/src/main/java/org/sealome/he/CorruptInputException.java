// SPDX-License-Identifier: Apache-2.0
package org.sealome.he;

/** Bytes that are no valid object of this kind, or belong to other parameters. */
public final class CorruptInputException extends HeException {
  private static final long serialVersionUID = 1L;

  CorruptInputException(String message) {
    super(message);
  }

  CorruptInputException(String message, Throwable cause) {
    super(message, cause);
  }
}
