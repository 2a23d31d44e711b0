// SPDX-License-Identifier: Apache-2.0
package org.sealome.ledger;

/** A grant that anybody may submit. */
public record SignedGrant(Grant grant, Signature signature) {}
