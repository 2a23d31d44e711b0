// SPDX-License-Identifier: Apache-2.0
package org.sealome.ledger;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.ConnectException;
import java.net.HttpURLConnection;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import javax.net.ssl.HttpsURLConnection;
import javax.net.ssl.SSLException;

/**
 * JSON-RPC over HTTP: several calls in one round trip, time limits, typed failures. Connections are
 * kept alive by the JDK. (web3j's own service pulls in an HTTP client that takes longer to load
 * than a query may take.)
 */
final class JsonRpc {
  private static final int CONNECT_MILLIS = 2_000;

  /** Nodes limit the calls of one request; Besu's default is 1,024, and answers must fit memory. */
  private static final int BATCH = 100;

  static final ObjectMapper JSON = new ObjectMapper();

  private final Endpoint endpoint;
  private final URI node;
  private final Access access;

  JsonRpc(URI node) {
    this(Endpoint.of(node));
  }

  JsonRpc(Endpoint endpoint) {
    this.endpoint = endpoint;
    this.node = endpoint.node();
    this.access = Access.of(endpoint);
  }

  Endpoint endpoint() {
    return endpoint;
  }

  /** One call of a batch. */
  record Call(String method, Object... params) {}

  /** What the node said to one call: a result, or an error. */
  record Answer(JsonNode result, JsonNode error) {
    /**
     * @throws LedgerException.Rejected with the node's words
     */
    JsonNode orThrow(String method) {
      if (error != null) {
        throw rejected(method);
      }
      return result;
    }

    LedgerException.Rejected rejected(String method) {
      return new LedgerException.Rejected(
          "the node refused " + method + ": " + message(), error.path("code").asInt());
    }

    String message() {
      return error.path("message").asText();
    }

    /** What a contract reverted with, where this is such an error; else null. */
    byte[] revertData() {
      JsonNode data = error.path("data");
      if (data.isObject()) {
        data = data.path("data");
      }
      String text = data.asText("");
      int hex = text.indexOf("0x");
      try {
        return hex < 0 ? null : HexFormat.of().parseHex(text.substring(hex + 2));
      } catch (IllegalArgumentException e) {
        return null;
      }
    }
  }

  JsonNode call(String method, Object... params) {
    return ask(new Call(method, params)).orThrow(method);
  }

  Answer ask(Call call) {
    return ask(List.of(call)).getFirst();
  }

  /** The answers, in the order of the calls. */
  List<Answer> ask(List<Call> calls) {
    List<Answer> answers = new ArrayList<>(calls.size());
    for (int from = 0; from < calls.size(); from += BATCH) {
      answers.addAll(askOnce(calls.subList(from, Math.min(calls.size(), from + BATCH))));
    }
    return answers;
  }

  private List<Answer> askOnce(List<Call> calls) {
    ArrayNode requests = JSON.createArrayNode();
    for (int i = 0; i < calls.size(); i++) {
      ObjectNode request = requests.addObject();
      request.put("jsonrpc", "2.0").put("id", i).put("method", calls.get(i).method());
      request.set("params", JSON.valueToTree(calls.get(i).params()));
    }
    JsonNode reply = exchange(calls.size() == 1 ? requests.get(0) : requests);
    Answer[] answers = new Answer[calls.size()];
    for (JsonNode one : reply.isArray() ? reply : List.of(reply)) {
      int id = one.path("id").asInt(-1);
      if (id >= 0 && id < answers.length) {
        answers[id] = new Answer(one.path("result"), one.get("error"));
      } else if (one.has("error")) {
        throw new Answer(null, one.get("error")).rejected("a batch of calls");
      }
    }
    for (Answer answer : answers) {
      if (answer == null) {
        throw new LedgerException.Unreachable(
            "what answers at " + node + " is not an Ethereum node", null);
      }
    }
    return List.of(answers);
  }

  private JsonNode exchange(JsonNode request) {
    try {
      byte[] body = JSON.writeValueAsBytes(request);
      try {
        return exchange(body);
      } catch (ConnectException | SocketTimeoutException | SSLException e) {
        throw e;
      } catch (JsonProcessingException e) {
        throw new LedgerException.Unreachable(
            "what answers at " + node + " is not an Ethereum node", e);
      } catch (IOException e) {
        // A connection that was kept alive ends when the node tires of it. Every call may be made
        // twice: a signed transaction has one hash.
        return exchange(body);
      }
    } catch (JsonProcessingException e) {
      throw new LedgerException.Unreachable(
          "what answers at " + node + " is not an Ethereum node", e);
    } catch (SocketTimeoutException e) {
      throw new LedgerException.Unreachable(
          "the ledger node at "
              + node
              + " did not answer within "
              + endpoint.timeout().toMillis()
              + " ms",
          e);
    } catch (IOException e) {
      throw new LedgerException.Unreachable(
          "no ledger node answers at " + node + ": " + e.getMessage(), e);
    }
  }

  private JsonNode exchange(byte[] body) throws IOException {
    HttpURLConnection http = (HttpURLConnection) node.toURL().openConnection();
    if (http instanceof HttpsURLConnection https && access.trust() != null) {
      https.setSSLSocketFactory(access.trust().getSocketFactory());
    }
    String authorization = access.authorization();
    if (authorization != null) {
      http.setRequestProperty("Authorization", authorization);
    }
    int limit = Math.toIntExact(endpoint.timeout().toMillis());
    http.setConnectTimeout(Math.min(limit, CONNECT_MILLIS));
    http.setReadTimeout(limit);
    http.setInstanceFollowRedirects(false);
    http.setRequestMethod("POST");
    http.setDoOutput(true);
    http.setRequestProperty("Content-Type", "application/json");
    http.setFixedLengthStreamingMode(body.length);
    try (OutputStream out = http.getOutputStream()) {
      out.write(body);
    }
    int status = http.getResponseCode();
    try (InputStream in = status < 400 ? http.getInputStream() : http.getErrorStream()) {
      byte[] reply = in == null ? new byte[0] : in.readAllBytes();
      if (status == 401 || status == 403) {
        throw new LedgerException.Rejected(
            "the node at " + node + " wants another token (HTTP " + status + ")", status);
      }
      return reply.length == 0 ? JSON.nullNode() : JSON.readTree(reply);
    }
  }

  static String hex(byte[] bytes) {
    return "0x" + HexFormat.of().formatHex(bytes);
  }

  static String hex(long number) {
    return "0x" + Long.toHexString(number);
  }

  static byte[] bytes(JsonNode node) {
    String text = node.asText();
    return HexFormat.of().parseHex(text.startsWith("0x") ? text.substring(2) : text);
  }

  static long number(JsonNode node) {
    return Long.parseUnsignedLong(node.asText().substring(2), 16);
  }
}
