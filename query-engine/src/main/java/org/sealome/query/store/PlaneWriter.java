// SPDX-License-Identifier: Apache-2.0
package org.sealome.query.store;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Writes planes into segment files in whatever order they come, and the index at the end. {@link
 * #write} may be called from many threads; {@link #finish} once, after all of them.
 */
public final class PlaneWriter implements AutoCloseable {
  /** Of the memory that is handed over: a page. */
  public static final int ALIGNMENT = 4096;

  private static final OpenOption UNCACHED = uncached();

  private static final long SEGMENT_BYTES = 1L << 30;

  /** A segment file and how many planes of one block it holds. */
  public record Segment(String file, long count) {}

  /** What {@link #finish} leaves: for the manifest. */
  public record Written(List<Segment> segments, byte[] indexDigest, long bytes) {
    public Written {
      segments = List.copyOf(segments);
    }
  }

  private record Place(FileChannel channel, int segment, long offset, int count) {}

  private final Path folder;
  private final long planeBytes;
  private final int planesPerSegment;
  private final List<FileChannel> channels = new ArrayList<>();
  private final List<byte[]> records = new ArrayList<>();
  private long placed;

  /** Writes into an empty folder. */
  public PlaneWriter(Path folder, long planeBytes) {
    this(folder, planeBytes, SEGMENT_BYTES);
  }

  PlaneWriter(Path folder, long planeBytes, long segmentBytes) {
    this.folder = folder;
    this.planeBytes = planeBytes;
    this.planesPerSegment = (int) Math.max(1, segmentBytes / planeBytes);
  }

  /**
   * Writes some planes of one block, one after the other: the more at once, the cheaper.
   *
   * @param planes native memory, {@code planeIds.size()} planes long, aligned to {@link #ALIGNMENT}
   */
  public void write(List<String> planeIds, int block, MemorySegment planes) throws IOException {
    if (planes.byteSize() != planeIds.size() * planeBytes) {
      throw new IllegalArgumentException(
          planeIds.size() + " planes of " + planes.byteSize() + " bytes");
    } else if (planes.address() % ALIGNMENT != 0) {
      throw new IllegalArgumentException("planes that are not aligned to pages");
    }
    int done = 0;
    while (done < planeIds.size()) {
      Place place = place(planeIds.size() - done);
      MemorySegment run = planes.asSlice(done * planeBytes, place.count * planeBytes);
      ByteBuffer bytes = run.asByteBuffer();
      long at = place.offset;
      while (bytes.hasRemaining()) {
        at += place.channel.write(bytes, at);
      }
      for (int i = 0; i < place.count; i++) {
        record(
            planeIds.get(done + i),
            block,
            run.asSlice(i * planeBytes, planeBytes),
            place.segment,
            place.offset + i * planeBytes);
      }
      done += place.count;
    }
  }

  private void record(String planeId, int block, MemorySegment plane, int segment, long offset) {
    byte[] record = new byte[PlaneIndex.RECORD_BYTES];
    MemorySegment fields = MemorySegment.ofArray(record);
    System.arraycopy(Sha256.of(planeId), 0, record, 0, 32);
    System.arraycopy(Sha256.of(plane), 0, record, 32, 32);
    fields.set(PlaneIndex.INT, 64, block);
    fields.set(PlaneIndex.INT, 68, segment);
    fields.set(PlaneIndex.LONG, 72, offset);
    synchronized (this) {
      records.add(record);
    }
  }

  /** Room for as many of the wanted planes as fit into one segment. */
  private synchronized Place place(int wanted) throws IOException {
    int segment = (int) (placed / planesPerSegment);
    if (segment == channels.size()) {
      channels.add(create(folder.resolve(fileName(segment)), segment > 0));
    }
    long first = placed % planesPerSegment;
    int count = (int) Math.min(wanted, planesPerSegment - first);
    placed += count;
    return new Place(channels.get(segment), segment, first * planeBytes, count);
  }

  /** The JDK's option for direct writes, which is no part of the platform's API; or null. */
  private static OpenOption uncached() {
    try {
      for (Object option :
          Class.forName("com.sun.nio.file.ExtendedOpenOption").getEnumConstants()) {
        if (option.toString().equals("DIRECT")) {
          return (OpenOption) option;
        }
      }
    } catch (ClassNotFoundException e) {
      // Another JDK: planes are written as any file is.
    }
    return null;
  }

  /**
   * Past the first segment, planes go to disk without a copy in the system's cache: copying costs a
   * fifth of what encrypting does, and would push out everything else that is cached.
   */
  private FileChannel create(Path file, boolean large) throws IOException {
    if (large && UNCACHED != null && planeBytes % ALIGNMENT == 0) {
      try {
        return FileChannel.open(
            file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE, UNCACHED);
      } catch (UnsupportedOperationException | IOException e) {
        // Some file systems have no such writes; what else is wrong shows below.
        Files.deleteIfExists(file);
      }
    }
    return FileChannel.open(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
  }

  private static String fileName(int segment) {
    return "%04d.planes".formatted(segment);
  }

  /** Bytes of ciphertext so far. */
  public synchronized long bytes() {
    return placed * planeBytes;
  }

  /** Forces the segments to disk and writes the index. */
  public synchronized Written finish() throws IOException {
    List<Segment> segments = new ArrayList<>();
    for (int i = 0; i < channels.size(); i++) {
      channels.get(i).force(true);
      segments.add(
          new Segment(
              fileName(i), Math.min(planesPerSegment, placed - (long) i * planesPerSegment)));
    }
    records.sort(
        (a, b) -> {
          int order = Arrays.compareUnsigned(a, 0, 32, b, 0, 32);
          return order != 0 ? order : Integer.compare(block(a), block(b));
        });
    for (int i = 1; i < records.size(); i++) {
      byte[] a = records.get(i - 1);
      byte[] b = records.get(i);
      if (Arrays.equals(a, 0, 32, b, 0, 32) && block(a) == block(b)) {
        throw new IllegalStateException("a plane was written twice");
      }
    }
    Path index = folder.resolve(PlaneStore.INDEX_FILE);
    try (FileChannel channel =
            FileChannel.open(
                index,
                StandardOpenOption.CREATE_NEW,
                StandardOpenOption.READ,
                StandardOpenOption.WRITE);
        Arena arena = Arena.ofConfined()) {
      long size = PlaneIndex.HEADER_BYTES + (long) records.size() * PlaneIndex.RECORD_BYTES;
      ByteBuffer header = ByteBuffer.allocate(PlaneIndex.HEADER_BYTES);
      MemorySegment fields = MemorySegment.ofBuffer(header);
      fields.set(PlaneIndex.LONG, 0, PlaneIndex.MAGIC);
      fields.set(PlaneIndex.LONG, 8, records.size());
      fields.set(PlaneIndex.LONG, 16, planeBytes);
      writeAll(channel, header);
      int batch = 4096;
      for (int i = 0; i < records.size(); i += batch) {
        int end = Math.min(records.size(), i + batch);
        ByteBuffer bytes = ByteBuffer.allocate((end - i) * PlaneIndex.RECORD_BYTES);
        records.subList(i, end).forEach(bytes::put);
        writeAll(channel, bytes.flip());
      }
      channel.force(true);
      byte[] digest = Sha256.of(channel.map(FileChannel.MapMode.READ_ONLY, 0, size, arena));
      return new Written(segments, digest, bytes());
    }
  }

  private static void writeAll(FileChannel channel, ByteBuffer bytes) throws IOException {
    while (bytes.hasRemaining()) {
      channel.write(bytes);
    }
  }

  private static int block(byte[] record) {
    return MemorySegment.ofArray(record).get(PlaneIndex.INT, 64);
  }

  @Override
  public synchronized void close() throws IOException {
    for (FileChannel channel : channels) {
      channel.close();
    }
  }
}
