// SPDX-License-Identifier: Apache-2.0
package org.sealome.query.ingest;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.OptionalInt;
import org.sealome.query.ErrorCode;
import org.sealome.query.SealomeException;
import org.sealome.query.catalog.DatasetFolders;
import org.sealome.query.catalog.SignedManifest;

/**
 * The folder in which a version comes to be, under a name that nobody looks for until {@link
 * #publish}. Whatever goes wrong before that leaves nothing; a process that is killed leaves a
 * folder that the next ingest of that name clears away.
 */
final class Staging implements AutoCloseable {
  private final Path home;
  private final String name;
  private final Path dataset;
  private final Path folder;
  private final int version;
  private final FileChannel lockFile;
  private boolean published;
  private boolean kept;

  private Staging(
      Path home, String name, Path dataset, Path folder, int version, FileChannel lockFile) {
    this.home = home;
    this.name = name;
    this.dataset = dataset;
    this.folder = folder;
    this.version = version;
    this.lockFile = lockFile;
  }

  /**
   * Takes the dataset's lock and an empty folder.
   *
   * @throws SealomeException USAGE where the dataset exists and no next version is wanted, or the
   *     other way round, or where another process is ingesting it
   */
  static Staging open(DatasetFolders folders, IngestRequest request, DatasetAnchor anchor)
      throws IOException {
    String name = DatasetFolders.checkedName(request.name());
    Path dataset = folders.dataset(name);
    Files.createDirectories(dataset);
    FileChannel lockFile =
        FileChannel.open(
            dataset.resolveSibling("." + name + ".lock"),
            StandardOpenOption.CREATE,
            StandardOpenOption.WRITE);
    boolean taken = false;
    try {
      lock(lockFile, name);
      Path folder = dataset.resolve(".staging");
      if (recover(request.home(), folder, dataset, anchor)) {
        CommitmentWork.wipe(request.home(), name);
      }
      int version = version(folders, name, request.nextVersion());
      Files.createDirectory(folder);
      taken = true;
      return new Staging(request.home(), name, dataset, folder, version, lockFile);
    } finally {
      if (!taken) {
        lockFile.close();
        removeIfEmpty(dataset);
      }
    }
  }

  private static void lock(FileChannel lockFile, String name) throws IOException {
    FileLock lock = null;
    try {
      lock = lockFile.tryLock();
    } catch (OverlappingFileLockException e) {
      // held by another thread of this process: said below
    }
    if (lock == null) {
      throw new SealomeException(
          ErrorCode.USAGE,
          "the dataset " + name + " is being ingested by another process",
          "Wait until it has ended, or use another name.");
    }
  }

  /**
   * Clears what a killed ingest left, or completes it where it was anchored already.
   *
   * @return whether it was completed
   */
  private static boolean recover(Path home, Path folder, Path dataset, DatasetAnchor anchor)
      throws IOException {
    if (!Files.exists(folder)) {
      return false;
    }
    if (Files.exists(folder.resolve(DatasetFolders.MANIFEST_FILE))) {
      try {
        SignedManifest left = SignedManifest.read(folder);
        if (anchor.anchored(left.manifest(), left.hash())) {
          int version = left.manifest().version();
          move(folder, dataset.resolve("v" + version));
          removeOlder(home, left.manifest().name(), dataset, version);
          return true;
        }
      } catch (SealomeException e) {
        if (e.code() != ErrorCode.INTEGRITY && e.code() != ErrorCode.USAGE) {
          throw e;
        }
        // Its last file was not written whole, so it was not anchored; or it is of a version of
        // Sealome that this one does not read.
      }
    }
    deleteTree(folder);
    return false;
  }

  private static int version(DatasetFolders folders, String name, boolean next) {
    OptionalInt newest = folders.newest(name);
    if (!next && newest.isPresent()) {
      throw new SealomeException(
          ErrorCode.USAGE,
          "there is a dataset " + name + " already",
          "Use another name, or write its next version with: sealome dataset extend " + name);
    } else if (next && newest.isEmpty()) {
      throw new SealomeException(
          ErrorCode.USAGE,
          "there is no dataset " + name + " to write the next version of",
          "sealome dataset ingest writes the first.");
    }
    return newest.orElse(0) + 1;
  }

  Path folder() {
    return folder;
  }

  int version() {
    return version;
  }

  /** Gives the folder its name, all at once, and removes older versions, their keys too. */
  void publish() throws IOException {
    force(folder);
    move(folder, dataset.resolve("v" + version));
    published = true;
    force(dataset);
    removeOlder(home, name, dataset, version);
  }

  /** Removes older versions, their keys too; again: nothing, or what was left of them. */
  static void removeOlder(Path home, String name, Path dataset, int version) throws IOException {
    for (int old = version - 1; old > 0; old--) {
      deleteTree(dataset.resolve("v" + old));
      CommitmentWork.forget(home, name, old);
    }
  }

  /**
   * Lets the folder stay where anchoring fails: the ledger may have taken the anchor all the same,
   * and the next try then completes it.
   */
  void keep() {
    kept = true;
  }

  private static void move(Path from, Path to) throws IOException {
    try {
      Files.move(from, to, StandardCopyOption.ATOMIC_MOVE);
    } catch (AtomicMoveNotSupportedException e) {
      throw new IOException("this file system cannot rename " + from + " at once", e);
    }
  }

  /** Makes a folder's entries durable, where the system can. */
  private static void force(Path folder) {
    try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
      channel.force(true);
    } catch (IOException e) {
      // Windows opens no folders; the rename is atomic all the same.
    }
  }

  static void deleteTree(Path folder) throws IOException {
    if (!Files.exists(folder)) {
      return;
    }
    Files.walkFileTree(
        folder,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes attributes)
              throws IOException {
            Files.deleteIfExists(file);
            return FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult postVisitDirectory(Path visited, IOException e)
              throws IOException {
            Files.deleteIfExists(visited);
            return FileVisitResult.CONTINUE;
          }
        });
  }

  private static void removeIfEmpty(Path folder) {
    try {
      Files.deleteIfExists(folder);
    } catch (IOException e) {
      // Not empty: there are versions in it.
    }
  }

  @Override
  public void close() throws IOException {
    try {
      if (!published && !kept) {
        deleteTree(folder);
        removeIfEmpty(dataset);
      }
    } catch (NoSuchFileException e) {
      // gone already
    } finally {
      lockFile.close();
    }
  }
}
