// SPDX-License-Identifier: Apache-2.0
package org.sealome.query.catalog;

/** Told from one thread at a time, a few times a second. */
@FunctionalInterface
public interface ProgressListener {
  /** Says nothing. */
  ProgressListener NONE = (stage, done, total) -> {};

  /**
   * @param stage what is being done, for people ("encrypting")
   * @param done units done so far
   * @param total units in all, or -1 where that is not known
   */
  void progress(String stage, long done, long total);

  /**
   * As above, with something more to show beside.
   *
   * @param detail for people ("3 of 20 columns")
   */
  default void progress(String stage, long done, long total, String detail) {
    progress(stage, done, total);
  }
}
