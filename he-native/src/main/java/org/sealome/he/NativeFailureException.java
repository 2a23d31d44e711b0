// SPDX-License-Identifier: Apache-2.0
package org.sealome.he;

/** The native library failed for a reason of its own, such as no memory left. */
public final class NativeFailureException extends HeException {
  private static final long serialVersionUID = 1L;

  NativeFailureException(String message) {
    super(message);
  }
}
