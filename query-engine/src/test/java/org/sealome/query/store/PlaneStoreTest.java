// SPDX-License-Identifier: Apache-2.0
package org.sealome.query.store;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sealome.query.ErrorCode;
import org.sealome.query.SealomeException;

class PlaneStoreTest {
  private static final int BYTES = 4096;
  private static final int PLANES = 50;
  private static final int BLOCKS = 3;

  @TempDir Path folder;
  private PlaneWriter.Written written;

  private static byte[] content(int plane, int block) {
    byte[] bytes = new byte[BYTES];
    new Random(31L * plane + block).nextBytes(bytes);
    return bytes;
  }

  private PlaneStore write() throws IOException {
    try (PlaneWriter writer = new PlaneWriter(folder, BYTES, 40L * BYTES);
        Arena arena = Arena.ofShared()) {
      IntStream.range(0, BLOCKS)
          .parallel()
          .forEach(
              block -> {
                MemorySegment bytes = arena.allocate((long) PLANES * BYTES, PlaneWriter.ALIGNMENT);
                for (int plane = 0; plane < PLANES; plane++) {
                  bytes
                      .asSlice((long) plane * BYTES, BYTES)
                      .copyFrom(MemorySegment.ofArray(content(plane, block)));
                }
                try {
                  List<String> ids =
                      IntStream.range(0, PLANES).mapToObj(plane -> "p" + plane).toList();
                  writer.write(ids, block, bytes);
                } catch (IOException e) {
                  throw new java.io.UncheckedIOException(e);
                }
              });
      written = writer.finish();
    }
    return open();
  }

  private PlaneStore open() {
    return PlaneStore.open(
        "d",
        folder,
        written.segments().stream().map(PlaneWriter.Segment::file).toList(),
        written.segments().stream().map(PlaneWriter.Segment::count).toList(),
        BYTES,
        written.indexDigest());
  }

  @Test
  void everyPlaneComesBack() throws Exception {
    try (PlaneStore store = write()) {
      assertEquals(4, written.segments().size());
      assertEquals(PLANES * BLOCKS, store.size());
      for (int plane = 0; plane < PLANES; plane++) {
        for (int block = 0; block < BLOCKS; block++) {
          MemorySegment bytes = store.plane("p" + plane, block);
          assertArrayEquals(content(plane, block), bytes.toArray(ValueLayout.JAVA_BYTE));
          assertTrue(bytes.isReadOnly());
        }
      }
      assertTrue(store.contains("p0"));
      assertFalse(store.contains("q"));
      assertEquals(
          ErrorCode.INTERNAL,
          assertThrows(SealomeException.class, () -> store.plane("p0", BLOCKS)).code());
    }
  }

  @Test
  void aFlippedByteIsNoticedOnFirstTouch() throws Exception {
    write().close();
    Path file = folder.resolve(written.segments().get(1).file());
    byte[] bytes = Files.readAllBytes(file);
    bytes[7 * BYTES + 11] ^= 1;
    Files.write(file, bytes);
    try (PlaneStore store = open()) {
      int damaged = 0;
      for (int plane = 0; plane < PLANES; plane++) {
        for (int block = 0; block < BLOCKS; block++) {
          try {
            store.plane("p" + plane, block);
          } catch (SealomeException e) {
            damaged++;
            assertEquals(ErrorCode.INTEGRITY, e.code());
            assertTrue(e.getMessage().contains("dataset d"), e.getMessage());
            assertTrue(e.getMessage().contains("plane p" + plane + ", block " + block));
            assertTrue(e.getMessage().contains("0001.planes"));
            String id = "p" + plane;
            int again = block;
            assertThrows(SealomeException.class, () -> store.plane(id, again));
          }
        }
      }
      assertEquals(1, damaged);
    }
  }

  @Test
  void swappedPlanesAreNoticed() throws Exception {
    write().close();
    Path file = folder.resolve(written.segments().get(0).file());
    byte[] bytes = Files.readAllBytes(file);
    byte[] first = java.util.Arrays.copyOf(bytes, BYTES);
    System.arraycopy(bytes, BYTES, bytes, 0, BYTES);
    System.arraycopy(first, 0, bytes, BYTES, BYTES);
    Files.write(file, bytes);
    try (PlaneStore store = open()) {
      int damaged = 0;
      for (int i = 0; i < PLANES * BLOCKS; i++) {
        try {
          store.plane("p" + i / BLOCKS, i % BLOCKS);
        } catch (SealomeException e) {
          assertEquals(ErrorCode.INTEGRITY, e.code());
          damaged++;
        }
      }
      assertEquals(2, damaged);
    }
  }

  @Test
  void aChangedIndexAndAFileOfAnotherSizeAreNoticedAtOnce() throws Exception {
    write().close();
    Path index = folder.resolve(PlaneStore.INDEX_FILE);
    byte[] whole = Files.readAllBytes(index);
    byte[] changed = whole.clone();
    changed[200] ^= 1;
    Files.write(index, changed);
    assertEquals(ErrorCode.INTEGRITY, assertThrows(SealomeException.class, this::open).code());
    Files.write(index, whole);
    Path segment = folder.resolve(written.segments().get(2).file());
    Files.write(segment, java.util.Arrays.copyOf(Files.readAllBytes(segment), 5 * BYTES));
    assertEquals(ErrorCode.INTEGRITY, assertThrows(SealomeException.class, this::open).code());
    Files.delete(segment);
    SealomeException gone = assertThrows(SealomeException.class, this::open);
    assertTrue(gone.getMessage().contains("missing"), gone.getMessage());
  }

  @Test
  void manyThreadsMayTouchTheSamePlanes() throws Exception {
    try (PlaneStore store = write()) {
      IntStream.range(0, 4000)
          .parallel()
          .forEach(i -> store.plane("p" + i * 7 % PLANES, i % BLOCKS));
    }
  }
}
