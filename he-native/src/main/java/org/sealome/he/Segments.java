// SPDX-License-Identifier: Apache-2.0
package org.sealome.he;

import java.lang.foreign.MemorySegment;

/** What must be true of caller's memory before its address goes to native code. */
final class Segments {
  private Segments() {}

  /**
   * The segment's address.
   *
   * @throws IllegalArgumentException where it is on the heap, shorter than {@code bytes}, not
   *     aligned or read-only though it is to be written
   * @throws ClosedHandleException where its arena is closed
   * @throws WrongThreadException where its arena is another thread's
   */
  static long address(
      MemorySegment segment, long bytes, long alignment, boolean written, String name) {
    if (!segment.isNative()) {
      throw new IllegalArgumentException(name + " must be native memory, not on the heap");
    }
    if (!segment.scope().isAlive()) {
      throw new ClosedHandleException("the arena of " + name + " is closed");
    }
    if (!segment.isAccessibleBy(Thread.currentThread())) {
      throw new WrongThreadException(name + " belongs to another thread's arena");
    }
    if (segment.byteSize() < bytes) {
      throw new IllegalArgumentException(
          name + " has " + segment.byteSize() + " bytes, " + bytes + " are needed");
    }
    if (segment.address() % alignment != 0) {
      throw new IllegalArgumentException(name + " is not aligned to " + alignment + " bytes");
    }
    if (written && segment.isReadOnly()) {
      throw new IllegalArgumentException(name + " is read-only");
    }
    return segment.address();
  }
}
