// SPDX-License-Identifier: Apache-2.0
package org.sealome.query.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ScopeType;
import picocli.CommandLine.Spec;

/** The root: says what there is. */
@Command(
    name = "sealome",
    version = "sealome 0.1.0-SNAPSHOT",
    mixinStandardHelpOptions = true,
    scope = ScopeType.INHERIT,
    synopsisSubcommandLabel = "COMMAND",
    commandListHeading = "%nCommands:%n",
    optionListHeading = "%nOptions:%n",
    parameterListHeading = "%n",
    descriptionHeading = "%n",
    description =
        "SQL over genomes that the engine cannot read: encrypted answers, counted only over"
            + " patients who consent, every question on a ledger.",
    footerHeading = "%nFirst steps:%n",
    footer = {
      "  sealome demo                                     the whole path on a simulated cohort",
      "",
      "  sealome init                                     keys, identities, a development ledger",
      "  sealome dataset ingest --name cohort --vcf cohort.vcf.gz --samples people.tsv --public"
          + " sex",
      "  sealome consent grant --dataset cohort --sample all --purpose HMB",
      "  sealome query --dataset cohort --purpose HMB --as researcher \\",
      "      \"SELECT COUNT(*) FROM genotypes WHERE variant_id = '1-169549811-C-T' AND dosage >="
          + " 1\"",
      "  sealome audit --dataset cohort",
      "",
      "State lives under SEALOME_HOME (default ~/.sealome).",
      "Exit codes: 0 answered, 1 internal, 2 usage, 3 consent, 4 privacy, 5 integrity, 6 ledger,",
      "7 parameters; a non-zero exit prints no answer.",
    },
    subcommands = {
      DemoCommand.class,
      InitCommand.class,
      StatusCommand.class,
      NodeCommand.class,
      ClientCommand.class,
      DatasetCommand.class,
      ConsentCommand.class,
      EthicsCommand.class,
      GovernCommand.class,
      QueryCommand.class,
      VerifyCommand.class,
      AskCommand.class,
      ExplainCommand.class,
      AuditCommand.class,
      EraseCommand.class,
      RehearseCommand.class,
    })
final class SealomeCommand implements Runnable {
  @Option(
      names = "--rpc",
      paramLabel = "URL",
      scope = ScopeType.INHERIT,
      description =
          "JSON-RPC address of the ledger's node; default SEALOME_RPC_URL, else the development"
              + " node, started where it is not running.")
  private String rpc;

  @Spec private CommandSpec spec;

  private final Console console;

  SealomeCommand(Console console) {
    this.console = console;
  }

  Console console() {
    return console;
  }

  /** Another home, such as the demo's. */
  Workspace workspace(Home home) {
    return new Workspace(home, rpc);
  }

  /** The home of this process's environment and the ledger that {@code --rpc} names. */
  Workspace workspace() {
    return new Workspace(Home.fromEnvironment(), rpc);
  }

  @Override
  public void run() {
    throw new ParameterException(spec.commandLine(), "No command given.");
  }
}
