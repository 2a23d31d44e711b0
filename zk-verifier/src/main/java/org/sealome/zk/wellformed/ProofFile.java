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
 * column's file, and the numbers of slots and forms (4 bytes each, big-endian), come, slot by slot
 * and form by form, the announcements A₀ and A₁ (64 bytes each), and then likewise the responses
 * c₀, z₀ and z₁ (32 bytes each).
 */
public final class ProofFile {
  /** The scalars of a single proof's response, in their order. */
  public enum Part {
    C0,
    Z0,
    Z1
  }

  private static final byte[] MAGIC =
      "sealome/column-proof/v1\n".getBytes(StandardCharsets.US_ASCII);
  private static final String PROTOCOL = "sealome/column-proof/v1";
  private static final int HEAD = MAGIC.length + 32 + 4 + 4;
  private static final int ANNOUNCED = 2 * Points.BYTES;
  private static final int RESPONSE = 3 * Scalar.BYTES;

  private final CommittedColumn column;
  private final List<BitForms.Form> forms;
  private final byte[] columnDigest;
  private final ByteBuffer file;

  private ProofFile(CommittedColumn column, byte[] columnDigest, ByteBuffer file) {
    this.column = column;
    this.forms = BitForms.of(column.shape());
    this.columnDigest = columnDigest.clone();
    this.file = file;
  }

  /** An empty proof's file, to be filled. */
  public static ProofFile allocate(CommittedColumn column) {
    long length = length(column);
    ByteBuffer file = ByteBuffer.allocate(Math.toIntExact(length));
    ProofFile proof = new ProofFile(column, column.fileDigest(), file);
    file.put(0, proof.head());
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
    if (proof.file.limit() != length(column)
        || !proof.file.slice(0, HEAD).equals(ByteBuffer.wrap(proof.head()))) {
      throw new UnprovenColumnException("no proof of a known version for this column");
    }
    return proof;
  }

  /** A proof's file that can be written to: a copy. */
  static ProofFile copyOf(CommittedColumn column, byte[] proof) {
    return new ProofFile(column, column.fileDigest(), ByteBuffer.wrap(proof.clone()));
  }

  private static long length(CommittedColumn column) {
    long proofs = (long) column.shape().patients() * BitForms.of(column.shape()).size();
    return HEAD + proofs * (ANNOUNCED + RESPONSE);
  }

  private byte[] head() {
    ByteBuffer head = ByteBuffer.allocate(HEAD);
    head.put(MAGIC).put(columnDigest).putInt(column.shape().patients()).putInt(forms.size());
    return head.array();
  }

  /** What is proven to be a bit, in every slot. */
  public List<BitForms.Form> forms() {
    return forms;
  }

  /** Number of single proofs: proof i is of form {@code i mod f} in slot {@code i / f}. */
  public int size() {
    return column.shape().patients() * forms.size();
  }

  private int announced(int proof) {
    return HEAD + proof * ANNOUNCED;
  }

  private int place(int proof, Part part) {
    return announced(size()) + proof * RESPONSE + part.ordinal() * Scalar.BYTES;
  }

  /** Writes a single proof's announcement for a branch: point {@code i} of several. */
  public void announce(int proof, int branch, Points points, int i) {
    points.write(i, file, announced(proof) + branch * Points.BYTES);
  }

  /** Reads into point {@code i} of several. */
  void announcement(int proof, int branch, Points points, int i) {
    points.read(i, file, announced(proof) + branch * Points.BYTES);
  }

  /** Writes a part of a single proof's response. */
  public void respond(int proof, Part part, Scalar scalar) {
    file.put(place(proof, part), scalar.toBytes());
  }

  /**
   * Reads what {@link #respond} wrote.
   *
   * @throws org.sealome.zk.commit.MalformedPointException if it is not canonical
   */
  public Scalar response(int proof, Part part) {
    byte[] bytes = new byte[Scalar.BYTES];
    file.get(place(proof, part), bytes);
    return Scalar.fromBytes(bytes);
  }

  /**
   * The one challenge of all single proofs, over scope, column and announcements.
   *
   * @throws org.sealome.zk.commit.MalformedPointException if an announcement is no point of the
   *     curve
   */
  public Scalar challenge(BlindingScope scope) {
    return new Transcript(PROTOCOL)
        .bytes("dataset", scope.datasetId())
        .integer("version", scope.version())
        .bytes("column", columnDigest)
        .points("announcements", file, HEAD, 2 * size())
        .challenge("challenge");
  }

  /** The bytes, as they are now. */
  public byte[] toBytes() {
    byte[] bytes = new byte[file.limit()];
    file.get(0, bytes);
    return bytes;
  }
}
