// SPDX-License-Identifier: Apache-2.0
package org.sealome.query.cli;

import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.sealome.ledger.Bytes32;
import org.sealome.ledger.ConsentRegistry;
import org.sealome.ledger.ConsentTerms;
import org.sealome.ledger.Delegation;
import org.sealome.query.ErrorCode;
import org.sealome.query.SealomeException;
import org.sealome.query.catalog.Dataset;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

/** {@code sealome consent}. */
@Command(
    name = "consent",
    description =
        "Patients' consent, signed with their keys, decided on the ledger. It acts on the next"
            + " query.",
    footerHeading = "%nExamples:%n",
    footer = {
      "  sealome consent grant --dataset cohort --sample all --purpose HMB",
      "  sealome consent grant --dataset cohort --sample HG00096 --purpose GRU --until 2030-01-01",
      "  sealome consent revoke --dataset cohort --sample @withdrawn.txt",
      "  sealome consent show --dataset cohort --sample HG00096,HG00097",
    })
final class ConsentCommand implements Runnable {
  @ParentCommand private SealomeCommand root;
  @Spec private CommandSpec spec;

  /** Whose consent. */
  static final class Whose {
    @Option(names = "--dataset", required = true, paramLabel = "N", description = "The dataset.")
    private String dataset;

    @Option(
        names = "--sample",
        required = true,
        paramLabel = "S",
        description = "all, or ID,…, or @FILE with one id a line.")
    private String sample;
  }

  /** By whose hand. */
  static final class Hand {
    @Option(
        names = "--by",
        paramLabel = "D",
        description = "A delegate of theirs signs; default the patients themselves.")
    private String delegate;
  }

  /** To what. */
  static final class Terms {
    @Option(names = "--purpose", paramLabel = "P", description = Purposes.HELP + ".")
    private String purpose;

    @Option(
        names = "--requester",
        paramLabel = "R",
        description =
            "One client, or class:researcher or class:clinician; default everybody entitled.")
    private String requester;

    @Option(
        names = "--scope",
        split = ",",
        paramLabel = "GENE",
        description =
            "Only questions about these genes, 32 at most, or @FILE with one a line; default the"
                + " whole genome.")
    private List<String> scope;
  }

  @Override
  public void run() {
    throw new ParameterException(
        spec.commandLine(), "What with consent: grant, revoke, delegate or show?");
  }

  @Command(
      name = "grant",
      description = "Has patients consent to a purpose, which includes its narrower ones.",
      footerHeading = "%nExamples:%n",
      footer = {
        "  sealome consent grant --dataset cohort --sample all --purpose HMB",
        "  sealome consent grant --dataset cohort --sample @trial.txt --purpose DS:MONDO_0005148"
            + " \\",
        "      --requester alice --scope TCF7L2,KCNJ11 --until 2030-01-01",
        "  sealome consent grant --dataset cohort --sample P0007 --purpose HMB --if NPU,IRB,GS:GB",
        "  sealome consent grant --dataset cohort --sample all --purpose GRU --if"
            + " NPOA,MOR:2027-06-30",
        "  sealome consent grant --dataset cohort --sample all --purpose HMB --if PS:protocol.pdf",
      })
  void grant(
      @Mixin Whose whose,
      @Mixin Terms what,
      @Mixin Hand hand,
      @Option(
              names = "--if",
              split = ",",
              paramLabel = "C",
              description = "Conditions: " + ConditionNames.HELP + ".")
          List<String> conditions,
      @Option(
              names = "--until",
              paramLabel = "DATE",
              description = "The first day (UTC, YYYY-MM-DD) that is not covered; default no end.")
          String until) {
    if (what.purpose == null) {
      throw new SealomeException(
          ErrorCode.USAGE,
          "A consent is to a purpose.",
          "--purpose P, where P is " + Purposes.HELP);
    }
    LocalDate end = Dates.day(until);
    try (Workspace workspace = root.workspace();
        Dataset dataset = workspace.dataset(whose.dataset)) {
      ConsentDesk desk = new ConsentDesk(workspace, dataset);
      ConsentTerms terms =
          desk.terms(what.purpose, what.requester, scope(what), end)
              .under(ConditionNames.parse(conditions, workspace.clients()));
      List<Integer> slots = desk.living(SampleSelection.slots(dataset, whose.sample));
      warnOfGenes(desk, scope(what));
      desk.grant(slots, terms, hand.delegate);
      root.console()
          .answer(
              patients(slots.size())
                  + " of "
                  + dataset.name()
                  + (slots.size() == 1 ? " consents to " : " consent to ")
                  + what.purpose.toUpperCase(java.util.Locale.ROOT)
                  + tail(what)
                  + (conditions == null ? "" : ", if " + String.join(",", conditions))
                  + (end == null ? "" : ", until " + end)
                  + "\n");
    }
  }

