// SPDX-License-Identifier: Apache-2.0
package org.sealome.ledger;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Stands before the development node and behaves as a Besu node does: its error codes, its limits,
 * none of the development node's own methods. What happens on networks can be made to happen here.
 */
final class BesuProxy implements AutoCloseable {
  /** Besu's default limit on a range of logs. */
  static final long LOG_RANGE = 5_000;

  /** States that Besu keeps by default. */
  static final long STATES = 512;

  private static final int BATCH = 1_024;
  private static final List<String> OWN =
      List.of("anvil_", "evm_", "hardhat_", "debug_", "txpool_", "ots_", "erigon_");

  /** The development node's words for what ends without a revert; Besu has none. */
  private static final List<String> HALTED =
      List.of("out of gas", "outofgas", "gas required exceeds", "opcode", "notactivated");

  private static final List<String> STATE_READS =
      List.of("eth_call", "eth_getCode", "eth_getBalance", "eth_getStorageAt");

  /** Which consensus it says that it follows. */
  enum Consensus {
    /** What is mined is final; block headers say so, and so does a method. */
    QBFT,
    /** Blocks may be taken back. */
    CLIQUE
  }

  /** What becomes of a request. */
  enum Fate {
    PASS,
    /** The connection stays open and nothing ever comes. */
    HANG,
    /** The node gets it and does it; nobody hears of it. */
    LOSE_REPLY,
    /** The connection ends before the node gets it. */
    CUT,
    /** A transaction is taken into the pool, and drops out of it without a word. */
    DROP
  }

  /** Decides a request's fate by the method that it calls. */
  interface Weather {
    Fate of(String method);
  }

  static final Weather FAIR = method -> Fate.PASS;

  private final HttpServer server;
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final CountDownLatch closed = new CountDownLatch(1);
  private final Map<String, Long> numbers = new ConcurrentHashMap<>();
  private final Map<String, AtomicLong> counts = new ConcurrentHashMap<>();
  private final Consensus consensus;
  private volatile URI node;
  private volatile Weather weather = FAIR;
  private volatile Duration latency = Duration.ZERO;
  private volatile long logRange = LOG_RANGE;

