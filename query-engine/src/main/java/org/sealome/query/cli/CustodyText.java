// SPDX-License-Identifier: Apache-2.0
package org.sealome.query.cli;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.sealome.ledger.Address;
import org.sealome.ledger.DatasetEvent;

/** A dataset's history as rows. */
final class CustodyText {
  static final List<String> COLUMNS =
      List.of("time", "block", "event", "version", "patients", "who", "what");

  private CustodyText() {}

  /**
   * @param names of accounts
   */
  static List<Map<String, Object>> rows(
      List<DatasetEvent> events, Function<Address, String> names) {
    return events.stream().map(e -> row(e, names)).toList();
  }

  private static Map<String, Object> row(DatasetEvent event, Function<Address, String> names) {
    Map<String, Object> row = new LinkedHashMap<>();
    row.put("time", Instant.ofEpochSecond(event.block().timestamp()).toString());
    row.put("block", event.block().number());
    switch (event) {
      case DatasetEvent.Versioned e -> {
        tell(row, "anchored", null, e.anchor().manifestHash().hex());
        row.put("version", e.version());
        row.put("patients", e.anchor().patients());
      }
      case DatasetEvent.StewardNamed e -> tell(row, "steward", names.apply(e.steward()), null);
      case DatasetEvent.Offered e ->
          tell(
              row,
              e.to().equals(Address.ZERO) ? "offer taken back" : "offered",
              e.to().equals(Address.ZERO) ? null : names.apply(e.to()),
              null);
      case DatasetEvent.Taken e ->
          tell(row, "taken over", names.apply(e.to()), "from " + names.apply(e.from()));
      case DatasetEvent.Located e ->
          tell(row, "located", names.apply(e.location().engine()), e.location().uri().toString());
      case DatasetEvent.Erased e -> tell(row, "erased", null, "slot " + e.slot());
      case DatasetEvent.ErasureProven e ->
          tell(row, "erasure proven", null, "slot " + e.slot() + ": " + e.proof().hex());
      case DatasetEvent.Frozen e -> tell(row, "frozen", names.apply(e.by()), e.reason().hex());
      case DatasetEvent.Unfrozen e -> tell(row, "unfrozen", null, null);
    }
    return row;
  }

  private static void tell(Map<String, Object> row, String event, String who, String what) {
    row.put("event", event);
    row.put("who", who);
    row.put("what", what);
  }
}
