// SPDX-License-Identifier: Apache-2.0
package org.sealome.query.cli;

import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import org.sealome.query.ErrorCode;
import org.sealome.query.SealomeException;

/** Days as people write them. */
final class Dates {
  private Dates() {}

  /**
   * @param text YYYY-MM-DD; null: null
   * @throws SealomeException {@code USAGE} where it is no date
   */
  static LocalDate day(String text) {
    try {
      return text == null ? null : LocalDate.parse(text);
    } catch (DateTimeParseException e) {
      throw new SealomeException(
          ErrorCode.USAGE, "'" + text + "' is no date.", "Such as 2030-01-31.");
    }
  }
}
