// SPDX-License-Identifier: Apache-2.0
package org.sealome.query.steward;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.sealome.query.steward.PlanSketch.range;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sealome.query.ErrorCode;
import org.sealome.query.SealomeException;

class RepetitionMemoryTest {
  @TempDir Path folder;
  private Path file;

  @BeforeEach
  void name() {
    file = folder.resolve("answered");
  }

  private void remember(BitSet population, String... variables) {
    try (RepetitionMemory memory = RepetitionMemory.open(file, 5)) {
      memory.commit(Map.of(population, new TreeSet<>(List.of(variables))));
    }
  }

  private boolean isClose(BitSet population, String... variables) {
    try (RepetitionMemory memory = RepetitionMemory.open(file, 5)) {
      return memory.isCloseToOlder(population, List.of(variables));
    }
  }

  @Test
  void remembersByVariableAndDistance() {
    remember(range(0, 50), "v", "w");
    assertFalse(isClose(range(0, 50), "v"));
    assertTrue(isClose(range(0, 49), "v"));
    assertTrue(isClose(range(0, 54), "w"));
    assertFalse(isClose(range(0, 55), "w"));
    assertTrue(isClose(range(2, 52), "v"), "two more and two less are four patients");
    assertFalse(isClose(range(0, 49), "x"));
    assertTrue(isClose(range(0, 49), "x", "v"), "one of several variables is enough");
  }

  @Test
  void theSameAnswerTakesNoMoreRoom() throws IOException {
    remember(range(0, 50), "v", "w");
    long size = Files.size(file);
    remember(range(0, 50), "w");
    assertEquals(size, Files.size(file));
    remember(range(0, 50), "x");
    assertTrue(Files.size(file) > size);
    assertTrue(isClose(range(0, 49), "v"));
    assertTrue(isClose(range(0, 49), "x"));
  }

  @Test
  void aRecordThatACrashCutShortIsDropped() throws IOException {
    remember(range(0, 50), "v");
    byte[] before = Files.readAllBytes(file);
    remember(range(10, 70), "w");
    byte[] after = Files.readAllBytes(file);
    for (int length = before.length; length < after.length; length++) {
      Files.write(file, Arrays.copyOf(after, length));
      assertTrue(isClose(range(0, 49), "v"));
      assertFalse(isClose(range(10, 69), "w"));
      remember(range(10, 70), "w");
      assertTrue(isClose(range(10, 69), "w"));
    }
  }

  @Test
  void damageIsAnIntegrityError() throws IOException {
    remember(range(0, 50), "v");
    int first = (int) Files.size(file);
    remember(range(10, 70), "w");
    for (int at = 0; at < first; at++) {
      byte[] bytes = Files.readAllBytes(file);
      bytes[at] ^= 0x10;
      Path damaged = folder.resolve("damaged");
      Files.write(damaged, bytes);
      int where = at;
      SealomeException e =
          assertThrows(
              SealomeException.class,
              () -> RepetitionMemory.open(damaged, 5).close(),
              () -> "byte " + where);
      assertEquals(ErrorCode.INTEGRITY, e.code());
    }
  }

  @Test
  void ofTwoAtOnceOnlyOneIsFirst() throws Exception {
    CountDownLatch start = new CountDownLatch(1);
    try (var threads = Executors.newFixedThreadPool(4)) {
      List<Future<Boolean>> asked =
          java.util.stream.IntStream.range(0, 4)
              .mapToObj(
                  i ->
                      threads.submit(
                          () -> {
                            start.await();
                            try (RepetitionMemory memory = RepetitionMemory.open(file, 5)) {
                              BitSet population = range(i, 50);
                              if (memory.isCloseToOlder(population, List.of("v"))) {
                                return false;
                              }
                              memory.commit(Map.of(population, Set.of("v")));
                              return true;
                            }
                          }))
              .toList();
      start.countDown();
      int answered = 0;
      for (Future<Boolean> a : asked) {
        answered += a.get() ? 1 : 0;
      }
      assertEquals(1, answered);
    }
  }
}
