// SPDX-License-Identifier: Apache-2.0
package org.sealome.zk.column;

/** Bytes that are no column, entry or directory, or not in the one form that they have. */
public final class ColumnFormatException extends IllegalArgumentException {
  private static final long serialVersionUID = 1L;

  public ColumnFormatException(String message) {
    super(message);
  }

  ColumnFormatException(String message, Throwable cause) {
    super(message, cause);
  }
}
