// SPDX-License-Identifier: Apache-2.0
package org.sealome.query;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;

/**
 * A secret on disk, its owner's alone: magic, kind, length, secret, SHA-256 of all before. A file
 * that was damaged, or that is another secret than the one looked for, is never taken for it.
 */
public final class KeyFile {
  private static final byte[] MAGIC = "SEALOME-HE-KEY-1\n".getBytes(StandardCharsets.US_ASCII);

  private KeyFile() {}

  /**
   * Writes a secret in one step, on disk when this returns.
   *
   * @param kind what it is and of what; to be named again when it is read
   * @param secret the caller overwrites it
   */
  public static void write(Path file, String kind, byte[] secret) {
    byte[] name = kind.getBytes(StandardCharsets.UTF_8);
    ByteBuffer body = ByteBuffer.allocate(MAGIC.length + 8 + name.length + secret.length);
    body.put(MAGIC).putInt(name.length).put(name).putInt(secret.length).put(secret);
    byte[] digest = sha256().digest(body.array());
    byte[] all = Arrays.copyOf(body.array(), body.capacity() + digest.length);
    System.arraycopy(digest, 0, all, body.capacity(), digest.length);
    try {
      PrivateFiles.write(file, all);
    } finally {
      Arrays.fill(body.array(), (byte) 0);
      Arrays.fill(all, (byte) 0);
    }
  }

  /**
   * What {@link #write} wrote; the caller overwrites it.
   *
   * @throws SealomeException INTEGRITY where it is damaged or of another kind
   */
  public static byte[] read(Path file, String kind) {
    byte[] all;
    try {
      all = Files.readAllBytes(file);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read " + file, e);
    }
    byte[] name = kind.getBytes(StandardCharsets.UTF_8);
    int head = MAGIC.length + 4 + name.length + 4;
    try {
      if (all.length >= head + 32) {
        ByteBuffer in = ByteBuffer.wrap(all, 0, all.length - 32);
        MessageDigest sha = sha256();
        sha.update(all, 0, all.length - 32);
        byte[] digest = sha.digest();
        byte[] magic = new byte[MAGIC.length];
        in.get(magic);
        boolean whole =
            Arrays.equals(magic, MAGIC)
                && MessageDigest.isEqual(
                    digest, Arrays.copyOfRange(all, all.length - 32, all.length));
        if (whole && in.getInt() == name.length) {
          byte[] found = new byte[name.length];
          in.get(found);
          if (Arrays.equals(found, name) && in.getInt() == in.remaining()) {
            byte[] key = new byte[in.remaining()];
            in.get(key);
            return key;
          }
        }
      }
    } finally {
      Arrays.fill(all, (byte) 0);
    }
    throw new SealomeException(
        ErrorCode.INTEGRITY,
        "the key file " + file + " is damaged, or is not what it should be: " + kind,
        "put it back from its owner's backup");
  }

  /** Overwrites a secret and deletes its file; nothing where there is none. */
  public static void destroy(Path file) throws IOException {
    if (Files.exists(file)) {
      try (FileChannel content = FileChannel.open(file, StandardOpenOption.WRITE)) {
        PrivateFiles.overwrite(content);
      }
      Files.delete(file);
      PrivateFiles.forceFolder(file.toAbsolutePath().getParent());
    }
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }
}
