// SPDX-License-Identifier: Apache-2.0
package org.sealome.ledger;

/**
 * Which log entries.
 *
 * @param dataset null: all datasets
 * @param requester null: all requesters
 * @param sinceSeconds entries of blocks at or after this time, seconds since 1970; 0: all
 */
public record LogFilter(Bytes32 dataset, Address requester, long sinceSeconds) {
  public static final LogFilter ALL = new LogFilter(null, null, 0);
}
