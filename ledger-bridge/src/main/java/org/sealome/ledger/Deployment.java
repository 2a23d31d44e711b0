// SPDX-License-Identifier: Apache-2.0
package org.sealome.ledger;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/**
 * Where the contracts are, and what they must be.
 *
 * @param chainId the chain's id
 * @param block a block before the deployment: no event is older
 * @param datasets the DatasetRegistry
 * @param consents the ConsentRegistry
 * @param queryLog the QueryLog
 * @param credentials the Credentials
 */
public record Deployment(
    long chainId,
    long block,
    Contract datasets,
    Contract consents,
    Contract queryLog,
    Contract credentials) {
  /**
   * One contract.
   *
   * @param address where it is
   * @param codeHash keccak256 of its runtime code
   */
  public record Contract(Address address, Bytes32 codeHash) {}

  /** As JSON, readable by {@link #read}. The file is replaced in one step. */
  public void write(Path file) {
    ObjectNode json = JsonRpc.JSON.createObjectNode().put("chainId", chainId).put("block", block);
    put(json, "datasets", datasets);
    put(json, "consents", consents);
    put(json, "queryLog", queryLog);
    put(json, "credentials", credentials);
    try {
      Path next = file.resolveSibling(file.getFileName() + ".next");
      Files.writeString(next, json.toPrettyString() + "\n");
      Files.move(next, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * @throws UncheckedIOException where there is no such file, or it is no JSON
   * @throws IllegalArgumentException where it is not a deployment
   */
  public static Deployment read(Path file) {
    try {
      JsonNode json = JsonRpc.JSON.readTree(Files.readAllBytes(file));
      if (!json.path("chainId").isIntegralNumber() || !json.path("block").isIntegralNumber()) {
        throw new IllegalArgumentException("not a deployment: " + file);
      }
      return new Deployment(
          json.path("chainId").asLong(),
          json.path("block").asLong(),
          get(json, "datasets"),
          get(json, "consents"),
          get(json, "queryLog"),
          get(json, "credentials"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void put(ObjectNode json, String name, Contract contract) {
    json.putObject(name)
        .put("address", contract.address.hex())
        .put("codeHash", contract.codeHash.hex());
  }

  private static Contract get(JsonNode json, String name) {
    JsonNode contract = json.path(name);
    return new Contract(
        new Address(contract.path("address").asText()),
        Bytes32.fromHex(contract.path("codeHash").asText()));
  }
}
