// SPDX-License-Identifier: Apache-2.0
package org.sealome.zk.wellformed;

import java.util.OptionalInt;

/**
 * A column that does not prove to be what its entry says, or to be well-formed. Where the proof is
 * false in single rows it names the first: for the custodian, to nobody else.
 */
public final class UnprovenColumnException extends IllegalArgumentException {
  private static final long serialVersionUID = 1L;

  private static final int NONE = -1;

  private final int slot;

  UnprovenColumnException(String message) {
    super(message);
    this.slot = NONE;
  }

  UnprovenColumnException(String message, Throwable cause) {
    super(message, cause);
    this.slot = NONE;
  }

  UnprovenColumnException(int slot, String message) {
    super(message);
    this.slot = slot;
  }

  /** The first bad row, if it is a row's fault. The message does not hold it. */
  public OptionalInt slot() {
    return slot == NONE ? OptionalInt.empty() : OptionalInt.of(slot);
  }
}
