// SPDX-License-Identifier: Apache-2.0
package org.sealome.he;

/** The object, or memory handed in, was closed before or during the call. */
public final class ClosedHandleException extends HeException {
  private static final long serialVersionUID = 1L;

  ClosedHandleException(String message) {
    super(message);
  }
}
