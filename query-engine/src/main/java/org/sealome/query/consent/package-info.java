// SPDX-License-Identifier: Apache-2.0
/**
 * Whose rows a query is over: bitmaps read from the ledger at one block. The chain decides; nothing
 * of its rules is repeated here.
 */
package org.sealome.query.consent;
