// SPDX-License-Identifier: Apache-2.0
package org.sealome.he;

/**
 * The pieces that the time of every circuit is made of, each on one thread and over one block. A
 * component is one polynomial of a ciphertext: a node of degree d has d + 1 of them.
 */
public enum Kernel {
  /** Copying a plane from memory: the floor that no computation on it goes below. */
  PLANE_READ,
  /** The table of a mask, once for each population and block. */
  MASK,
  /** A linear form, without its planes; one that is a single plane, as it is, costs nothing. */
  FORM,
  /** Each plane of a linear form. */
  FORM_PLANE,
  /** A sum, or a product with a constant or an unfused mask, for each component. */
  PASS,
  /** A product of two ciphertexts, for each pair of their components. */
  PAIR,
  /** A sample of degree 1 under a mask: read, masked, summed, flooded, written. */
  RELEASE,
  /** Each further component of a sample. */
  COMPONENT,
  /** Memory for a polynomial of a sample, new in each query: taken, zeroed, touched. */
  SAMPLE_MEMORY,
  /** An encryption of zero that hides a product. */
  ZERO,
  /** Each encryption of zero that hides a component further up: kept whole. */
  SHIFTED_ZERO,
  /** A key switch. */
  RELINEARISE,
  /** The steward's reading of a sample of degree 1. */
  DECRYPT,
  /** Each further component of it. */
  DECRYPT_COMPONENT
}
