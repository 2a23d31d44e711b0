// SPDX-License-Identifier: Apache-2.0
package org.sealome.he;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What a circuit's builder lets through and what it does not, without keys. */
class CircuitRefusalTest {
  @ParameterizedTest
  @EnumSource(Profile.class)
  void maskedCountsFitEveryProfile(Profile profile) {
    Circuit.Builder b = Circuit.builder(profile);
    b.release(b.mulPlain(b.linear(new int[] {0, 1}, new long[] {1, 2}, 0), 0));
    NodeAnalysis release = b.build().analysis().getLast();
    assertEquals("release", release.operation());
    assertTrue(release.floodBits() >= Circuit.MIN_FLOOD_BITS);
  }

  @Test
  void maskedProductsFitAsTheProfilesPromise() {
    assertTrue(fits(Profile.STANDARD, 2, 4));
    assertTrue(fits(Profile.WIDE, 4, 4));
    assertTrue(fits(Profile.DEEP, 8, 4));
  }

  @Test
  void whatDoesNotFitIsRefusedAndTheProfileThatCarriesItNamed() {
    assertRefused(Profile.SMALL, 2, "STANDARD would carry it");
    assertRefused(Profile.STANDARD, 3, "WIDE would carry it");
    assertRefused(Profile.WIDE, 6, "DEEP would carry it");
    assertRefused(Profile.DEEP, 20, "no profile carries it");
  }

  private static void assertRefused(Profile profile, int factors, String hint) {
    ParametersException e =
        assertThrows(ParametersException.class, () -> product(profile, factors, 1));
    assertTrue(e.getMessage().contains(hint), e.getMessage());
  }

  private static boolean fits(Profile profile, int factors, int terms) {
    product(profile, factors, terms);
    return true;
  }

  private static Circuit product(Profile profile, int factors, int terms) {
    Circuit.Builder b = Circuit.builder(profile);
    int node = form(b, 0, terms);
    for (int i = 1; i < factors; i++) {
      node = b.mul(node, form(b, i, terms));
    }
    b.release(b.rerandomise(b.mulPlain(node, 0)));
    return b.build();
  }

  private static int form(Circuit.Builder b, int from, int terms) {
    int[] planes = new int[terms];
    long[] coefficients = new long[terms];
    for (int i = 0; i < terms; i++) {
      planes[i] = from * terms + i;
      coefficients[i] = i % 2 == 0 ? 1 : -1;
    }
    return b.linear(planes, coefficients, 1);
  }

  @Test
  void aProductIsNotReleasedBare() {
    Circuit.Builder b = Circuit.builder(Profile.WIDE);
    b.release(b.mul(b.load(0), b.load(1)));
    assertThrows(CircuitException.class, b::build);
  }

  @Test
  void aRelinearisedProductIsNotReleasedBare() {
    Circuit.Builder b = Circuit.builder(Profile.WIDE);
    b.release(b.relin(b.mul(b.load(0), b.load(1))));
    assertThrows(CircuitException.class, b::build);
  }

  @Test
  void addingAPlaneToAProductHidesNothing() {
    Circuit.Builder b = Circuit.builder(Profile.WIDE);
    b.release(b.add(b.load(2), b.relin(b.mul(b.load(0), b.load(1)))));
    assertThrows(CircuitException.class, b::build);
  }

  @Test
  void nothingFollowsARerandomisation() {
    Circuit.Builder b = Circuit.builder(Profile.WIDE);
    int hidden = b.rerandomise(b.mul(b.load(0), b.load(1)));
    assertThrows(CircuitException.class, () -> b.mulPlain(hidden, 0));
    assertThrows(CircuitException.class, () -> b.add(hidden, 0));
    assertThrows(CircuitException.class, () -> b.add(0, hidden));
    assertThrows(CircuitException.class, () -> b.rerandomise(hidden));
  }

  @Test
  void whatIsNotThereIsRefused() {
    Circuit.Builder b = Circuit.builder(Profile.STANDARD);
    assertThrows(CircuitException.class, () -> b.release(0));
    assertThrows(CircuitException.class, () -> b.add(0, 1));
    assertThrows(CircuitException.class, () -> b.load(-1));
    assertThrows(CircuitException.class, () -> b.mulPlain(b.load(0), -1));
    assertThrows(CircuitException.class, () -> b.linear(new int[0], new long[0], 1));
    assertThrows(CircuitException.class, () -> b.linear(new int[1], new long[2], 1));
    assertThrows(CircuitException.class, () -> b.relin(b.load(0)));
  }

  @Test
  void degreesAndFactorsAreCounted() {
    Circuit.Builder b = Circuit.builder(Profile.WIDE);
    int product = b.relin(b.mul(b.load(0), b.load(1)));
    int again = b.mul(product, b.load(2));
    b.release(b.rerandomise(again));
    Circuit circuit = b.build();
    assertEquals(1, circuit.analysis().get(product).degree());
    assertEquals(2, circuit.analysis().get(again).degree());
    assertEquals(3, circuit.planes());
    assertTrue(circuit.relinearises());
  }
}
