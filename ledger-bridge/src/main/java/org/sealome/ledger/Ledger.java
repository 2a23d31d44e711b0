// SPDX-License-Identifier: Apache-2.0
package org.sealome.ledger;

import java.net.URI;
import java.util.ArrayList;
import java.util.List;

/**
 * A connection to the contracts on one chain. Thread-safe. Nothing is held open between calls but
 * the JDK's kept-alive connections; closing forgets the relayer.
 */
public final class Ledger implements AutoCloseable {
  private final Deployment deployment;
  private final Finality finality;
  private final Blocks blocks;
  private final Transactions transactions;
  private final DatasetRegistry datasets;
  private final ConsentRegistry consents;
  private final QueryLog queryLog;
  private final Credentials credentials;
  private final EthicsCommittee ethics;
  private final Delegates delegates;
  private final Governance governance;

  private Ledger(JsonRpc rpc, Deployment deployment, Finality finality, List<Account> relayers) {
    this.deployment = deployment;
    this.finality = finality;
    this.blocks = new Blocks(rpc);
    this.transactions = new Transactions(rpc, deployment.chainId(), finality);
    EventIndex events = new EventIndex(rpc, deployment, rpc.endpoint().index());
    Account relayer = relayers.getFirst();
    Reads reads = new Reads(rpc);
    this.datasets =
        new DatasetRegistry(
            deployment.datasets().address(),
            transactions,
            reads,
            new DatasetHistory(deployment.datasets().address(), events));
    this.consents =
        new ConsentRegistry(
            deployment.consents().address(),
            Eip712.of(deployment.chainId(), deployment.consents().address()),
            relayer,
            transactions,
            reads,
            datasets,
            new ConsentHistory(blocks, deployment, reads, events));
    this.queryLog =
        new QueryLog(
            deployment.queryLog().address(),
            Eip712.of(deployment.chainId(), deployment.queryLog().address()),
            new Relayers(relayers),
            transactions,
            reads,
            new QueryEvents(rpc, deployment.queryLog().address(), events));
    this.credentials = new Credentials(deployment.credentials().address(), transactions, reads);
    this.ethics = new EthicsCommittee(deployment.ethics().address(), transactions, reads);
    this.delegates =
        new Delegates(
            deployment.delegates().address(),
            Eip712.of(deployment.chainId(), deployment.delegates().address()),
            relayer,
            transactions,
            reads);
    this.governance = new Governance(deployment.governance().address(), transactions, reads);
  }

  /**
   * Connects and verifies, in one round trip, that the chain id and every contract's code are the
   * deployment's.
   *
   * @param relayer signs the transactions that carry other people's signatures
   * @throws LedgerException.Unreachable where no node answers
   * @throws LedgerException.WrongChain where the chain or its contracts are not those
   */
  public static Ledger connect(URI node, Deployment deployment, Account relayer) {
    return connect(Endpoint.of(node), deployment, List.of(relayer));
  }

  /**
   * As above, to a node that wants more.
   *
   * @param relayers sign in turn; one at least. A node takes only so much at once from one account
   */
  public static Ledger connect(Endpoint endpoint, Deployment deployment, List<Account> relayers) {
    JsonRpc rpc = new JsonRpc(endpoint);
    URI node = endpoint.node();
    List<Deployment.Contract> contracts = deployment.contracts();
    List<JsonRpc.Call> calls = new ArrayList<>();
    calls.add(new JsonRpc.Call("eth_chainId"));
    for (Deployment.Contract contract : contracts) {
      calls.add(new JsonRpc.Call("eth_getCode", contract.address().hex(), "latest"));
    }
    int verified = calls.size();
    if (endpoint.finality() == null) {
      calls.addAll(Finality.questions());
    }
    List<JsonRpc.Answer> answers = rpc.ask(calls);
    long chainId = JsonRpc.number(answers.getFirst().orThrow("eth_chainId"));
    if (chainId != deployment.chainId()) {
      throw new LedgerException.WrongChain(
          "the node at %s is on chain %d, the contracts are on chain %d"
              .formatted(node, chainId, deployment.chainId()));
    }
    for (int i = 0; i < contracts.size(); i++) {
      byte[] code = JsonRpc.bytes(answers.get(i + 1).orThrow("eth_getCode"));
      if (!Bytes32.keccak(code).equals(contracts.get(i).codeHash())) {
        throw new LedgerException.WrongChain(
            "the node at %s has %s at %s"
                .formatted(
                    node,
                    code.length == 0 ? "no contract" : "another contract",
                    contracts.get(i).address()));
      }
    }
    Finality finality =
        endpoint.finality() != null
            ? endpoint.finality()
            : Finality.of(answers.subList(verified, answers.size()));
    return new Ledger(rpc, deployment, finality, relayers);
  }

  public Deployment deployment() {
    return deployment;
  }

  /** The newest block. */
  public BlockRef head() {
    return blocks.head();
  }

  /**
   * The block of that height.
   *
   * @throws LedgerException.StaleHead where the node does not have it
   */
  public BlockRef block(long number) {
    return blocks.at(number);
  }

  /**
   * Looks whether the block is still the chain's; one call of the node. What was decided on a block
   * is to be acted on only while this holds.
   *
   * @throws LedgerException.StaleHead where a re-organisation took it away
   */
  public void requireCanonical(BlockRef block) {
    blocks.requireCanonical(block);
  }

  /** When a block of this chain is final. What is sent returns when it is. */
  public Finality finality() {
    return finality;
  }

  /**
   * Waits until the block is final; returns at once where blocks are when they are mined.
   *
   * @throws LedgerException.StaleHead where it is not the chain's, or no longer
   * @throws LedgerException.NotMined where it takes too long
   */
  public void awaitFinal(BlockRef block) {
    transactions.awaitFinal(block);
  }

  public DatasetRegistry datasets() {
    return datasets;
  }

  public ConsentRegistry consents() {
    return consents;
  }

  public QueryLog queryLog() {
    return queryLog;
  }

  public Credentials credentials() {
    return credentials;
  }

  public EthicsCommittee ethics() {
    return ethics;
  }

  public Delegates delegates() {
    return delegates;
  }

  public Governance governance() {
    return governance;
  }

  @Override
  public void close() {
    transactions.close();
  }
}
