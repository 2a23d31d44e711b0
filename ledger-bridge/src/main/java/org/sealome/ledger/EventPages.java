// SPDX-License-Identifier: Apache-2.0
package org.sealome.ledger;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import java.util.zip.CRC32C;

/**
 * Pages of events, one range of blocks after the other without a gap, in a file or in memory.
 *
 * <pre>
 * file = page*    page = length (4) ‖ CRC-32C of the rest (4) ‖ {@link EventPage#encode}
 * </pre>
 *
 * <p>What a crash left half written, or somebody else's process changed, is found by length, check
 * sum and range; the file ends before it, and the chain is read again from there. All is done under
 * the file's lock.
 */
final class EventPages {
  /** Below this the last page grows, so that many short reads do not make many pages. */
  private static final int SMALL = 256 * 1024;

  private static final int FRAME = 8;
  private static final Map<Path, Object> IN_THIS_PROCESS = new ConcurrentHashMap<>();

  private final Path file;
  private final long first;

  /** Without a file: the pages themselves. */
  private final List<EventPage> kept = new ArrayList<>();

  /** With a file: where each page is. */
  private final List<Place> places = new ArrayList<>();

  private FileChannel channel;

  /**
   * @param file null: in memory
   * @param first the first block that there can be a page of
   */
  EventPages(Path file, long first) {
    this.file = file == null ? null : file.toAbsolutePath().normalize();
    this.first = first;
  }

  private record Place(long offset, int length, int sum, long from, BlockRef tip) {
    long end() {
      return offset + FRAME + length;
    }
  }

  /** Runs it while nobody else reads or writes. */
  <T> T exclusively(Supplier<T> action) {
    if (file == null) {
      synchronized (kept) {
        return action.get();
      }
    }
    synchronized (IN_THIS_PROCESS.computeIfAbsent(file, f -> new Object())) {
      try {
        Files.createDirectories(file.getParent());
        try (FileChannel open =
                FileChannel.open(
                    file,
                    StandardOpenOption.CREATE,
                    StandardOpenOption.READ,
                    StandardOpenOption.WRITE);
            FileLock lock = open.lock()) {
          channel = open;
          if (lock.isValid()) {
            refresh();
          }
          return action.get();
        } finally {
          channel = null;
        }
      } catch (IOException e) {
        throw new UncheckedIOException("the index of the ledger's events fails: " + file, e);
      }
    }
  }

  /** How many there are. */
  int size() {
    return file == null ? kept.size() : places.size();
  }

  /** The last block of a page. */
  BlockRef tip(int page) {
    return file == null ? kept.get(page).tip() : places.get(page).tip();
  }

  long from(int page) {
    return file == null ? kept.get(page).from() : places.get(page).from();
  }

  EventPage page(int index) {
    if (file == null) {
      return kept.get(index);
    }
    try {
      EventPage page = read(places.get(index).offset);
      if (page == null) {
        throw new IOException("page " + index + " changed");
      }
      return page;
    } catch (IOException e) {
      throw new UncheckedIOException("the index of the ledger's events fails: " + file, e);
    }
  }

  void append(EventPage page) {
    boolean grows = size() > 0 && length(size() - 1) < SMALL;
    EventPage whole = grows ? page(size() - 1).with(page) : page;
    if (grows) {
      dropLast();
    }
    if (file == null) {
      kept.add(whole);
      return;
    }
    try {
      byte[] body = whole.encode();
      long offset = places.isEmpty() ? 0 : places.getLast().end();
      int sum = sum(body);
      ByteBuffer frame =
          ByteBuffer.allocate(FRAME + body.length).putInt(body.length).putInt(sum).put(body).flip();
      for (long at = offset; frame.hasRemaining(); ) {
        at += channel.write(frame, at);
      }
      places.add(new Place(offset, body.length, sum, whole.from(), whole.tip()));
    } catch (IOException e) {
      throw new UncheckedIOException("the index of the ledger's events fails: " + file, e);
    }
  }

  /** Forgets the last page. */
  void dropLast() {
    if (file == null) {
      kept.removeLast();
      return;
    }
    cut(places.removeLast().offset);
  }

  private int length(int page) {
    return file == null ? kept.get(page).events().length : places.get(page).length;
  }

  private void cut(long size) {
    try {
      channel.truncate(size);
    } catch (IOException e) {
      throw new UncheckedIOException("the index of the ledger's events fails: " + file, e);
    }
  }

  /** Sees what others did since; reads all only where they did more than go on. */
  private void refresh() throws IOException {
    long size = channel.size();
    while (!places.isEmpty() && !stands(places.getLast(), size)) {
      places.removeLast();
    }
    long offset = places.isEmpty() ? 0 : places.getLast().end();
    while (offset < size) {
      EventPage page = read(offset);
      long expected = places.isEmpty() ? first : places.getLast().tip.number() + 1;
      if (page == null || page.from() != expected || page.tip().number() < expected) {
        cut(offset);
        return;
      }
      ByteBuffer frame = bytes(offset, FRAME);
      places.add(new Place(offset, frame.getInt(), frame.getInt(), page.from(), page.tip()));
      offset = places.getLast().end();
    }
  }

  private boolean stands(Place place, long size) throws IOException {
    if (place.end() > size) {
      return false;
    }
    ByteBuffer frame = bytes(place.offset, FRAME);
    return frame.getInt() == place.length && frame.getInt() == place.sum;
  }

  /** Null where no whole page begins there. */
  private EventPage read(long offset) throws IOException {
    if (channel.size() - offset < FRAME) {
      return null;
    }
    ByteBuffer frame = bytes(offset, FRAME);
    int length = frame.getInt();
    int sum = frame.getInt();
    if (length < 0 || channel.size() - offset - FRAME < length) {
      return null;
    }
    byte[] body = bytes(offset + FRAME, length).array();
    try {
      return sum(body) == sum ? EventPage.decode(body) : null;
    } catch (IllegalArgumentException e) {
      return null;
    }
  }

  private ByteBuffer bytes(long offset, int length) throws IOException {
    ByteBuffer buffer = ByteBuffer.allocate(length);
    while (buffer.hasRemaining()) {
      if (channel.read(buffer, offset + buffer.position()) < 0) {
        throw new IOException("the file ended");
      }
    }
    return buffer.flip();
  }

  private static int sum(byte[] body) {
    CRC32C crc = new CRC32C();
    crc.update(body);
    return (int) crc.getValue();
  }
}
