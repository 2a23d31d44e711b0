// SPDX-License-Identifier: Apache-2.0
package org.sealome.zk.receipt;

import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.sealome.zk.json.CanonicalCbor;

/**
 * A receipt's JSON form in CBOR and back, one to one: the same members, but that hashes, keys,
 * points and the like are byte strings. Which ones follows from the member's name alone; plan and
 * answer stay as they are, since their names and texts are anybody's.
 */
final class ReceiptCbor {
  /** In JSON {@code 0x} and hex digits. */
  private static final Set<String> PREFIXED =
      Set.of(
          "hash",
          "salt",
          "requester",
          "id",
          "anchor",
          "commitmentRoot",
          "digest",
          "blockHash",
          "transaction");

  /** In JSON hex digits alone. */
  private static final Set<String> BARE =
      Set.of(
          "mask",
          "blinding",
          "siblings",
          "points",
          "root",
          "totals",
          "file",
          "proof",
          "key",
          "signature");

  /** Members that are taken over as they are. */
  private static final Set<String> VERBATIM = Set.of("plan", "answer");

  private static final HexFormat HEX = HexFormat.of();

  private ReceiptCbor() {}

  /** Whether bytes are meant to be CBOR: JSON begins with ASCII, an object of CBOR does not. */
  static boolean isCbor(byte[] bytes) {
    return bytes.length > 0 && bytes[0] < 0;
  }

  /**
   * @param tree a receipt as {@link ReceiptJson#tree} has it
   */
  static byte[] write(Map<String, Object> tree) {
    return CanonicalCbor.write(encoded(tree, ""));
  }

  /**
   * The tree of the JSON form.
   *
   * @throws org.sealome.zk.json.JsonFormatException for what is not deterministic CBOR
   * @throws ReceiptFormatException where a text stands for bytes, or bytes for a text
   */
  static Object read(byte[] cbor) {
    return decoded(CanonicalCbor.read(cbor), "");
  }

  private static Object encoded(Object value, String name) {
    if (value instanceof Map<?, ?> map) {
      Map<String, Object> out = new LinkedHashMap<>();
      map.forEach(
          (key, inner) ->
              out.put((String) key, VERBATIM.contains(key) ? inner : encoded(inner, (String) key)));
      return out;
    }
    if (value instanceof List<?> list) {
      List<Object> out = new ArrayList<>();
      list.forEach(inner -> out.add(encoded(inner, name)));
      return out;
    }
    if (value instanceof String text) {
      return PREFIXED.contains(name)
          ? HEX.parseHex(text.substring(2))
          : BARE.contains(name) ? HEX.parseHex(text) : text;
    }
    return value;
  }

  private static Object decoded(Object value, String name) {
    if (value instanceof Map<?, ?> map) {
      Map<String, Object> out = new LinkedHashMap<>();
      map.forEach(
          (key, inner) -> {
            String member = (String) key;
            out.put(member, decoded(inner, VERBATIM.contains(name) ? name : member));
          });
      return out;
    }
    if (value instanceof List<?> list) {
      List<Object> out = new ArrayList<>();
      list.forEach(inner -> out.add(decoded(inner, name)));
      return out;
    }
    boolean bytes = PREFIXED.contains(name) || BARE.contains(name);
    if (value instanceof byte[] octets) {
      if (!bytes) {
        throw new ReceiptFormatException("'" + name + "' holds bytes");
      }
      return (PREFIXED.contains(name) ? "0x" : "") + HEX.formatHex(octets);
    }
    if (bytes && value instanceof String) {
      throw new ReceiptFormatException("'" + name + "' holds a text, not bytes");
    }
    return value;
  }
}
