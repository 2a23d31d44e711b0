// SPDX-License-Identifier: Apache-2.0
package org.sealome.query.cli;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.sealome.query.ErrorCode;
import org.sealome.query.SealomeException;
import org.sealome.query.receipt.Attachment;
import org.sealome.query.receipt.Receipt;

/**
 * Where an answer's receipt goes: a file, and the folder beside it for the manifest, the consent
 * mask and the committed columns that its verification needs. Whatever is in the folder and was not
 * put there by us stays there.
 */
final class ReceiptFile {
  /** Columns are named by their SHA-256. */
  private static final Pattern COLUMN = Pattern.compile("[0-9a-f]{64}");

  /** The number is a script's statement. */
  private static final Pattern CBOR = Pattern.compile(".*\\.cbor(\\.[0-9]+)?");

  private final Path file;
  private final Path columns;

  private ReceiptFile(Path file) {
    this.file = file.toAbsolutePath();
    this.columns = this.file.resolveSibling(this.file.getFileName() + ".columns");
  }

  /**
   * Looks whether a receipt can be written there, before anything is asked: an answer is logged and
   * remembered even where its receipt is lost.
   *
   * @throws SealomeException {@code USAGE} where it cannot
   */
  static ReceiptFile at(Path file) {
    ReceiptFile receipt = new ReceiptFile(file);
    Path folder = receipt.file.getParent();
    if (folder == null || !Files.isDirectory(folder) || !Files.isWritable(folder)) {
      throw unusable("No file can be written into " + folder + ".", null);
    }
    if (Files.isDirectory(receipt.file)) {
      throw unusable(file + " is a folder.", null);
    }
    try {
      Files.createDirectories(receipt.columns);
    } catch (IOException e) {
      throw unusable(receipt.columns + " cannot be made a folder.", e);
    }
    if (!Files.isWritable(receipt.columns)) {
      throw unusable("No file can be written into " + receipt.columns + ".", null);
    }
    return receipt;
  }

  /** Replaces what was there; the file is the old one or the new one, never half of one. */
  void write(Receipt receipt) {
    try {
      try (Stream<Path> old = Files.list(columns)) {
        List<Path> stale =
            old.filter(f -> COLUMN.matcher(f.getFileName().toString()).matches()).toList();
        for (Path f : stale) {
          if (!Files.isDirectory(f)) {
            Files.delete(f);
          }
        }
      }
      for (Attachment attachment : receipt.attachments()) {
        put(attachment);
      }
      Path part = file.resolveSibling(file.getFileName() + ".part");
      try {
        Files.write(part, content(receipt));
        Files.move(part, file, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
      } finally {
        Files.deleteIfExists(part);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** CBOR where the file is named so, else a line of JSON. */
  private byte[] content(Receipt receipt) {
    return CBOR.matcher(file.getFileName().toString()).matches()
        ? receipt.document().toCbor()
        : (receipt.toJson() + "\n").getBytes(StandardCharsets.UTF_8);
  }

  /** A copy: whatever becomes of it, the dataset's own file stays what it is. */
  private void put(Attachment attachment) throws IOException {
    Path to = columns.resolve(attachment.name());
    switch (attachment) {
      case Attachment.Content content -> Files.write(to, content.bytes());
      case Attachment.Stored stored ->
          Files.copy(stored.file(), to, StandardCopyOption.REPLACE_EXISTING);
    }
  }

  private static SealomeException unusable(String why, IOException cause) {
    return new SealomeException(
        ErrorCode.USAGE, why, "Nothing was asked. Name another file: --receipt F", cause);
  }
}
