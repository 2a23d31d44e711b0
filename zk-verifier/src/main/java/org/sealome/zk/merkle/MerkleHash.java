// SPDX-License-Identifier: Apache-2.0
package org.sealome.zk.merkle;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/** The three kinds of hashes of one tree. */
final class MerkleHash {
  static final int BYTES = 32;

  private static final String DOMAIN = "sealome/merkle/v1/";

  private final MessageDigest sha;
  private final byte[] domain;

  MerkleHash(String label) {
    if (label.length() > 200 || label.chars().anyMatch(c -> c < 0x20 || c > 0x7e)) {
      throw new IllegalArgumentException("a tree's label is short ASCII");
    }
    byte[] name = (DOMAIN + label).getBytes(StandardCharsets.US_ASCII);
    domain = new byte[name.length + 1];
    domain[0] = (byte) name.length;
    System.arraycopy(name, 0, domain, 1, name.length);
    try {
      sha = MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }

  private void begin(int kind) {
    sha.update(domain);
    sha.update((byte) kind);
  }

  byte[] leaf(byte[] data) {
    begin(0);
    return sha.digest(data);
  }

  byte[] node(byte[] left, byte[] right) {
    begin(1);
    sha.update(left);
    return sha.digest(right);
  }

  byte[] root(long leaves, byte[] top) {
    begin(2);
    sha.update(ByteBuffer.allocate(8).putLong(leaves).array());
    return sha.digest(top);
  }
}
