// SPDX-License-Identifier: Apache-2.0
package org.sealome.query.ingest;

import htsjdk.samtools.util.BlockCompressedInputStream;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.zip.GZIPInputStream;
import org.sealome.query.ErrorCode;
import org.sealome.query.SealomeException;

/** Finds out by its first bytes what a file is, and opens it. */
final class VcfInputs {
  private static final int BUFFER = 1 << 18;
  private static final byte[] BCF = {'B', 'C', 'F'};

  private VcfInputs() {}

  /** A file's decompressed bytes, and how far the file itself was read. */
  record Bytes(Path file, FileChannel channel, InputStream stream) implements AutoCloseable {
    long position() {
      try {
        return channel.position();
      } catch (IOException e) {
        return 0;
      }
    }

    @Override
    public void close() throws IOException {
      stream.close();
      channel.close();
    }
  }

  /**
   * Opens a VCF (plain, gzip, bgzip) or BCF and reads its header.
   *
   * @throws SealomeException USAGE where it is neither
   */
  static VcfInput open(Path file) {
    Bytes bytes = decompressed(file);
    try {
      bytes.stream.mark(BCF.length);
      byte[] magic = bytes.stream.readNBytes(BCF.length);
      bytes.stream.reset();
      return Arrays.equals(magic, BCF) ? new BcfInput(bytes) : new VcfTextInput(bytes);
    } catch (IOException | RuntimeException e) {
      try {
        bytes.close();
      } catch (IOException closing) {
        e.addSuppressed(closing);
      }
      throw e instanceof SealomeException known ? known : broken(file, e);
    }
  }

  /** Any text file, decompressed where it is gzip or bgzip. */
  static Bytes decompressed(Path file) {
    if (!Files.isRegularFile(file)) {
      throw new SealomeException(
          ErrorCode.USAGE, "there is no file " + file, "Check the path and its spelling.");
    }
    try {
      FileChannel channel = FileChannel.open(file);
      try {
        InputStream raw = new BufferedInputStream(Channels.newInputStream(channel), BUFFER);
        raw.mark(BUFFER);
        byte[] magic = raw.readNBytes(18);
        raw.reset();
        refuseArchives(file, magic);
        InputStream stream = raw;
        if (startsWith(magic, 0x1f, 0x8b)) {
          stream =
              isBlockCompressed(magic)
                  ? new BlockCompressedInputStream(raw, false)
                  : new GZIPInputStream(raw, BUFFER);
        }
        return new Bytes(
            file, channel, stream == raw ? raw : new BufferedInputStream(stream, BUFFER));
      } catch (IOException | RuntimeException e) {
        channel.close();
        throw e;
      }
    } catch (IOException | htsjdk.samtools.SAMException e) {
      throw broken(file, e);
    }
  }

  /** Whether a bgzip file lacks the empty block that ends every whole one. */
  static boolean lacksEnd(Path file) throws IOException {
    byte[] magic;
    try (InputStream in = Files.newInputStream(file)) {
      magic = in.readNBytes(18);
    }
    return startsWith(magic, 0x1f, 0x8b)
        && isBlockCompressed(magic)
        && BlockCompressedInputStream.checkTermination(file)
            != BlockCompressedInputStream.FileTermination.HAS_TERMINATOR_BLOCK;
  }

  private static boolean isBlockCompressed(byte[] magic) {
    return magic.length == 18 && (magic[3] & 4) != 0 && magic[12] == 'B' && magic[13] == 'C';
  }

  private static void refuseArchives(Path file, byte[] magic) {
    String kind =
        startsWith(magic, 'P', 'K')
            ? "a zip archive"
            : startsWith(magic, 'B', 'Z', 'h')
                ? "compressed by bzip2"
                : startsWith(magic, 0xfd, '7', 'z', 'X', 'Z')
                    ? "compressed by xz"
                    : startsWith(magic, 0x1f, 0x9d)
                        ? "compressed by compress"
                        : startsWith(magic, 0x28, 0xb5, 0x2f, 0xfd) ? "compressed by zstd" : null;
    if (kind != null) {
      throw new SealomeException(
          ErrorCode.USAGE,
          file + " is " + kind,
          "Unpack it, or compress it by bgzip or gzip instead.");
    }
  }

  private static boolean startsWith(byte[] bytes, int... wanted) {
    if (bytes.length < wanted.length) {
      return false;
    }
    for (int i = 0; i < wanted.length; i++) {
      if ((bytes[i] & 0xFF) != wanted[i]) {
        return false;
      }
    }
    return true;
  }

  static SealomeException broken(Path file, Exception cause) {
    return new SealomeException(
        ErrorCode.USAGE,
        file
            + " cannot be read: "
            + (cause.getMessage() == null ? cause.getClass().getSimpleName() : cause.getMessage()),
        "Nothing was ingested. The file may be cut short or damaged: compare it with its source.",
        cause);
  }
}
