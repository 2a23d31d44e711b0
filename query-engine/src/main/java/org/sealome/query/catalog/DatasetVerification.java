// SPDX-License-Identifier: Apache-2.0
package org.sealome.query.catalog;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import org.sealome.query.ErrorCode;
import org.sealome.query.SealomeException;
import org.sealome.zk.plan.SqlType;

/** Touches every plane that the metadata say there is, and counts that there is no other. */
final class DatasetVerification {
  private final Dataset dataset;

  DatasetVerification(Dataset dataset) {
    this.dataset = dataset;
  }

  void run(ProgressListener progress) {
    List<String> ids = planeIds();
    long total = (long) ids.size() * dataset.blocks();
    if (total != dataset.planes().size()) {
      throw Dataset.damaged(
          dataset.name(),
          "%,d planes are indexed where the metadata say %,d"
              .formatted(dataset.planes().size(), total));
    }
    AtomicLong done = new AtomicLong();
    ConcurrentLinkedQueue<SealomeException> damaged = new ConcurrentLinkedQueue<>();
    progress.progress("checking planes", 0, total);
    IntStream.range(0, ids.size())
        .parallel()
        .forEach(
            i -> {
              for (int block = 0; block < dataset.blocks(); block++) {
                check(ids.get(i), block, damaged);
                long count = done.incrementAndGet();
                if (count % 256 == 0) {
                  synchronized (progress) {
                    progress.progress("checking planes", count, total);
                  }
                }
              }
            });
    progress.progress("checking planes", total, total);
    SealomeException first = damaged.peek();
    if (first != null) {
      throw new SealomeException(
          ErrorCode.INTEGRITY,
          damaged.size() == 1
              ? first.getMessage()
              : "%s (and %,d more of %,d planes)"
                  .formatted(first.getMessage(), damaged.size() - 1, total),
          first.hint());
    }
  }

  private void check(String id, int block, ConcurrentLinkedQueue<SealomeException> damaged) {
    try {
      dataset.planes().plane(id, block);
    } catch (SealomeException e) {
      damaged.add(e);
    }
  }

  private List<String> planeIds() {
    List<String> ids = new ArrayList<>();
    for (SampleColumn column : dataset.sampleColumns()) {
      if (column.encrypted()) {
        addColumn(column, ids);
      }
    }
    try (Connection connection = dataset.publicMetadata();
        Statement statement = connection.createStatement();
        ResultSet rows =
            statement.executeQuery(
                "SELECT variant_id, has_missing, has_haploid FROM variants"
                    + " ORDER BY variant_index")) {
      while (rows.next()) {
        String id = rows.getString(1);
        ids.add(PlaneId.het(id));
        ids.add(PlaneId.hom(id));
        if (rows.getBoolean(2)) {
          ids.add(PlaneId.missing(id));
        }
        if (rows.getBoolean(3)) {
          ids.add(PlaneId.haploid(id));
        }
      }
    } catch (SQLException e) {
      throw Dataset.damaged(dataset.name(), "cannot read its metadata: " + e.getMessage());
    }
    return ids;
  }

  private static void addColumn(SampleColumn column, List<String> ids) {
    if (column.type() == SqlType.INTEGER) {
      if (PlaneId.fitsOnePlane(column.range())) {
        ids.add(PlaneId.value(column.name()));
      }
      ids.add(PlaneId.present(column.name()));
      for (int bit = 0; bit < column.range().bits(); bit++) {
        ids.add(PlaneId.bit(column.name(), bit));
      }
    } else {
      for (String category : column.categories()) {
        ids.add(PlaneId.category(column.name(), category));
      }
    }
  }
}
