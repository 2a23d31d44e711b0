// SPDX-License-Identifier: Apache-2.0
package org.sealome.query.store;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/** Digests of what lies on disk. */
public final class Sha256 {
  private static final long CHUNK = 1L << 30;

  private Sha256() {}

  public static byte[] of(byte[] bytes) {
    return digest().digest(bytes);
  }

  /** Of a name, as UTF-8. */
  public static byte[] of(String text) {
    return of(text.getBytes(StandardCharsets.UTF_8));
  }

  public static byte[] of(MemorySegment segment) {
    MessageDigest digest = digest();
    for (long at = 0; at < segment.byteSize(); at += CHUNK) {
      long length = Math.min(CHUNK, segment.byteSize() - at);
      digest.update(segment.asSlice(at, length).asByteBuffer());
    }
    return digest.digest();
  }

  public static byte[] of(Path file) throws IOException {
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ);
        Arena arena = Arena.ofShared()) {
      return of(channel.map(FileChannel.MapMode.READ_ONLY, 0, channel.size(), arena));
    }
  }

  private static MessageDigest digest() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }
}
