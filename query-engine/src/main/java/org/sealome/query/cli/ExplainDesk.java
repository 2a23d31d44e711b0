// SPDX-License-Identifier: Apache-2.0
package org.sealome.query.cli;

import org.sealome.query.catalog.Dataset;
import org.sealome.query.explain.Actuals;
import org.sealome.query.explain.Calibration;
import org.sealome.query.explain.DotGraph;
import org.sealome.query.explain.Explainer;
import org.sealome.query.explain.Explanation;
import org.sealome.query.explain.KernelCosts;
import org.sealome.query.explain.Machine;
import org.sealome.query.session.QueryOutcome;

/** Explains statements on one dataset, and asks them first where that is wanted. */
final class ExplainDesk {
  /** How an explanation is written. */
  enum Form {
    table,
    json,
    dot
  }

  private final Dataset dataset;
  private final Console console;
  private final Calibration calibration;
  private final Explainer explainer;

  /**
   * @param dataset stays the caller's
   */
  ExplainDesk(Workspace workspace, Dataset dataset, Console console) {
    this.dataset = dataset;
    this.console = console;
    this.calibration = new Calibration(workspace.home().engine(), console::say);
    this.explainer = new Explainer(dataset, calibration);
  }

  /** Measures this machine again, under the dataset's profile. */
  KernelCosts calibrate() {
    return calibration.measure(Machine.here(dataset.profile()));
  }

  /** Nobody is asked and nothing logged. */
  String explain(String sql, Form form, boolean verbose) {
    return write(explainer.explain(sql), null, form, verbose);
  }

  /**
   * Asks, waits until the log entry is closed, and says what was expected and what came.
   *
   * @throws org.sealome.query.SealomeException with the code of the refusal, which is logged
   */
  String analyze(QueryDesk desk, String sql, Form form, boolean verbose) {
    QueryOutcome outcome = desk.answer(sql);
    long answered = System.nanoTime();
    desk.session().awaitClosings().forEach(this::note);
    Actuals actuals = Actuals.of(outcome, System.nanoTime() - answered);
    outcome.warnings().forEach(this::note);
    return write(explainer.explain(sql), actuals, form, verbose);
  }

  private void note(String sentence) {
    console.say("sealome: note: " + sentence);
  }

  private static String write(
      Explanation explanation, Actuals actuals, Form form, boolean verbose) {
    return switch (form) {
      case table -> ExplanationText.of(explanation, actuals, verbose);
      case json -> ExplanationJson.of(explanation, actuals, verbose);
      case dot -> DotGraph.of(explanation);
    };
  }
}
