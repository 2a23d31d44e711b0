/** Placeholder. */
package org.sealome.ledger;
