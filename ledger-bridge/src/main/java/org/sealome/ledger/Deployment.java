// SPDX-License-Identifier: Apache-2.0
package org.sealome.ledger;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;

/**
 * Where the contracts are, and what they must be.
 *
 * @param chainId the chain's id
 * @param block a block before the deployment: no event is older
 * @param datasets the DatasetRegistry
 * @param consents the ConsentRegistry
 * @param queryLog the QueryLog
 * @param credentials the Credentials
 * @param ethics the EthicsCommittee
 * @param delegates the Delegates
 * @param governance the Governance
 */
public record Deployment(
    long chainId,
    long block,
    Contract datasets,
    Contract consents,
    Contract queryLog,
    Contract credentials,
    Contract ethics,
    Contract delegates,
    Contract governance) {
  /**
   * One contract.
   *
   * @param address where it is
   * @param codeHash keccak256 of its runtime code
   */
  public record Contract(Address address, Bytes32 codeHash) {}

  /** All contracts. */
  public List<Contract> contracts() {
    return List.of(datasets, consents, queryLog, credentials, ethics, delegates, governance);
  }

  /** The same contracts, said to be on another chain. */
  public Deployment onChain(long other) {
    return new Deployment(
        other, block, datasets, consents, queryLog, credentials, ethics, delegates, governance);
  }

  /** With another contract in the place of the one at this address. */
  public Deployment replacing(Address old, Contract by) {
    List<Contract> next = contracts().stream().map(c -> c.address.equals(old) ? by : c).toList();
    return new Deployment(
        chainId,
        block,
        next.get(0),
        next.get(1),
        next.get(2),
        next.get(3),
        next.get(4),
        next.get(5),
        next.get(6));
  }

  /** By what governance announces a deployment: keccak256 of chain id and contracts, in order. */
  public Bytes32 digest() {
    List<Object> parts = new ArrayList<>(List.of(chainId, block));
    for (Contract contract : contracts()) {
      parts.add(contract.address);
      parts.add(contract.codeHash);
    }
    return Bytes32.keccak(Abi.tuple(parts.toArray()));
  }

  /** As JSON, readable by {@link #read}. The file is replaced in one step. */
  public void write(Path file) {
    ObjectNode json = JsonRpc.JSON.createObjectNode().put("chainId", chainId).put("block", block);
    put(json, "datasets", datasets);
    put(json, "consents", consents);
    put(json, "queryLog", queryLog);
    put(json, "credentials", credentials);
    put(json, "ethics", ethics);
    put(json, "delegates", delegates);
    put(json, "governance", governance);
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
      if (!json.has("governance")) {
        throw new IllegalArgumentException(
            "the contracts of an earlier version, which this one cannot use: " + file);
      }
      return new Deployment(
          json.path("chainId").asLong(),
          json.path("block").asLong(),
          get(json, "datasets"),
          get(json, "consents"),
          get(json, "queryLog"),
          get(json, "credentials"),
          get(json, "ethics"),
          get(json, "delegates"),
          get(json, "governance"));
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
