// SPDX-License-Identifier: Apache-2.0
package org.sealome.zk.json;

/** Text that is no JSON, or JSON that has no canonical form here. */
public final class JsonFormatException extends IllegalArgumentException {
  private static final long serialVersionUID = 1L;

  public JsonFormatException(String message) {
    super(message);
  }

  JsonFormatException(String message, Throwable cause) {
    super(message, cause);
  }
}