  @Command(
      name = "revoke",
      description =
          "Has patients withdraw whatever consent overlaps what is named; without purpose,"
              + " requester and scope: everything.",
      footerHeading = "%nExamples:%n",
      footer = {
        "  sealome consent revoke --dataset cohort --sample HG00096",
        "  sealome consent revoke --dataset cohort --sample @withdrawn.txt --purpose POA",
      })
  void revoke(@Mixin Whose whose, @Mixin Terms what, @Mixin Hand hand) {
    try (Workspace workspace = root.workspace();
        Dataset dataset = workspace.dataset(whose.dataset)) {
      ConsentDesk desk = new ConsentDesk(workspace, dataset);
      List<Integer> slots = desk.living(SampleSelection.slots(dataset, whose.sample));
      desk.revoke(slots, desk.withdrawal(what.purpose, what.requester, scope(what)), hand.delegate);
      String from =
          what.purpose == null && what.requester == null && scope(what).isEmpty()
              ? "everything"
              : what.purpose == null
                  ? "any purpose"
                  : what.purpose.toUpperCase(java.util.Locale.ROOT);
      root.console()
          .answer(
              patients(slots.size())
                  + " of "
                  + dataset.name()
                  + (slots.size() == 1 ? " has" : " have")
                  + " withdrawn from "
                  + from
                  + tail(what)
                  + "\n");
    }
  }

  @Command(
      name = "delegate",
      description =
          "Has patients name a client who may consent and withdraw in their stead, or dismiss him.",
      footerHeading = "%nExamples:%n",
      footer = {
        "  sealome consent delegate --dataset cohort --sample P0007 --to mother --kind guardian",
        "  sealome consent delegate --dataset cohort --sample P0007 --to ann --kind proxy \\",
        "      --until 2027-01-01",
        "  sealome consent delegate --dataset cohort --sample P0007 --to mother --dismiss",
      })
  void delegate(
      @Mixin Whose whose,
      @Option(names = "--to", required = true, paramLabel = "D", description = "The client.")
          String to,
      @Option(
              names = "--kind",
              paramLabel = "KIND",
              description = "guardian, or proxy, who needs --until.")
          Delegation.Kind kind,
      @Option(
              names = "--until",
              paramLabel = "DATE",
              description = "The first day (UTC, YYYY-MM-DD) that is not covered; default no end.")
          String until,
      @Option(names = "--dismiss", description = "He may no longer.") boolean dismiss) {
    LocalDate end = Dates.day(until);
    if (dismiss == (kind != null) || kind == Delegation.Kind.PROXY && end == null) {
      throw new SealomeException(
          ErrorCode.USAGE,
          "A delegate is a guardian, or a proxy until a day, or is dismissed.",
          "--kind guardian, --kind proxy --until DATE, or --dismiss");
    }
    try (Workspace workspace = root.workspace();
        Dataset dataset = workspace.dataset(whose.dataset)) {
      List<Integer> slots = SampleSelection.slots(dataset, whose.sample);
      new ConsentDesk(workspace, dataset).delegate(slots, to, kind, end);
      root.console()
          .answer(
              patients(slots.size())
                  + " of "
                  + dataset.name()
                  + (slots.size() == 1 ? " has " : " have ")
                  + (dismiss ? "dismissed " + to : "named " + to + " " + name(kind))
                  + (end == null ? "" : ", until " + end)
                  + "\n");
    }
  }

  private static String name(Delegation.Kind kind) {
    return kind.name().toLowerCase(java.util.Locale.ROOT);
  }

