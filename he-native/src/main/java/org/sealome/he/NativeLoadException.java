// SPDX-License-Identifier: Apache-2.0
package org.sealome.he;

/** There is no usable native library for this machine; the message says what to do. */
public final class NativeLoadException extends HeException {
  private static final long serialVersionUID = 1L;

  NativeLoadException(String message) {
    super(message);
  }

  NativeLoadException(String message, Throwable cause) {
    super(message, cause);
  }
}
