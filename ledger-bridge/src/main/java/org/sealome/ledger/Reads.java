// SPDX-License-Identifier: Apache-2.0
package org.sealome.ledger;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Calls of contracts' views. */
final class Reads {
  private static final int RESOURCE_NOT_FOUND = -32001;

  /** Nodes' words for a block that is not there, no longer the chain's, or without its state. */
  private static final List<String> GONE =
      List.of(
          "not found",
          "canonical",
          "blockoutofrange",
          "invalid input",
          "unknown block",
          "missing trie node",
          "world state unavailable");

  private final JsonRpc rpc;

  Reads(JsonRpc rpc) {
    this.rpc = rpc;
  }

  /**
   * @throws LedgerException.StaleHead where that block is not the chain's, or no longer
   */
  void requireCanonical(BlockRef block) {
    new Blocks(rpc).requireCanonical(block);
  }

  /** The view's answer at that block; null: at the newest. */
  Abi.Reader read(Address contract, byte[] data, BlockRef at) {
    return read(contract, List.of(data), at).getFirst();
  }

  /**
   * Several views' answers at that block, in one round trip.
   *
   * @throws LedgerException.StaleHead where the node does not have that block, or no longer its
   *     state
   */
  List<Abi.Reader> read(Address contract, List<byte[]> calls, BlockRef at) {
    // By hash (EIP-1898): the same number may be another block after a re-organisation, and a block
    // that a re-organisation took away must not be answered from.
    Object block =
        at == null ? "latest" : Map.of("blockHash", at.hash().hex(), "requireCanonical", true);
    List<JsonRpc.Answer> answers =
        rpc.ask(
            calls.stream()
                .map(
                    data ->
                        new JsonRpc.Call(
                            "eth_call",
                            Map.of("to", contract.hex(), "data", JsonRpc.hex(data)),
                            block))
                .toList());
    List<Abi.Reader> readers = new ArrayList<>(answers.size());
    for (JsonRpc.Answer answer : answers) {
      if (answer.error() != null) {
        throw failure(answer, at);
      }
      readers.add(new Abi.Reader(JsonRpc.bytes(answer.result())));
    }
    return readers;
  }

  private static LedgerException failure(JsonRpc.Answer answer, BlockRef at) {
    LedgerException failure = Transactions.refusal(answer, "eth_call");
    if (at != null
        && failure instanceof LedgerException.Rejected rejected
        && (rejected.rpcCode() == RESOURCE_NOT_FOUND
            || GONE.stream().anyMatch(answer.message().toLowerCase(Locale.ROOT)::contains))) {
      return new LedgerException.StaleHead(
          "the node no longer has block " + at.number() + ": " + answer.message());
    }
    return failure;
  }
}
