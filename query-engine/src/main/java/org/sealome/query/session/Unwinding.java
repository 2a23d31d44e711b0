// SPDX-License-Identifier: Apache-2.0
package org.sealome.query.session;

import java.util.ArrayDeque;
import java.util.Deque;

/** Closes what was opened, the last first, unless all of it was. */
final class Unwinding implements AutoCloseable {
  private final Deque<AutoCloseable> opened = new ArrayDeque<>();

  <T extends AutoCloseable> T add(T resource) {
    opened.push(resource);
    return resource;
  }

  void keep() {
    opened.clear();
  }

  @Override
  public void close() {
    RuntimeException first = null;
    for (AutoCloseable resource : opened) {
      try {
        resource.close();
      } catch (Exception e) {
        if (first == null) {
          first = new IllegalStateException("a part did not close", e);
        }
      }
    }
    if (first != null) {
      throw first;
    }
  }
}
