// SPDX-License-Identifier: Apache-2.0
package org.sealome.query.explain;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.sealome.query.catalog.Dataset;
import org.sealome.query.catalog.DisclosurePolicy;
import org.sealome.query.catalog.Repetition;
import org.sealome.query.circuit.CircuitDescription;
import org.sealome.zk.plan.Column;
import org.sealome.zk.plan.Plan;

/** Who learns what when a plan is answered, read from the plan. */
final class Knowledge {
  private static final int SHOWN = 8;

  private final Plan plan;
  private final CircuitDescription circuits;
  private final DisclosurePolicy policy;

  private Knowledge(Plan plan, CircuitDescription circuits, DisclosurePolicy policy) {
    this.plan = plan;
    this.circuits = circuits;
    this.policy = policy;
  }

  /** A sentence or more for each of engine, steward, requester, ledger, auditor. */
  static Map<String, List<String>> of(Plan plan, CircuitDescription circuits, Dataset dataset) {
    Knowledge knowledge = new Knowledge(plan, circuits, dataset.policy());
    Map<String, List<String>> learns = new LinkedHashMap<>();
    learns.put("engine", knowledge.engine());
    learns.put("steward", knowledge.steward());
    learns.put("requester", knowledge.requester());
    learns.put("ledger", knowledge.ledger());
    learns.put("auditor", knowledge.auditor());
    return learns;
  }

  private List<String> engine() {
    List<String> learns = new ArrayList<>();
    learns.add("the SQL, the plan and who asks for what purpose");
    if (circuits.releases() == 0) {
      learns.add("the answer: it follows from public metadata");
      return learns;
    }
    learns.add("which " + count(circuits.planes(), "plane") + " are read, and which slots consent");
    learns.add("no genotype, no encrypted value, no released integer, no answer");
    return learns;
  }

  private List<String> steward() {
    List<String> learns = new ArrayList<>();
    learns.add("the SQL, the plan, the log entry and the consenting slots");
    if (circuits.releases() == 0) {
      learns.add("no encrypted value: it decrypts nothing");
      return learns;
    }
    learns.add(
        count(circuits.releases(), "released integer")
            + (circuits.blocks() == 1 ? "" : ", each in " + circuits.blocks() + " blocks apart")
            + ": sums over consenting patients of "
            + sizes()
            + ", those too that are suppressed afterwards");
    learns.add("no other sum of these planes and no single patient's value behind a sum");
    return learns;
  }

  private String sizes() {
    List<Integer> sizes = circuits.populationSizes().stream().distinct().sorted().toList();
    return circuits.populationSizes().size() == 1
        ? "a population of " + sizes.getFirst()
        : circuits.populationSizes().size()
            + " populations of "
            + sizes.getFirst()
            + " to "
            + sizes.getLast();
  }

  private List<String> requester() {
    List<String> learns = new ArrayList<>();
    List<Column> columns = plan.rest().columns();
    learns.add(
        "the rows, of "
            + count(columns.size(), "column")
            + ": "
            + some(columns.stream().map(Column::name).toList()));
    List<String> guarded = new ArrayList<>();
    List<BitSet> cells = ColumnSources.cells(plan);
    for (int i = 0; i < columns.size(); i++) {
      long guards = cells.get(i).stream().filter(c -> plan.cells().get(c).guard() != null).count();
      if (guards > 0) {
        guarded.add(columns.get(i).name() + " (" + count(guards, "guarded cell") + ")");
      }
    }
    learns.add(
        guarded.isEmpty()
            ? "nothing of it is under disclosure control: no cell counts called patients"
            : policy.minCell() == 1 && policy.repetition() == Repetition.OFF
                ? "everything: min cell is 1 and repetition is off, so nothing is suppressed"
                : "NULL instead of a cell of 1 to "
                    + (policy.minCell() - 1)
                    + " patients, or what tells one (repetition: "
                    + policy.repetition()
                    + "): "
                    + some(guarded));
    learns.add("a receipt with the SQL, the plan and the salt of the logged hash");
    return learns;
  }

  private List<String> ledger() {
    List<String> learns = new ArrayList<>();
    learns.add(
        "dataset, purpose, requester, a salted hash of the query, the digest of the consent"
            + " mask, the outcome, the receipt's hash; no SQL and no figure");
    learns.add(
        plan.touchesNobody()
            ? "that nobody's consent was needed"
            : plan.scope().unscoped()
                ? "that the whole genome is the scope"
                : "a scope of "
                    + count(plan.scope().genes().size(), "gene")
                    + ", hashed under the dataset's secret: "
                    + some(List.copyOf(plan.scope().genes())));
    return learns;
  }

  private List<String> auditor() {
    return List.of(
        "what the ledger shows; given the receipt also the SQL and the plan, and that both are"
            + " the logged ones",
        plan.touchesNobody()
            ? "that no patient was counted"
            : "from the consent events, whose slots the mask held");
  }

  private static String count(long n, String what) {
    return String.format(java.util.Locale.ROOT, "%,d %s%s", n, what, n == 1 ? "" : "s");
  }

  private static String some(List<String> names) {
    return names.size() <= SHOWN
        ? String.join(", ", names)
        : names.stream().limit(SHOWN - 1L).collect(Collectors.joining(", "))
            + " and "
            + (names.size() - SHOWN + 1)
            + " more";
  }
}
