// SPDX-License-Identifier: Apache-2.0
package org.sealome.zk.transcript;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.sealome.zk.commit.Commitment;
import org.sealome.zk.commit.MalformedPointException;
import org.sealome.zk.commit.Scalar;

class TranscriptTest {
  private static Transcript begun() {
    return new Transcript("sealome/test/v1");
  }

  @Test
  void conversationsThatDifferHaveOtherChallenges() {
    Scalar five = Scalar.of(5);
    byte[] sameBytes = five.toBytes();
    List<Transcript> conversations =
        List.of(
            begun(),
            new Transcript("sealome/test/v2"),
            begun().bytes("a", new byte[0]),
            begun().bytes("a", new byte[1]),
            begun().bytes("b", new byte[1]),
            begun().bytes("a", new byte[1]).bytes("b", new byte[1]),
            begun().bytes("b", new byte[1]).bytes("a", new byte[1]),
            begun().bytes("a", "b".getBytes(StandardCharsets.US_ASCII)),
            begun().text("a", "b"),
            begun().text("ab", ""),
            begun().scalar("a", five),
            begun().bytes("a", sameBytes),
            begun().integer("a", 5),
            begun().bytes("a", ByteBuffer.allocate(8).putLong(5).array()),
            begun().point("a", Commitment.to(1, five)));
    Set<Scalar> challenges = new HashSet<>();
    conversations.forEach(t -> challenges.add(t.challenge("c")));
    assertEquals(conversations.size(), challenges.size());
  }

  @Test
  void challengesFollowOnWhatWasSaidBefore() {
    Transcript one = begun();
    Scalar first = one.challenge("c");
    Scalar second = one.challenge("c");
    assertNotEquals(first, second);
    assertNotEquals(first, begun().challenge("d"));
    Transcript same = begun();
    assertEquals(first, same.challenge("c"));
    assertEquals(second, same.challenge("c"));
    Transcript other = begun();
    other.challenge("d");
    assertNotEquals(second, other.challenge("c"));
  }

  @Test
  void whatIsMalformedIsNotAbsorbed() {
    assertThrows(IllegalStateException.class, () -> begun().point("p", Commitment.NONE));
    assertThrows(
        MalformedPointException.class, () -> begun().points("p", ByteBuffer.allocate(64), 0, 1));
    assertThrows(IllegalArgumentException.class, () -> begun().text("l".repeat(256), ""));
  }
}
