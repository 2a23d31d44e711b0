// SPDX-License-Identifier: Apache-2.0
package org.sealome.zk.receipt;

import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.sealome.zk.json.CanonicalJson;
import org.sealome.zk.json.JsonFormatException;
import org.sealome.zk.plan.Plan;
import org.sealome.zk.plan.PlanFormatException;
import org.sealome.zk.plan.PlanJson;

/**
 * A receipt of version {@code sealome/receipt/v1}, read strictly: exactly the fields that the
 * version has, each of its type. Nothing in it is verified yet.
 *
 * @param purpose 32 bytes, as the consent registry knows it
 * @param requester 20 bytes
 * @param integrity one class a column
 * @param signed the bytes under the steward's signature: the canonical receipt without it
 */
record ReceiptDocument(
    byte[] queryHash,
    byte[] salt,
    Plan plan,
    byte[] planBytes,
    byte[] purpose,
    byte[] requester,
    String dataset,
    byte[] datasetAnchor,
    byte[] consentDigest,
    long openBlock,
    byte[] answer,
    List<String> integrity,
    byte[] stewardKey,
    byte[] signature,
    byte[] signed) {

  static final String VERSION = "sealome/receipt/v1";

  /**
   * Reads a receipt in any layout.
   *
   * @throws ReceiptFormatException for another version, a field too many or too few, a wrong type
   */
  static ReceiptDocument read(byte[] json) {
    Object tree;
    try {
      tree = CanonicalJson.read(json);
    } catch (JsonFormatException e) {
      throw new ReceiptFormatException(e.getMessage(), e);
    }
    Fields receipt = new Fields("receipt", tree);
    if (!VERSION.equals(receipt.any("version"))) {
      throw new ReceiptFormatException("not a receipt of version '" + VERSION + "'");
    }
    receipt.exactly(
        "version", "query", "dataset", "consent", "open", "answer", "integrity", "steward");
    Fields query = receipt.object("query", "hash", "salt", "plan", "purpose", "requester");
    Fields dataset = receipt.object("dataset", "name", "id", "anchor");
    Fields consent = receipt.object("consent", "digest");
    Fields open = receipt.object("open", "chainId", "block", "blockHash", "transaction");
    Fields steward = receipt.object("steward", "key", "signature");
    Plan plan;
    try {
      plan = PlanJson.fromTree(query.any("plan"));
    } catch (PlanFormatException e) {
      throw new ReceiptFormatException("plan: " + e.getMessage(), e);
    }
    dataset.bytes("id", 32);
    open.bytes("blockHash", 32);
    open.bytes("transaction", 32);
    open.number("chainId");
    return new ReceiptDocument(
        query.bytes("hash", 32),
        query.bytes("salt", 32),
        plan,
        PlanJson.write(plan),
        purpose(query.string("purpose")),
        query.bytes("requester", 20),
        dataset.string("name"),
        dataset.bytes("anchor", 32),
        consent.bytes("digest", 32),
        open.number("block"),
        receipt.bytes("answer", 32),
        receipt.strings("integrity"),
        steward.hex("key"),
        steward.hex("signature"),
        unsigned(tree));
  }

  private static byte[] unsigned(Object tree) {
    Map<Object, Object> receipt = new LinkedHashMap<>((Map<?, ?>) tree);
    Map<Object, Object> steward = new LinkedHashMap<>((Map<?, ?>) receipt.get("steward"));
    steward.remove("signature");
    receipt.put("steward", steward);
    return CanonicalJson.write(receipt);
  }

  /** The contract's code: a byte for the kind, then a disease's keyed hash or zeros. */
  private static byte[] purpose(String text) {
    byte[] code = new byte[32];
    switch (text) {
      case "GRU" -> code[0] = 1;
      case "HMB" -> code[0] = 2;
      case "POA" -> code[0] = 4;
      case "CC" -> code[0] = 5;
      default -> {
        if (!text.startsWith("DS:")) {
          throw new ReceiptFormatException("query: '" + text + "' is no purpose");
        }
        code[0] = 3;
        byte[] disease = parse("query: purpose", text.substring(3));
        if (disease.length != 31) {
          throw new ReceiptFormatException("query: a disease's hash has 31 bytes");
        }
        System.arraycopy(disease, 0, code, 1, 31);
      }
    }
    return code;
  }

  private static byte[] parse(String where, String hex) {
    try {
      // One spelling: nothing may be changed unnoticed, not even a letter's case.
      if (hex.chars().noneMatch(c -> c >= 'A' && c <= 'F')) {
        return HexFormat.of().parseHex(hex);
      }
    } catch (IllegalArgumentException e) {
      // Said below.
    }
    throw new ReceiptFormatException(where + ": not in lower-case hex");
  }

  /** An object and its name, for messages. */
  private record Fields(String where, Map<?, ?> map) {
    Fields(String where, Object value) {
      this(where, require(where, value));
    }

    private static Map<?, ?> require(String where, Object value) {
      if (value instanceof Map<?, ?> map) {
        return map;
      }
      throw new ReceiptFormatException(where + ": expected an object");
    }

    void exactly(String... fields) {
      Set<String> expected = Set.of(fields);
      if (!map.keySet().equals(expected)) {
        throw new ReceiptFormatException(
            where + ": has the fields " + map.keySet() + ", not " + List.of(fields));
      }
    }

    Fields object(String field, String... fields) {
      Fields out = new Fields(field, map.get(field));
      out.exactly(fields);
      return out;
    }

    Object any(String field) {
      return map.get(field);
    }

    String string(String field) {
      if (map.get(field) instanceof String s) {
        return s;
      }
      throw new ReceiptFormatException(where + ": '" + field + "' is no string");
    }

    long number(String field) {
      if (map.get(field) instanceof Long l && l >= 0) {
        return l;
      }
      throw new ReceiptFormatException(where + ": '" + field + "' is no number");
    }

    List<String> strings(String field) {
      List<String> out = new ArrayList<>();
      if (map.get(field) instanceof List<?> list) {
        for (Object item : list) {
          if (!(item instanceof String s)) {
            throw new ReceiptFormatException(where + ": '" + field + "' holds no strings");
          }
          out.add(s);
        }
        return out;
      }
      throw new ReceiptFormatException(where + ": '" + field + "' is no array");
    }

    byte[] hex(String field) {
      return parse(where + ": '" + field + "'", string(field));
    }

    byte[] bytes(String field, int length) {
      String text = string(field);
      byte[] bytes =
          parse(where + ": '" + field + "'", text.startsWith("0x") ? text.substring(2) : "-");
      if (bytes.length != length) {
        throw new ReceiptFormatException(where + ": '" + field + "' has not " + length + " bytes");
      }
      return bytes;
    }
  }
}
