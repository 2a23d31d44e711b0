// SPDX-License-Identifier: Apache-2.0
package org.sealome.ledger;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Masks of blocks whose state the node has forgotten (a production node keeps some hundred blocks,
 * a restarted development node one). The events are still there: they are folded up to the block,
 * and the contract is asked what it would have said then. No rule of consent is decided here.
 */
final class ConsentHistory {
  private static final Bytes32 CHANGED =
      Bytes32.keccak("ConsentChanged(bytes32,uint32,bytes32,uint32,uint256)");
  private static final Bytes32 DEFINED =
      Bytes32.keccak("TermsDefined(bytes32,(bytes32,bytes32,bytes32,bytes32,uint32,uint32))");
  private static final Bytes32 ERASED = Bytes32.keccak("Erased(bytes32,uint32)");
  private static final String TERMS = "(bytes32,bytes32,bytes32,bytes32,uint32,uint32)";
  private static final String QUESTION = "(bytes32,address,uint256,bytes32,bytes32[],uint256)";

  private final Address consents;
  private final Address datasets;
  private final EventIndex events;
  private final Blocks blocks;
  private final Reads reads;
  private final RequesterHistory requesters;

  ConsentHistory(Blocks blocks, Deployment deployment, Reads reads, EventIndex events) {
    this.consents = deployment.consents().address();
    this.datasets = deployment.datasets().address();
    this.blocks = blocks;
    this.reads = reads;
    this.events = events;
    this.requesters = new RequesterHistory(deployment, reads, events);
  }

  /**
   * As {@link ConsentRegistry#consentMask}.
   *
   * @param pageSlots the dataset's
   * @throws LedgerException.StaleHead where that block is not the chain's
   */
  byte[] mask(
      Bytes32 dataset,
      int page,
      int pageSlots,
      Purpose purpose,
      Address requester,
      List<Bytes32> scope,
      BlockRef at) {
    blocks.requireCanonical(at);
    int pageWords = pageSlots / 256;
    Map<Bytes32, byte[]> defined = new HashMap<>();
    Map<Bytes32, byte[]> bitmaps = new LinkedHashMap<>();
    events.forEach(consents, at, event -> defined.put(event.topic(1), event.data()), DEFINED);
    events.forEach(
        consents,
        at,
        event -> {
          byte[] bitmap = bitmaps.computeIfAbsent(event.topic(3), t -> new byte[32 * pageWords]);
          int word = Math.toIntExact(event.reader().number(0));
          System.arraycopy(event.data(), 32, bitmap, 32 * word, 32);
        },
        CHANGED,
        dataset,
        Bytes32.of(Abi.tuple(page)));
    List<byte[]> terms = new ArrayList<>();
    List<Bytes32> words = new ArrayList<>();
    bitmaps.forEach(
        (id, bitmap) -> {
          terms.add(defined.get(id));
          for (int w = 0; w < pageWords; w++) {
            words.add(Bytes32.of(Arrays.copyOfRange(bitmap, 32 * w, 32 * w + 32)));
          }
        });
    byte[] call =
        Abi.call(
            "maskOf(uint256," + TERMS + "[],uint256[],uint256[]," + QUESTION + ",bytes32[])",
            pageWords,
            Abi.array(terms),
            Abi.array(words),
            Abi.array(erased(dataset, page * pageWords, pageWords, at)),
            requesters.question(dataset, purpose, requester, at),
            Abi.array(scope));
    return ConsentViews.bitmap(reads.read(consents, call, null).at(0));
  }

  /** What {@code DatasetRegistry.erasedWords} said then. */
  private List<Bytes32> erased(Bytes32 dataset, int firstWord, int count, BlockRef at) {
    byte[][] words = new byte[count][32];
    events.forEach(
        datasets,
        at,
        event -> {
          int slot = (int) event.number(2);
          int word = slot / 256 - firstWord;
          if (word >= 0 && word < count) {
            words[word][31 - slot % 256 / 8] |= (byte) (1 << slot % 8);
          }
        },
        ERASED,
        dataset);
    return Arrays.stream(words).map(Bytes32::of).toList();
  }
}
