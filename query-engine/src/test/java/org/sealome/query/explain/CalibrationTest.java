// SPDX-License-Identifier: Apache-2.0
package org.sealome.query.explain;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sealome.he.Kernel;
import org.sealome.he.Profile;

class CalibrationTest {
  private static final Machine HERE = Machine.here(Profile.SMALL);

  @TempDir Path engine;
  private final List<String> said = new ArrayList<>();

  private KernelCosts costs(Machine machine) {
    return new Calibration(engine, said::add).costs(machine);
  }

  @Test
  void aMachineIsMeasuredOnceAndSaysSo() {
    KernelCosts first = costs(HERE);
    assertEquals(first.all(), costs(HERE).all());
    assertEquals(first.digest(), costs(HERE).digest());
    assertEquals(1, said.size());
    assertTrue(said.getFirst().contains("SMALL"), said.getFirst());
    assertTrue(first.of(Kernel.RELEASE) > 0);
    assertEquals(0, first.of(Kernel.ZERO), "SMALL carries no product");
  }

  @Test
  void anotherMachineOrLibraryIsMeasuredAnew() {
    costs(HERE);
    for (Machine other :
        List.of(
            new Machine(Profile.SMALL, HERE.cores() + 1, HERE.architecture(), HERE.nativeLibrary()),
            new Machine(Profile.SMALL, HERE.cores(), "other", HERE.nativeLibrary()),
            new Machine(Profile.SMALL, HERE.cores(), HERE.architecture(), "SEAL 9.9.9"))) {
      said.clear();
      costs(other);
      assertEquals(1, said.size(), other.toString());
    }
  }

  @Test
  void aFileThatIsNotWhatWasWrittenIsMeasuredAnew() throws IOException {
    costs(HERE);
    Path file = new Calibration(engine, said::add).file(HERE);
    String good = Files.readString(file);
    for (String bad :
        List.of(
            "",
            "{",
            "[]",
            "\u0000\u0001",
            good.substring(0, good.length() / 2),
            good.replace("/v1", "/v0"),
            good.replaceAll("\"release\":\\d+", "\"release\":\"fast\""),
            good.replaceAll("\"release\":\\d+", "\"release\":-1"),
            good.replaceAll("\"release\":\\d+,", ""),
            good.replaceAll("\"digest\":\\d+", "\"digest\":0"))) {
      assertNotEquals(good, bad);
      Files.writeString(file, bad);
      said.clear();
      KernelCosts costs = costs(HERE);
      assertEquals(1, said.size(), bad);
      assertTrue(costs.digest() > 0);
    }
    said.clear();
    costs(HERE);
    assertEquals(List.of(), said);
  }
}