  @Command(
      name = "history-key",
      description =
          "Writes the key by which a patient reads her access history wherever she reaches the"
              + " ledger (audit --history-key). Whoever has the file reads her history.",
      footerHeading = "%nExamples:%n",
      footer = "  sealome consent history-key --dataset cohort --sample HG00096 --to hers.json")
  void historyKey(
      @Mixin Whose whose,
      @Option(
              names = "--to",
              required = true,
              paramLabel = "FILE",
              description = "The file to write; readable by its owner alone.")
          Path file) {
    try (Workspace workspace = root.workspace();
        Dataset dataset = workspace.dataset(whose.dataset)) {
      List<Integer> slots = SampleSelection.slots(dataset, whose.sample);
      if (slots.size() != 1) {
        throw new SealomeException(
            ErrorCode.USAGE, "A key is one patient's.", "--sample takes one sample id.");
      }
      HistoryKey.of(workspace, dataset, slots.get(0)).write(file);
      root.console().answer("written: " + file + "\n");
    }
  }

  @Command(
      name = "show",
      description = "Shows what patients consent to: by terms, or patient by patient where named.",
      footerHeading = "%nExamples:%n",
      footer = {
        "  sealome consent show --dataset cohort --sample all",
        "  sealome consent show --dataset cohort --sample HG00096 --format json",
      })
  void show(
      @Mixin Whose whose,
      @Option(
              names = "--format",
              defaultValue = "table",
              description = "table, json or csv; default ${DEFAULT-VALUE}.")
          Format format) {
    try (Workspace workspace = root.workspace();
        Dataset dataset = workspace.dataset(whose.dataset)) {
      ConsentDesk desk = new ConsentDesk(workspace, dataset);
      List<Integer> slots = new ArrayList<>(SampleSelection.slots(dataset, whose.sample));
      // What an erased patient had said stands in the ledger's pages and counts no more.
      if (slots.removeIf(desk.erased()::get)) {
        root.console().say("sealome: note: erased patients are passed over");
      }
      Map<Bytes32, String> genes = desk.genes();
      boolean each = !whose.sample.equals("all");
      List<Map<String, Object>> rows = new ArrayList<>();
      for (ConsentDesk.Standing s : desk.standing(slots)) {
        for (int slot : each ? s.slots() : List.of(-1)) {
          Map<String, Object> row = new LinkedHashMap<>();
          if (each) {
            row.put("sample_id", dataset.publicValue("sample_id", slot));
          } else {
            row.put("patients", s.slots().size());
          }
          row.put("purpose", s.terms().purpose().toString());
          row.put("requester", desk.nameOf(s.terms().audience()));
          row.put(
              "scope",
              s.terms().scope().stream()
                  .map(h -> genes.getOrDefault(h, h.hex()))
                  .collect(Collectors.joining(",")));
          row.put("conditions", s.terms().conditions().toString(workspace.clients()::nameOf));
          row.put("from", s.terms().from() == null ? null : s.terms().from().toString());
          row.put("until", s.terms().until() == null ? null : s.terms().until().toString());
          rows.add(row);
        }
      }
      root.console()
          .answer(
              Listing.write(
                  List.of(
                      each ? "sample_id" : "patients",
                      "purpose",
                      "requester",
                      "scope",
                      "conditions",
                      "from",
                      "until"),
                  rows,
                  format));
    }
  }

  private void warnOfGenes(ConsentDesk desk, List<String> genes) {
    if (!genes.isEmpty()) {
      var known = desk.genes().values();
      genes.stream()
          .filter(g -> known.stream().noneMatch(g::equalsIgnoreCase))
          .forEach(g -> root.console().say("sealome: note: no variant of the dataset is in " + g));
    }
  }

  private static List<String> scope(Terms what) {
    List<String> genes =
        what.scope == null
            ? List.of()
            : what.scope.stream()
                .flatMap(g -> g.startsWith("@") ? SampleSelection.ids(g).stream() : Stream.of(g))
                .toList();
    if (genes.size() > ConsentRegistry.MAX_SCOPE) {
      throw new SealomeException(
          ErrorCode.USAGE,
          "These are " + genes.size() + " genes.",
          "One consent names "
              + ConsentRegistry.MAX_SCOPE
              + " at most, since a question about more needs the whole genome.");
    }
    return genes;
  }

  private static String tail(Terms what) {
    return (what.requester == null ? "" : ", for " + what.requester)
        + (scope(what).isEmpty() ? "" : ", on " + String.join(", ", scope(what)));
  }

  private static String patients(int n) {
    return n == 1 ? "1 patient" : n + " patients";
  }
}
