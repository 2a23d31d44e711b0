// SPDX-License-Identifier: Apache-2.0
package org.sealome.query.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.net.URI;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.sealome.ledger.Endpoint;
import org.sealome.ledger.Finality;
import org.sealome.query.ErrorCode;
import org.sealome.query.SealomeException;

class NodeSettingsTest {
  private static final URI NODE = URI.create("https://node.example:8545");

  @Test
  void theEnvironmentSaysHowTheNodeIsReached() {
    Map<String, String> environment =
        Map.of(
            "SEALOME_RPC_WS", "wss://node.example:8546",
            "SEALOME_RPC_CA", "/etc/ca.pem",
            "SEALOME_RPC_TOKEN", "/run/token",
            "SEALOME_RPC_FINALITY", "5");
    assertEquals(
        Endpoint.of(NODE)
            .withIndex(Path.of("/events"))
            .withHeads(URI.create("wss://node.example:8546"))
            .withAuthority(Path.of("/etc/ca.pem"))
            .withToken(Path.of("/run/token"))
            .withFinality(Finality.confirmed(5)),
        new NodeSettings(environment).endpoint(NODE, Path.of("/events")));
    assertEquals(Endpoint.of(NODE), new NodeSettings(Map.of()).endpoint(NODE, null));
  }

  @Test
  void whatIsNoSettingIsRefused() {
    for (Map.Entry<String, String> wrong :
        Map.of(
                "SEALOME_RPC_WS", "http://node.example",
                "SEALOME_RPC_FINALITY", "soon")
            .entrySet()) {
      SealomeException refused =
          assertThrows(
              SealomeException.class,
              () ->
                  new NodeSettings(Map.of(wrong.getKey(), wrong.getValue())).endpoint(NODE, null));
      assertEquals(ErrorCode.USAGE, refused.code());
    }
    // A token in clear text over a network.
    assertThrows(
        SealomeException.class,
        () ->
            new NodeSettings(Map.of("SEALOME_RPC_TOKEN", "/run/token"))
                .endpoint(URI.create("http://node.example:8545"), null));
  }
}
