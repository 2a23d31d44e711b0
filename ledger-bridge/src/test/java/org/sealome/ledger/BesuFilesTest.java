// SPDX-License-Identifier: Apache-2.0
package org.sealome.ledger;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.yaml.snakeyaml.Yaml;

/** Besu is not here; its files are at least well formed, and say the same of the same things. */
class BesuFilesTest {
  private static final Path FOLDER = Path.of("besu");

  @Test
  void theGenesisIsQbftWithFreeGasAndWhatTheContractsNeed() throws IOException {
    JsonNode network = JsonRpc.JSON.readTree(Files.readAllBytes(FOLDER.resolve("network.json")));
    JsonNode genesis = network.path("genesis");
    JsonNode config = genesis.path("config");
    assertEquals(4, network.path("blockchain").path("nodes").path("count").asInt());
    assertTrue(config.path("qbft").path("blockperiodseconds").asInt() > 0);
    assertTrue(config.path("zeroBaseFee").asBoolean());
    assertEquals(0, config.path("berlinBlock").asInt(-1), "the contracts need Berlin");
    assertEquals(Finality.ISTANBUL, genesis.path("mixHash").asText());
    assertTrue(JsonRpc.number(genesis.path("gasLimit")) >= 100_000_000, "a batch takes 12 million");
    assertTrue(config.path("chainId").asLong() != DevNode.CHAIN_ID);
  }

  @Test
  void theNodesConfigurationAllowsWhatTheClientCallsAndNoMore() throws IOException {
    Map<String, JsonNode> config = toml(FOLDER.resolve("besu.toml"));
    List<String> offered = texts(config.get("rpc-http-api"));
    assertEquals(List.of("ETH", "NET", "WEB3", "QBFT"), offered);
    assertEquals(0, config.get("min-gas-price").asInt(-1));
    assertEquals(EventIndex.RANGE, config.get("rpc-max-logs-range").asInt());
    assertTrue(config.get("permissions-accounts-config-file-enabled").asBoolean());
    assertTrue(config.get("permissions-nodes-config-file-enabled").asBoolean());
    permissions(toml(FOLDER.resolve("permissions.toml")));
  }

  @Test
  void theContainersAreFourAndOnlyOneIsReachedAndOnlyFromHere() throws IOException {
    Map<String, Object> compose = new Yaml().load(Files.readString(FOLDER.resolve("compose.yaml")));
    Map<?, ?> services = (Map<?, ?>) compose.get("services");
    assertEquals(4, services.size());
    int published = 0;
    for (Object service : services.values()) {
      Map<?, ?> one = (Map<?, ?>) service;
      assertTrue(one.get("image").toString().startsWith("hyperledger/besu:"));
      assertTrue(((List<?>) one.get("volumes")).contains("./besu.toml:/opt/besu/besu.toml:ro"));
      if (one.get("ports") instanceof List<?> ports) {
        published++;
        ports.forEach(port -> assertTrue(port.toString().startsWith("127.0.0.1:")));
      }
    }
    assertEquals(1, published);
  }

  /** With something that makes the files that Besu's operator command makes. */
  @Test
  @DisabledOnOs(OS.WINDOWS)
  void theScriptLaysOutWhatBesuMakes(@TempDir Path folder) throws Exception {
    for (String file : List.of("make-network.sh", "network.json")) {
      Files.copy(FOLDER.resolve(file), folder.resolve(file), StandardCopyOption.COPY_ATTRIBUTES);
    }
    Path operator =
        Files.writeString(
            folder.resolve("operator"),
            """
            #!/bin/sh
            for i in 1 2 3 4; do
              mkdir -p "made/keys/0x0$i"
              echo "0xkey$i" > "made/keys/0x0$i/key"
              printf '0x%s' "$(printf "%0128d" $i)" > "made/keys/0x0$i/key.pub"
            done
            echo '{}' > made/genesis.json
            """);
    assertTrue(operator.toFile().setExecutable(true));
    Path log = folder.resolve("log");
    String account = "0x00000000000000000000000000000000000000aA";
    assertEquals(0, run(folder, operator, log, account), () -> read(log));
    for (int node = 1; node <= 4; node++) {
      assertEquals("0xkey" + node + "\n", read(folder.resolve("data/" + node + "/key")));
    }
    Map<String, JsonNode> permissions = toml(folder.resolve("network/permissions.toml"));
    permissions(permissions);
    assertEquals(List.of(account), texts(permissions.get("accounts-allowlist")));
    assertEquals(
        texts(JsonRpc.JSON.readTree(read(folder.resolve("network/static-nodes.json")))),
        texts(permissions.get("nodes-allowlist")));
    // Again, for other accounts: keys and genesis stay.
    assertEquals(0, run(folder, operator, log, account, account.replace("aA", "bB")));
    assertEquals(
        2, toml(folder.resolve("network/permissions.toml")).get("accounts-allowlist").size());
    assertFalse(run(folder, operator, log, "0x12") == 0);
  }

  private static int run(Path folder, Path besu, Path log, String... accounts) throws Exception {
    List<String> command = new java.util.ArrayList<>(List.of("./make-network.sh"));
    command.addAll(List.of(accounts));
    ProcessBuilder builder =
        new ProcessBuilder(command)
            .directory(folder.toFile())
            .redirectErrorStream(true)
            .redirectOutput(log.toFile());
    builder.environment().put("BESU", besu.toString());
    return builder.start().waitFor();
  }

  private static void permissions(Map<String, JsonNode> toml) {
    for (String account : texts(toml.get("accounts-allowlist"))) {
      assertTrue(account.matches("0x[0-9a-fA-F]{40}"), account);
    }
    for (String node : texts(toml.get("nodes-allowlist"))) {
      assertTrue(node.matches("enode://[0-9a-f]{128}@[0-9.]+:[0-9]+"), node);
    }
  }

  /** As flat as Besu's files are, TOML's values are JSON's. */
  private static Map<String, JsonNode> toml(Path file) throws IOException {
    Map<String, JsonNode> values = new HashMap<>();
    for (String line : Files.readAllLines(file)) {
      if (line.isBlank() || line.startsWith("#")) {
        continue;
      }
      int equals = line.indexOf('=');
      String key = line.substring(0, equals);
      assertTrue(key.matches("[a-z0-9-]+"), line);
      JsonNode value = JsonRpc.JSON.readTree(line.substring(equals + 1));
      assertEquals(null, values.put(key, value), line);
    }
    return values;
  }

  private static List<String> texts(JsonNode array) {
    return java.util.stream.StreamSupport.stream(array.spliterator(), false)
        .map(JsonNode::asText)
        .toList();
  }

  private static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }
}
