// SPDX-License-Identifier: Apache-2.0
package org.sealome.zk.plan;

/** On whose honesty a column of an answer rests. */
public enum Integrity {
  /** On nobody's: its integers open commitments that the custodian published. */
  PROVEN,
  /** On engine and steward together. */
  TRUSTED
}
