// SPDX-License-Identifier: Apache-2.0
package org.sealome.ledger;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** Reads what became of a dataset from the registry's events. */
final class DatasetHistory {
  private static final Map<Bytes32, Function<Event, DatasetEvent>> READERS =
      Map.of(
          Bytes32.keccak("VersionAnchored(bytes32,uint32,(bytes32,bytes32,bytes32,uint32))"),
          DatasetHistory::versioned,
          Bytes32.keccak("StewardNamed(bytes32,address)"),
          e -> new DatasetEvent.StewardNamed(e.block(), e.reader().address(0)),
          Bytes32.keccak("CustodyOffered(bytes32,address)"),
          e -> new DatasetEvent.Offered(e.block(), e.address(2)),
          Bytes32.keccak("CustodyTaken(bytes32,address,address)"),
          e -> new DatasetEvent.Taken(e.block(), e.address(2), e.address(3)),
          Bytes32.keccak("Located(bytes32,address,string)"),
          DatasetHistory::located,
          Bytes32.keccak("Erased(bytes32,uint32)"),
          e -> new DatasetEvent.Erased(e.block(), (int) e.number(2)),
          Bytes32.keccak("ErasureProven(bytes32,uint32,bytes32)"),
          e -> new DatasetEvent.ErasureProven(e.block(), (int) e.number(2), e.reader().word(0)),
          Bytes32.keccak("Frozen(bytes32,address,bytes32)"),
          e -> new DatasetEvent.Frozen(e.block(), e.address(2), e.reader().word(0)),
          Bytes32.keccak("Unfrozen(bytes32)"),
          e -> new DatasetEvent.Unfrozen(e.block()));

  private final Address contract;
  private final EventIndex index;

  DatasetHistory(Address contract, EventIndex index) {
    this.contract = contract;
    this.index = index;
  }

  /** In the order of the chain; who was enrolled, and who handed over a slot, is left out. */
  List<DatasetEvent> of(Bytes32 dataset, BlockRef upTo) {
    List<DatasetEvent> steps = new ArrayList<>();
    index.forEach(
        contract,
        upTo,
        event -> {
          Function<Event, DatasetEvent> reader = READERS.get(event.topic(0));
          if (reader != null) {
            steps.add(reader.apply(event));
          }
        },
        null,
        dataset);
    return steps;
  }

  private static DatasetEvent versioned(Event event) {
    Abi.Reader r = event.reader();
    return new DatasetEvent.Versioned(
        event.block(),
        (int) event.number(2),
        new DatasetAnchor(r.word(0), r.word(1), r.word(2), (int) r.number(3)));
  }

  private static DatasetEvent located(Event event) {
    return new DatasetEvent.Located(
        event.block(), DatasetLocation.of(event.address(2), event.reader().at(0).bytes()));
  }
}
