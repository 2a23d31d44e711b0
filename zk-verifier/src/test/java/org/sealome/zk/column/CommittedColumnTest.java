// SPDX-License-Identifier: Apache-2.0
package org.sealome.zk.column;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.ByteBuffer;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.sealome.zk.blinding.BlindingHalf;
import org.sealome.zk.blinding.BlindingScope;
import org.sealome.zk.commit.Commitment;
import org.sealome.zk.commit.MalformedPointException;
import org.sealome.zk.commit.Opening;
import org.sealome.zk.commit.Scalar;
import org.sealome.zk.merkle.MerkleProof;
import org.sealome.zk.merkle.MerkleTree;
import org.sealome.zk.prove.ColumnCommitter;
import org.sealome.zk.prove.Committed;

class CommittedColumnTest {
  private static final int PATIENTS = 9;
  private static final BlindingScope SCOPE = new BlindingScope(new byte[32], 3);

  private final Random random = new Random(13);
  private final BlindingHalf engine = BlindingHalf.generate(PATIENTS, new SecureRandom());
  private final BlindingHalf steward = BlindingHalf.generate(PATIENTS, new SecureRandom());
  private final ColumnCommitter committer =
      new ColumnCommitter(SCOPE, engine, steward, new SecureRandom());

  private static CommittedColumn read(byte[] file) {
    return CommittedColumn.read(ByteBuffer.wrap(file));
  }

  private BitSet someSlots(int percent) {
    BitSet slots = new BitSet();
    for (int slot = 0; slot < PATIENTS; slot++) {
      slots.set(slot, random.nextInt(100) < percent);
    }
    return slots;
  }

  private Scalar blinding(ColumnShape shape, Map<Integer, Long> form, BitSet slots) {
    Map<String, Long> byId = shape.byId(form);
    return engine
        .sum(SCOPE, shape.name(), byId, slots)
        .plus(steward.sum(SCOPE, shape.name(), byId, slots));
  }

  private static long value(int[][] values, Map<Integer, Long> form, BitSet slots) {
    return slots.stream()
        .mapToLong(
            slot ->
                form.entrySet().stream()
                    .mapToLong(t -> t.getValue() * values[t.getKey()][slot])
                    .sum())
        .sum();
  }

  @Test
  void sumsOfEveryPlaneOpenToTheValues() {
    for (ColumnShape shape : Columns.shapes(PATIENTS)) {
      int[][] values = Columns.values(shape, random);
      Committed committed = committer.commit(shape, values);
      CommittedColumn column = read(committed.file());
      assertEquals(shape, column.shape());
      assertTrue(column.belongsTo(SCOPE));
      assertFalse(column.belongsTo(new BlindingScope(new byte[32], 4)));
      for (String id : shape.planeIds()) {
        for (int percent : new int[] {0, 20, 80, 100}) {
          BitSet slots = someSlots(percent);
          Map<Integer, Long> form = shape.form(id);
          Commitment direct = column.sum(form, slots, null);
          assertEquals(direct, column.sum(form, slots, committed.entry().totals()));
          assertTrue(direct.opensTo(value(values, form, slots), blinding(shape, form, slots)));
        }
      }
    }
  }

  @Test
  void oneCommitmentIsOfBothHalves() {
    ColumnShape shape = ColumnShape.variant("v", true, true, PATIENTS);
    int[][] values = Columns.values(shape, random);
    CommittedColumn column = read(committer.commit(shape, values).file());
    BitSet slot = new BitSet();
    slot.set(5);
    Map<Integer, Long> form = Map.of(2, 1L);
    Commitment expected = Commitment.to(values[2][5], blinding(shape, form, slot));
    assertEquals(expected, column.commitment(2, 5));
    byte[] point = Arrays.copyOfRange(column.leaf(5), 128, 192);
    assertArrayEquals(Arrays.copyOfRange(expected.toBytes(), 1, 65), point);
  }

  @Test
  void entriesSayWhatTheFileIs() {
    ColumnShape shape = ColumnShape.integer("age", 4, true, PATIENTS);
    Committed committed = committer.commit(shape, Columns.values(shape, random));
    CommittedColumn column = read(committed.file());
    ColumnEntry entry = committed.entry();
    assertArrayEquals(column.fileDigest(), entry.file());
    assertArrayEquals(column.root(), entry.root());
    assertEquals(column.totals(), entry.totals());
    assertTrue(column.tree().prove(4).holds(CommittedColumn.TREE, column.leaf(4), entry.root()));
    assertEquals(entry, ColumnEntry.read(entry.toBytes()));
  }

