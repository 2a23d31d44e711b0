// SPDX-License-Identifier: Apache-2.0
package org.sealome.zk.receipt;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.security.Signature;
import java.util.Arrays;
import java.util.BitSet;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.sealome.zk.blinding.BlindingHalf;
import org.sealome.zk.blinding.BlindingScope;
import org.sealome.zk.column.ColumnDirectory;
import org.sealome.zk.column.ColumnShape;
import org.sealome.zk.column.CommittedColumn;
import org.sealome.zk.commit.Scalar;
import org.sealome.zk.json.CanonicalJson;
import org.sealome.zk.merkle.MerkleProof;
import org.sealome.zk.opening.LinearSum;
import org.sealome.zk.opening.PlaneSums;
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
import org.sealome.zk.plan.ProofCells;
import org.sealome.zk.plan.Provability;
import org.sealome.zk.plan.QueryHash;
import org.sealome.zk.plan.Rest;
import org.sealome.zk.plan.RestEvaluator;
import org.sealome.zk.plan.Scope;
import org.sealome.zk.plan.SqlType;
import org.sealome.zk.plan.Term;
import org.sealome.zk.prove.AnswerProver;
import org.sealome.zk.prove.ColumnCommitter;
import org.sealome.zk.prove.Committed;
import org.sealome.zk.receipt.ReceiptDocument.Disclosed;

/** A small dataset, committed, and receipts as an honest steward signs them. */
public final class SignedReceipt {
  public static final int PATIENTS = 24;
  private static final int PAGE_SLOTS = 32;
  static final String VARIANT = "1-100-A-C";

  private final KeyPair key = keyPair();
  private final byte[] id = word(4);
  private final BlindingScope scope = new BlindingScope(id, 1);
  private final BlindingHalf engine = BlindingHalf.generate(PATIENTS, new SecureRandom());
  private final BlindingHalf steward = BlindingHalf.generate(PATIENTS, new SecureRandom());
  private final int[][] planes = new int[3][PATIENTS];
  private final Committed committed;
  private final ColumnDirectory directory;
  private final byte[] manifest;
  private final byte[] mask = new byte[PAGE_SLOTS / Byte.SIZE];
  private final Map<String, byte[]> files = new HashMap<>();

  public SignedReceipt() {
    this(3);
  }

  /**
   * @param minCell the dataset's policy
   */
  SignedReceipt(int minCell) {
    for (int s = 0; s < PATIENTS; s++) {
      planes[0][s] = s % 3 == 0 ? 1 : 0;
      planes[1][s] = s % 5 == 1 && s % 3 != 0 ? 1 : 0;
      planes[2][s] = s == 8 ? 1 : 0;
    }
    ColumnCommitter committer = new ColumnCommitter(scope, engine, steward, new SecureRandom());
    committed = committer.commit(ColumnShape.variant(VARIANT, true, false, PATIENTS), planes);
    // Nothing asks for this one: it is there for the tree to have a second leaf.
    Committed other =
        committer.commit(
            ColumnShape.categorical("sex", List.of("f"), PATIENTS), new int[1][PATIENTS]);
    directory = new ColumnDirectory(List.of(committed.entry(), other.entry()));
    // Everybody consents but slot 3.
    Arrays.fill(mask, 0, PATIENTS / Byte.SIZE, (byte) 0xff);
    mask[0] ^= 8;
    manifest =
        CanonicalJson.write(
            Map.of(
                "name",
                "traps",
                "datasetId",
                HexFormat.of().formatHex(id),
                "version",
                1L,
                "patients",
                (long) PATIENTS,
                "blockSlots",
                (long) PAGE_SLOTS,
                "commitments",
                Map.of("root", HexFormat.of().formatHex(directory.root())),
                "policy",
                Map.of("minCell", (long) minCell, "repetition", "off", "requireProven", false),
                "stewardKey",
                stewardKey()));
    keep(manifest);
    keep(mask);
    keep(committed.file());
  }

