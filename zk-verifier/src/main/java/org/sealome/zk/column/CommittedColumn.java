// SPDX-License-Identifier: Apache-2.0
package org.sealome.zk.column;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.AbstractList;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import org.sealome.zk.blinding.BlindingScope;
import org.sealome.zk.commit.Commitment;
import org.sealome.zk.commit.Points;
import org.sealome.zk.json.CanonicalJson;
import org.sealome.zk.merkle.MerkleTree;

/**
 * A column's file: a line that names the format, the length of the header (4 bytes, big-endian),
 * the header in canonical JSON, then for every slot its planes' commitments, 64 bytes each. Reading
 * checks everything but the points, which are checked one by one as they are used. Nothing here
 * says whether it is the column that was anchored: compare {@link #fileDigest} with the entry's.
 *
 * <p>Works on the buffer it is given, which may be mapped and must not change. Safe for many
 * threads.
 */
public final class CommittedColumn {
  /** The label of the tree over the slots. */
  public static final String TREE = "column";

  private static final byte[] MAGIC = "sealome/column/v1\n".getBytes(StandardCharsets.US_ASCII);
  private static final int MAX_HEADER = 1 << 26;

  private final ByteBuffer file;
  private final int start;
  private final ColumnShape shape;
  private final byte[] datasetId;
  private final int version;

  private CommittedColumn(ByteBuffer file, int start, Header header) {
    this.file = file;
    this.start = start;
    this.shape = header.shape;
    this.datasetId = header.datasetId;
    this.version = header.version;
  }

  private record Header(ColumnShape shape, byte[] datasetId, int version) {
    byte[] toBytes() {
      Map<String, Object> tree = ColumnJson.of(shape);
      tree.put("dataset", ColumnJson.hex(datasetId));
      tree.put("version", (long) version);
      return CanonicalJson.write(tree);
    }

    static Header read(byte[] bytes) {
      return ColumnJson.read(
          "column header",
          bytes,
          tree ->
              new Header(
                  ColumnJson.shape(tree),
                  ColumnJson.bytes(tree.get("dataset"), BlindingScope.ID_BYTES),
                  Math.toIntExact((Long) tree.get("version"))),
          Header::toBytes);
    }
  }

  /**
   * The column in a buffer, from its position to its limit.
   *
   * @throws ColumnFormatException for another format or version, and any byte too many or too few
   */
  public static CommittedColumn read(ByteBuffer buffer) {
    ByteBuffer file = buffer.slice().asReadOnlyBuffer();
    int head = MAGIC.length + 4;
    if (file.limit() < head || !file.slice(0, MAGIC.length).equals(ByteBuffer.wrap(MAGIC))) {
      throw new ColumnFormatException("no committed column of a known version");
    }
    int length = file.getInt(MAGIC.length);
    if (length < 0 || length > MAX_HEADER || length > file.limit() - head) {
      throw new ColumnFormatException("a committed column's header is cut off");
    }
    byte[] json = new byte[length];
    file.get(head, json);
    Header header = Header.read(json);
    if (file.limit() != head + length + bodyLength(header.shape)) {
      throw new ColumnFormatException("a committed column is cut off or too long");
    }
    return new CommittedColumn(file, head + length, header);
  }

  private static long bodyLength(ColumnShape shape) {
    return (long) shape.patients() * shape.planes().size() * Points.BYTES;
  }

  /**
   * The bytes of a column's file.
   *
   * @param points slot by slot, a point a plane
   */
  public static byte[] write(BlindingScope scope, ColumnShape shape, Points points) {
    byte[] header = new Header(shape, scope.datasetId(), scope.version()).toBytes();
    int start = MAGIC.length + 4 + header.length;
    if (points.size() != shape.patients() * (long) shape.planes().size()) {
      throw new IllegalArgumentException("a column has a point a slot and plane");
    }
    ByteBuffer out = ByteBuffer.allocate(Math.toIntExact(start + bodyLength(shape)));
    out.put(MAGIC).putInt(header.length).put(header);
    for (int i = 0; i < points.size(); i++) {
      points.write(i, out, start + i * Points.BYTES);
    }
    return out.array();
  }

