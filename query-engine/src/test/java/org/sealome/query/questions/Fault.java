// SPDX-License-Identifier: Apache-2.0
package org.sealome.query.questions;

/**
 * What is wrong with what became of a statement.
 *
 * @param kind stays the same while the statement is shrunk
 */
record Fault(String kind, String detail) {
  @Override
  public String toString() {
    return kind + ": " + detail;
  }
}