  @Test
  void bytesTooManyOrTooFewOrOfAnotherFormatAreRejected() {
    ColumnShape shape = ColumnShape.variant("v", false, false, PATIENTS);
    byte[] file = committer.commit(shape, Columns.values(shape, random)).file();
    malformed(Arrays.copyOf(file, file.length - 1));
    malformed(Arrays.copyOf(file, file.length + 1));
    malformed(new byte[0]);
    int header = 22 + ByteBuffer.wrap(file).getInt(18);
    for (int i = 0; i < header; i++) {
      byte[] other = file.clone();
      other[i] ^= 0x20;
      boolean rejected = false;
      try {
        // A letter of the dataset's id is any letter; what is read is then another dataset's.
        rejected = !read(other).belongsTo(SCOPE) || !read(other).shape().equals(shape);
      } catch (ColumnFormatException e) {
        rejected = true;
      }
      assertTrue(rejected, "byte " + i);
    }
  }

  private static void malformed(byte[] file) {
    assertThrows(ColumnFormatException.class, () -> read(file));
  }

  @Test
  void pointsAreCheckedWhenTheyAreRead() {
    ColumnShape shape = ColumnShape.variant("v", false, false, PATIENTS);
    byte[] file = committer.commit(shape, Columns.values(shape, random)).file();
    file[file.length - 1] ^= 1;
    CommittedColumn column = read(file);
    BitSet last = new BitSet();
    last.set(PATIENTS - 1);
    Map<Integer, Long> hom = Map.of(1, 1L);
    assertThrows(MalformedPointException.class, () -> column.sum(hom, last, null));
    assertThrows(MalformedPointException.class, () -> column.commitment(1, PATIENTS - 1));
    assertThrows(MalformedPointException.class, column::totals);
    last.set(PATIENTS);
    assertThrows(IndexOutOfBoundsException.class, () -> column.sum(hom, last, null));
    assertThrows(IndexOutOfBoundsException.class, () -> column.leaf(PATIENTS));
    assertThrows(IndexOutOfBoundsException.class, () -> column.commitment(2, 0));
  }

  @Test
  void shapesAreOneForOneColumn() {
    TreeMap<String, java.util.SortedMap<Integer, Long>> none = new TreeMap<>();
    ColumnShape.Kind variant = ColumnShape.Kind.VARIANT;
    for (List<String> planes :
        List.of(
            List.of("v/HET"),
            List.of("v/HOM", "v/HET"),
            List.of("v/HET", "v/HOM", "v/HAPLOID", "v/MISSING"),
            List.of("v/HET", "v/HOM", "w/MISSING"),
            List.of("v/HET", "v/HET"))) {
      assertThrows(
          IllegalArgumentException.class,
          () -> new ColumnShape(variant, "v", planes, none, PATIENTS));
    }
    none.put("v/VALUE", new TreeMap<>(Map.of(0, 3L)));
    assertThrows(
        IllegalArgumentException.class,
        () -> new ColumnShape(variant, "v", List.of("v/HET", "v/HOM"), none, PATIENTS));
    assertThrows(IllegalArgumentException.class, () -> ColumnShape.integer("i", 41, true, 1));
    assertThrows(IllegalArgumentException.class, () -> ColumnShape.categorical("c", List.of(), 1));
  }

  /** Yes, no or not called, from one leaf; carriers of one copy and of two look alike. */
  @Test
  void onePatientsAnswer() {
    for (ColumnShape shape : Columns.shapes(PATIENTS).subList(0, 4)) {
      int[][] values = Columns.values(shape, random);
      Committed committed = committer.commit(shape, values);
      ColumnEntry entry = committed.entry();
      CommittedColumn column = read(committed.file());
      MerkleTree tree = column.tree();
      for (int slot = 0; slot < PATIENTS; slot++) {
        SlotLeaf leaf = SlotLeaf.of(column, slot);
        MerkleProof path = tree.prove(slot);
        assertTrue(leaf.isIn(entry, path));
        assertFalse(leaf.isIn(entry, tree.prove((slot + 1) % PATIENTS)));
        assertFalse(new SlotLeaf(shape, (slot + 1) % PATIENTS, leaf.points()).isIn(entry, path));
        BitSet one = new BitSet();
        one.set(slot);
        Map<Integer, Long> form = shape.carrierForm();
        int missing = shape.planes().indexOf(shape.name() + "/MISSING");
        int called = values[0][slot] + values[1][slot];
        int answer = missing >= 0 && values[missing][slot] == 1 ? 2 : called;
        for (int claimed = 0; claimed < 3; claimed++) {
          Opening opening = new Opening(leaf.combine(form), claimed, blinding(shape, form, one));
          assertEquals(claimed == answer, opening.holds());
        }
      }
    }
    assertThrows(
        IllegalStateException.class,
        () -> ColumnShape.categorical("c", List.of("x"), 1).carrierForm());
    ColumnShape shape = ColumnShape.variant("v", false, false, 2);
    assertThrows(ColumnFormatException.class, () -> new SlotLeaf(shape, 0, new byte[127]));
    assertThrows(IndexOutOfBoundsException.class, () -> new SlotLeaf(shape, 2, new byte[128]));
  }
}
