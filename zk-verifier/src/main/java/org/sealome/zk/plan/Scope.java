// SPDX-License-Identifier: Apache-2.0
package org.sealome.zk.plan;

import java.util.SortedSet;
import java.util.TreeSet;

/**
 * The genes of all variants that a query touches. A query that touches none, or a variant without a
 * gene, or more genes than the ledger compares, needs consent without a scope.
 */
public record Scope(boolean unscoped, SortedSet<String> genes) {
  public static final Scope UNSCOPED = new Scope(true, new TreeSet<>());

  public Scope {
    genes = java.util.Collections.unmodifiableSortedSet(new TreeSet<>(genes));
    if (unscoped != genes.isEmpty()) {
      throw new IllegalArgumentException("a scope is a set of genes, or none");
    }
  }
}
