// SPDX-License-Identifier: Apache-2.0
package org.sealome.query.store;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.AtomicLongArray;
import org.sealome.query.ErrorCode;
import org.sealome.query.SealomeException;

/** The planes of one version of a dataset, mapped read-only. Safe for any number of threads. */
public final class PlaneStore implements AutoCloseable {
  /** Name of the index file beside the segments. */
  public static final String INDEX_FILE = "planes.index";

  private static final String HINT =
      "Nothing was answered. Restore the file from a backup of the ciphertexts, or write the next"
          + " version of the dataset from its source.";

  private final String dataset;
  private final Arena arena;
  private final long planeBytes;
  private final PlaneIndex index;
  private final List<MemorySegment> segments;
  private final List<String> files;
  private final AtomicLongArray verified;

  private PlaneStore(
      String dataset,
      Arena arena,
      long planeBytes,
      PlaneIndex index,
      List<MemorySegment> segments,
      List<String> files) {
    this.dataset = dataset;
    this.arena = arena;
    this.planeBytes = planeBytes;
    this.index = index;
    this.segments = segments;
    this.files = files;
    this.verified = new AtomicLongArray((index.records() + 63) >>> 6);
  }

  /**
   * Maps the planes in a folder. Reads the index, none of the planes.
   *
   * @param files the segment files' names, in the order that the index counts them
   * @param counts planes in each file
   * @param indexDigest SHA-256 of the index, from the signed manifest
   */
  public static PlaneStore open(
      String dataset,
      Path folder,
      List<String> files,
      List<Long> counts,
      long planeBytes,
      byte[] indexDigest) {
    Arena arena = Arena.ofShared();
    try {
      MemorySegment indexBytes = map(dataset, folder.resolve(INDEX_FILE), arena, -1);
      if (!Arrays.equals(Sha256.of(indexBytes), indexDigest)) {
        throw damaged(dataset, "the index of its planes, " + INDEX_FILE + ", was changed");
      }
      PlaneIndex index = PlaneIndex.of(indexBytes, planeBytes);
      MemorySegment[] segments = new MemorySegment[files.size()];
      for (int i = 0; i < segments.length; i++) {
        segments[i] = map(dataset, folder.resolve(files.get(i)), arena, counts.get(i) * planeBytes);
      }
      return new PlaneStore(
          dataset, arena, planeBytes, index, List.of(segments), List.copyOf(files));
    } catch (SealomeException e) {
      arena.close();
      throw e;
    } catch (IllegalArgumentException e) {
      arena.close();
      throw new SealomeException(
          ErrorCode.INTEGRITY, "dataset " + dataset + ": " + e.getMessage(), HINT, e);
    }
  }

  private static MemorySegment map(String dataset, Path file, Arena arena, long wanted) {
    if (!Files.isRegularFile(file)) {
      throw damaged(dataset, "the file " + file.getFileName() + " is missing");
    }
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
      if (wanted >= 0 && channel.size() != wanted) {
        throw damaged(
            dataset,
            "the file %s has %,d bytes where the manifest says %,d"
                .formatted(file.getFileName(), channel.size(), wanted));
      }
      return channel.map(FileChannel.MapMode.READ_ONLY, 0, channel.size(), arena);
    } catch (IOException e) {
      throw new SealomeException(
          ErrorCode.INTERNAL,
          "dataset " + dataset + ": cannot read " + file + ": " + e.getMessage(),
          "See to the file's permissions and to the disk.",
          e);
    }
  }

  /** Whether the dataset has the plane (in every block, or in none). */
  public boolean contains(String planeId) {
    return index.find(Sha256.of(planeId), 0) >= 0;
  }

  /** Bytes of one plane of one block. */
  public long planeBytes() {
    return planeBytes;
  }

  /** Number of planes times number of blocks. */
  public int size() {
    return index.records();
  }

  /** How many planes have been touched, and so hashed, since this store was opened. */
  public int touched() {
    int count = 0;
    for (int i = 0; i < verified.length(); i++) {
      count += Long.bitCount(verified.get(i));
    }
    return count;
  }

  /**
   * The ciphertext of one plane and block, {@link #planeBytes()} long, read-only, valid until the
   * dataset is closed. Its SHA-256 is checked on the first touch in the process.
   *
   * @throws SealomeException INTEGRITY where the digest is not the one that the manifest stands
   *     for; INTERNAL where there is no such plane
   */
  public MemorySegment plane(String planeId, int block) {
    int record = index.find(Sha256.of(planeId), block);
    if (record < 0) {
      throw new SealomeException(
          ErrorCode.INTERNAL,
          "dataset " + dataset + " has no plane " + planeId + " in block " + block,
          null);
    }
    MemorySegment plane = at(planeId, block, record);
    long bit = 1L << record;
    if ((verified.get(record >>> 6) & bit) == 0) {
      // Two threads may both hash a plane that is new to them; neither uses it unchecked.
      if (!Arrays.equals(Sha256.of(plane), index.digest(record))) {
        throw damaged(
            dataset,
            "plane %s, block %d (file %s, offset %,d) is not what was encrypted"
                .formatted(planeId, block, files.get(index.segment(record)), index.offset(record)));
      }
      verified.getAndAccumulate(record >>> 6, bit, (word, mask) -> word | mask);
    }
    return plane;
  }

  private MemorySegment at(String planeId, int block, int record) {
    int segment = index.segment(record);
    long offset = index.offset(record);
    if (segment < 0
        || segment >= segments.size()
        || offset < 0
        || offset > segments.get(segment).byteSize() - planeBytes) {
      throw damaged(dataset, "plane " + planeId + ", block " + block + " lies outside its file");
    }
    return segments.get(segment).asSlice(offset, planeBytes);
  }

  private static SealomeException damaged(String dataset, String what) {
    return new SealomeException(ErrorCode.INTEGRITY, "dataset " + dataset + ": " + what, HINT);
  }

  @Override
  public void close() {
    if (arena.scope().isAlive()) {
      arena.close();
    }
  }
}
