// SPDX-License-Identifier: Apache-2.0
package org.sealome.query.catalog;

/** Whether the engine holds a column in the clear. */
public enum Visibility {
  /** Known per slot to whoever holds the dataset's metadata. */
  PUBLIC,
  /** Planes only. */
  ENCRYPTED
}
