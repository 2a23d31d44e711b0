// SPDX-License-Identifier: Apache-2.0
package org.sealome.ledger;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
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
import java.util.Set;
import org.web3j.crypto.ECKeyPair;
import org.web3j.crypto.Keys;
import org.web3j.crypto.Sign;

/**
 * A secp256k1 key and its address. It has no {@code toString} and leaves only by {@link #saveTo}
 * and {@link #exportPrivateKey}; {@link #close} forgets it.
 */
public final class Account implements AutoCloseable {
  private static final SecureRandom RANDOM = new SecureRandom();

  private volatile ECKeyPair key;
  private final Address address;

  private Account(ECKeyPair key) {
    this.key = key;
    this.address = new Address("0x" + Keys.getAddress(key.getPublicKey()));
  }

  public static Account generate() {
    byte[] bytes = new byte[32];
    while (true) {
      RANDOM.nextBytes(bytes);
      if (isKey(new BigInteger(1, bytes))) {
        Account account = new Account(ECKeyPair.create(bytes));
        Arrays.fill(bytes, (byte) 0);
        return account;
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
    return new Account(ECKeyPair.create(key));
  }

  /**
   * Reads what {@link #saveTo} wrote.
   *
   * @throws UncheckedIOException where it cannot be read
   * @throws IllegalArgumentException where it is no key
   */
  public static Account loadFrom(Path file) {
    try {
      return fromPrivateKey(HexFormat.of().parseHex(Files.readString(file).strip()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * Writes the key, in clear, to a new file that its owner alone can read (0600).
   *
   * @throws UncheckedIOException where the file exists or cannot be written
   */
  public void saveTo(Path file) {
    FileAttribute<?>[] ownerOnly =
        FileSystems.getDefault().supportedFileAttributeViews().contains("posix")
            ? new FileAttribute<?>[] {
              PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"))
            }
            : new FileAttribute<?>[0];
    String hex = HexFormat.of().formatHex(exportPrivateKey());
    try (SeekableByteChannel out =
        Files.newByteChannel(
            file, Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE), ownerOnly)) {
      ByteBuffer bytes = ByteBuffer.wrap((hex + "\n").getBytes(StandardCharsets.US_ASCII));
      while (bytes.hasRemaining()) {
        out.write(bytes);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The private key's 32 bytes, in clear, for a caller that keeps many keys in one file. */
  public byte[] exportPrivateKey() {
    byte[] bytes = open().getPrivateKey().toByteArray();
    byte[] key = new byte[32];
    int length = Math.min(32, bytes.length);
    System.arraycopy(bytes, bytes.length - length, key, 32 - length, length);
    return key;
  }

  public Address address() {
    return address;
  }

  /** Signs a 32-byte digest; deterministic (RFC 6979), s in the lower half. */
  Signature sign(Bytes32 digest) {
    Sign.SignatureData data = Sign.signMessage(digest.toBytes(), open(), false);
    return new Signature(Bytes32.of(data.getR()), Bytes32.of(data.getS()), data.getV()[0]);
  }

  ECKeyPair open() {
    ECKeyPair open = key;
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
    return value.signum() > 0 && value.compareTo(Sign.CURVE_PARAMS.getN()) < 0;
  }
}
