// SPDX-License-Identifier: Apache-2.0
package org.sealome.ledger;

/** A delegation or dismissal, signed by its principal, that anybody may submit. */
public record SignedDelegation(
    Address principal, Delegation delegation, long nonce, long deadline, Signature signature) {}
