// SPDX-License-Identifier: Apache-2.0
package org.sealome.query.catalog;

/**
 * What happens to an answer that differs from an earlier one by a population of 1..k-1 patients.
 */
public enum Repetition {
  SUPPRESS,
  WARN,
  OFF
}
