// SPDX-License-Identifier: Apache-2.0
package org.sealome.he;

/**
 * What can go wrong in homomorphic encryption, sorted by whose turn it is. Null arguments and
 * segments of the wrong size are programming errors and throw {@link NullPointerException} and
 * {@link IllegalArgumentException} as everywhere in Java.
 */
public abstract sealed class HeException extends RuntimeException
    permits ParametersException,
        CircuitException,
        CorruptInputException,
        ClosedHandleException,
        NativeLoadException,
        NativeFailureException {
  private static final long serialVersionUID = 1L;

  HeException(String message) {
    super(message);
  }

  HeException(String message, Throwable cause) {
    super(message, cause);
  }
}
