// SPDX-License-Identifier: Apache-2.0
package org.sealome.zk.plan;

/** A document that is no canonical plan of a version that is known, or a plan that is not one. */
public final class PlanFormatException extends IllegalArgumentException {
  private static final long serialVersionUID = 1L;

  public PlanFormatException(String message) {
    super(message);
  }

  PlanFormatException(String message, Throwable cause) {
    super(message, cause);
  }
}
