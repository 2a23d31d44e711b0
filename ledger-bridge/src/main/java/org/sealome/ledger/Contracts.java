// SPDX-License-Identifier: Apache-2.0
package org.sealome.ledger;

import java.net.URI;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.sealome.ledger.contracts.ConsentRegistry;
import org.sealome.ledger.contracts.Credentials;
import org.sealome.ledger.contracts.DatasetRegistry;
import org.sealome.ledger.contracts.Delegates;
import org.sealome.ledger.contracts.EthicsCommittee;
import org.sealome.ledger.contracts.Governance;
import org.sealome.ledger.contracts.QueryLog;

/** Puts the contracts on a chain. */
public final class Contracts {
  /** CHAINID, of Istanbul, then STOP: of what the contracts use no instruction is newer. */
  private static final String NEWEST_INSTRUCTION = "0x4600";

  /** ADDRESS, then STOP. */
  private static final String OLDEST_INSTRUCTION = "0x3000";

  private Contracts() {}

  /**
   * Deploys them all; the deployer governs them and is the first institution that may attest. The
   * ethics committee has no member yet.
   *
   * @throws LedgerException.TooOld where the node's chain cannot run them
   * @throws LedgerException.NoCoins where gas has a price that the deployer cannot pay
   * @throws LedgerException where the node does not carry it
   */
  public static Deployment deploy(URI node, Account deployer) {
    return deploy(Endpoint.of(node), deployer);
  }

  /** As above, to a node that wants more. */
  public static Deployment deploy(Endpoint endpoint, Account deployer) {
    JsonRpc rpc = new JsonRpc(endpoint);
    long chainId = JsonRpc.number(rpc.call("eth_chainId"));
    try (Transactions transactions = new Transactions(rpc, chainId, Finality.of(rpc))) {
      return deploy(rpc, chainId, transactions, deployer);
    }
  }

  private static Deployment deploy(
      JsonRpc rpc, long chainId, Transactions transactions, Account deployer) {
    BlockRef before = new Blocks(rpc).head();
    requireInstructions(rpc, deployer);
    Address governance = create(transactions, deployer, Governance.BINARY, deployer.address());
    Address credentials = create(transactions, deployer, Credentials.BINARY, governance);
    Address ethics = create(transactions, deployer, EthicsCommittee.BINARY, governance);
    Address delegates = create(transactions, deployer, Delegates.BINARY, governance);
    Address datasets = create(transactions, deployer, DatasetRegistry.BINARY, governance);
    Address consents =
        create(
            transactions,
            deployer,
            ConsentRegistry.BINARY,
            datasets,
            credentials,
            ethics,
            delegates);
    Address queryLog = create(transactions, deployer, QueryLog.BINARY, datasets);
    return new Deployment(
        chainId,
        before.number(),
        contract(rpc, datasets),
        contract(rpc, consents),
        contract(rpc, queryLog),
        contract(rpc, credentials),
        contract(rpc, ethics),
        contract(rpc, delegates),
        contract(rpc, governance));
  }

  /**
   * What a chain does not know would be found out only when a contract comes to it. Told by what
   * else the same node takes: nodes word it in many ways, or not at all.
   */
  private static void requireInstructions(JsonRpc rpc, Account deployer) {
    List<JsonRpc.Answer> answers =
        rpc.ask(
            Stream.of(NEWEST_INSTRUCTION, OLDEST_INSTRUCTION)
                .map(code -> Map.of("from", deployer.address().hex(), "data", code))
                .map(creation -> new JsonRpc.Call("eth_estimateGas", creation))
                .toList());
    if (answers.getFirst().error() != null && answers.getLast().error() == null) {
      throw new LedgerException.TooOld(
          "the node's chain cannot run the contracts (%s): they need the rules of Berlin or later"
              .formatted(answers.getFirst().message()));
    }
  }

  private static Address create(
      Transactions transactions, Account deployer, String binary, Object... arguments) {
    byte[] code = HexFormat.of().parseHex(binary);
    byte[] tuple = Abi.tuple(arguments);
    byte[] data = java.util.Arrays.copyOf(code, code.length + tuple.length);
    System.arraycopy(tuple, 0, data, code.length, tuple.length);
    return new Address(
        transactions.deploy(deployer, null, data).json().path("contractAddress").asText());
  }

  private static Deployment.Contract contract(JsonRpc rpc, Address address) {
    byte[] code = JsonRpc.bytes(rpc.call("eth_getCode", address.hex(), "latest"));
    return new Deployment.Contract(address, Bytes32.keccak(code));
  }
}