  private static KeyPair keyPair() {
    try {
      return KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  private void keep(byte[] content) {
    files.put(HexFormat.of().formatHex(sha256(content)), content);
  }

  private String stewardKey() {
    return HexFormat.of().formatHex(key.getPublic().getEncoded());
  }

  /** SHA-256 of the manifest. */
  public byte[] anchor() {
    return sha256(manifest);
  }

  public byte[] columnDigest() {
    return committed.entry().file();
  }

  /** COUNT(*) of carriers, and a constant, over some slots. */
  public static Plan plan(BitSet over) {
    Affine count = new Affine(0, new TreeMap<>(), new TreeMap<>(Map.of(0, 1L)));
    LinearForm carrier = new LinearForm(0, List.of(0, 1), List.of(1L, 1L));
    return new Plan(
        "SELECT COUNT(*) AS n, 0.5e0 AS half FROM genotypes",
        "traps",
        Scope.UNSCOPED,
        List.of(VARIANT + "/HET", VARIANT + "/HOM"),
        List.of(Population.of(PATIENTS, over)),
        List.of(new Polynomial(List.of(new Term(0, List.of(carrier), 0, 1)))),
        List.of(new Cell(count, new Guard(0, List.of(count), null, List.of(VARIANT)))),
        new Rest.Table(
            List.of(new Column("n", SqlType.BIGINT), new Column("half", SqlType.DOUBLE)),
            List.of(
                new Rest.Row(
                    List.of(new Expr.CellValue(0), new Expr.Literal(0.5, SqlType.DOUBLE)), null))),
        null);
  }

  /** Whether one patient carries the variant: 0, 1, or 2 where she is not called. */
  static Plan yesOrNo(int slot) {
    BitSet one = new BitSet();
    one.set(slot);
    Affine told = new Affine(0, new TreeMap<>(), new TreeMap<>(Map.of(0, 1L)));
    LinearForm form = new LinearForm(0, List.of(0, 1, 2), List.of(1L, 1L, 2L));
    return new Plan(
        "SELECT … AS carries FROM genotypes WHERE sample_id = 'P" + slot + "'",
        "traps",
        Scope.UNSCOPED,
        List.of(VARIANT + "/HET", VARIANT + "/HOM", VARIANT + "/MISSING"),
        List.of(Population.of(PATIENTS, one)),
        List.of(new Polynomial(List.of(new Term(0, List.of(form), 0, 2)))),
        List.of(new Cell(told, new Guard(0, List.of(told), null, List.of(VARIANT)))),
        new Rest.Table(
            List.of(new Column("carries", SqlType.BIGINT)),
            List.of(new Rest.Row(List.of(new Expr.CellValue(0)), null))),
        null);
  }

  public static BitSet everybody() {
    BitSet all = new BitSet();
    all.set(0, PATIENTS);
    return all;
  }

  /** The honest receipt of {@link #plan}. */
  public ReceiptDocument receipt(Plan plan) {
    return sign(unsigned(plan));
  }

  ReceiptDocument unsigned(Plan plan) {
    return unsigned(plan, new BitSet());
  }

  /**
   * What an honest steward would sign.
   *
   * @param kept cells that disclosure control keeps
   */
  ReceiptDocument unsigned(Plan plan, BitSet kept) {
    BitSet consenting = BitSet.valueOf(mask);
    List<BitSet> slots =
        plan.populations().stream()
            .map(
                p -> {
                  BitSet s = p.slots();
                  s.and(consenting);
                  return s;
                })
            .toList();
    long[] sizes = slots.stream().mapToLong(BitSet::cardinality).toArray();
    long[] released = new long[plan.releases().size()];
    for (int r = 0; r < released.length; r++) {
      released[r] = sum(LinearSum.ofRelease(plan, r), slots);
    }
    boolean[] suppressed = new boolean[plan.cells().size()];
    kept.stream().forEach(c -> suppressed[c] = true);
    Answer answer = RestEvaluator.evaluate(plan, released, sizes, suppressed);
    Provability provability = Provability.of(plan, p -> directory.find(p).isPresent());
    boolean parts = plan.discloseParts();
    BitSet withheld = parts ? provability.withheld(suppressed) : new BitSet();
    ProofCells cells =
        parts
            ? provability.parts(
                withheld, c -> plan.cells().get(c).value().value(sizes, released) == 0)
            : provability.cells(answer, sizes);
    AnswerProver.Proven proven =
        new AnswerProver(
                plan,
                directory,
                e -> CommittedColumn.read(ByteBuffer.wrap(committed.file())),
                slots)
            .prove(
                provability,
                parts ? Disclosed.PARTS : Disclosed.ANSWER,
                cells,
                withheld.stream().boxed().toList(),
                c -> plan.cells().get(c).value().value(sizes, released),
                r -> {
                  LinearSum release = LinearSum.ofRelease(plan, r);
                  return half(engine, slots, release).plus(half(steward, slots, release));
                });
    byte[] json = PlanJson.write(plan);
    byte[] requester = Arrays.copyOf(word(9), 20);
    byte[] digest = QueryHash.keccak256(mask);
    byte[] hash =
        QueryHash.of(
            word(1),
            QueryHash.planDigest(json),
            anchor(),
            PurposeCode.of("HMB"),
            requester,
            digest);
    return new ReceiptDocument(
        new ReceiptDocument.Query(hash, word(1), json, "HMB", requester),
        new ReceiptDocument.Dataset("traps", id, 1, anchor(), directory.root()),
        new ReceiptDocument.Consent(digest, sha256(mask)),
        new ReceiptDocument.Open(31337, 7, word(5), word(6), null),
        answer,
        provability.columns(),
        proven.proof(),
        stewardKey(),
        "");
  }

  /**
   * The same receipt, its entry logged as the third of five.
   *
   * @return not signed
   */
  static ReceiptDocument inBatch(ReceiptDocument receipt) {
    byte[] leaf = leaf(receipt.query().hash(), receipt.query().requester());
    byte[] root = pair(pair(pair(word(1), word(2)), pair(leaf, word(3))), word(4));
    return with(
        receipt,
        new LogBatch(
            root, new MerkleProof(2, 5, List.of(word(3), pair(word(1), word(2)), word(4)))));
  }

  /**
   * @return not signed
   */
  static ReceiptDocument with(ReceiptDocument r, LogBatch batch) {
    ReceiptDocument.Open open = r.open();
    return new ReceiptDocument(
        r.query(),
        r.dataset(),
        r.consent(),
        new ReceiptDocument.Open(
            open.chainId(), open.block(), open.blockHash(), open.transaction(), batch),
        r.answer(),
        r.integrity(),
        r.proof(),
        r.stewardKey(),
        "");
  }

  private static byte[] leaf(byte[] queryHash, byte[] requester) {
    ByteBuffer encoded = ByteBuffer.allocate(64).put(queryHash).put(new byte[12]).put(requester);
    return QueryHash.keccak256(QueryHash.keccak256(encoded.array()));
  }

  private static byte[] pair(byte[] a, byte[] b) {
    boolean ordered = Arrays.compareUnsigned(a, b) < 0;
    ByteBuffer both = ByteBuffer.allocate(64).put(ordered ? a : b).put(ordered ? b : a);
    return QueryHash.keccak256(both.array());
  }

  private Scalar half(BlindingHalf half, List<BitSet> slots, LinearSum release) {
    return PlaneSums.blindings(half, scope, p -> directory.find(p).orElseThrow(), slots)
        .of(release);
  }

  private long sum(LinearSum release, List<BitSet> slots) {
    List<String> ids = committed.entry().shape().planes();
    long sum = 0;
    for (Map.Entry<LinearSum.PlaneSum, Long> e : release.planes().entrySet()) {
      int[] plane = planes[ids.indexOf(e.getKey().plane())];
      sum += e.getValue() * slots.get(e.getKey().population()).stream().map(s -> plane[s]).sum();
    }
    return sum;
  }

  /** With this steward's signature, whatever it says. */
  ReceiptDocument sign(ReceiptDocument receipt) {
    try {
      Signature signature = Signature.getInstance("Ed25519");
      signature.initSign(key.getPrivate());
      signature.update(receipt.signedBytes());
      return receipt.withSignature(HexFormat.of().formatHex(signature.sign()));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Writes what has to be beside the receipt. */
  public ReceiptFiles files(Path folder) {
    try {
      Files.createDirectories(folder);
      for (Map.Entry<String, byte[]> e : files.entrySet()) {
        Files.write(folder.resolve(e.getKey()), e.getValue());
      }
      return new ReceiptFiles(folder);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static byte[] word(int value) {
    byte[] out = new byte[32];
    Arrays.fill(out, (byte) value);
    return out;
  }

  private static byte[] sha256(byte[] bytes) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(bytes);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }
}
