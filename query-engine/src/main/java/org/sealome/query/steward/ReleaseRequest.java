// SPDX-License-Identifier: Apache-2.0
package org.sealome.query.steward;

import org.sealome.ledger.Address;
import org.sealome.ledger.Bytes32;

/**
 * What a steward is asked to release. It believes none of it: all of it is behind the logged hash.
 *
 * @param plan the canonical plan's bytes
 * @param salt 32 bytes
 * @param queryHash the hash under which the query was logged
 * @param requester in whose name it was logged
 */
public record ReleaseRequest(byte[] plan, Bytes32 salt, Bytes32 queryHash, Address requester) {
  public ReleaseRequest {
    plan = plan.clone();
  }
}
