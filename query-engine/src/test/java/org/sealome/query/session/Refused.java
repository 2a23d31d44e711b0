// SPDX-License-Identifier: Apache-2.0
package org.sealome.query.session;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.function.Executable;
import org.sealome.query.ErrorCode;
import org.sealome.query.SealomeException;

/** A refusal: the code, its exit code, and what the message says. */
final class Refused {
  private Refused() {}

  static SealomeException with(ErrorCode code, int exit, String message, Executable query) {
    SealomeException e = assertThrows(SealomeException.class, query);
    assertEquals(code, e.code(), e.getMessage());
    assertEquals(exit, e.code().exitCode());
    assertTrue(e.getMessage().contains(message), e.getMessage());
    return e;
  }
}
