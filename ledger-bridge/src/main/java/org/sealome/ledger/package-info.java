// SPDX-License-Identifier: Apache-2.0
/**
 * Consent, query log and dataset anchors on an EVM ledger. {@link org.sealome.ledger.Ledger} is the
 * way in; what the contracts decide is decided by them alone, this side only asks, signs and sends.
 */
package org.sealome.ledger;
