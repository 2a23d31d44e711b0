// SPDX-License-Identifier: Apache-2.0
package org.sealome.zk.wellformed;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.sealome.zk.blinding.BlindingScope;
import org.sealome.zk.column.CommittedColumn;
import org.sealome.zk.commit.Points;
import org.sealome.zk.commit.Scalar;
import org.sealome.zk.transcript.Transcript;

/**
 * Where things stand in a proof's file. After a line that names the format, the digest of the
 * column's file, and the numbers of slots and of announcements a slot (4 bytes each, big-endian),
 * come the announcements, by slot, rule and row (64 bytes each), and then by slot and rule the
 * shares of the challenge of all rows but the last, and the responses of all rows (32 bytes each).
 */
public final class ProofFile {
  private static final byte[] MAGIC =
      "sealome/column-proof/v1\n".getBytes(StandardCharsets.US_ASCII);
  private static final String PROTOCOL = "sealome/column-proof/v1";
  private static final int HEAD = MAGIC.length + 32 + 4 + 4;

  private final List<RowRules.Rule> rules;
  private final int patients;

  /** Announcements of a slot before each rule, and of all. */
  private final int[] rowsBefore;

  private final byte[] columnDigest;
  private final ByteBuffer file;

  private ProofFile(CommittedColumn column, byte[] columnDigest, ByteBuffer file) {
    this.rules = RowRules.of(column.shape());
    this.patients = column.shape().patients();
    this.rowsBefore = new int[rules.size() + 1];
    for (int rule = 0; rule < rules.size(); rule++) {
      rowsBefore[rule + 1] = rowsBefore[rule] + rules.get(rule).rows().size();
    }
    this.columnDigest = columnDigest.clone();
    this.file = file == null ? ByteBuffer.allocate(Math.toIntExact(length())) : file;
  }

  /** An empty proof's file, to be filled. */
  public static ProofFile allocate(CommittedColumn column) {
    ProofFile proof = new ProofFile(column, column.fileDigest(), null);
    proof.file.put(0, proof.head());
    return proof;
  }

  /**
   * A proof's file, from the buffer's position to its limit.
   *
   * @param columnDigest of the column's file
   * @throws UnprovenColumnException for another format or version, another column, and any byte too
   *     many or too few
   */
  static ProofFile read(CommittedColumn column, byte[] columnDigest, ByteBuffer buffer) {
    ProofFile proof = new ProofFile(column, columnDigest, buffer.slice().asReadOnlyBuffer());
    if (proof.file.limit() != proof.length()
        || !proof.file.slice(0, HEAD).equals(ByteBuffer.wrap(proof.head()))) {
      throw new UnprovenColumnException("no proof of a known version for this column");
    }
    return proof;
  }

  /** A proof's file that can be written to: a copy. */
  static ProofFile copyOf(CommittedColumn column, byte[] proof) {
    return new ProofFile(column, column.fileDigest(), ByteBuffer.wrap(proof.clone()));
  }

  /** Announcements of one slot. */
  int rowsOfSlot() {
    return rowsBefore[rules.size()];
  }

  private int scalarsOfSlot() {
    return 2 * rowsOfSlot() - rules.size();
  }

  private long length() {
    return HEAD
        + (long) patients * rowsOfSlot() * Points.BYTES
        + (long) patients * scalarsOfSlot() * Scalar.BYTES;
  }

  private byte[] head() {
    ByteBuffer head = ByteBuffer.allocate(HEAD);
    head.put(MAGIC).put(columnDigest).putInt(patients).putInt(rowsOfSlot());
    return head.array();
  }

  /** What is proven of every slot. */
  public List<RowRules.Rule> rules() {
    return rules;
  }

  /** Number of single proofs: proof i is of rule {@code i mod r} in slot {@code i / r}. */
  public int size() {
    return patients * rules.size();
  }

  private int announced(int proof, int row) {
    int slot = proof / rules.size();
    int rule = proof % rules.size();
    return HEAD + (slot * rowsOfSlot() + rowsBefore[rule] + row) * Points.BYTES;
  }

  private int scalars(int proof) {
    int slot = proof / rules.size();
    int rule = proof % rules.size();
    int before = slot * scalarsOfSlot() + 2 * rowsBefore[rule] - rule;
    return HEAD + patients * rowsOfSlot() * Points.BYTES + before * Scalar.BYTES;
  }

  private int rows(int proof) {
    return rules.get(proof % rules.size()).rows().size();
  }

  private int sharePlace(int proof, int row) {
    if (row < 0 || row >= rows(proof) - 1) {
      throw new IndexOutOfBoundsException(row);
    }
    return scalars(proof) + row * Scalar.BYTES;
  }

  private int responsePlace(int proof, int row) {
    if (row < 0 || row >= rows(proof)) {
      throw new IndexOutOfBoundsException(row);
    }
    return scalars(proof) + (rows(proof) - 1 + row) * Scalar.BYTES;
  }

  /** Writes a single proof's announcement for a row: point {@code i} of several. */
  public void announce(int proof, int row, Points points, int i) {
    points.write(i, file, announced(proof, row));
  }

  /** Reads into point {@code i} of several. */
  void announcement(int proof, int row, Points points, int i) {
    points.read(i, file, announced(proof, row));
  }

  /** Writes a row's share of the challenge; the last row's follows from the others. */
  public void setShare(int proof, int row, Scalar share) {
    file.put(sharePlace(proof, row), share.toBytes());
  }

  /**
   * Reads what {@link #setShare} wrote.
   *
   * @throws org.sealome.zk.commit.MalformedPointException if it is not canonical
   */
  public Scalar share(int proof, int row) {
    return scalar(sharePlace(proof, row));
  }

  public void setResponse(int proof, int row, Scalar response) {
    file.put(responsePlace(proof, row), response.toBytes());
  }

  /**
   * Reads what {@link #setResponse} wrote.
   *
   * @throws org.sealome.zk.commit.MalformedPointException if it is not canonical
   */
  public Scalar response(int proof, int row) {
    return scalar(responsePlace(proof, row));
  }

  private Scalar scalar(int place) {
    byte[] bytes = new byte[Scalar.BYTES];
    file.get(place, bytes);
    return Scalar.fromBytes(bytes);
  }

  private Transcript begin(BlindingScope scope) {
    return new Transcript(PROTOCOL)
        .bytes("dataset", scope.datasetId())
        .integer("version", scope.version())
        .bytes("column", columnDigest);
  }

  /** The first challenge, over scope and column: what {@link RowMix} mixes with. */
  public Scalar mix(BlindingScope scope) {
    return begin(scope).challenge("mix");
  }

  /**
   * The second challenge, one for all single proofs, over scope, column and announcements.
   *
   * @throws org.sealome.zk.commit.MalformedPointException if an announcement is no point of the
   *     curve
   */
  public Scalar challenge(BlindingScope scope) {
    Transcript transcript = begin(scope);
    transcript.challenge("mix");
    return transcript
        .points("announcements", file, HEAD, patients * rowsOfSlot())
        .challenge("challenge");
  }

  /** The bytes, as they are now. */
  public byte[] toBytes() {
    byte[] bytes = new byte[file.limit()];
    file.get(0, bytes);
    return bytes;
  }
}
