// SPDX-License-Identifier: Apache-2.0
package org.sealome.ledger;

import java.time.LocalDate;

/** The contracts' windows: days since 1970 (UTC), the last possible one for no end. */
final class Days {
  private static final long NO_END = 0xffff_ffffL;

  private Days() {}

  static long from(LocalDate day) {
    return day == null ? 0 : day.toEpochDay();
  }

  static long until(LocalDate day) {
    return day == null ? NO_END : day.toEpochDay();
  }

  static LocalDate from(long day) {
    return day == 0 ? null : LocalDate.ofEpochDay(day);
  }

  static LocalDate until(long day) {
    return day == NO_END ? null : LocalDate.ofEpochDay(day);
  }
}
