// SPDX-License-Identifier: Apache-2.0
package org.sealome.he;

/**
 * What is done to a sample before it leaves. Callers outside this package always get {@link #FULL};
 * the others exist so that tests can show what each step is for.
 */
enum Evaluation {
  /** Re-randomised and flooded. */
  FULL,
  /** Flooded only: products can be attacked. */
  NOT_HIDDEN,
  /** Re-randomised only: the true noise can be measured. */
  UNFLOODED
}