  public ColumnShape shape() {
    return shape;
  }

  /** Whether the file says that it belongs to this version of this dataset. */
  public boolean belongsTo(BlindingScope scope) {
    return MessageDigest.isEqual(datasetId, scope.datasetId()) && version == scope.version();
  }

  /** The points of all planes of a slot: its leaf in the column's tree. Not checked. */
  public byte[] leaf(int slot) {
    byte[] leaf = new byte[shape.planes().size() * Points.BYTES];
    file.get(offset(slot, 0), leaf);
    return leaf;
  }

  private int offset(int slot, int plane) {
    if (slot < 0 || slot >= shape.patients() || plane < 0 || plane >= shape.planes().size()) {
      throw new IndexOutOfBoundsException("slot " + slot + ", plane " + plane);
    }
    return start + (slot * shape.planes().size() + plane) * Points.BYTES;
  }

  /**
   * One commitment.
   *
   * @throws org.sealome.zk.commit.MalformedPointException if it is no point of the curve
   */
  public Commitment commitment(int plane, int slot) {
    Points one = new Points(1);
    one.read(0, file, offset(slot, plane));
    return one.get(0);
  }

  /**
   * The points of all planes of slots {@code from} to {@code to} − 1, slot by slot.
   *
   * @throws org.sealome.zk.commit.MalformedPointException if one is no point of the curve
   */
  public Points points(int from, int to) {
    int planes = shape.planes().size();
    Points points = new Points((to - from) * planes);
    for (int i = 0; i < points.size(); i++) {
      points.read(i, file, offset(from + i / planes, i % planes));
    }
    return points;
  }

  /**
   * The sum over slots of a combination of committed planes: what opens to the combination's sum.
   *
   * @param form coefficients by the plane's index
   * @param slots within the column's
   * @param totals each plane's sum over all slots, as the entry has them: then the smaller of the
   *     slots and their complement is added up. Null: the slots are
   * @throws org.sealome.zk.commit.MalformedPointException if a point that is read is none
   */
  public Commitment sum(Map<Integer, Long> form, BitSet slots, List<Commitment> totals) {
    if (slots.length() > shape.patients()) {
      throw new IndexOutOfBoundsException(slots.length() - 1);
    }
    boolean complement = totals != null && 2 * slots.cardinality() > shape.patients();
    BitSet read = (BitSet) slots.clone();
    if (complement) {
      read.flip(0, shape.patients());
    }
    List<Commitment> terms = new ArrayList<>();
    form.forEach(
        (plane, coefficient) -> {
          Commitment sum = sum(plane, read);
          terms.add((complement ? totals.get(plane).minus(sum) : sum).times(coefficient));
        });
    return Commitment.sum(terms);
  }

  private Commitment sum(int plane, BitSet slots) {
    Points points = new Points(slots.cardinality());
    int i = 0;
    for (int slot = slots.nextSetBit(0); slot >= 0; slot = slots.nextSetBit(slot + 1)) {
      points.read(i++, file, offset(slot, plane));
    }
    return points.sum();
  }

  /** Each plane's sum over all slots. */
  public List<Commitment> totals() {
    BitSet all = new BitSet();
    all.set(0, shape.patients());
    List<Commitment> totals = new ArrayList<>();
    for (int plane = 0; plane < shape.planes().size(); plane++) {
      totals.add(sum(plane, all));
    }
    return totals;
  }

  /** The tree over the slots' leaves. */
  public MerkleTree tree() {
    return MerkleTree.of(
        TREE,
        new AbstractList<>() {
          @Override
          public byte[] get(int slot) {
            return leaf(slot);
          }

          @Override
          public int size() {
            return shape.patients();
          }
        });
  }

  /** The root of {@link #tree}. */
  public byte[] root() {
    return tree().root();
  }

  /** SHA-256 of the whole file: its name. */
  public byte[] fileDigest() {
    try {
      MessageDigest sha = MessageDigest.getInstance("SHA-256");
      sha.update(file.duplicate());
      return sha.digest();
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }
}
