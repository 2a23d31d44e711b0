// SPDX-License-Identifier: Apache-2.0
package org.sealome.query.session;

/**
 * Where a query's time went, in nanoseconds. Evaluation overlaps with mining: {@code log} is what
 * remained to be waited for.
 */
public record Timings(long plan, long consent, long log, long evaluate, long release) {
  public long total() {
    return plan + consent + log + evaluate + release;
  }
}
