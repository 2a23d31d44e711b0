// SPDX-License-Identifier: Apache-2.0
package org.sealome.zk.commit;

/** Bytes that encode no commitment or no scalar: wrong length or form, off the curve, too large. */
public final class MalformedPointException extends IllegalArgumentException {
  private static final long serialVersionUID = 1L;

  public MalformedPointException(String message) {
    super(message);
  }
}
