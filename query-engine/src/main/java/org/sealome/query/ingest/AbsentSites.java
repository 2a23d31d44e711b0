// SPDX-License-Identifier: Apache-2.0
package org.sealome.query.ingest;

/** What the panel's sites are that the cohort's file lacks. */
public enum AbsentSites {
  /** Not called in anybody: nothing is known about them. */
  MISSING,
  /** Reference in everybody: the custodian knows that every site of the panel was looked at. */
  REFERENCE
}
