// SPDX-License-Identifier: Apache-2.0
package org.sealome.query.consent;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sealome.ledger.Bytes32;
import org.sealome.ledger.SubjectTag;
import org.sealome.query.SealomeException;

class SubjectKeysTest {
  private static final int PATIENTS = 10;
  private static final Bytes32 QUERY = Bytes32.keccak("a question");

  @TempDir Path home;

  @BeforeEach
  void draw() {
    SubjectKeys.create(home, "d");
  }

  private SubjectKeys steward() {
    return SubjectKeys.ofSteward(home, "d");
  }

  private SubjectKeys patients() {
    return SubjectKeys.ofPatients(home, "d");
  }

  private void erase(int slot) {
    SubjectKeys.destroyHers(home, "d", slot, PATIENTS);
    SubjectKeys.destroyStewards(home, "d", slot, PATIENTS);
  }

  @Test
  void bothHoldersComeToTheSameTags() {
    for (int slot : new int[] {0, 3, PATIENTS}) {
      assertEquals(steward().tag(slot, QUERY), patients().tag(slot, QUERY));
      assertEquals(
          SubjectTag.of(patients().key(slot).orElseThrow(), QUERY), steward().tag(slot, QUERY));
    }
    assertNotEquals(steward().tag(0, QUERY), steward().tag(1, QUERY));
  }

  @Test
  void oneIsDestroyedAndTheOthersStay() {
    byte[] before = steward().key(4).orElseThrow();
    Bytes32 hers = steward().tag(3, QUERY);
    erase(3);
    assertTrue(steward().key(3).isEmpty());
    assertTrue(patients().key(3).isEmpty());
    assertNotEquals(hers, steward().tag(3, QUERY));
    assertNotEquals(steward().tag(3, QUERY), steward().tag(3, QUERY), "nobody's");
    assertArrayEquals(before, steward().key(4).orElseThrow());
    erase(3);
    erase(9);
    assertTrue(steward().key(9).isEmpty());
    assertArrayEquals(before, patients().key(4).orElseThrow());
  }

  @Test
  void whoComesLaterHasAKeyAndMayGoToo() {
    erase(3);
    byte[] later = steward().key(PATIENTS + 2).orElseThrow();
    assertArrayEquals(later, patients().key(PATIENTS + 2).orElseThrow());
    SubjectKeys.destroyHers(home, "d", PATIENTS + 1, PATIENTS + 4);
    SubjectKeys.destroyStewards(home, "d", PATIENTS + 1, PATIENTS + 4);
    assertTrue(steward().key(PATIENTS + 1).isEmpty());
    assertArrayEquals(later, steward().key(PATIENTS + 2).orElseThrow());
    assertEquals(steward().tag(PATIENTS + 20, QUERY), patients().tag(PATIENTS + 20, QUERY));
  }

  @Test
  void anInterruptedDestructionIsCompleted() throws IOException {
    Path seed = home.resolve("steward/subjects/d.seed");
    byte[] kept = Files.readAllBytes(seed);
    erase(3);
    assertFalse(Files.exists(seed));
    Files.write(seed, kept);
    assertTrue(steward().key(3).isEmpty(), "the table goes before the seed");
    erase(3);
    assertFalse(Files.exists(seed));
  }

  @Test
  void holdersWhoDifferAndFilesThatDoNotReadAreSeen() throws IOException {
    SubjectKeys.create(home, "d");
    SubjectKeys.destroyHers(home, "d", 3, PATIENTS);
    assertThrows(SealomeException.class, () -> SubjectKeys.create(home, "d"));
    SubjectKeys.destroyStewards(home, "d", 3, PATIENTS);
    SubjectKeys.create(home, "d");
    Path table = home.resolve("steward/subjects/d.keys");
    byte[] bytes = Files.readAllBytes(table);
    bytes[bytes.length / 2] ^= 1;
    Files.write(table, bytes);
    assertThrows(SealomeException.class, this::steward);
    assertThrows(SealomeException.class, () -> SubjectKeys.ofSteward(home, "none"));
  }
}
