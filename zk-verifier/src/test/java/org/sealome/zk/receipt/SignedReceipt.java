// SPDX-License-Identifier: Apache-2.0
package org.sealome.zk.receipt;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.sealome.zk.json.CanonicalJson;
import org.sealome.zk.plan.Affine;
import org.sealome.zk.plan.Answer;
import org.sealome.zk.plan.Cell;
import org.sealome.zk.plan.Column;
import org.sealome.zk.plan.Expr;
import org.sealome.zk.plan.Guard;
import org.sealome.zk.plan.LinearForm;
import org.sealome.zk.plan.Plan;
import org.sealome.zk.plan.PlanJson;
import org.sealome.zk.plan.Polynomial;
import org.sealome.zk.plan.Population;
import org.sealome.zk.plan.QueryHash;
import org.sealome.zk.plan.Rest;
import org.sealome.zk.plan.Scope;
import org.sealome.zk.plan.SqlType;
import org.sealome.zk.plan.Term;

/** A receipt as a steward signs it, put together here from its definition. */
final class SignedReceipt {
  private final KeyPair key;

  SignedReceipt() {
    try {
      key = KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  static Plan plan() {
    Affine count = new Affine(0, new TreeMap<>(), new TreeMap<>(Map.of(0, 1L)));
    LinearForm carrier = new LinearForm(0, List.of(0), List.of(1L));
    return new Plan(
        "SELECT COUNT(*) AS n, 0.5e0 AS half FROM genotypes",
        "traps",
        Scope.UNSCOPED,
        List.of("1-100-A-C/HET"),
        List.of(Population.all(257)),
        List.of(new Polynomial(List.of(new Term(0, List.of(carrier), 0, 1)))),
        List.of(new Cell(count, new Guard(0, List.of(count), null, List.of("1-100-A-C")))),
        new Rest.Table(
            List.of(new Column("n", SqlType.BIGINT), new Column("half", SqlType.DOUBLE)),
            List.of(
                new Rest.Row(
                    List.of(new Expr.CellValue(0), new Expr.Literal(0.5, SqlType.DOUBLE)), null))),
        null);
  }

  static Answer answer() {
    return new Answer(plan().rest().columns(), List.of(List.of(12L, 0.5)), List.of());
  }

  static String answerJson() {
    return "{\"columns\":[{\"name\":\"n\",\"type\":\"BIGINT\"},{\"name\":\"half\",\"type\":"
        + "\"DOUBLE\"}],\"rows\":[[12,0.50]],\"suppressed\":[],\"receipt\":{\"a\":[1]}}";
  }

  static byte[] word(int value) {
    byte[] out = new byte[32];
    Arrays.fill(out, (byte) value);
    return out;
  }

  private static String hex(byte[] bytes) {
    return "0x" + HexFormat.of().formatHex(bytes);
  }

  /** Everything but the signature. */
  Map<String, Object> tree(Plan plan) {
    byte[] json = PlanJson.write(plan);
    byte[] requester = Arrays.copyOf(word(9), 20);
    byte[] purpose = new byte[32];
    purpose[0] = 2;
    byte[] hash =
        QueryHash.of(word(1), QueryHash.planDigest(json), word(2), purpose, requester, word(3));
    Map<String, Object> tree = new LinkedHashMap<>();
    tree.put("version", "sealome/receipt/v1");
    tree.put(
        "query",
        Map.of(
            "hash", hex(hash),
            "salt", hex(word(1)),
            "plan", CanonicalJson.read(json),
            "purpose", "HMB",
            "requester", hex(requester)));
    tree.put("dataset", Map.of("name", "traps", "id", hex(word(4)), "anchor", hex(word(2))));
    tree.put("consent", Map.of("digest", hex(word(3))));
    tree.put(
        "open",
        Map.of(
            "chainId",
            31337L,
            "block",
            7L,
            "blockHash",
            hex(word(5)),
            "transaction",
            hex(word(6))));
    tree.put("answer", hex(AnswerDigest.of(answer())));
    tree.put("integrity", List.of("TRUSTED", "TRUSTED"));
    return tree;
  }

  byte[] sign(Map<String, Object> tree) {
    Map<String, Object> steward = new LinkedHashMap<>();
    steward.put("key", HexFormat.of().formatHex(key.getPublic().getEncoded()));
    tree.put("steward", steward);
    try {
      Signature signature = Signature.getInstance("Ed25519");
      signature.initSign(key.getPrivate());
      signature.update(CanonicalJson.write(tree));
      steward.put("signature", HexFormat.of().formatHex(signature.sign()));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
    return CanonicalJson.write(tree);
  }

  byte[] json() {
    return sign(tree(plan()));
  }

  static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
