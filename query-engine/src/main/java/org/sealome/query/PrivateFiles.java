// SPDX-License-Identifier: Apache-2.0
package org.sealome.query;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.EnumSet;
import java.util.Set;

/** Files and folders that their owner alone can read (0600, 0700). */
public final class PrivateFiles {
  private PrivateFiles() {}

  /** Writes a file in one step: whoever reads it sees all of it, on disk, or nothing. */
  public static void write(Path file, byte[] content) {
    Path folder = file.toAbsolutePath().getParent();
    createFolders(folder);
    Path part = null;
    try {
      part =
          Files.createTempFile(folder, "." + file.getFileName(), ".part", attributes("rw-------"));
      try (FileChannel out = FileChannel.open(part, StandardOpenOption.WRITE)) {
        ByteBuffer buffer = ByteBuffer.wrap(content);
        while (buffer.hasRemaining()) {
          out.write(buffer);
        }
        out.force(true);
      }
      Files.move(part, file, StandardCopyOption.ATOMIC_MOVE);
      forceFolder(folder);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot write " + file, e);
    } finally {
      deleteIfThere(part);
    }
  }

  /**
   * Overwrites a file's content with zeros, on disk. Copies that the file system or the device keep
   * elsewhere are out of reach.
   *
   * @param file open for writing; the name may have gone to another file by now
   */
  public static void overwrite(FileChannel file) throws IOException {
    ByteBuffer zeros = ByteBuffer.allocate(1 << 16);
    long size = file.size();
    for (long at = 0; at < size; ) {
      zeros.clear().limit((int) Math.min(size - at, zeros.capacity()));
      at += file.write(zeros, at);
    }
    file.force(true);
  }

  /** Makes the folders that are missing. */
  public static void createFolders(Path folder) {
    try {
      Files.createDirectories(folder, attributes("rwx------"));
    } catch (IOException e) {
      throw new UncheckedIOException("cannot make " + folder, e);
    }
  }

  /**
   * Has the names in a folder on disk: a file that was made, moved or deleted there is so after a
   * loss of power too. Nothing happens where the system cannot open folders.
   */
  public static void forceFolder(Path folder) {
    if (attributes("rwx------").length == 0) {
      return;
    }
    try (FileChannel names = FileChannel.open(folder, StandardOpenOption.READ)) {
      names.force(true);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot write " + folder, e);
    }
  }

  /**
   * Makes a file that is not there and opens it for writing; of several that try, one succeeds.
   *
   * @throws java.nio.file.FileAlreadyExistsException where it is there
   */
  public static FileChannel create(Path file) throws IOException {
    createFolders(file.toAbsolutePath().getParent());
    return FileChannel.open(
        file,
        EnumSet.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE),
        attributes("rw-------"));
  }

  /** Opens for reading and writing, making the file where it is missing. */
  public static FileChannel open(Path file) {
    createFolders(file.toAbsolutePath().getParent());
    try {
      return FileChannel.open(
          file,
          EnumSet.of(StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE),
          attributes("rw-------"));
    } catch (IOException e) {
      throw new UncheckedIOException("cannot open " + file, e);
    }
  }

  private static void deleteIfThere(Path part) {
    try {
      if (part != null) {
        Files.deleteIfExists(part);
      }
    } catch (IOException e) {
      throw new UncheckedIOException("cannot delete " + part, e);
    }
  }

  private static FileAttribute<?>[] attributes(String permissions) {
    return Files.getFileAttributeView(
                Path.of("."), java.nio.file.attribute.PosixFileAttributeView.class)
            == null
        ? new FileAttribute<?>[0]
        : new FileAttribute<?>[] {
          PosixFilePermissions.asFileAttribute(
              Set.copyOf(PosixFilePermissions.fromString(permissions)))
        };
  }
}
