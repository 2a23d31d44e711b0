// SPDX-License-Identifier: Apache-2.0
package org.sealome.ledger;

import com.fasterxml.jackson.databind.JsonNode;
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
  private static final String CHANGED =
      Bytes32.keccak("ConsentChanged(bytes32,uint32,bytes32,uint32,uint256)").hex();
  private static final String DEFINED =
      Bytes32.keccak("TermsDefined(bytes32,(bytes32,bytes32,bytes32,uint32,uint32))").hex();
  private static final String ERASED = Bytes32.keccak("Erased(bytes32,uint32)").hex();
  private static final String ATTESTED =
      Bytes32.keccak("Attested(address,uint8,address,uint64)").hex();
  private static final String WITHDRAWN =
      Bytes32.keccak("AttestationRevoked(address,uint8,address)").hex();
  private static final String GIVEN = Bytes32.keccak("RoleGranted(bytes32,address,address)").hex();
  private static final String TAKEN = Bytes32.keccak("RoleRevoked(bytes32,address,address)").hex();
  private static final Bytes32 INSTITUTION = Bytes32.keccak("sealome/institution");

  private final Address consents;
  private final Address credentials;
  private final Logs consentLogs;
  private final Logs datasetLogs;
  private final Logs credentialLogs;
  private final Blocks blocks;
  private final Reads reads;

  ConsentHistory(JsonRpc rpc, Deployment deployment, Reads reads) {
    this.consents = deployment.consents().address();
    this.credentials = deployment.credentials().address();
    this.consentLogs = new Logs(rpc, consents, deployment.block());
    this.datasetLogs = new Logs(rpc, deployment.datasets().address(), deployment.block());
    this.credentialLogs = new Logs(rpc, credentials, deployment.block());
    this.blocks = new Blocks(rpc);
    this.reads = reads;
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
    for (JsonNode log : consentLogs.upTo(at)) {
      byte[] data = JsonRpc.bytes(log.path("data"));
      String event = log.path("topics").path(0).asText();
      if (event.equals(DEFINED)) {
        defined.put(Logs.topic(log, 1), data);
      } else if (event.equals(CHANGED)
          && Logs.topic(log, 1).equals(dataset)
          && new Abi.Reader(Logs.topic(log, 2).toBytes()).number(0) == page) {
        byte[] bitmap = bitmaps.computeIfAbsent(Logs.topic(log, 3), t -> new byte[32 * pageWords]);
        int word = Math.toIntExact(new Abi.Reader(data).number(0));
        System.arraycopy(data, 32, bitmap, 32 * word, 32);
      }
    }
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
    for (JsonNode log : datasetLogs.upTo(at)) {
      if (log.path("topics").path(0).asText().equals(ERASED)
          && Logs.topic(log, 1).equals(dataset)) {
        int slot = (int) new Abi.Reader(Logs.topic(log, 2).toBytes()).number(0);
        int word = slot / 256 - firstWord;
        if (word >= 0 && word < count) {
          words[word][31 - slot % 256 / 8] |= (byte) (1 << slot % 8);
        }
      }
    }
    return Arrays.stream(words).map(Bytes32::of).toList();
  }

  /** What {@code Credentials.rolesOf} said then: bit r is role r. */
  private long roles(Address subject, BlockRef at) {
    record Attestation(Address institution, Bytes32 until) {}
    Map<Long, Attestation> attested = new HashMap<>();
    Map<Address, Boolean> institutions = new HashMap<>();
    for (JsonNode log : credentialLogs.upTo(at)) {
      String event = log.path("topics").path(0).asText();
      if (event.equals(GIVEN) || event.equals(TAKEN)) {
        if (Logs.topic(log, 1).equals(INSTITUTION)) {
          institutions.put(Logs.address(log, 2), event.equals(GIVEN));
        }
      } else if ((event.equals(ATTESTED) || event.equals(WITHDRAWN))
          && Logs.address(log, 1).equals(subject)) {
        long role = new Abi.Reader(Logs.topic(log, 2).toBytes()).number(0);
        if (event.equals(ATTESTED)) {
          Bytes32 until = new Abi.Reader(JsonRpc.bytes(log.path("data"))).word(0);
          attested.put(role, new Attestation(Logs.address(log, 3), until));
        } else {
          attested.remove(role);
        }
      }
    }
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
