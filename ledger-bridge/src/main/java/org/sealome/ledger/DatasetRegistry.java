// SPDX-License-Identifier: Apache-2.0
package org.sealome.ledger;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/** Datasets, their versions and their patients' accounts. */
public final class DatasetRegistry {
  /** Bounds a transaction to about 8 million gas. */
  private static final int ENROL_BATCH = 300;

  private static final long ENROL_GAS = 100_000;
  private static final long SLOT_GAS = 26_000;

  private final Address contract;
  private final Transactions transactions;
  private final Reads reads;
  private final DatasetHistory history;

  DatasetRegistry(
      Address contract, Transactions transactions, Reads reads, DatasetHistory history) {
    this.contract = contract;
    this.transactions = transactions;
    this.reads = reads;
    this.history = history;
  }

  /** keccak256(abi.encode("sealome/dataset/v1", custodian, keccak256(name))). */
  public static Bytes32 id(Address custodian, String name) {
    return Bytes32.keccak(
        Abi.tuple(
            Abi.bytes("sealome/dataset/v1".getBytes(StandardCharsets.US_ASCII)),
            custodian,
            Bytes32.keccak(name)));
  }

  /**
   * Registers version 1 and names the steward.
   *
   * @param pageSlots a multiple of 256, at most 32768
   * @return the transaction; the identifier is {@link #id}
   * @throws LedgerException.Reverted {@code AlreadyRegistered}, {@code BadPageSize}, {@code
   *     BadAnchor}
   */
  public Mined register(
      Account custodian, String name, DatasetAnchor anchor, int pageSlots, Address steward) {
    return transactions.send(
        custodian,
        contract,
        Abi.call(
            "register(bytes32,(bytes32,bytes32,bytes32,uint32),uint32,address)",
            Bytes32.keccak(name),
            encode(anchor),
            pageSlots,
            steward));
  }

  /** Anchors the next version; slots keep their patients. */
  public Mined nextVersion(Account custodian, Bytes32 dataset, DatasetAnchor anchor) {
    return transactions.send(
        custodian,
        contract,
        Abi.call("nextVersion(bytes32,(bytes32,bytes32,bytes32,uint32))", dataset, encode(anchor)));
  }

  /**
   * Offers the dataset to another custodian, or to {@link Address#ZERO} to take an offer back.
   * Nothing changes until it is taken; the identifier stays even then.
   */
  public Mined offerCustody(Account custodian, Bytes32 dataset, Address to) {
    return transactions.send(
        custodian, contract, Abi.call("offerCustody(bytes32,address)", dataset, to));
  }

  /**
   * Takes the dataset over.
   *
   * @throws LedgerException.Reverted {@code NotOffered}
   */
  public Mined takeCustody(Account next, Bytes32 dataset) {
    return transactions.send(next, contract, Abi.call("takeCustody(bytes32)", dataset));
  }

  /** Says which engine holds the dataset's ciphertexts; by the custodian. */
  public Mined locate(Account custodian, Bytes32 dataset, DatasetLocation location) {
    byte[] uri = location.uri().toString().getBytes(StandardCharsets.UTF_8);
    return transactions.send(
        custodian,
        contract,
        Abi.call("locate(bytes32,address,string)", dataset, location.engine(), Abi.bytes(uri)));
  }

  /** Where the dataset's ciphertexts lie at that block, if its custodian has said. */
  public Optional<DatasetLocation> location(Bytes32 dataset, BlockRef at) {
    Abi.Reader tuple = reads.read(contract, Abi.call("locationOf(bytes32)", dataset), at).at(0);
    Address engine = tuple.address(0);
    return engine.equals(Address.ZERO)
        ? Optional.empty()
        : Optional.of(DatasetLocation.of(engine, tuple.at(1).bytes()));
  }

  /**
   * Names the accounts that control slots firstSlot, firstSlot + 1, …, in as many transactions as
   * it takes. Naming the same account again changes nothing.
   *
   * @throws LedgerException.Reverted {@code AlreadyEnrolled} where a slot has another account
   */
  public void enrol(Account custodian, Bytes32 dataset, int firstSlot, List<Address> controllers) {
    List<Transactions.Draft> drafts = new ArrayList<>();
    int batch = transactions.fitting(ENROL_BATCH, ENROL_GAS, SLOT_GAS);
    for (int from = 0; from < controllers.size(); from += batch) {
      List<Address> some = controllers.subList(from, Math.min(controllers.size(), from + batch));
      byte[] data =
          Abi.call("enrol(bytes32,uint32,address[])", dataset, firstSlot + from, Abi.array(some));
      drafts.add(new Transactions.Draft(contract, data, ENROL_GAS + SLOT_GAS * some.size()));
    }
    transactions.sendAll(custodian, drafts);
  }

