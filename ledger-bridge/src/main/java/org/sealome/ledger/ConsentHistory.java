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
      Bytes32.keccak("TermsDefined(bytes32,(bytes32,bytes32,bytes32,uint32,uint32))");
  private static final Bytes32 ERASED = Bytes32.keccak("Erased(bytes32,uint32)");
  private static final Bytes32 ATTESTED = Bytes32.keccak("Attested(address,uint8,address,uint64)");
  private static final Bytes32 WITHDRAWN =
      Bytes32.keccak("AttestationRevoked(address,uint8,address)");
  private static final Bytes32 GIVEN = Bytes32.keccak("RoleGranted(bytes32,address,address)");
  private static final Bytes32 TAKEN = Bytes32.keccak("RoleRevoked(bytes32,address,address)");
  private static final Bytes32 INSTITUTION = Bytes32.keccak("sealome/institution");

  private final Address consents;
  private final Address credentials;
  private final Address datasets;
  private final EventIndex events;
  private final Blocks blocks;
  private final Reads reads;

  ConsentHistory(Blocks blocks, Deployment deployment, Reads reads, EventIndex events) {
    this.consents = deployment.consents().address();
    this.credentials = deployment.credentials().address();
    this.datasets = deployment.datasets().address();
    this.blocks = blocks;
    this.reads = reads;
    this.events = events;
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
            "maskOf(uint256,(bytes32,bytes32,bytes32,uint32,uint32)[],uint256[],uint256[],"
                + "uint256,uint256,bytes32,address,bytes32[])",
            pageWords,
            Abi.array(terms),
            Abi.array(words),
            Abi.array(erased(dataset, page * pageWords, pageWords, at)),
            at.timestamp(),
            roles(requester, at),
            purpose.code(),
            requester,
            Abi.array(scope));
    return ConsentRegistry.bitmap(reads.read(consents, call, null).at(0));
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

  /** What {@code Credentials.rolesOf} said then: bit r is role r. */
  private long roles(Address subject, BlockRef at) {
    record Attestation(Address institution, Bytes32 until) {}
    Map<Long, Attestation> attested = new HashMap<>();
    Map<Address, Boolean> institutions = new HashMap<>();
    events.forEach(
        credentials,
        at,
        event -> {
          if (event.is(GIVEN) || event.is(TAKEN)) {
            if (event.topic(1).equals(INSTITUTION)) {
              institutions.put(event.address(2), event.is(GIVEN));
            }
          } else if (event.is(ATTESTED) && event.address(1).equals(subject)) {
            Bytes32 until = event.reader().word(0);
            attested.put(event.number(2), new Attestation(event.address(3), until));
          } else if (event.is(WITHDRAWN) && event.address(1).equals(subject)) {
            attested.remove(event.number(2));
          }
        });
    Bytes32 now = Bytes32.of(Abi.tuple(at.timestamp()));
    long roles = 0;
    for (Map.Entry<Long, Attestation> one : attested.entrySet()) {
      boolean stands = institutions.getOrDefault(one.getValue().institution(), false);
      if (stands && one.getValue().until().compareTo(now) > 0) {
        roles |= 1L << one.getKey();
      }
    }
    return roles;
  }
}
