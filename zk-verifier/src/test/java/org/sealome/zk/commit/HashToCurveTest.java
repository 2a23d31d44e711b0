// SPDX-License-Identifier: Apache-2.0
package org.sealome.zk.commit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import org.bouncycastle.math.ec.ECPoint;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Vectors of RFC 9380, appendices J.1.1 and K.1. */
class HashToCurveTest {
  private static final String SUITE = "QUUX-V01-CS02-with-P256_XMD:SHA-256_SSWU_RO_";

  private static byte[] message(String prefix, char repeated, int times) {
    String text = (prefix == null ? "" : prefix) + String.valueOf(repeated).repeat(times);
    return text.getBytes(StandardCharsets.US_ASCII);
  }

  @ParameterizedTest
  @CsvSource({
    ",x,0,2c15230b26dbc6fc9a37051158c95b79656e17a1a920b11394ca91c44247d3e4,"
        + "8a7a74985cc5c776cdfe4b1f19884970453912e9d31528c060be9ab5c43e8415",
    "abc,x,0,0bb8b87485551aa43ed54f009230450b492fead5f1cc91658775dac4a3388a0f,"
        + "5c41b3d0731a27a7b14bc0bf0ccded2d8751f83493404c84a88e71ffd424212e",
    "abcdef0123456789,x,0,65038ac8f2b1def042a5df0b33b1f4eca6bff7cb0f9c6c1526811864e544ed80,"
        + "cad44d40a656e7aff4002a8de287abc8ae0482b5ae825822bb870d6df9b56ca3",
    "q128_,q,128,4be61ee205094282ba8a2042bcb48d88dfbb609301c49aa8b078533dc65a0b5d,"
        + "98f8df449a072c4721d241a3b1236d3caccba603f916ca680f4539d2bfb3c29e",
    "a512_,a,512,457ae2981f70ca85d8e24c308b14db22f3e3862c5ea0f652ca38b5e49cd64bc5,"
        + "ecb9f0eadc9aeed232dabc53235368c1394c78de05dd96893eefa62b0f4757dc"
  })
  void suite(String prefix, char repeated, int times, String x, String y) {
    ECPoint point = new HashToCurve(SUITE).hash(message(prefix, repeated, times));
    assertEquals("04" + x + y, HexFormat.of().formatHex(point.getEncoded(false)));
  }

  @Test
  void expansion() {
    byte[] bytes =
        new HashToCurve("QUUX-V01-CS02-with-expander-SHA256-128").expandMessage(new byte[0], 32);
    assertEquals(
        "68a985b87eb6b46952128911f2a4412bbc302a9d759667f87f7a21d803f07235",
        HexFormat.of().formatHex(bytes));
  }

  @Test
  void theSecondGeneratorIsPinned() {
    // By an implementation of the RFC in Python, which also gives the vectors above.
    assertEquals(
        "0474b3905fca9a17a603e7722d1f0499178eb40ca57e40c4638ace91110e99500d"
            + "002ca55b374743bcb69957d1af1c58945282fa41511c582b318c994df87c4d5c",
        HexFormat.of().formatHex(P256.H.getEncoded(false)));
    assertTrue(P256.H.isValid());
  }

  @Test
  void tagsAreLongEnough() {
    assertThrows(IllegalArgumentException.class, () -> new HashToCurve("short"));
    assertThrows(IllegalArgumentException.class, () -> new HashToCurve("x".repeat(256)));
  }
}
