// SPDX-License-Identifier: Apache-2.0
package org.sealome.query.questions;

import java.util.Optional;
import java.util.function.Function;

/** Makes a failing statement as small as it gets while it still fails in the same way. */
final class Shrinker {
  private static final int ATTEMPTS = 600;

  private final Function<Question, Fault> judge;
  private int left = ATTEMPTS;

  /**
   * @param judge null where a statement is answered rightly, else what is wrong
   */
  Shrinker(Function<Question, Fault> judge) {
    this.judge = judge;
  }

  Question shrink(Question failing) {
    String kind = judge.apply(failing).kind();
    Question smallest = failing;
    while (true) {
      Optional<? extends Question> smaller =
          smallest.smaller().stream().filter(q -> left-- > 0 && fails(q, kind)).findFirst();
      if (smaller.isEmpty()) {
        return smallest;
      }
      smallest = smaller.get();
    }
  }

  private boolean fails(Question question, String kind) {
    Fault fault = judge.apply(question);
    return fault != null && fault.kind().equals(kind);
  }
}