  /** The accounts that control the slots; {@link Address#ZERO} where none does. */
  public List<Address> controllers(Bytes32 dataset, int firstSlot, int count) {
    Abi.Dynamic slots = Abi.array(IntStream.range(firstSlot, firstSlot + count).boxed().toList());
    Abi.Reader array =
        reads
            .read(contract, Abi.call("controllersOf(bytes32,uint32[])", dataset, slots), null)
            .at(0);
    return IntStream.range(0, array.length()).mapToObj(array.elements()::address).toList();
  }

  /**
   * Stops the dataset after an integrity failure; by its steward or custodian.
   *
   * @param reason a hash of the finding
   */
  public Mined freeze(Account by, Bytes32 dataset, Bytes32 reason) {
    return transactions.send(by, contract, Abi.call("freeze(bytes32,bytes32)", dataset, reason));
  }

  /** Lifts the freeze; by the custodian. */
  public Mined unfreeze(Account custodian, Bytes32 dataset) {
    return transactions.send(custodian, contract, Abi.call("unfreeze(bytes32)", dataset));
  }

  /**
   * Takes a patient out of every later mask, for good; by the custodian or by her own account.
   * Again: changes nothing.
   *
   * @throws LedgerException.Reverted {@code BadSlot}, {@code NotController}
   */
  public Mined erase(Account by, Bytes32 dataset, int slot) {
    return transactions.send(by, contract, Abi.call("erase(bytes32,uint32)", dataset, slot));
  }

  /**
   * Logs that an erased patient's keys are destroyed.
   *
   * @param proof a hash of the statement that says so
   * @throws LedgerException.Reverted {@code NotErased}, {@code NotCustodian}
   */
  public Mined proveErasure(Account custodian, Bytes32 dataset, int slot, Bytes32 proof) {
    return transactions.send(
        custodian,
        contract,
        Abi.call("proveErasure(bytes32,uint32,bytes32)", dataset, slot, proof));
  }

  /**
   * The erased slots at that block.
   *
   * @param slots of the dataset
   */
  public BitSet erased(Bytes32 dataset, int slots, BlockRef at) {
    Abi.Reader words =
        reads
            .read(
                contract,
                Abi.call(
                    "erasedWords(bytes32,uint256,uint256)", dataset, 0, Math.ceilDiv(slots, 256)),
                at)
            .at(0);
    return BitSet.valueOf(ConsentViews.bitmap(words));
  }

  /** The dataset at that block, if it was registered by then. */
  public Optional<DatasetRecord> find(Bytes32 dataset, BlockRef at) {
    Abi.Reader r = reads.read(contract, Abi.call("find(bytes32)", dataset), at);
    int version = (int) r.number(1);
    if (version == 0) {
      return Optional.empty();
    }
    DatasetAnchor anchor = new DatasetAnchor(r.word(6), r.word(7), r.word(8), (int) r.number(9));
    return Optional.of(
        new DatasetRecord(
            dataset,
            version,
            anchor,
            (int) r.number(4),
            r.address(0),
            r.address(3),
            r.number(5) != 0));
  }

  /**
   * What an older version anchored.
   *
   * @throws LedgerException.Reverted {@code BadAnchor} where there is no such version
   */
  public DatasetAnchor anchor(Bytes32 dataset, int version) {
    byte[] call = Abi.call("anchorOf(bytes32,uint32)", dataset, version);
    Abi.Reader r = reads.read(contract, call, null);
    return new DatasetAnchor(r.word(0), r.word(1), r.word(2), (int) r.number(3));
  }

  /**
   * What became of the dataset up to that block, in the order of the chain, from the events alone.
   *
   * @throws LedgerException.StaleHead where that block is not the chain's
   */
  public List<DatasetEvent> history(Bytes32 dataset, BlockRef upTo) {
    return history.of(dataset, upTo);
  }

  private static byte[] encode(DatasetAnchor anchor) {
    return Abi.tuple(
        anchor.manifestHash(), anchor.commitmentRoot(), anchor.parametersHash(), anchor.patients());
  }
}
