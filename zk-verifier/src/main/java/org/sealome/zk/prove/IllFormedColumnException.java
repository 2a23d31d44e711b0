// SPDX-License-Identifier: Apache-2.0
package org.sealome.zk.prove;

/**
 * Values that no well-formed column has, and which no proof can be made for. Names the row: for the
 * custodian's eyes, whose data they are.
 */
public final class IllFormedColumnException extends IllegalArgumentException {
  private static final long serialVersionUID = 1L;

  private final int slot;

  IllFormedColumnException(String column, int slot, String reason) {
    super("column " + column + ", slot " + slot + ": " + reason);
    this.slot = slot;
  }

  public int slot() {
    return slot;
  }
}
