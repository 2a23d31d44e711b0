// SPDX-License-Identifier: Apache-2.0
package org.sealome.query.catalog;

import java.util.List;
import java.util.Objects;
import org.sealome.zk.plan.SqlType;

/**
 * A column of {@code samples}.
 *
 * @param name as written in the sample file; SQL compares it case-insensitively
 * @param type INTEGER or VARCHAR
 * @param categories of an encrypted VARCHAR column: its public categories, sorted; else empty
 * @param range of an encrypted INTEGER column: its public range; else null
 */
public record SampleColumn(
    String name, SqlType type, Visibility visibility, List<String> categories, IntegerRange range) {
  /** The pseudonym's column, always there, always public, always first. */
  public static final SampleColumn SAMPLE_ID =
      new SampleColumn("sample_id", SqlType.VARCHAR, Visibility.PUBLIC, List.of(), null);

  public SampleColumn {
    Objects.requireNonNull(name);
    if (type != SqlType.INTEGER && type != SqlType.VARCHAR) {
      throw new IllegalArgumentException("a sample column is INTEGER or VARCHAR");
    }
    categories = List.copyOf(categories);
    boolean integers = visibility == Visibility.ENCRYPTED && type == SqlType.INTEGER;
    if (integers != (range != null)) {
      throw new IllegalArgumentException("exactly encrypted integers have a range: " + name);
    }
  }

  public boolean encrypted() {
    return visibility == Visibility.ENCRYPTED;
  }
}
