// SPDX-License-Identifier: Apache-2.0
package org.sealome.query.ingest;

import java.nio.file.Path;
import java.util.Objects;
import java.util.Set;

/** To what an ingest commits, beside the encrypted sample columns. */
public sealed interface CommitScope {
  /** To nothing, sample columns included: answers are never proven. */
  record Nothing() implements CommitScope {}

  /** To every variant. */
  record Everything() implements CommitScope {}

  /**
   * To the variants of a panel.
   *
   * @param file a VCF or BCF of sites, a BED of regions, or a table of variants
   */
  record Sites(Path file) implements CommitScope {
    public Sites {
      Objects.requireNonNull(file);
    }
  }

  /**
   * To what the version before committed to.
   *
   * @param columns names of the committed columns: variants' ids and those of sample columns
   */
  record Named(Set<String> columns) implements CommitScope {
    public Named {
      columns = Set.copyOf(columns);
    }
  }

  default boolean commits() {
    return !(this instanceof Nothing);
  }
}
