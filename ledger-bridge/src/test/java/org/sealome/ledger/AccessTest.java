// SPDX-License-Identifier: Apache-2.0
package org.sealome.ledger;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.util.ArrayList;
import java.util.List;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** A node behind TLS that wants a token. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class AccessTest {
  private Path folder;
  private HttpsServer server;
  private Path authority;
  private Path token;
  private volatile String wanted = "Bearer first";

  @BeforeAll
  void serve(@TempDir Path folder) throws Exception {
    this.folder = folder;
    Path keys = folder.resolve("keys.p12");
    authority = folder.resolve("authority.pem");
    token = Files.writeString(folder.resolve("token"), "first\n");
    keytool(
        "-genkeypair -keyalg EC -groupname secp256r1 -alias node -dname CN=localhost"
            + " -ext SAN=dns:localhost,ip:127.0.0.1 -storepass secret -keystore "
            + keys);
    keytool(
        "-exportcert -rfc -alias node -storepass secret -keystore " + keys + " -file " + authority);
    KeyStore store = KeyStore.getInstance("PKCS12");
    try (InputStream in = Files.newInputStream(keys)) {
      store.load(in, "secret".toCharArray());
    }
    KeyManagerFactory managers =
        KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
    managers.init(store, "secret".toCharArray());
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(managers.getKeyManagers(), null, null);
    server = HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setHttpsConfigurator(new HttpsConfigurator(context));
    server.createContext(
        "/",
        http -> {
          byte[] body = http.getRequestBody().readAllBytes();
          boolean may = wanted.equals(http.getRequestHeaders().getFirst("Authorization"));
          byte[] answer =
              may
                  ? JsonRpc.JSON.writeValueAsBytes(forward(body))
                  : "{\"error\":{\"code\":-40100,\"message\":\"Unauthorized\"}}".getBytes();
          http.sendResponseHeaders(may ? 200 : 401, answer.length);
          http.getResponseBody().write(answer);
          http.close();
        });
    server.start();
  }

  private static com.fasterxml.jackson.databind.JsonNode forward(byte[] body)
      throws java.io.IOException {
    var request = JsonRpc.JSON.readTree(body);
    var answers = JsonRpc.JSON.createArrayNode();
    for (var call : request.isArray() ? request : List.of(request)) {
      List<Object> params = new ArrayList<>();
      call.path("params").forEach(params::add);
      JsonRpc.Answer said =
          new JsonRpc(TestChain.NODE.uri())
              .ask(new JsonRpc.Call(call.path("method").asText(), params.toArray()));
      var answer = answers.addObject().put("jsonrpc", "2.0");
      answer.set("id", call.path("id"));
      answer.set(
          said.error() == null ? "result" : "error",
          said.error() == null ? said.result() : said.error());
    }
    return request.isArray() ? answers : answers.get(0);
  }

  @AfterAll
  void stop() {
    server.stop(0);
  }

  private Endpoint endpoint() {
    return Endpoint.of(URI.create("https://localhost:" + server.getAddress().getPort()));
  }

  private static Ledger connect(Endpoint endpoint) {
    return Ledger.connect(endpoint, TestChain.DEPLOYMENT, List.of(TestChain.RELAYER));
  }

  @Test
  void withTheRightAuthorityAndToken() throws Exception {
    Endpoint good = endpoint().withAuthority(authority).withToken(token);
    try (Ledger ledger = connect(good)) {
      ledger.head();
      ledger
          .credentials()
          .attest(TestChain.CUSTODIAN, Account.generate().address(), Role.RESEARCHER);
      // A token is renewed while the client runs.
      wanted = "Bearer second";
      LedgerException.Rejected refused = assertThrows(LedgerException.Rejected.class, ledger::head);
      assertEquals(401, refused.rpcCode());
      Files.writeString(token, "second\n");
      ledger.head();
    } finally {
      wanted = "Bearer first";
      Files.writeString(token, "first\n");
    }
  }

  @Test
  void withoutThemNothing() throws Exception {
    assertThrows(LedgerException.Unreachable.class, () -> connect(endpoint().withToken(token)));
    assertThrows(
        LedgerException.Rejected.class, () -> connect(endpoint().withAuthority(authority)));
    Path noCertificate = Files.writeString(folder.resolve("nothing.pem"), "");
    assertThrows(
        IllegalArgumentException.class, () -> connect(endpoint().withAuthority(noCertificate)));
    assertThrows(
        IllegalArgumentException.class,
        () -> Endpoint.of(URI.create("http://node.example:8545")).withToken(token));
  }

  private static void keytool(String arguments) throws Exception {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "keytool").toString());
    command.addAll(List.of(arguments.split(" ")));
    Process process =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .start();
    assertEquals(0, process.waitFor(), arguments);
  }
}
