// SPDX-License-Identifier: Apache-2.0
package org.sealome.zk.column;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.NoSuchElementException;
import org.junit.jupiter.api.Test;
import org.sealome.zk.commit.Commitment;
import org.sealome.zk.commit.Scalar;
import org.sealome.zk.merkle.MerkleProof;

class ColumnDirectoryTest {
  private static final int PATIENTS = 5;

  private static ColumnEntry entry(ColumnShape shape) {
    List<Commitment> totals = new ArrayList<>();
    for (int i = 0; i < shape.planes().size(); i++) {
      totals.add(Commitment.to(i, Scalar.of(i + 1)));
    }
    byte[] root = new byte[32];
    root[0] = (byte) shape.name().hashCode();
    return new ColumnEntry(shape, root, totals, new byte[32], new byte[32]);
  }

  private static final List<ColumnEntry> ENTRIES =
      Columns.shapes(PATIENTS).stream().map(ColumnDirectoryTest::entry).toList();
  private static final ColumnDirectory DIRECTORY = new ColumnDirectory(ENTRIES);

  @Test
  void columnsAreFoundByNameAndPlane() {
    assertEquals("age", DIRECTORY.find("age/VALUE").orElseThrow().name());
    assertEquals("age", DIRECTORY.find("age/BIT4").orElseThrow().name());
    assertEquals("sex", DIRECTORY.find("sex=male").orElseThrow().name());
    assertEquals("X-13-A-T", DIRECTORY.column("X-13-A-T").orElseThrow().name());
    assertTrue(DIRECTORY.find("age").isEmpty());
    assertTrue(DIRECTORY.find("age/BIT5").isEmpty());
    assertTrue(DIRECTORY.column("nobody").isEmpty());
    assertEquals(PATIENTS, DIRECTORY.patients());
  }

  @Test
  void everyEntryIsInTheTree() {
    for (ColumnEntry entry : ENTRIES) {
      MerkleProof path = DIRECTORY.prove(entry.name());
      assertTrue(entry.isIn(DIRECTORY.root(), path));
      byte[] other = entry.toBytes();
      other[other.length / 2] ^= 1;
      assertFalse(path.holds(ColumnDirectory.TREE, other, DIRECTORY.root()));
    }
    assertThrows(NoSuchElementException.class, () -> DIRECTORY.prove("nobody"));
  }

  @Test
  void orderOfEntriesIsTheDirectorysOwn() {
    List<ColumnEntry> reversed = new ArrayList<>(ENTRIES);
    Collections.reverse(reversed);
    assertArrayEquals(DIRECTORY.root(), new ColumnDirectory(reversed).root());
    ColumnDirectory again = ColumnDirectory.read(DIRECTORY.toBytes());
    assertEquals(DIRECTORY.entries(), again.entries());
    assertArrayEquals(DIRECTORY.root(), again.root());
  }

  @Test
  void whatIsNotCanonicalIsRejected() {
    String text = new String(DIRECTORY.toBytes(), StandardCharsets.UTF_8);
    rejected(text + " ");
    rejected(text.replace("columns/v1", "columns/v2"));
    rejected(text.replace("{\"columns\"", "{\"bolumns\":1,\"columns\""));
    rejected(text.replace("\"kind\":\"INTEGER\"", "\"kind\":\"VARIANT\""));
    rejected(text.replace("\"patients\":5", "\"patients\":-5"));
    rejected(text.replaceFirst("\"derived\":\\{\\}", "\"derived\":{},\"extra\":1"));
    rejected(text.replaceFirst("\"totals\":\\[\"04..", "\"totals\":[\"0400"));
    rejected("[]");
    rejected("{}");
    // Out of order: the same columns, swapped in the text.
    String first = new String(DIRECTORY.entries().get(0).toBytes(), StandardCharsets.UTF_8);
    String second = new String(DIRECTORY.entries().get(1).toBytes(), StandardCharsets.UTF_8);
    rejected(text.replace(first + "," + second, second + "," + first));
    rejected(text.replace(first + "," + second, first + "," + first));
  }

  private static void rejected(String text) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    assertThrows(ColumnFormatException.class, () -> ColumnDirectory.read(bytes));
  }

  @Test
  void namesAndPlanesAreUnique() {
    ColumnEntry a = entry(ColumnShape.categorical("a", List.of("b=c"), PATIENTS));
    ColumnEntry b = entry(ColumnShape.categorical("a=b", List.of("c"), PATIENTS));
    assertThrows(IllegalArgumentException.class, () -> new ColumnDirectory(List.of(a, b)));
    assertThrows(IllegalArgumentException.class, () -> new ColumnDirectory(List.of(a, a)));
    assertThrows(IllegalArgumentException.class, () -> new ColumnDirectory(List.of()));
    ColumnEntry more = entry(ColumnShape.categorical("m", List.of("c"), PATIENTS + 1));
    assertThrows(IllegalArgumentException.class, () -> new ColumnDirectory(List.of(a, more)));
  }
}
