// SPDX-License-Identifier: Apache-2.0
package org.sealome.ledger;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** Every query, before it runs; every outcome, after. */
public final class QueryLog {
  private static final String FIELDS =
      "(bytes32 queryHash,bytes32 dataset,bytes32 purpose,bytes32[] scope,"
          + "bytes32 consentDigest,address requester,uint64 deadline";
  private static final Bytes32 QUERY = Bytes32.keccak("Query" + FIELDS + ")");
  private static final Bytes32 REFUSAL = Bytes32.keccak("Refusal" + FIELDS + ",uint8 outcome)");
  private static final String QUERY_TUPLE =
      "(bytes32,bytes32,bytes32,bytes32[],bytes32,address,uint64)";
  private static final String CLOSING_TUPLE = "(bytes32,address,uint8,bytes32,bytes32)";

  /** Twice what an entry takes, see gas.snapshot. */
  private static final long ENTRY_GAS = 120_000;

  private static final long GENE_GAS = 5_000;
  private static final long CLOSING_GAS = 80_000;
  private static final long BATCH_GAS = 150_000;

  private final Address contract;
  private final Eip712 domain;
  private final Relayers relayers;
  private final Transactions transactions;
  private final Reads reads;
  private final QueryEvents events;
  private final GroupCommit<SignedQuery> openings =
      new GroupCommit<>(this::openBatch, this::openAlone, QueryLog::gas, this::room);

  /** By the steward who signs. */
  private final Map<Address, GroupCommit<End>> closings = new ConcurrentHashMap<>();

  QueryLog(
      Address contract,
      Eip712 domain,
      Relayers relayers,
      Transactions transactions,
      Reads reads,
      QueryEvents events) {
    this.contract = contract;
    this.domain = domain;
    this.relayers = relayers;
    this.transactions = transactions;
    this.reads = reads;
    this.events = events;
  }

  /**
   * Signs as the requester (EIP-712, this chain and contract). No round trip.
   *
   * @param deadline the last second at which it can be logged, see {@link BlockRef#deadline}
   */
  public SignedQuery sign(QueryEntry entry, long deadline, Account requester) {
    Bytes32 digest =
        domain.digest(
            QUERY,
            entry.queryHash(),
            entry.dataset(),
            entry.purpose().code(),
            Bytes32.keccak(Abi.packed(entry.scope())),
            entry.consentDigest(),
            entry.requester(),
            deadline);
    return new SignedQuery(entry, deadline, requester.sign(digest));
  }

  /** As {@link #sign}, for a query that was refused before anything ran. */
  public SignedRefusal signRefusal(
      QueryEntry entry, long deadline, Outcome refusal, Account requester) {
    Bytes32 digest =
        domain.digest(
            REFUSAL,
            entry.queryHash(),
            entry.dataset(),
            entry.purpose().code(),
            Bytes32.keccak(Abi.packed(entry.scope())),
            entry.consentDigest(),
            entry.requester(),
            deadline,
            refusal.code());
    return new SignedRefusal(entry, deadline, refusal, requester.sign(digest));
  }

  /**
   * Logs the query; final when this returns. The contract verifies the signature. Those who call at
   * about the same time share a transaction; each gets his own entry's block or refusal.
   *
   * @throws LedgerException.Reverted {@code AlreadyOpen}, {@code BadSigner}, {@code PastDeadline},
   *     {@code UnknownDataset}
   */
  public Mined open(SignedQuery query) {
    return openings.bring(query);
  }

  private Mined openAlone(SignedQuery query) {
    return transactions.send(
        relayers.next(),
        contract,
        Abi.call(
            "open(" + QUERY_TUPLE + ",bytes)",
            encode(query),
            Abi.bytes(query.signature().toBytes())));
  }

  /**
   * Logs a query that was refused before anything ran: opened and closed in one transaction.
   *
   * @throws LedgerException.Reverted {@code BadOutcome} where it is no refusal, and as {@link
   *     #open}
   */
  public Mined openRefused(SignedRefusal query) {
    return transactions.send(
        relayers.next(),
        contract,
        Abi.call(
            "openRefused(" + QUERY_TUPLE + ",bytes,uint8)",
            encode(query.entry(), query.deadline()),
            Abi.bytes(query.signature().toBytes()),
            query.outcome().code()));
  }

