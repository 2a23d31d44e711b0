// SPDX-License-Identifier: Apache-2.0
package org.sealome.zk.plan;

/**
 * What stands behind one column of an answer.
 *
 * @param reason for people; part of the receipt, and always the same for the same plan
 */
public record ColumnIntegrity(Integrity integrity, String reason) {

  static ColumnIntegrity proven(String reason) {
    return new ColumnIntegrity(Integrity.PROVEN, reason);
  }

  static ColumnIntegrity trusted(String reason) {
    return new ColumnIntegrity(Integrity.TRUSTED, reason);
  }

  public boolean isProven() {
    return integrity == Integrity.PROVEN;
  }
}
