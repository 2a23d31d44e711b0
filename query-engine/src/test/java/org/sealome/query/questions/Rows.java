// SPDX-License-Identifier: Apache-2.0
package org.sealome.query.questions;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * What stands in FROM: calls of some variants, the patient's own row, the variants' metadata.
 *
 * @param calls aliases of {@code genotypes}, joined on the patient; each with its variants, or none
 *     for the whole panel
 * @param samples whether {@code samples s} is there
 * @param variants whether {@code variants v} is there, for the first alias
 */
record Rows(List<Calls> calls, boolean samples, boolean variants) {
  /** The calls of one patient at some variants. */
  record Calls(String alias, List<String> variants) {
    static Calls of(String alias, String variant) {
      return new Calls(alias, List.of(variant));
    }
  }

  /** The alias that carries {@code sample_id}. */
  String patient() {
    return calls.isEmpty() ? "s" : calls.get(0).alias();
  }

  String sql() {
    StringBuilder out = new StringBuilder();
    for (Calls c : calls) {
      out.append(out.isEmpty() ? "genotypes " : " JOIN genotypes ").append(c.alias());
      if (c != calls.get(0)) {
        out.append(" ON ").append(patient()).append(".sample_id = ").append(c.alias());
        out.append(".sample_id");
      }
    }
    if (samples) {
      out.append(
          calls.isEmpty()
              ? "samples s"
              : " JOIN samples s ON " + patient() + ".sample_id = s.sample_id");
    }
    if (variants) {
      out.append(" JOIN variants v ON ").append(patient()).append(".variant_id = v.variant_id");
    }
    return out.toString();
  }

  /** Which variants; empty for all. */
  List<String> selection() {
    return calls.stream()
        .filter(c -> !c.variants().isEmpty())
        .map(
            c ->
                c.alias()
                    + ".variant_id "
                    + (c.variants().size() == 1
                        ? "= '" + c.variants().get(0) + "'"
                        : c.variants().stream().collect(Collectors.joining("', '", "IN ('", "')"))))
        .toList();
  }

  /** With one table less, or fewer variants, as far as the text can do without. */
  List<Rows> smaller(String text) {
    List<Rows> out = new ArrayList<>();
    if (samples && !calls.isEmpty() && !text.matches("(?s).*\\bs\\..*")) {
      out.add(new Rows(calls, false, variants));
    }
    if (variants && !text.matches("(?s).*\\bv\\..*")) {
      out.add(new Rows(calls, samples, false));
    }
    for (Calls c : calls) {
      List<Calls> left = new ArrayList<>(calls);
      if (!text.matches("(?s).*\\b" + c.alias() + "\\..*")
          && (calls.size() > 1 || (samples && !variants))) {
        left.remove(c);
      } else if (c.variants().size() > 1) {
        left.set(
            calls.indexOf(c),
            new Calls(c.alias(), c.variants().subList(0, c.variants().size() - 1)));
      } else {
        continue;
      }
      out.add(new Rows(left, samples, variants));
    }
    return out;
  }
}
