// SPDX-License-Identifier: Apache-2.0
package org.sealome.zk.receipt;

import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import org.sealome.zk.column.ColumnEntry;
import org.sealome.zk.column.ColumnFormatException;
import org.sealome.zk.commit.Scalar;
import org.sealome.zk.json.CanonicalJson;
import org.sealome.zk.json.JsonFormatException;
import org.sealome.zk.merkle.MerkleProof;
import org.sealome.zk.plan.ColumnIntegrity;
import org.sealome.zk.plan.Integrity;
import org.sealome.zk.plan.PlanFormatException;
import org.sealome.zk.plan.PlanJson;
import org.sealome.zk.receipt.ReceiptDocument.Disclosed;
import org.sealome.zk.receipt.ReceiptDocument.Leaf;
import org.sealome.zk.receipt.ReceiptDocument.Opening;
import org.sealome.zk.receipt.ReceiptDocument.Proof;
import org.sealome.zk.receipt.ReceiptDocument.ProvenColumn;

/**
 * A receipt as JSON. Reading is strict without a rule for each member: what was read is written
 * again, and has to be the same.
 */
final class ReceiptJson {
  private static final HexFormat HEX = HexFormat.of();

  private ReceiptJson() {}

  static Map<String, Object> tree(ReceiptDocument r) {
    Map<String, Object> tree = new LinkedHashMap<>();
    tree.put("version", ReceiptDocument.VERSION);
    tree.put(
        "query",
        Map.of(
            "hash", hash(r.query().hash()),
            "salt", hash(r.query().salt()),
            "plan", CanonicalJson.read(r.query().plan()),
            "purpose", r.query().purpose(),
            "requester", hash(r.query().requester())));
    Map<String, Object> dataset = new LinkedHashMap<>();
    dataset.put("name", r.dataset().name());
    dataset.put("id", hash(r.dataset().id()));
    dataset.put("version", (long) r.dataset().version());
    dataset.put("anchor", hash(r.dataset().anchor()));
    dataset.put("commitmentRoot", hash(r.dataset().commitmentRoot()));
    tree.put("dataset", dataset);
    Map<String, Object> consent = new LinkedHashMap<>();
    consent.put("digest", hash(r.consent().digest()));
    consent.put("mask", r.consent().mask() == null ? null : HEX.formatHex(r.consent().mask()));
    tree.put("consent", consent);
    tree.put("open", tree(r.open()));
    tree.put("answer", ReceiptAnswer.tree(r.answer()));
    tree.put(
        "integrity",
        map(r.integrity(), i -> Map.of("class", i.integrity().name(), "reason", i.reason())));
    tree.put("proof", r.proof() == null ? null : tree(r.proof()));
    tree.put("trust", map(r.trust(), t -> Map.of("who", t.who(), "for", t.what())));
    tree.put("steward", Map.of("key", r.stewardKey(), "signature", r.signature()));
    return tree;
  }

  private static Map<String, Object> tree(ReceiptDocument.Open open) {
    Map<String, Object> tree = new LinkedHashMap<>();
    tree.put("chainId", open.chainId());
    tree.put("block", open.block());
    tree.put("blockHash", hash(open.blockHash()));
    tree.put("transaction", hash(open.transaction()));
    if (open.batch() != null) {
      tree.put(
          "batch",
          Map.of("root", HEX.formatHex(open.batch().root()), "path", tree(open.batch().path())));
    }
    return tree;
  }

  private static Map<String, Object> tree(Proof proof) {
    return Map.of(
        "disclosed",
        proof.disclosed().name().toLowerCase(Locale.ROOT),
        "openings",
        map(
            proof.openings(),
            o ->
                Map.of(
                    "cell", (long) o.cell(),
                    "value", integer(o.value()),
                    "blinding", HEX.formatHex(o.blinding().toBytes()))),
        "columns",
        map(
            proof.columns(),
            c -> Map.of("entry", CanonicalJson.read(c.entry().toBytes()), "path", tree(c.path()))),
        "leaves",
        map(
            proof.leaves(),
            l ->
                Map.of(
                    "column", l.column(),
                    "slot", (long) l.slot(),
                    "points", HEX.formatHex(l.points()),
                    "path", tree(l.path()))),
        "withheld",
        map(proof.withheld(), c -> (long) c));
  }

  private static Map<String, Object> tree(MerkleProof path) {
    return Map.of(
        "index",
        (long) path.index(),
        "size",
        (long) path.size(),
        "siblings",
        map(path.siblings(), HEX::formatHex));
  }

  /** A number as far as every reader of JSON agrees on it, else a string. */
  private static Object integer(long value) {
    return value > CanonicalJson.MAX_INTEGER || value < -CanonicalJson.MAX_INTEGER
        ? Long.toString(value)
        : (Object) value;
  }

  private static String hash(byte[] bytes) {
    return bytes == null ? null : "0x" + HEX.formatHex(bytes);
  }

  private static <T> List<Object> map(List<T> list, Function<T, Object> function) {
    List<Object> out = new ArrayList<>(list.size());
    list.forEach(item -> out.add(function.apply(item)));
    return out;
  }

  static ReceiptDocument read(byte[] document) {
    try {
      Map<?, ?> tree =
          (Map<?, ?>)
              (ReceiptCbor.isCbor(document)
                  ? ReceiptCbor.read(document)
                  : CanonicalJson.read(document));
      if (!ReceiptDocument.VERSION.equals(tree.get("version"))) {
        throw new ReceiptFormatException(
            "not a receipt of version '" + ReceiptDocument.VERSION + "'");
      }
      ReceiptDocument receipt = receipt(tree);
      requireSame("receipt", tree, ReceiptJson.tree(receipt));
      return receipt;
    } catch (ReceiptFormatException e) {
      throw e;
    } catch (JsonFormatException | PlanFormatException | ColumnFormatException e) {
      throw new ReceiptFormatException(e.getMessage(), e);
    } catch (RuntimeException e) {
      throw new ReceiptFormatException("a member is missing, or of another type or length", e);
    }
  }

