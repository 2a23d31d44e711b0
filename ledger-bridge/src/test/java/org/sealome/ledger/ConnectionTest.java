// SPDX-License-Identifier: Apache-2.0
package org.sealome.ledger;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.sealome.ledger.TestChain.DEPLOYMENT;
import static org.sealome.ledger.TestChain.RELAYER;

import com.sun.net.httpserver.HttpServer;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sealome.ledger.TestChain.Cohort;

/** No ledger, the wrong ledger, half a ledger: a typed error each time, and nothing done. */
class ConnectionTest {
  @Test
  void aDeploymentSurvivesItsFile(@TempDir Path folder) {
    DEPLOYMENT.write(folder.resolve("d.json"));
    assertEquals(DEPLOYMENT, Deployment.read(folder.resolve("d.json")));
  }

  @Test
  void nobodyAnswers() throws Exception {
    int port;
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      port = socket.getLocalPort();
    }
    URI nowhere = URI.create("http://127.0.0.1:" + port);
    assertThrows(
        LedgerException.Unreachable.class, () -> Ledger.connect(nowhere, DEPLOYMENT, RELAYER));
  }

  @Test
  void whatAnswersIsNoNode() throws Exception {
    for (String reply : List.of("<html>hello</html>", "", "{}", "[]", "null")) {
      HttpServer server =
          HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
      server.createContext(
          "/",
          exchange -> {
            exchange.getRequestBody().readAllBytes();
            byte[] body = reply.getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(200, body.length == 0 ? -1 : body.length);
            exchange.getResponseBody().write(body);
            exchange.close();
          });
      server.start();
      URI uri = URI.create("http://127.0.0.1:" + server.getAddress().getPort());
      assertThrows(
          LedgerException.Unreachable.class, () -> Ledger.connect(uri, DEPLOYMENT, RELAYER), reply);
      server.stop(0);
    }
  }

  @Test
  void anotherChainOrOtherContractsAreRefused() {
    Deployment d = DEPLOYMENT;
    Deployment otherChain = d.onChain(1);
    Deployment swapped =
        d.replacing(
            d.consents().address(),
            new Deployment.Contract(d.queryLog().address(), d.consents().codeHash()));
    Deployment nothingThere =
        d.replacing(
            d.datasets().address(),
            new Deployment.Contract(RELAYER.address(), d.datasets().codeHash()));
    for (Deployment wrong : List.of(otherChain, swapped, nothingThere)) {
      assertThrows(
          LedgerException.WrongChain.class,
          () -> Ledger.connect(TestChain.NODE.uri(), wrong, RELAYER));
    }
  }

  @Test
  void aBlockThatTheChainDoesNotHaveIsStale() {
    Cohort cohort = TestChain.cohort(1, 256);
    BlockRef head = TestChain.LEDGER.head();
    BlockRef other = new BlockRef(head.number(), TestChain.hash("other"), head.timestamp());
    assertThrows(
        LedgerException.StaleHead.class,
        () ->
            TestChain.LEDGER
                .consents()
                .consentMask(
                    cohort.id(), 0, Purpose.HMB, TestChain.RESEARCHER.address(), List.of(), other));
    assertThrows(
        LedgerException.StaleHead.class, () -> TestChain.LEDGER.block(head.number() + 1000));
  }

  @Test
  void aBlockThatAReorganisationTookAwayIsStaleAndItsEventsAreForgotten() {
    try (DevNode node = DevNode.start(null, DevNode.Options.INSTANT)) {
      Deployment deployment = Contracts.deploy(node.uri(), TestChain.CUSTODIAN);
      Ledger ledger = Ledger.connect(node.uri(), deployment, RELAYER);
      JsonRpc rpc = new JsonRpc(node.uri());
      Address contract = deployment.credentials().address();
      EventIndex index = new EventIndex(rpc, deployment, null);
      int before = count(index, contract, ledger.head());
      Address subject = TestChain.RESEARCHER.address();
      ledger.credentials().attest(TestChain.CUSTODIAN, subject, Role.RESEARCHER);
      BlockRef orphan = ledger.head();
      ledger.requireCanonical(orphan);
      assertEquals(before + 1, count(index, contract, orphan));
      rpc.call("anvil_reorg", 1, List.of());
      rpc.call("anvil_mine");
      assertThrows(LedgerException.StaleHead.class, () -> ledger.requireCanonical(orphan));
      assertThrows(
          LedgerException.StaleHead.class, () -> ledger.credentials().roles(subject, orphan));
      assertThrows(LedgerException.StaleHead.class, () -> count(index, contract, orphan));
      assertEquals(before, count(index, contract, ledger.head()));
    }
  }

  private static int count(EventIndex index, Address contract, BlockRef upTo) {
    List<Event> events = new ArrayList<>();
    index.forEach(contract, upTo, events::add);
    return events.size();
  }

  @Test
  void aNodeThatDiesUnderUsIsUnreachable() {
    DevNode node = DevNode.start(null, DevNode.Options.INSTANT);
    Deployment deployment = Contracts.deploy(node.uri(), TestChain.CUSTODIAN);
    Ledger ledger = Ledger.connect(node.uri(), deployment, RELAYER);
    ledger.head();
    node.close();
    assertThrows(LedgerException.Unreachable.class, ledger::head);
    assertThrows(
        LedgerException.Unreachable.class,
        () ->
            ledger
                .credentials()
                .attest(TestChain.CUSTODIAN, TestChain.RESEARCHER.address(), Role.RESEARCHER));
  }

  @Test
  void aRefusalSaysWhichAndWithWhat() {
    LedgerException.Reverted reverted =
        assertThrows(
            LedgerException.Reverted.class,
            () -> TestChain.LEDGER.datasets().anchor(TestChain.hash("none"), 1));
    assertEquals("UnknownDataset", reverted.reason());
    assertTrue(reverted.getMessage().contains(TestChain.hash("none").hex()));
  }
}
