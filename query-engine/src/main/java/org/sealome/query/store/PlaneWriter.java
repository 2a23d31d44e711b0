// SPDX-License-Identifier: Apache-2.0
package org.sealome.query.store;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
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
  private static final long SEGMENT_BYTES = 1L << 30;

  /** A segment file and how many planes of one block it holds. */
  public record Segment(String file, long count) {}

  /** What {@link #finish} leaves: for the manifest. */
  public record Written(List<Segment> segments, byte[] indexDigest, long bytes) {
    public Written {
      segments = List.copyOf(segments);
    }
  }

  private record Place(FileChannel channel, int segment, long offset) {}

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

  /** Writes one plane of one block; {@code plane} is exactly one plane long. */
  public void write(String planeId, int block, MemorySegment plane) throws IOException {
    if (plane.byteSize() != planeBytes) {
      throw new IllegalArgumentException("a plane of " + plane.byteSize() + " bytes");
    }
    byte[] digest = Sha256.of(plane);
    Place place = place();
    ByteBuffer bytes = plane.asByteBuffer();
    long at = place.offset;
    while (bytes.hasRemaining()) {
      at += place.channel.write(bytes, at);
    }
    byte[] record = new byte[PlaneIndex.RECORD_BYTES];
    MemorySegment fields = MemorySegment.ofArray(record);
    System.arraycopy(Sha256.of(planeId), 0, record, 0, 32);
    System.arraycopy(digest, 0, record, 32, 32);
    fields.set(PlaneIndex.INT, 64, block);
    fields.set(PlaneIndex.INT, 68, place.segment);
    fields.set(PlaneIndex.LONG, 72, place.offset);
    synchronized (this) {
      records.add(record);
    }
  }

  private synchronized Place place() throws IOException {
    int segment = (int) (placed / planesPerSegment);
    if (segment == channels.size()) {
      channels.add(
          FileChannel.open(
              folder.resolve(fileName(segment)),
              StandardOpenOption.CREATE_NEW,
              StandardOpenOption.WRITE));
    }
    long offset = placed % planesPerSegment * planeBytes;
    placed++;
    return new Place(channels.get(segment), segment, offset);
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
