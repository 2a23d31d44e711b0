// SPDX-License-Identifier: Apache-2.0
package org.sealome.ledger;

/**
 * One set of terms that patients of a page consent to.
 *
 * @param terms the terms; their scope is empty or a single gene
 * @param bitmap bit i of byte i/8 (lowest first): the page's slot i consents
 */
public record LiveTerms(ConsentTerms terms, byte[] bitmap) {
  /** True where the page's slot consents. */
  public boolean has(int slotInPage) {
    return (bitmap[slotInPage >> 3] >> (slotInPage & 7) & 1) != 0;
  }
}
