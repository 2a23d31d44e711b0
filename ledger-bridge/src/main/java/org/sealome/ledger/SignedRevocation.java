// SPDX-License-Identifier: Apache-2.0
package org.sealome.ledger;

/** A revocation that anybody may submit. */
public record SignedRevocation(Revocation revocation, Signature signature) {}
