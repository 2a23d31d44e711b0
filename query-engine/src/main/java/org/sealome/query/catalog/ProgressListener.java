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
}
