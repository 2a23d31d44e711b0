// SPDX-License-Identifier: Apache-2.0
package org.sealome.zk.json;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CanonicalCborTest {
  private static final HexFormat HEX = HexFormat.of();

  /** RFC 8949, appendix A. */
  @ParameterizedTest
  @CsvSource({
    "0, 00",
    "23, 17",
    "24, 1818",
    "100, 1864",
    "1000, 1903e8",
    "1000000, 1a000f4240",
    "1000000000000, 1b000000e8d4a51000",
    "-1, 20",
    "-100, 3863",
    "-1000, 3903e7"
  })
  void integers(long value, String hex) {
    assertEquals(hex, HEX.formatHex(CanonicalCbor.write(value)));
    assertEquals(value, CanonicalCbor.read(HEX.parseHex(hex)));
  }

  @Test
  void structures() {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("bb", List.of(1L, List.of(), Map.of()));
    map.put("c", "ü");
    map.put("a", null);
    map.put("t", true);
    map.put("f", false);
    byte[] cbor = CanonicalCbor.write(map);
    // The shorter key first.
    assertEquals(
        "a56161f66163" + "62c3bc" + "6166f4" + "6174f5" + "626262" + "830180a0",
        HEX.formatHex(cbor));
    assertEquals(map, CanonicalCbor.read(cbor));
    byte[] octets = (byte[]) CanonicalCbor.read(HEX.parseHex("4401020304"));
    assertArrayEquals(new byte[] {1, 2, 3, 4}, octets);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "", // nothing
        "1817", // longer than need be, and so on
        "190017",
        "1a00000017",
        "1b0000000000000017",
        "1b00000000ffffffff",
        "5801ff",
        "1b0020000000000000", // beyond 2^53 - 1
        "3b001fffffffffffff",
        "1bffffffffffffffff",
        "9fff", // indefinite
        "bfff",
        "7fff",
        "5fff",
        "1c", // reserved
        "ff",
        "0000", // left over
        "81", // cut off
        "a16161",
        "4201",
        "9b7fffffffffffffff",
        "5b7fffffffffffffff",
        "a2616100616100", // twice
        "a2616200616100", // out of order
        "a10000", // a key that is no text
        "a1410000",
        "61ff", // not UTF-8
        "63eda080", // a surrogate
        "c000", // a tag
        "f7", // undefined
        "f90000", // floating point
        "f814"
      })
  void otherSpellingsAreRejected(String hex) {
    assertThrows(JsonFormatException.class, () -> CanonicalCbor.read(HEX.parseHex(hex)));
  }

  @Test
  void depthIsLimited() {
    byte[] deep = new byte[CanonicalJson.MAX_DEPTH + 2];
    Arrays.fill(deep, (byte) 0x81);
    deep[deep.length - 1] = 0;
    assertThrows(JsonFormatException.class, () -> CanonicalCbor.read(deep));
    assertThrows(JsonFormatException.class, () -> CanonicalCbor.write(1L << 60));
    assertThrows(JsonFormatException.class, () -> CanonicalCbor.write(1));
    assertThrows(JsonFormatException.class, () -> CanonicalCbor.write("\ud800"));
  }

  @Property(tries = 300)
  void whatIsWrittenIsReadAndJsonSaysTheSame(@ForAll("trees") Object tree) {
    Object read = CanonicalCbor.read(CanonicalCbor.write(tree));
    assertEquals(tree, read);
    assertArrayEquals(CanonicalJson.write(tree), CanonicalJson.write(read));
  }

  /** Whatever is read is what would have been written. */
  @Property(tries = 2000)
  void thereIsOneSpelling(@ForAll("trees") Object tree, @ForAll int at, @ForAll byte value) {
    byte[] cbor = CanonicalCbor.write(tree);
    cbor[Math.floorMod(at, cbor.length)] = value;
    Object read;
    try {
      read = CanonicalCbor.read(cbor);
    } catch (JsonFormatException e) {
      return;
    }
    assertArrayEquals(cbor, CanonicalCbor.write(read));
  }

  @Provide
  Arbitrary<Object> trees() {
    Arbitrary<Object> leaves =
        Arbitraries.oneOf(
            Arbitraries.longs()
                .between(-CanonicalJson.MAX_INTEGER, CanonicalJson.MAX_INTEGER)
                .map(l -> l),
            Arbitraries.strings().alpha().withChars('ü', '"', '\n').ofMaxLength(30).map(s -> s),
            Arbitraries.of(true, false));
    return tree(leaves, 3);
  }

  private static Arbitrary<Object> tree(Arbitrary<Object> leaves, int depth) {
    if (depth == 0) {
      return leaves;
    }
    Arbitrary<Object> inner = tree(leaves, depth - 1);
    Arbitrary<Object> lists = inner.list().ofMaxSize(5).map(ArrayList::new);
    Arbitrary<Object> maps =
        Arbitraries.maps(Arbitraries.strings().alpha().ofMaxLength(26), inner)
            .ofMaxSize(5)
            .map(LinkedHashMap::new);
    return Arbitraries.oneOf(leaves, lists, maps);
  }
}
