// SPDX-License-Identifier: Apache-2.0
package org.sealome.zk.blinding;

/** A blinding was asked for of a patient whose key is destroyed: no proof that includes her. */
public final class ErasedKeyException extends IllegalStateException {
  private static final long serialVersionUID = 1L;

  private final int slot;

  ErasedKeyException(int slot) {
    super("the blinding key of slot " + slot + " is destroyed");
    this.slot = slot;
  }

  public int slot() {
    return slot;
  }
}
