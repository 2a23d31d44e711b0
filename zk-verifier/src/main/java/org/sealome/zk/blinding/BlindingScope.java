// SPDX-License-Identifier: Apache-2.0
package org.sealome.zk.blinding;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/** What blindings and proofs belong to: one version of one dataset. */
public final class BlindingScope {
  /** Length of a dataset's id. */
  public static final int ID_BYTES = 32;

  private static final String DOMAIN = "sealome/blinding/v1";

  private final byte[] datasetId;
  private final int version;

  /**
   * The scope of one version.
   *
   * @param datasetId 32 bytes
   * @param version at least 0
   */
  public BlindingScope(byte[] datasetId, int version) {
    if (datasetId.length != ID_BYTES || version < 0) {
      throw new IllegalArgumentException("a scope is 32 bytes and a version");
    }
    this.datasetId = datasetId.clone();
    this.version = version;
  }

  public byte[] datasetId() {
    return datasetId.clone();
  }

  public int version() {
    return version;
  }

  /** What the keys are applied to for one plane of one column: injective in all four. */
  byte[] message(String column, String plane) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    put(out, DOMAIN);
    out.writeBytes(datasetId);
    out.writeBytes(ByteBuffer.allocate(4).putInt(version).array());
    put(out, column);
    put(out, plane);
    return out.toByteArray();
  }

  private static void put(ByteArrayOutputStream out, String text) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    out.writeBytes(ByteBuffer.allocate(4).putInt(bytes.length).array());
    out.writeBytes(bytes);
  }
}
