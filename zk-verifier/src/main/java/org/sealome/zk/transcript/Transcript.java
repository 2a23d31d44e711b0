// SPDX-License-Identifier: Apache-2.0
package org.sealome.zk.transcript;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import org.sealome.zk.commit.Commitment;
import org.sealome.zk.commit.Points;
import org.sealome.zk.commit.Scalar;

/**
 * What a prover and a verifier have said, in order, and the challenges that follow from it. Every
 * message is framed as {@code |label| ‖ label ‖ type ‖ |content| ‖ content} (lengths of 1 and 8
 * bytes, big-endian) and hashed by SHA-256, so that two different conversations have different
 * bytes. The first message is the protocol's name with its version; the application makes the
 * transcript and so decides what a proof is bound to.
 *
 * <p>What is absorbed is checked as it is: a verifier cannot forget to. For one thread.
 */
public final class Transcript {
  private static final String DOMAIN = "sealome/transcript/v1";

  private enum Type {
    PROTOCOL,
    BYTES,
    TEXT,
    INTEGER,
    POINTS,
    SCALAR,
    CHALLENGE,
    STATE,
    OUTPUT
  }

  private final MessageDigest sha;

  /**
   * Begins a conversation.
   *
   * @param protocol name and version, used for nothing else
   */
  public Transcript(String protocol) {
    try {
      sha = MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
    frame(DOMAIN, Type.PROTOCOL, protocol.getBytes(StandardCharsets.UTF_8));
  }

  private void begin(String label, Type type, long length) {
    byte[] name = label.getBytes(StandardCharsets.US_ASCII);
    if (name.length > 255) {
      throw new IllegalArgumentException("a label is short");
    }
    sha.update((byte) name.length);
    sha.update(name);
    sha.update((byte) type.ordinal());
    sha.update(ByteBuffer.allocate(8).putLong(length).array());
  }

  private void frame(String label, Type type, byte[] content) {
    begin(label, type, content.length);
    sha.update(content);
  }

  public Transcript bytes(String label, byte[] content) {
    frame(label, Type.BYTES, content);
    return this;
  }

  public Transcript text(String label, String content) {
    frame(label, Type.TEXT, content.getBytes(StandardCharsets.UTF_8));
    return this;
  }

  public Transcript integer(String label, long value) {
    frame(label, Type.INTEGER, ByteBuffer.allocate(8).putLong(value).array());
    return this;
  }

  /** A scalar, which is canonical by its type. */
  public Transcript scalar(String label, Scalar scalar) {
    frame(label, Type.SCALAR, scalar.toBytes());
    return this;
  }

  /**
   * A single point.
   *
   * @throws IllegalStateException for the point at infinity
   */
  public Transcript point(String label, Commitment point) {
    byte[] marked = point.toBytes();
    frame(label, Type.POINTS, Arrays.copyOfRange(marked, 1, marked.length));
    return this;
  }

  /**
   * {@code count} points of 64 bytes each.
   *
   * @param from where they begin, wherever the buffer's position is
   * @throws org.sealome.zk.commit.MalformedPointException if one is no point of the curve
   */
  public Transcript points(String label, ByteBuffer bytes, int from, int count) {
    Points one = new Points(1);
    for (int i = 0; i < count; i++) {
      one.read(0, bytes, from + i * Points.BYTES);
    }
    begin(label, Type.POINTS, (long) count * Points.BYTES);
    sha.update(bytes.slice(from, count * Points.BYTES));
    return this;
  }

  /** The next challenge: uniform among scalars to who does not control the hash. */
  public Scalar challenge(String label) {
    begin(label, Type.CHALLENGE, 0);
    byte[] state = sha.digest();
    byte[] wide = new byte[64];
    for (byte block = 0; block < 2; block++) {
      frame(label, Type.OUTPUT, ByteBuffer.allocate(33).put(state).put(block).array());
      System.arraycopy(sha.digest(), 0, wide, 32 * block, 32);
    }
    frame(label, Type.STATE, state);
    return Scalar.reduce(wide);
  }
}
