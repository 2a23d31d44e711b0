// SPDX-License-Identifier: Apache-2.0
package org.sealome.zk.plan;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Expected values: eth-abi 5 and pycryptodome 3 (Python), on the same inputs. */
class QueryHashTest {
  private static byte[] counting(int length, int from) {
    byte[] out = new byte[length];
    for (int i = 0; i < length; i++) {
      out[i] = (byte) (from + i);
    }
    return out;
  }

  private static String hex(byte[] bytes) {
    return HexFormat.of().formatHex(bytes);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "|c5d2460186f7233c927e7db2dcc703c0e500b653ca82273b7bfad8045d85a470",
        "abc|4e03657aea45a94fc7d47ba826c8d667c0d1e6e33a64a036ec44f58fa12d6c45",
        "{}|b48d38f93eaa084033fc5970bf96e559c33c4cdc07d889ab00b4d63f9590739d"
      })
  void keccak(String text, String expected) {
    byte[] data = text == null ? new byte[0] : text.getBytes(StandardCharsets.UTF_8);
    assertEquals(expected, hex(QueryHash.keccak256(data)));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{}|0|1035fe09e536810b76fda38e045e07df511199403d2fbf0039d4ba55ef48bf79",
        "{\"sql\":\"SELECT COUNT(*) FROM genotypes\"}|7"
            + "|6bc723da8f647952572d4d00c84e0bca51d4fa9539d9832becd67e7414cddcb2"
      })
  void abiEncoding(String plan, int from, String expected) {
    byte[] hash =
        QueryHash.of(
            counting(32, from),
            QueryHash.planDigest(plan.getBytes(StandardCharsets.UTF_8)),
            counting(32, from + 32),
            counting(32, from + 64),
            counting(20, from + 200),
            counting(32, from + 96));
    assertEquals(expected, hex(hash));
  }

  @Test
  void everyPartHasItsLength() {
    byte[] w = new byte[32];
    byte[] a = new byte[20];
    assertThrows(IllegalArgumentException.class, () -> QueryHash.of(new byte[31], w, w, w, a, w));
    assertThrows(IllegalArgumentException.class, () -> QueryHash.of(w, w, w, w, w, w));
  }
}
