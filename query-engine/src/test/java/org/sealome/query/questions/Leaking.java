// SPDX-License-Identifier: Apache-2.0
package org.sealome.query.questions;

import java.util.List;

/** A statement by which rows of single patients, or one patient's encrypted value, would leave. */
record Leaking(String sql) implements Question {
  @Override
  public List<Select> released() {
    return List.of();
  }

  @Override
  public List<Leaking> smaller() {
    return List.of();
  }
}
