// SPDX-License-Identifier: Apache-2.0
package org.sealome.zk.column;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.sealome.zk.blinding.BlindingHalf;
import org.sealome.zk.blinding.BlindingScope;
import org.sealome.zk.commit.Commitment;
import org.sealome.zk.commit.Scalar;
import org.sealome.zk.json.CanonicalJson;
import org.sealome.zk.prove.ColumnCommitter;
import org.sealome.zk.transcript.Transcript;
import org.sealome.zk.wellformed.ColumnProof;

/** Known answers by {@code vectors/generate.py}, which shares nothing with the code under test. */
class VectorsTest {
  private static final int PATIENTS = 3;
  private static final BlindingScope SCOPE = new BlindingScope(id(), 7);
  private static final Map<String, int[][]> VALUES =
      Map.of(
          "X-5-A-T",
          new int[][] {{1, 0, 0}, {0, 1, 0}, {0, 0, 1}, {1, 0, 0}},
          "Geschlecht",
          new int[][] {{1, 0, 0}, {0, 1, 0}},
          "age",
          new int[][] {{1, 0, 1}, {1, 0, 0}, {0, 0, 1}, {1, 0, 1}});

  private static byte[] id() {
    byte[] id = new byte[32];
    for (int i = 0; i < id.length; i++) {
      id[i] = (byte) i;
    }
    return id;
  }

  private static byte[] file(String name) throws IOException {
    try (InputStream in =
        VectorsTest.class.getResourceAsStream("/org/sealome/zk/vectors/" + name)) {
      return in.readAllBytes();
    }
  }

  private static String answer(String name) throws IOException {
    return (String) ((Map<?, ?>) CanonicalJson.read(file("answers.json"))).get(name);
  }

  @Test
  void directoryHasTheRoot() throws IOException {
    ColumnDirectory directory = ColumnDirectory.read(file("columns.json"));
    assertEquals(answer("root"), HexFormat.of().formatHex(directory.root()));
    assertEquals(VALUES.keySet().size(), directory.entries().size());
    assertEquals(PATIENTS, directory.patients());
  }

  @Test
  void columnsFollowFromValuesAndKeys() throws IOException {
    try (BlindingHalf engine = BlindingHalf.fromBytes(file("engine.half"));
        BlindingHalf steward = BlindingHalf.fromBytes(file("steward.half"))) {
      ColumnCommitter committer = new ColumnCommitter(SCOPE, engine, steward, new SecureRandom());
      for (ColumnEntry entry : ColumnDirectory.read(file("columns.json")).entries()) {
        byte[] expected = file(entry.fileName() + ".column");
        assertArrayEquals(
            expected, committer.commit(entry.shape(), VALUES.get(entry.name())).file());
      }
    }
  }

  @Test
  void proofsHold() throws IOException {
    for (ColumnEntry entry : ColumnDirectory.read(file("columns.json")).entries()) {
      CommittedColumn column =
          CommittedColumn.read(ByteBuffer.wrap(file(entry.fileName() + ".column")));
      ByteBuffer proof = ByteBuffer.wrap(file(entry.proofName() + ".proof"));
      ColumnProof.verify(SCOPE, column, entry, proof, new SecureRandom());
    }
  }

  @Test
  void transcript() throws IOException {
    Transcript transcript =
        new Transcript("sealome/test/v1")
            .bytes("b", new byte[] {1, 2, 3})
            .text("t", "é")
            .integer("i", -5)
            .scalar("s", Scalar.of(-1))
            .point("p", Commitment.to(1, Scalar.ZERO));
    assertEquals(answer("first"), hex(transcript.challenge("first")));
    byte[] h = Commitment.to(0, Scalar.ONE).toBytes();
    byte[] c = Commitment.to(2, Scalar.of(3)).toBytes();
    ByteBuffer points = ByteBuffer.allocate(130);
    points.put(2, h, 1, 64).put(66, c, 1, 64);
    transcript.points("ps", points, 2, 2);
    assertEquals(answer("second"), hex(transcript.challenge("second")));
  }

  private static String hex(Scalar scalar) {
    return HexFormat.of().formatHex(scalar.toBytes());
  }
}