  /**
   * Logs several in one transaction: all or none. The contract keeps the root of {@link QueryBatch}
   * over them.
   */
  public Mined openBatch(List<SignedQuery> queries) {
    List<Abi.Dynamic> entries = new ArrayList<>();
    List<Abi.Dynamic> signatures = new ArrayList<>();
    long gas = BATCH_GAS;
    for (SignedQuery query : queries) {
      gas += gas(query);
      entries.add(encode(query));
      signatures.add(Abi.bytes(query.signature().toBytes()));
    }
    return transactions.send(
        relayers.next(),
        contract,
        Abi.call(
            "openBatch(" + QUERY_TUPLE + "[],bytes[])",
            Abi.arrayOfDynamic(entries),
            Abi.arrayOfDynamic(signatures)),
        gas);
  }

  private static long gas(SignedQuery query) {
    return ENTRY_GAS + GENE_GAS * query.entry().scope().size();
  }

  private long room() {
    return transactions.mostGas() - BATCH_GAS;
  }

  /** Whether the contract has logged that query in the batch with that root. */
  public boolean inBatch(Bytes32 root, List<Bytes32> proof, Bytes32 queryHash, Address requester) {
    byte[] call =
        Abi.call(
            "inBatch(bytes32,bytes32[],bytes32,address)",
            root,
            Abi.array(proof),
            queryHash,
            requester);
    return reads.read(contract, call, null).number(0) != 0;
  }

  /**
   * Closes a requester's open query, once; only the dataset's steward may. Shared as {@link #open}
   * is.
   *
   * @param subjectTag see {@link LogEntry.Closing}; {@link Bytes32#ZERO} for a cohort's
   * @throws LedgerException.Reverted {@code NotOpen}, {@code NotSteward}
   */
  public Mined close(
      Account steward,
      Bytes32 queryHash,
      Address requester,
      Outcome outcome,
      Bytes32 receiptHash,
      Bytes32 subjectTag) {
    byte[] closing = Abi.tuple(queryHash, requester, outcome.code(), receiptHash, subjectTag);
    return closings
        .computeIfAbsent(
            steward.address(),
            s ->
                new GroupCommit<>(
                    this::closeBatch, this::closeAlone, end -> CLOSING_GAS, this::room))
        .bring(new End(steward, closing));
  }

  /** A closing, encoded, and who signs for it. */
  private record End(Account steward, byte[] closing) {}

  private Mined closeAlone(End end) {
    return transactions.send(
        end.steward(), contract, Abi.call("close(" + CLOSING_TUPLE + ")", end.closing()));
  }

  private Mined closeBatch(List<End> ends) {
    return transactions.send(
        ends.getFirst().steward(),
        contract,
        Abi.call(
            "closeBatch(" + CLOSING_TUPLE + "[])",
            Abi.array(ends.stream().map(End::closing).toList())),
        BATCH_GAS + CLOSING_GAS * ends.size());
  }

  /**
   * The requester's entry with this hash. Somebody else may have logged the same hash in his own
   * name; that is another entry.
   */
  public Optional<LogEntry> entry(Bytes32 queryHash, Address requester) {
    byte[] call = Abi.call("entry(bytes32,address)", queryHash, requester);
    Abi.Reader kept = reads.read(contract, call, null);
    long opened = kept.number(1);
    return opened == 0
        ? Optional.empty()
        : Optional.of(events.entry(queryHash, requester, opened, kept.number(2)));
  }

  /**
   * Where an entry is in the batch that it was logged in; empty where it was logged alone.
   *
   * @throws LedgerException.StaleHead where its block is no longer the chain's
   */
  public Optional<BatchPlace> place(LogEntry entry) {
    return events.place(entry);
  }

  /** Entries in the order of the chain. */
  public List<LogEntry> entries(LogFilter filter) {
    return events.entries(filter);
  }

  private static Abi.Dynamic encode(SignedQuery query) {
    return encode(query.entry(), query.deadline());
  }

  private static Abi.Dynamic encode(QueryEntry entry, long deadline) {
    return new Abi.Dynamic(
        Abi.tuple(
            entry.queryHash(),
            entry.dataset(),
            entry.purpose().code(),
            Abi.array(entry.scope()),
            entry.consentDigest(),
            entry.requester(),
            deadline));
  }
}
