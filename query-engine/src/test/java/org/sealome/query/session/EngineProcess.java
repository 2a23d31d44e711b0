// SPDX-License-Identifier: Apache-2.0
package org.sealome.query.session;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.sealome.ledger.Account;
import org.sealome.ledger.Bytes32;
import org.sealome.ledger.Deployment;
import org.sealome.ledger.Ledger;
import org.sealome.ledger.Purpose;
import org.sealome.query.catalog.Dataset;
import org.sealome.query.circuit.SampleSink;
import org.sealome.query.consent.HeadFreshness;
import org.sealome.query.steward.ReleaseRequest;
import org.sealome.zk.plan.Plan;
import org.sealome.zk.plan.PlanFormatException;
import org.sealome.zk.plan.PlanJson;

/** Engine and steward in a process of their own, which stands still where it is to be killed. */
final class EngineProcess {
  /** How far it comes. */
  enum Stage {
    /** The entry is mined. */
    LOGGED,
    /** The steward has begun the release, of an entry that others logged; see LoggedRequest. */
    BEGUN,
    /** The steward has decrypted everything and told nothing. */
    DECRYPTED
  }

  private EngineProcess() {}

  /**
   * Runs a process up to there, and kills it.
   *
   * @param request for {@link Stage#BEGUN}; else null
   */
  static void killedAt(Stage stage, Bench bench, String sql, ReleaseRequest request)
      throws IOException, InterruptedException {
    Path folder = Files.createDirectory(bench.home.resolve("process-" + stage));
    bench.deployment.write(folder.resolve("deployment.json"));
    Files.write(folder.resolve("plan"), PlanJson.write(bench.plan(sql)));
    bench.engine.saveTo(folder.resolve("engine"), null);
    bench.researcher.saveTo(folder.resolve("researcher"), null);
    List<String> command =
        new ArrayList<>(
            List.of(
                ProcessHandle.current().info().command().orElseThrow(),
                "--enable-native-access=ALL-UNNAMED",
                "-cp",
                System.getProperty("java.class.path"),
                EngineProcess.class.getName(),
                stage.name(),
                bench.home.toString(),
                bench.name,
                bench.node.uri().toString(),
                bench.id.hex()));
    if (request != null) {
      command.addAll(List.of(request.salt().hex(), request.queryHash().hex()));
    }
    Process process =
        new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start();
    try {
      String said = process.inputReader().readLine();
      if (!stage.name().equals(said)) {
        throw new IllegalStateException("the process said " + said);
      }
    } finally {
      process.destroyForcibly().waitFor();
    }
  }

  /** Arguments: stage, home, dataset, node, dataset's id; salt and hash of a logged query. */
  public static void main(String[] args) throws Exception {
    Stage stage = Stage.valueOf(args[0]);
    Path home = Path.of(args[1]);
    String name = args[2];
    Bytes32 id = Bytes32.fromHex(args[4]);
    Path folder = home.resolve("process-" + stage);
    Deployment deployment = Deployment.read(folder.resolve("deployment.json"));
    byte[] bytes = Files.readAllBytes(folder.resolve("plan"));
    try (Account researcher = Account.loadFrom(folder.resolve("researcher"), null);
        Account engine = Account.loadFrom(folder.resolve("engine"), null);
        Ledger ledger = Ledger.connect(URI.create(args[3]), deployment, engine)) {
      if (stage == Stage.BEGUN) {
        LoggedRequest.begin(
            home,
            name,
            id,
            ledger,
            new ReleaseRequest(
                bytes, Bytes32.fromHex(args[5]), Bytes32.fromHex(args[6]), researcher.address()));
        standStill(stage);
      }
      try (Dataset dataset = Dataset.open(home, name);
          QuerySession session =
              QuerySession.open(
                  new SessionConfig(home, id, ledger, ledger, HeadFreshness.ANY),
                  Target.of(dataset, id, sql -> plan(bytes)),
                  at(stage))) {
        session.answer("the plan", Purpose.HMB, researcher);
      }
    }
  }

  private static Plan plan(byte[] bytes) {
    try {
      return PlanJson.read(bytes);
    } catch (PlanFormatException e) {
      throw new IllegalStateException(e);
    }
  }

  private static Interference at(Stage stage) {
    return new Interference() {
      @Override
      public void beforeRelease() {
        if (stage == Stage.LOGGED) {
          standStill(stage);
        }
      }

      @Override
      public SampleSink between(SampleSink steward) {
        return batch -> {
          steward.accept(batch);
          standStill(stage);
        };
      }
    };
  }

  private static void standStill(Stage stage) {
    System.out.println(stage);
    try {
      // Until it is killed, or whoever started it is gone.
      System.in.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    Runtime.getRuntime().halt(1);
  }
}
