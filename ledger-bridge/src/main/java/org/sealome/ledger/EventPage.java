// SPDX-License-Identifier: Apache-2.0
package org.sealome.ledger;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/**
 * The contracts' events of a range of blocks, as bytes: written once, searched without being
 * unpacked.
 *
 * @param from the first block
 * @param tip the last block, by which one knows later whether all this still stands
 * @param events packed one after the other
 */
record EventPage(long from, BlockRef tip, byte[] events) {
  private static final int HEADER = 8 + 8 + 32 + 8;

  static EventPage of(long from, BlockRef tip, List<Event> events) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream(Math.max(64, 400 * events.size()));
    try (DataOutputStream out = new DataOutputStream(bytes)) {
      for (Event event : events) {
        out.writeLong(event.block().number());
        out.writeLong(event.block().timestamp());
        out.write(event.block().hash().toBytes());
        out.write(event.transaction().toBytes());
        out.write(event.contract().toBytes());
        out.writeByte(event.topics().size());
        for (Bytes32 topic : event.topics()) {
          out.write(topic.toBytes());
        }
        out.writeInt(event.data().length);
        out.write(event.data());
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return new EventPage(from, tip, bytes.toByteArray());
  }

  /** This page and the next in one. */
  EventPage with(EventPage next) {
    byte[] all = java.util.Arrays.copyOf(events, events.length + next.events.length);
    System.arraycopy(next.events, 0, all, events.length, next.events.length);
    return new EventPage(from, next.tip, all);
  }

  byte[] encode() {
    return ByteBuffer.allocate(HEADER + events.length)
        .putLong(from)
        .putLong(tip.number())
        .put(tip.hash().toBytes())
        .putLong(tip.timestamp())
        .put(events)
        .array();
  }

  /**
   * @throws IllegalArgumentException where it is no page
   */
  static EventPage decode(byte[] bytes) {
    if (bytes.length < HEADER) {
      throw new IllegalArgumentException("not a page of events");
    }
    ByteBuffer in = ByteBuffer.wrap(bytes);
    long from = in.getLong();
    long number = in.getLong();
    BlockRef tip = new BlockRef(number, word(in), in.getLong());
    byte[] events = new byte[in.remaining()];
    in.get(events);
    return new EventPage(from, tip, events);
  }

  /**
   * The events of a contract up to a block that have these topics.
   *
   * @param wanted null: any
   */
  void scan(Address contract, long upTo, Bytes32[] wanted, Consumer<Event> to) {
    byte[] of = contract.toBytes();
    byte[][] topics = new byte[wanted.length][];
    for (int i = 0; i < wanted.length; i++) {
      topics[i] = wanted[i] == null ? null : wanted[i].toBytes();
    }
    ByteBuffer in = ByteBuffer.wrap(events);
    while (in.hasRemaining()) {
      int start = in.position();
      long number = in.getLong();
      int topicsAt = start + 8 + 8 + 32 + 32 + 20 + 1;
      int count = in.get(topicsAt - 1);
      int dataAt = topicsAt + 32 * count + 4;
      int size = in.getInt(dataAt - 4);
      boolean meant = number <= upTo && same(start + 80, of) && topics.length <= count;
      for (int i = 0; meant && i < topics.length; i++) {
        meant = topics[i] == null || same(topicsAt + 32 * i, topics[i]);
      }
      if (meant) {
        to.accept(event(in.position(start), contract));
      }
      in.position(dataAt + size);
    }
  }

  private boolean same(int at, byte[] wanted) {
    return java.util.Arrays.equals(events, at, at + wanted.length, wanted, 0, wanted.length);
  }

  private static Event event(ByteBuffer in, Address contract) {
    long number = in.getLong();
    long timestamp = in.getLong();
    BlockRef block = new BlockRef(number, word(in), timestamp);
    Bytes32 transaction = word(in);
    in.position(in.position() + 20);
    int count = in.get();
    List<Bytes32> topics = new ArrayList<>(count);
    for (int i = 0; i < count; i++) {
      topics.add(word(in));
    }
    byte[] data = new byte[in.getInt()];
    in.get(data);
    return new Event(contract, topics, data, block, transaction);
  }

  private static Bytes32 word(ByteBuffer in) {
    byte[] bytes = new byte[32];
    in.get(bytes);
    return Bytes32.of(bytes);
  }
}
