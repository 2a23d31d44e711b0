// SPDX-License-Identifier: Apache-2.0
package org.sealome.he;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;

/**
 * How keys and samples leave a process: four letters for the kind, the format's version, the hash
 * of the parameters, the payload's length, the payload, and SHA-256 over all of it against
 * accidents.
 */
final class Wire {
  static final String SECRET_KEY = "SLSK";
  static final String PUBLIC_KEY = "SLPK";
  static final String RELINEARISATION_KEYS = "SLRK";
  static final String SAMPLE = "SLWE";

  private static final int VERSION = 1;
  private static final int DIGEST = 32;
  private static final int HEADER = 4 + Integer.BYTES + DIGEST + Integer.BYTES;

  private Wire() {}

  static byte[] seal(String kind, byte[] parametersHash, byte[] payload) {
    ByteBuffer out = ByteBuffer.allocate(Math.addExact(HEADER + DIGEST, payload.length));
    out.put(kind.getBytes(StandardCharsets.US_ASCII)).putInt(VERSION).put(parametersHash);
    out.putInt(payload.length).put(payload);
    MessageDigest sha = sha256();
    sha.update(out.array(), 0, HEADER + payload.length);
    return out.put(sha.digest()).array();
  }

  static byte[] open(String kind, String name, byte[] parametersHash, byte[] bytes) {
    if (bytes.length < HEADER + DIGEST
        || !kind.equals(new String(bytes, 0, 4, StandardCharsets.ISO_8859_1))) {
      throw new CorruptInputException("these bytes are no " + name);
    }
    ByteBuffer in = ByteBuffer.wrap(bytes, 4, bytes.length - 4);
    int version = in.getInt();
    if (version != VERSION) {
      throw new CorruptInputException(
          "the " + name + " has format version " + version + ", this build reads " + VERSION);
    }
    byte[] hash = new byte[DIGEST];
    in.get(hash);
    if (!Arrays.equals(hash, parametersHash)) {
      throw new CorruptInputException("the " + name + " belongs to other parameters");
    }
    int length = in.getInt();
    if (length < 0 || length != bytes.length - HEADER - DIGEST) {
      throw new CorruptInputException("the " + name + " is cut off or has bytes to spare");
    }
    MessageDigest sha = sha256();
    sha.update(bytes, 0, HEADER + length);
    if (!MessageDigest.isEqual(
        sha.digest(), Arrays.copyOfRange(bytes, HEADER + length, bytes.length))) {
      throw new CorruptInputException("the " + name + " is damaged: its checksum differs");
    }
    return Arrays.copyOfRange(bytes, HEADER, HEADER + length);
  }

  static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError("every JDK has SHA-256", e);
    }
  }
}
