// SPDX-License-Identifier: Apache-2.0
package org.sealome.query;

/** No answer. The message says what and where; the hint says what would work. Never a secret. */
public final class SealomeException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final ErrorCode code;
  private final String hint;

  public SealomeException(ErrorCode code, String message, String hint) {
    this(code, message, hint, null);
  }

  public SealomeException(ErrorCode code, String message, String hint, Throwable cause) {
    super(message, cause);
    this.code = code;
    this.hint = hint;
  }

  public ErrorCode code() {
    return code;
  }

  /** What would work; may be null. */
  public String hint() {
    return hint;
  }
}
