// SPDX-License-Identifier: Apache-2.0
package org.sealome.ledger;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/** What the consent contract says of a page at a block, remembered by the block's hash. */
final class ConsentViews {
  private static final int TERMS_WORDS = 6;

  private final Address contract;
  private final Reads reads;
  private final DatasetRegistry datasets;
  private final ConsentHistory history;
  private final MaskCache cache = new MaskCache();

  ConsentViews(Address contract, Reads reads, DatasetRegistry datasets, ConsentHistory history) {
    this.contract = contract;
    this.reads = reads;
    this.datasets = datasets;
    this.history = history;
  }

  /** As {@link ConsentRegistry#duties}. */
  Conditions duties(
      Bytes32 dataset,
      int pages,
      Purpose purpose,
      Address requester,
      List<Bytes32> scope,
      BlockRef at) {
    List<Bytes32> genes = comparable(scope);
    List<byte[]> calls =
        IntStream.range(0, pages)
            .mapToObj(page -> pageCall("dutiesOf", dataset, page, purpose, requester, genes))
            .toList();
    return reads.read(contract, calls, at).stream()
        .map(answer -> new Conditions(answer.word(0)))
        .reduce(Conditions.NONE, Conditions::and);
  }

  /** More genes than can be compared one by one are as none: unscoped consent is needed. */
  private static List<Bytes32> comparable(List<Bytes32> scope) {
    return scope.size() > ConsentRegistry.MAX_SCOPE ? List.of() : scope;
  }

  /** As {@link ConsentRegistry#consentMasks}, of some pages. */
  List<byte[]> masks(
      Bytes32 dataset,
      List<Integer> pages,
      Purpose purpose,
      Address requester,
      List<Bytes32> scope,
      BlockRef at) {
    List<Bytes32> genes = comparable(scope);
    List<MaskCache.Key> keys =
        pages.stream()
            .map(page -> new MaskCache.Key(dataset, page, purpose, requester, genes, at.hash()))
            .toList();
    List<byte[]> known = known(keys, at);
    if (known != null) {
      return known;
    }
    List<byte[]> masks = ask(dataset, pages, purpose, requester, genes, at);
    cache.put(keys, masks);
    return masks;
  }

  /** A block that a re-organisation took away is not answered from, known or not. */
  private List<byte[]> known(List<MaskCache.Key> keys, BlockRef at) {
    List<byte[]> known = cache.get(keys);
    if (known != null) {
      reads.requireCanonical(at);
    }
    return known;
  }

  private List<byte[]> ask(
      Bytes32 dataset,
      List<Integer> pages,
      Purpose purpose,
      Address requester,
      List<Bytes32> genes,
      BlockRef at) {
    List<byte[]> calls =
        pages.stream()
            .map(page -> pageCall("consentMask", dataset, page, purpose, requester, genes))
            .toList();
    try {
      return reads.read(contract, calls, at).stream().map(answer -> bitmap(answer.at(0))).toList();
    } catch (LedgerException.StaleHead forgotten) {
      int pageSlots = datasets.find(dataset, null).orElseThrow(() -> forgotten).pageSlots();
      return pages.stream()
          .map(page -> history.mask(dataset, page, pageSlots, purpose, requester, genes, at))
          .toList();
    }
  }

  /** As {@link ConsentRegistry#terms}. */
  List<LiveTerms> terms(Bytes32 dataset, int page, BlockRef at) {
    Abi.Reader answer =
        reads.read(contract, Abi.call("liveTerms(bytes32,uint32)", dataset, page), at);
    Abi.Reader terms = answer.at(0);
    Abi.Reader bitmaps = answer.at(1);
    List<LiveTerms> all = new ArrayList<>();
    for (int i = 0; i < terms.length(); i++) {
      Abi.Reader t = terms.elements();
      int word = TERMS_WORDS * i;
      Bytes32 scope = t.word(word + 2);
      ConsentTerms one =
          new ConsentTerms(
              new Purpose(t.word(word)),
              new Audience(t.word(word + 1)),
              scope.isZero() ? List.of() : List.of(scope),
              new Conditions(t.word(word + 3)),
              Days.from(t.number(word + 4)),
              Days.until(t.number(word + 5)));
      all.add(new LiveTerms(one, bitmap(bitmaps.elements().at(i))));
    }
    return all;
  }

  private static byte[] pageCall(
      String function,
      Bytes32 dataset,
      int page,
      Purpose purpose,
      Address requester,
      List<Bytes32> scope) {
    return Abi.call(
        function + "(bytes32,uint32,bytes32,address,bytes32[])",
        dataset,
        page,
        purpose.code(),
        requester,
        Abi.array(scope));
  }

  /** Words of 256 slots, the first slot in the lowest bit, to bytes of 8 slots. */
  static byte[] bitmap(Abi.Reader array) {
    byte[] words = array.words();
    byte[] bitmap = new byte[words.length];
    for (int i = 0; i < words.length; i++) {
      bitmap[i] = words[(i & ~31) + 31 - (i & 31)];
    }
    return bitmap;
  }
}
