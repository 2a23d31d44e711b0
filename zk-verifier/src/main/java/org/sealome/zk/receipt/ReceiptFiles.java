// SPDX-License-Identifier: Apache-2.0
package org.sealome.zk.receipt;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;

/**
 * The folder beside a receipt: files that are named by their SHA-256, in hex. They are no part of
 * the receipt; each is believed as far as its name goes.
 */
public final class ReceiptFiles {
  private final Path folder;

  /**
   * @param folder need not be there as long as no file is needed
   */
  public ReceiptFiles(Path folder) {
    this.folder = folder;
  }

  /**
   * A file's content, mapped.
   *
   * @param digest SHA-256, 32 bytes
   * @throws MissingFileException where it is not there, cannot be read, or is another content
   */
  ByteBuffer read(byte[] digest, String what) {
    String name = HexFormat.of().formatHex(digest);
    ByteBuffer content;
    try (FileChannel channel = FileChannel.open(folder.resolve(name), StandardOpenOption.READ)) {
      content = channel.map(FileChannel.MapMode.READ_ONLY, 0, channel.size());
    } catch (IOException e) {
      throw new MissingFileException(what + " is missing: " + folder.resolve(name));
    }
    if (!Arrays.equals(sha256(content), digest)) {
      throw new MissingFileException(what + " is not what its name says: " + folder.resolve(name));
    }
    return content;
  }

  byte[] readAll(byte[] digest, String what) {
    ByteBuffer content = read(digest, what);
    byte[] bytes = new byte[content.remaining()];
    content.get(bytes);
    return bytes;
  }

  private static byte[] sha256(ByteBuffer content) {
    try {
      MessageDigest sha = MessageDigest.getInstance("SHA-256");
      sha.update(content.duplicate());
      return sha.digest();
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }

  /** What a verification needs is not beside the receipt. */
  static final class MissingFileException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    MissingFileException(String message) {
      super(message);
    }
  }
}
