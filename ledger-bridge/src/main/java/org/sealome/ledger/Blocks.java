// SPDX-License-Identifier: Apache-2.0
package org.sealome.ledger;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Reads blocks' headers. */
final class Blocks {
  private final JsonRpc rpc;

  Blocks(JsonRpc rpc) {
    this.rpc = rpc;
  }

  BlockRef head() {
    return ref(rpc.call("eth_getBlockByNumber", "latest", false), "latest");
  }

  BlockRef at(long number) {
    return ref(rpc.call("eth_getBlockByNumber", JsonRpc.hex(number), false), "number " + number);
  }

  /**
   * @throws LedgerException.StaleHead where that block is not the chain's, or no longer
   */
  void requireCanonical(BlockRef block) {
    if (!isCanonical(block)) {
      throw new LedgerException.StaleHead("block " + block.number() + " is no longer the chain's");
    }
  }

  boolean isCanonical(BlockRef block) {
    JsonNode header = rpc.call("eth_getBlockByNumber", JsonRpc.hex(block.number()), false);
    return header.isObject() && Bytes32.fromHex(header.path("hash").asText()).equals(block.hash());
  }

  /** The blocks of logs or receipts, each read once. */
  List<BlockRef> ofLogs(List<JsonNode> logs) {
    Set<String> hashes = new LinkedHashSet<>();
    logs.forEach(log -> hashes.add(log.path("blockHash").asText()));
    List<String> wanted = List.copyOf(hashes);
    List<JsonRpc.Answer> answers =
        rpc.ask(
            wanted.stream()
                .map(hash -> new JsonRpc.Call("eth_getBlockByHash", hash, false))
                .toList());
    Map<String, BlockRef> blocks = new HashMap<>();
    for (int i = 0; i < wanted.size(); i++) {
      blocks.put(wanted.get(i), ref(answers.get(i).orThrow("eth_getBlockByHash"), wanted.get(i)));
    }
    List<BlockRef> refs = new ArrayList<>(logs.size());
    logs.forEach(log -> refs.add(blocks.get(log.path("blockHash").asText())));
    return refs;
  }

  static BlockRef ref(JsonNode header, String which) {
    if (!header.isObject()) {
      throw new LedgerException.StaleHead("the node does not have the block " + which);
    }
    return new BlockRef(
        JsonRpc.number(header.path("number")),
        Bytes32.fromHex(header.path("hash").asText()),
        JsonRpc.number(header.path("timestamp")));
  }
}