  /** Names the first member that would be written differently. */
  private static void requireSame(String where, Object given, Object written) {
    if (given instanceof Map<?, ?> a && written instanceof Map<?, ?> b) {
      if (!a.keySet().equals(b.keySet())) {
        throw new ReceiptFormatException(
            where + ": has the members " + a.keySet() + ", not " + b.keySet());
      }
      a.forEach((key, value) -> requireSame(where + "." + key, value, b.get(key)));
    } else if (given == null ? written != null : !given.equals(written)) {
      throw new ReceiptFormatException(where + ": not as this version writes it");
    }
  }

  private static ReceiptDocument receipt(Map<?, ?> tree) {
    Map<?, ?> query = object(tree, "query");
    Map<?, ?> dataset = object(tree, "dataset");
    Map<?, ?> consent = object(tree, "consent");
    Map<?, ?> open = object(tree, "open");
    Map<?, ?> steward = object(tree, "steward");
    return new ReceiptDocument(
        new ReceiptDocument.Query(
            hash(query, "hash", 32),
            hash(query, "salt", 32),
            PlanJson.write(PlanJson.fromTree(query.get("plan"))),
            (String) query.get("purpose"),
            hash(query, "requester", 20)),
        new ReceiptDocument.Dataset(
            (String) dataset.get("name"),
            hash(dataset, "id", 32),
            integer(dataset, "version"),
            hash(dataset, "anchor", 32),
            dataset.get("commitmentRoot") == null ? null : hash(dataset, "commitmentRoot", 32)),
        new ReceiptDocument.Consent(
            hash(consent, "digest", 32),
            consent.get("mask") == null ? null : bytes(consent.get("mask"), 32)),
        new ReceiptDocument.Open(
            (Long) open.get("chainId"),
            (Long) open.get("block"),
            hash(open, "blockHash", 32),
            hash(open, "transaction", 32),
            open.containsKey("batch") ? batch(object(open, "batch")) : null),
        ReceiptAnswer.read(object(tree, "answer")),
        list(tree, "integrity", ReceiptJson::integrity),
        tree.get("proof") == null ? null : proof(object(tree, "proof")),
        HEX.formatHex(HEX.parseHex((String) steward.get("key"))),
        HEX.formatHex(HEX.parseHex((String) steward.get("signature"))));
  }

  private static ColumnIntegrity integrity(Map<?, ?> tree) {
    return new ColumnIntegrity(
        Integrity.valueOf((String) tree.get("class")), (String) tree.get("reason"));
  }

  private static Proof proof(Map<?, ?> tree) {
    List<Integer> withheld = new ArrayList<>();
    ((List<?>) tree.get("withheld")).forEach(c -> withheld.add(Math.toIntExact((Long) c)));
    return new Proof(
        Disclosed.valueOf(((String) tree.get("disclosed")).toUpperCase(Locale.ROOT)),
        list(
            tree,
            "openings",
            o ->
                new Opening(
                    integer(o, "cell"),
                    o.get("value") instanceof Long l ? l : Long.parseLong((String) o.get("value")),
                    Scalar.fromBytes(bytes(o.get("blinding"), Scalar.BYTES)))),
        list(
            tree,
            "columns",
            c ->
                new ProvenColumn(
                    ColumnEntry.read(CanonicalJson.write(c.get("entry"))),
                    path(object(c, "path")))),
        list(
            tree,
            "leaves",
            l ->
                new Leaf(
                    (String) l.get("column"),
                    integer(l, "slot"),
                    HEX.parseHex((String) l.get("points")),
                    path(object(l, "path")))),
        withheld);
  }

  private static LogBatch batch(Map<?, ?> tree) {
    return new LogBatch(bytes(tree.get("root"), 32), path(object(tree, "path")));
  }

  private static MerkleProof path(Map<?, ?> tree) {
    List<byte[]> siblings = new ArrayList<>();
    ((List<?>) tree.get("siblings")).forEach(s -> siblings.add(bytes(s, 32)));
    return new MerkleProof(integer(tree, "index"), integer(tree, "size"), siblings);
  }

  private static Map<?, ?> object(Map<?, ?> tree, String member) {
    return (Map<?, ?>) tree.get(member);
  }

  private static <T> List<T> list(Map<?, ?> tree, String member, Function<Map<?, ?>, T> reader) {
    List<T> out = new ArrayList<>();
    ((List<?>) tree.get(member)).forEach(item -> out.add(reader.apply((Map<?, ?>) item)));
    return out;
  }

  private static int integer(Map<?, ?> tree, String member) {
    int value = Math.toIntExact((Long) tree.get(member));
    if (value < 0) {
      throw new ReceiptFormatException("'" + member + "' is negative");
    }
    return value;
  }

  private static byte[] hash(Map<?, ?> tree, String member, int length) {
    String text = (String) tree.get(member);
    if (!text.startsWith("0x")) {
      throw new ReceiptFormatException("'" + member + "' does not begin with 0x");
    }
    return bytes(text.substring(2), length);
  }

  private static byte[] bytes(Object hex, int length) {
    byte[] bytes = HEX.parseHex((String) hex);
    if (bytes.length != length) {
      throw new ReceiptFormatException("hex of another length than " + length + " bytes");
    }
    return bytes;
  }
}
