// SPDX-License-Identifier: Apache-2.0
package org.sealome.he;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

/** Ten thousand operations leave the process as large as it was. */
class NativeMemoryTest {
  private static final Profile PROFILE = Profile.SMALL;

  @Test
  @EnabledOnOs(OS.LINUX)
  void handlesAreFreed() throws IOException {
    Laboratory lab = Laboratory.of(PROFILE);
    SplittableRandom random = new SplittableRandom(5);
    boolean[] members = Laboratory.randomMembers(random, PROFILE.slots(), 0.5);
    Circuit.Builder b = Circuit.builder(PROFILE);
    b.release(b.mulPlain(b.linear(new int[] {0, 1}, new long[] {1, 2}, 0), 0));
    Circuit circuit = b.build();
    try (Arena arena = Arena.ofConfined()) {
      List<MemorySegment> planes =
          lab.encrypt(arena, Laboratory.randomRows(random, 2, PROFILE.slots(), 0, 2));
      run(lab, circuit, planes, members, 500);
      long before = residentBytes();
      run(lab, circuit, planes, members, 3500);
      long grown = residentBytes() - before;
      // Each mask or sample that stayed would be 128 KB: 3,500 of them more than 400 MB.
      assertTrue(grown < 64L << 20, "grew by " + grown + " bytes");
    }
  }

  /** Three operations a round: a mask, an evaluation into a new buffer, a decryption. */
  private static void run(
      Laboratory lab, Circuit circuit, List<MemorySegment> planes, boolean[] members, int rounds) {
    for (int i = 0; i < rounds; i++) {
      try (Mask mask = lab.mask(members);
          SampleBuffer out = new SampleBuffer(PROFILE)) {
        lab.evaluator.evaluate(circuit, planes, List.of(mask), out, 1);
        lab.decryptor.sums(out);
      }
      if (i % 100 == 0) {
        try (KeySet keys = lab.context.generateKeys();
            LweDecryptor decryptor = new LweDecryptor(lab.context, keys.secretKey());
            NativeBlockEvaluator evaluator =
                new NativeBlockEvaluator(lab.context, keys.publicKey(), null)) {
          evaluator.prepareZeros(1, 1);
          decryptor.sums(new SampleBuffer(PROFILE));
        }
      }
    }
  }

  private static long residentBytes() throws IOException {
    for (String line : Files.readAllLines(Path.of("/proc/self/status"))) {
      if (line.startsWith("VmRSS:")) {
        return Long.parseLong(line.replaceAll("[^0-9]", "")) * 1024;
      }
    }
    throw new IOException("no VmRSS in /proc/self/status");
  }
}
