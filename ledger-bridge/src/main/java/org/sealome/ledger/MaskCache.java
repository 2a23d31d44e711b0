// SPDX-License-Identifier: Apache-2.0
package org.sealome.ledger;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Masks at blocks: what a contract said there, it says for ever, while the block stands. */
final class MaskCache {
  private static final int ENTRIES = 4_096;

  /**
   * @param block its hash
   */
  record Key(
      Bytes32 dataset,
      int page,
      Purpose purpose,
      Address requester,
      List<Bytes32> scope,
      Bytes32 block) {}

  private final Map<Key, byte[]> masks =
      new LinkedHashMap<>(64, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Key, byte[]> eldest) {
          return size() > ENTRIES;
        }
      };

  /** Null where one of them is not known. */
  synchronized List<byte[]> get(List<Key> keys) {
    List<byte[]> found = keys.stream().map(masks::get).toList();
    return found.contains(null) ? null : found.stream().map(byte[]::clone).toList();
  }

  synchronized void put(List<Key> keys, List<byte[]> values) {
    for (int i = 0; i < keys.size(); i++) {
      masks.put(keys.get(i), values.get(i).clone());
    }
  }
}
