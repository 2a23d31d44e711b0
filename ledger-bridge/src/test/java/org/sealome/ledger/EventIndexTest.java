// SPDX-License-Identifier: Apache-2.0
package org.sealome.ledger;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Against a made-up chain, whose every block has some events: as long as wanted ({@code
 * -Dsealome.test.events=1000000}), and whose past can be rewritten.
 */
class EventIndexTest {
  private static final int EVENTS = Integer.getInteger("sealome.test.events", 40_000);
  private static final int A_BLOCK = 20;
  private static final Address CONTRACT = TestChain.account(77).address();
  private static final Bytes32 KIND = Bytes32.keccak("Kind(uint256)");

  @TempDir Path folder;
  private HttpServer server;

  /** Blocks from this height on are others than before. */
  private volatile long rewritten = Long.MAX_VALUE;

  private volatile int most = Integer.MAX_VALUE;
  private final AtomicInteger logsAsked = new AtomicInteger();

  @BeforeEach
  void serve() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
    server.createContext(
        "/",
        http -> {
          JsonNode request = JsonRpc.JSON.readTree(http.getRequestBody().readAllBytes());
          StringBuilder answers = new StringBuilder(1 << 16);
          for (JsonNode call : request.isArray() ? request : List.of(request)) {
            answers.append(answers.isEmpty() ? "" : ",").append(answer(call));
          }
          byte[] body =
              (request.isArray() ? "[" + answers + "]" : answers.toString())
                  .getBytes(StandardCharsets.US_ASCII);
          http.sendResponseHeaders(200, body.length);
          http.getResponseBody().write(body);
          http.close();
        });
    server.start();
  }

  @AfterEach
  void stop() {
    server.stop(0);
  }

  @Test
  void whatWasReadIsKept() {
    BlockRef head = block(EVENTS / A_BLOCK);
    long begun = System.nanoTime();
    assertEquals(EVENTS, count(index("kept"), head));
    int asked = logsAsked.get();
    long again = System.nanoTime();
    assertEquals(EVENTS, count(index("kept"), head), "in another process");
    assertEquals(asked, logsAsked.get());
    System.out.printf(
        "%d events: read from the node in %d ms, from the file in %d ms%n",
        EVENTS, (again - begun) / 1_000_000, (System.nanoTime() - again) / 1_000_000);
    EventIndex index = index("kept");
    BlockRef later = block(head.number() + 10);
    assertEquals(EVENTS + 10 * A_BLOCK, count(index, later));
    assertEquals(asked + 1, logsAsked.get());
    assertEquals(EVENTS, count(index, head), "as it was then");
    List<Event> one = new ArrayList<>();
    index.forEach(CONTRACT, later, one::add, KIND, null, word(7, 3));
    assertEquals(1, one.size());
    assertEquals(block(7), one.getFirst().block());
    assertEquals(3, one.getFirst().reader().number(0));
  }

  @Test
  void whatARewrittenPastTookAwayIsForgotten() {
    BlockRef head = block(500);
    EventIndex index = index("rewritten");
    assertEquals(500 * A_BLOCK, count(index, head));
    rewritten = 400;
    assertThrows(LedgerException.StaleHead.class, () -> count(index, head));
    BlockRef other = block(450);
    List<Event> events = new ArrayList<>();
    index("rewritten").forEach(CONTRACT, other, events::add);
    assertEquals(450 * A_BLOCK, events.size());
    assertTrue(events.stream().allMatch(e -> e.block().equals(block(e.block().number()))));
  }

  @Test
  void aDamagedFileIsReadAgainFromTheDamageOn() throws IOException {
    BlockRef head = block(600);
    int all = 600 * A_BLOCK;
    assertEquals(all, count(index("damaged"), head));
    Path file = folder.resolve("damaged");
    try (RandomAccessFile bytes = new RandomAccessFile(file.toFile(), "rw")) {
      bytes.setLength(bytes.length() - 7);
    }
    assertEquals(all, count(index("damaged"), head), "cut short");
    try (RandomAccessFile bytes = new RandomAccessFile(file.toFile(), "rw")) {
      bytes.seek(bytes.length() / 2);
      int there = bytes.read();
      bytes.seek(bytes.length() / 2);
      bytes.write(~there);
    }
    assertEquals(all, count(index("damaged"), head), "a byte changed");
    Files.write(file, new byte[100]);
    assertEquals(all, count(index("damaged"), head), "another file");
  }

  @Test
  void aNodeThatAnswersLittleAtATime() {
    most = 90;
    assertEquals(200 * A_BLOCK, count(index("little"), block(200)));
  }

  @Test
  void severalReadersShareAFile() throws Exception {
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<Integer>> counts = new ArrayList<>();
      for (int i = 0; i < 6; i++) {
        EventIndex index = index("shared");
        BlockRef head = block(300 + 10L * i);
        counts.add(threads.submit(() -> count(index, head)));
      }
      for (int i = 0; i < 6; i++) {
        assertEquals((300 + 10 * i) * A_BLOCK, counts.get(i).get());
      }
    }
  }

  private EventIndex index(String file) {
    URI node = URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    return new EventIndex(new JsonRpc(node), List.of(CONTRACT), 1, folder.resolve(file));
  }

  private static int count(EventIndex index, BlockRef upTo) {
    int[] count = new int[1];
    index.forEach(CONTRACT, upTo, event -> count[0]++);
    return count[0];
  }

  private BlockRef block(long number) {
    return new BlockRef(
        number, Bytes32.keccak((number >= rewritten ? "new " : "old ") + number), 1_000 + number);
  }

  private static Bytes32 word(long block, int event) {
    return Bytes32.of(Abi.tuple(block * 1_000 + event));
  }

  private String answer(JsonNode call) {
    String id = "{\"jsonrpc\":\"2.0\",\"id\":" + call.path("id") + ",";
    JsonNode first = call.path("params").path(0);
    if (call.path("method").asText().equals("eth_getBlockByNumber")) {
      BlockRef block = block(JsonRpc.number(first));
      return id
          + "\"result\":{\"number\":\"%s\",\"hash\":\"%s\",\"timestamp\":\"%s\"}}"
              .formatted(JsonRpc.hex(block.number()), block.hash(), JsonRpc.hex(block.timestamp()));
    }
    logsAsked.incrementAndGet();
    long from = JsonRpc.number(first.path("fromBlock"));
    long to = JsonRpc.number(first.path("toBlock"));
    if ((to - from + 1) * A_BLOCK > most) {
      return id + "\"error\":{\"code\":-32005,\"message\":\"more than " + most + " results\"}}";
    }
    StringBuilder logs = new StringBuilder(id).append("\"result\":[");
    for (long number = from; number <= to; number++) {
      BlockRef block = block(number);
      for (int i = 0; i < A_BLOCK; i++) {
        logs.append(number == from && i == 0 ? "" : ",")
            .append("{\"address\":\"")
            .append(CONTRACT.hex())
            .append("\",\"topics\":[\"")
            .append(KIND.hex())
            .append("\",\"")
            .append(Bytes32.ZERO.hex())
            .append("\",\"")
            .append(word(number, i).hex())
            .append("\"],\"data\":\"")
            .append(JsonRpc.hex(Abi.tuple(i, 1, 2, 3, 4, 5)))
            .append("\",\"blockNumber\":\"")
            .append(JsonRpc.hex(number))
            .append("\",\"blockHash\":\"")
            .append(block.hash().hex())
            .append("\",\"blockTimestamp\":\"")
            .append(JsonRpc.hex(block.timestamp()))
            .append("\",\"transactionHash\":\"")
            .append(Bytes32.ZERO.hex())
            .append("\"}");
      }
    }
    return logs.append("]}").toString();
  }
}
