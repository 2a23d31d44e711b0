// SPDX-License-Identifier: Apache-2.0
package org.sealome.he;

/** The circuit is not sound: it is malformed, or a release in it would show more than one sum. */
public final class CircuitException extends HeException {
  private static final long serialVersionUID = 1L;

  CircuitException(String message) {
    super(message);
  }
}
