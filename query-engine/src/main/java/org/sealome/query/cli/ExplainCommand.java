// SPDX-License-Identifier: Apache-2.0
package org.sealome.query.cli;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.sealome.query.ErrorCode;
import org.sealome.query.SealomeException;
import org.sealome.query.catalog.Dataset;
import org.sealome.query.circuit.CircuitDescription;
import org.sealome.query.circuit.PlanCompiler;
import org.sealome.query.sql.Planner;
import org.sealome.zk.plan.Plan;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;

/** {@code sealome explain}. */
@Command(
    name = "explain",
    sortOptions = false,
    description =
        "Shows what a statement would do, without asking it: its plan, what is released, the"
            + " circuits with their noise bounds, the bytes that are read. Needs neither consent"
            + " nor ledger, and is not logged.",
    footerHeading = "%nExample:%n",
    footer = {
      "  sealome explain --dataset cohort \"SELECT SUM(dosage) FROM genotypes WHERE variant_id ="
          + " '…'\"",
    })
final class ExplainCommand implements Runnable {
  /** Rough costs on one core, from the project's own benchmarks, for a block under STANDARD. */
  private static final double PLANE_MICROSECONDS = 20;

  private static final double LINEAR_RELEASE_MICROSECONDS = 40;
  private static final double PRODUCT_RELEASE_MICROSECONDS = 1300;

  @Option(names = "--dataset", required = true, paramLabel = "N", description = "The dataset.")
  private String dataset;

  @Option(
      names = "--format",
      defaultValue = "table",
      description = "table or json; default ${DEFAULT-VALUE}.")
  private Format format;

  @Parameters(paramLabel = "SQL", description = "The statement.")
  private String sql;

  @ParentCommand private SealomeCommand root;

  @Override
  public void run() {
    if (format == Format.csv) {
      throw new SealomeException(
          ErrorCode.USAGE, "A plan does not fit CSV.", "--format table or --format json");
    }
    List<String> statements = Statements.split(sql);
    if (statements.size() != 1) {
      throw new SealomeException(
          ErrorCode.USAGE, "One statement at a time; here are " + statements.size() + ".", null);
    }
    try (Workspace workspace = root.workspace();
        Dataset data = workspace.dataset(dataset)) {
      Planner planner = new Planner(data);
      Plan plan = planner.plan(statements.get(0));
      CircuitDescription circuits = PlanCompiler.compile(plan, data).description();
      root.console()
          .answer(
              format == Format.json
                  ? Json.write(facts(plan, circuits)) + "\n"
                  : text(planner.relationalPlan(statements.get(0)), plan, circuits));
    }
  }

  private static Map<String, Object> facts(Plan plan, CircuitDescription c) {
    Map<String, Object> facts = new LinkedHashMap<>();
    facts.put("scope", plan.scope().unscoped() ? null : List.copyOf(plan.scope().genes()));
    facts.put("profile", c.profile().name());
    facts.put("patients", c.patients());
    facts.put("blocks", c.blocks());
    facts.put("populations", c.populationSizes());
    facts.put("releases", c.releases());
    facts.put("circuits", c.circuits());
    facts.put("nodes", c.nodes());
    facts.put("degree", c.degree());
    facts.put("planes", c.planes());
    facts.put("bytes_read", c.bytesRead());
    facts.put("sample_bytes", c.sampleBytes());
    facts.put("noise_bound_bits", c.noiseBoundBits());
    facts.put("flood_bits", c.floodBits());
    facts.put("remaining_bits", c.remainingBits());
    List<Object> shapes = new ArrayList<>();
    for (CircuitDescription.Shape s : c.shapes()) {
      Map<String, Object> shape = new LinkedHashMap<>();
      shape.put("formula", s.formula());
      shape.put("count", s.count());
      shape.put("degree", s.degree());
      shape.put("noise_bound_bits", s.noiseBoundBits());
      shape.put("flood_bits", s.floodBits());
      shape.put("remaining_bits", s.remainingBits());
      shapes.add(shape);
    }
    facts.put("shapes", shapes);
    facts.put("expected_milliseconds", milliseconds(c));
    facts.put("integrity", "TRUSTED");
    return facts;
  }

  private static String text(String relational, Plan plan, CircuitDescription c) {
    StringBuilder out = new StringBuilder("Plan\n").append(relational.stripTrailing().indent(2));
    line(
        out,
        "%nConsent%n  %s",
        plan.touchesNobody()
            ? "none needed: only public metadata is read"
            : plan.scope().unscoped()
                ? "for the whole genome"
                : "that covers " + String.join(", ", plan.scope().genes()));
    if (c.releases() == 0) {
      line(out, "%nCircuits%n  none: nothing encrypted is read");
      return out.toString();
    }
    line(out, "%nCircuits (m: a mask of consenting patients, L(k): a linear form over k planes)%n");
    TextTable table = new TextTable().column("releases", TextTable.Align.RIGHT).columns("each is");
    for (String head : List.of("degree", "noise", "flood", "left")) {
      table.column(head, TextTable.Align.RIGHT);
    }
    for (CircuitDescription.Shape s : c.shapes()) {
      table.row(
          Integer.toString(s.count()),
          s.formula(),
          Integer.toString(s.degree()),
          bits(s.noiseBoundBits()),
          bits(s.floodBits()),
          bits(s.remainingBits()));
    }
    out.append(table.toString().indent(1));
    line(
        out,
        "  profile %s; noise is bounded but for 2^-64, drowned by flood bits, left of the modulus",
        c.profile());
    line(
        out,
        "%nCost%n  %,d planes of %,d blocks: %,.1f MB read, %,.1f MB of samples to the steward",
        c.planes(),
        c.blocks(),
        c.bytesRead() / 1e6,
        c.sampleBytes() / 1e6);
    line(
        out,
        "  %,d integers released a block by %,d circuits of %,d nodes; about %,.0f ms on %d cores",
        c.releases(),
        c.circuits(),
        c.nodes(),
        milliseconds(c),
        Runtime.getRuntime().availableProcessors());
    line(out, "%nIntegrity%n  TRUSTED: assumes that the engine follows the protocol");
    return out.toString();
  }

  private static double milliseconds(CircuitDescription c) {
    double product = 0;
    double linear = 0;
    for (CircuitDescription.Shape s : c.shapes()) {
      if (s.degree() > 1) {
        product += s.count();
      } else {
        linear += s.count();
      }
    }
    double scale = (double) c.profile().planeBytes() / org.sealome.he.Profile.STANDARD.planeBytes();
    return c.blocks()
        * scale
        * (c.planeLoads() * PLANE_MICROSECONDS
            + linear * LINEAR_RELEASE_MICROSECONDS
            + product * PRODUCT_RELEASE_MICROSECONDS)
        / 1e3
        / Runtime.getRuntime().availableProcessors();
  }

  private static String bits(double bits) {
    return String.format(Locale.ROOT, "%.0f bits", bits);
  }

  private static void line(StringBuilder out, String pattern, Object... values) {
    out.append(String.format(Locale.ROOT, pattern, values)).append('\n');
  }
}
