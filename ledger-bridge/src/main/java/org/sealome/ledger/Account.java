// SPDX-License-Identifier: Apache-2.0
package org.sealome.ledger;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.HexFormat;

/**
 * A secp256k1 key and its address. It has no {@code toString} and leaves only by {@link #saveTo}
 * and {@link #exportPrivateKey}; {@link #close} forgets it.
 */
public final class Account implements AutoCloseable {
  private volatile BigInteger key;
  private final Address address;

  private Account(BigInteger key) {
    this.key = key;
    this.address = Secp256k1.address(key);
  }

  public static Account generate() {
    SecureRandom random = new SecureRandom();
    byte[] bytes = new byte[32];
    while (true) {
      random.nextBytes(bytes);
      BigInteger key = new BigInteger(1, bytes);
      if (isKey(key)) {
        Arrays.fill(bytes, (byte) 0);
        return new Account(key);
      }
    }
  }

  /**
   * @throws IllegalArgumentException unless it is 32 bytes that make a key
   */
  public static Account fromPrivateKey(byte[] key) {
    if (key.length != 32 || !isKey(new BigInteger(1, key))) {
      throw new IllegalArgumentException("not a private key");
    }
    return new Account(new BigInteger(1, key));
  }

  /**
   * Reads what {@link #saveTo} wrote, or a keystore of Ethereum's tools; its password as there.
   *
   * @throws UncheckedIOException where it cannot be read
   * @throws IllegalArgumentException where it is no key, or its password is missing or another
   */
  public static Account loadFrom(Path file) {
    return loadFrom(file, Keystore.password(System.getenv()));
  }

  /**
   * As above.
   *
   * @param password of a keystore; null: none
   */
  public static Account loadFrom(Path file, String password) {
    try {
      String text = Files.readString(file).strip();
      return fromPrivateKey(
          Keystore.is(text) ? Keystore.open(text, password) : HexFormat.of().parseHex(text));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * Writes the key to a new file that its owner alone can read (0600): as a keystore where the
   * environment has a password ({@code SEALOME_KEY_PASSWORD_FILE} or {@code SEALOME_KEY_PASSWORD}),
   * else in clear, which is for development. The file is there whole or not at all.
   *
   * @throws UncheckedIOException where the file exists or cannot be written
   */
  public void saveTo(Path file) {
    saveTo(file, Keystore.password(System.getenv()));
  }

  /**
   * As above.
   *
   * @param password of the keystore; null: the key is written in clear
   */
  public void saveTo(Path file, String password) {
    FileAttribute<?>[] ownerOnly =
        FileSystems.getDefault().supportedFileAttributeViews().contains("posix")
            ? new FileAttribute<?>[] {
              PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"))
            }
            : new FileAttribute<?>[0];
    String text =
        password == null
            ? HexFormat.of().formatHex(exportPrivateKey())
            : Keystore.seal(exportPrivateKey(), password);
    try {
      Path folder = file.toAbsolutePath().getParent();
      Path part = Files.createTempFile(folder, file.getFileName().toString(), ".part", ownerOnly);
      try {
        try (FileChannel out = FileChannel.open(part, StandardOpenOption.WRITE)) {
          ByteBuffer bytes = ByteBuffer.wrap((text + "\n").getBytes(StandardCharsets.US_ASCII));
          while (bytes.hasRemaining()) {
            out.write(bytes);
          }
          out.force(true);
        }
        Files.move(part, file);
      } finally {
        Files.deleteIfExists(part);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The private key's 32 bytes, in clear, for a caller that keeps many keys in one file. */
  public byte[] exportPrivateKey() {
    return Secp256k1.bytes(open());
  }

  public Address address() {
    return address;
  }

  /** Signs a 32-byte digest; deterministic (RFC 6979), s in the lower half. */
  Signature sign(Bytes32 digest) {
    return Secp256k1.sign(open(), digest.toBytes());
  }

  private BigInteger open() {
    BigInteger open = key;
    if (open == null) {
      throw new IllegalStateException("this account was closed");
    }
    return open;
  }

  @Override
  public void close() {
    key = null;
  }

  private static boolean isKey(BigInteger value) {
    return value.signum() > 0 && value.compareTo(Secp256k1.ORDER) < 0;
  }
}
