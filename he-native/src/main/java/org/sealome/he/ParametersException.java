// SPDX-License-Identifier: Apache-2.0
package org.sealome.he;

/** The computation does not fit the profile; the message names one that would carry it. */
public final class ParametersException extends HeException {
  private static final long serialVersionUID = 1L;

  ParametersException(String message) {
    super(message);
  }
}