  BesuProxy(URI node, Consensus consensus) {
    this.node = node;
    this.consensus = consensus;
    try {
      server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
    server.setExecutor(threads);
    server.createContext("/", this::exchange);
    server.start();
  }

  URI uri() {
    return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
  }

  /** The node behind, where its own methods can be called. */
  JsonRpc sideDoor() {
    return new JsonRpc(node);
  }

  /** Puts another node behind. */
  void behind(URI other) {
    node = other;
  }

  void weather(Weather now) {
    weather = now;
  }

  void latency(Duration now) {
    latency = now;
  }

  /** An operator may allow less. */
  void logRange(long blocks) {
    logRange = blocks;
  }

  /** How often the method was called. */
  long calls(String method) {
    AtomicLong count = counts.get(method);
    return count == null ? 0 : count.get();
  }

  @Override
  public void close() {
    closed.countDown();
    server.stop(0);
    threads.shutdownNow();
  }

  private void exchange(HttpExchange http) {
    try (http) {
      JsonNode request = JsonRpc.JSON.readTree(http.getRequestBody().readAllBytes());
      List<JsonNode> calls = new ArrayList<>();
      (request.isArray() ? request : List.of(request)).forEach(calls::add);
      Fate fate = Fate.PASS;
      for (JsonNode call : calls) {
        String method = call.path("method").asText();
        counts.computeIfAbsent(method, m -> new AtomicLong()).incrementAndGet();
        Fate one = weather.of(method);
        fate = one == Fate.PASS ? fate : one;
      }
      Thread.sleep(latency);
      if (fate == Fate.HANG) {
        closed.await(10, TimeUnit.MINUTES);
      }
      if (fate == Fate.HANG || fate == Fate.CUT) {
        return;
      }
      ArrayNode answers = fate == Fate.DROP ? taken(request) : answers(calls);
      if (fate == Fate.LOSE_REPLY) {
        return;
      }
      byte[] body = JsonRpc.JSON.writeValueAsBytes(request.isArray() ? answers : answers.get(0));
      http.getResponseHeaders().set("Content-Type", "application/json");
      http.sendResponseHeaders(200, body.length);
      http.getResponseBody().write(body);
    } catch (LedgerException.Unreachable | IOException e) {
      // Without an answer the connection just ends, as a dead node's does.
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static ArrayNode taken(JsonNode request) {
    ArrayNode answers = JsonRpc.JSON.createArrayNode();
    answers
        .addObject()
        .put("jsonrpc", "2.0")
        .put("result", Bytes32.keccak(JsonRpc.bytes(request.path("params").path(0))).hex())
        .set("id", request.path("id"));
    return answers;
  }

  private ArrayNode answers(List<JsonNode> calls) {
    JsonRpc rpc = sideDoor();
    ArrayNode answers = JsonRpc.JSON.createArrayNode();
    for (JsonNode call : calls) {
      ObjectNode answer = answers.addObject().put("jsonrpc", "2.0");
      answer.set("id", call.path("id"));
      if (calls.size() > BATCH) {
        error(answer, -32005, "Number of requests exceeds max batch size", null);
      } else {
        answer(rpc, call.path("method").asText(), call.path("params"), answer);
      }
    }
    return answers;
  }

  private void answer(JsonRpc rpc, String method, JsonNode params, ObjectNode answer) {
    if (OWN.stream().anyMatch(method::startsWith)) {
      error(answer, -32604, "Method not enabled", null);
    } else if (method.equals("web3_clientVersion")) {
      answer.put("result", "besu/v25.8.0/linux-x86_64/openjdk-java-21");
    } else if (method.equals(
        consensus == Consensus.QBFT ? "qbft_getValidatorsByBlockNumber" : "clique_getSigners")) {
      answer.putArray("result").add(Address.ZERO.hex());
    } else if (method.startsWith("qbft_")
        || method.startsWith("ibft_")
        || method.startsWith("clique_")) {
      error(answer, -32604, "Method not enabled", null);
    } else if (mentions(params, "finalized") || mentions(params, "safe")) {
      error(answer, -39001, "Unknown block", null);
    } else if (method.equals("eth_call") && !params.path(0).has("to")) {
      error(answer, -32602, "Invalid params", null);
    } else if (method.equals("eth_getLogs") && !params.path(0).has("blockHash")) {
      logs(rpc, params, answer);
    } else if (STATE_READS.contains(method) && forgotten(rpc, params)) {
      error(answer, -32000, "World state unavailable", null);
    } else {
      forward(rpc, method, params, answer);
    }
  }

  private void logs(JsonRpc rpc, JsonNode params, ObjectNode answer) {
    long head = JsonRpc.number(rpc.call("eth_blockNumber"));
    long from = number(params.path(0).path("fromBlock"), head);
    long to = number(params.path(0).path("toBlock"), head);
    if (to > head || from > to) {
      error(answer, -32602, "Invalid block parameters", null);
    } else if (to - from > logRange) {
      error(answer, -32005, "Requested range exceeds maximum RPC range limit", null);
    } else {
      forward(rpc, "eth_getLogs", params, answer);
    }
  }

  private void forward(JsonRpc rpc, String method, JsonNode params, ObjectNode answer) {
    List<Object> values = new ArrayList<>();
    params.forEach(values::add);
    JsonRpc.Answer said = rpc.ask(new JsonRpc.Call(method, values.toArray()));
    if (said.error() == null) {
      JsonNode result = said.result();
      if (method.startsWith("eth_getBlockBy") && result.isObject() && consensus == Consensus.QBFT) {
        ((ObjectNode) result).put("mixHash", Finality.ISTANBUL);
      }
      answer.set("result", result);
      return;
    }
    String message = said.message().toLowerCase(Locale.ROOT);
    if (message.contains("nonce too low")) {
      error(answer, -32001, "Nonce too low", null);
    } else if (message.contains("already imported") || message.contains("already known")) {
      error(answer, -32000, "Known transaction", null);
    } else if (message.contains("underpriced")) {
      error(answer, -32000, "Replacement transaction underpriced", null);
    } else if ((method.equals("eth_call") || method.equals("eth_estimateGas"))
        && HALTED.stream().anyMatch(message::contains)) {
      error(answer, -32603, "Internal error", null);
    } else if (message.contains("revert")) {
      error(answer, -32000, "Execution reverted", said.error().get("data"));
    } else if (message.contains("not found") || message.contains("blockoutofrange")) {
      error(answer, -32000, "Block not found", null);
    } else {
      answer.set("error", said.error());
    }
  }

  private boolean forgotten(JsonRpc rpc, JsonNode params) {
    JsonNode block = params.path(params.size() - 1);
    long head = JsonRpc.number(rpc.call("eth_blockNumber"));
    if (block.isObject() && block.has("blockHash")) {
      String hash = block.path("blockHash").asText();
      Long number =
          numbers.computeIfAbsent(
              hash,
              h -> {
                JsonNode header = rpc.call("eth_getBlockByHash", h, false);
                return header.isObject() ? JsonRpc.number(header.path("number")) : null;
              });
      return number != null && head - number >= STATES;
    }
    return head - number(block, head) >= STATES;
  }

  private static long number(JsonNode block, long head) {
    String text = block.asText();
    return text.startsWith("0x") ? Long.parseUnsignedLong(text.substring(2), 16) : head;
  }

  private static boolean mentions(JsonNode params, String tag) {
    for (JsonNode param : params) {
      if (param.isTextual() && param.asText().equals(tag)
          || param.isObject() && mentions(param, tag)) {
        return true;
      }
    }
    return false;
  }

  private static void error(ObjectNode answer, int code, String message, JsonNode data) {
    ObjectNode error = answer.putObject("error").put("code", code).put("message", message);
    if (data != null) {
      error.set("data", data);
    }
  }
}
