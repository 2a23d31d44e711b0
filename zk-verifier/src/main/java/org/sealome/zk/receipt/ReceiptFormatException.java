// SPDX-License-Identifier: Apache-2.0
package org.sealome.zk.receipt;

/** A document that is no receipt of a version that is known. */
public final class ReceiptFormatException extends IllegalArgumentException {
  private static final long serialVersionUID = 1L;

  ReceiptFormatException(String message) {
    super(message);
  }

  ReceiptFormatException(String message, Throwable cause) {
    super(message, cause);
  }
}
