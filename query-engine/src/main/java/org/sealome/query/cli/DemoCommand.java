// SPDX-License-Identifier: Apache-2.0
package org.sealome.query.cli;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.stream.Stream;
import org.sealome.ledger.DevNode;
import org.sealome.query.ErrorCode;
import org.sealome.query.SealomeException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParentCommand;

/** {@code sealome demo}. */
@Command(
    name = "demo",
    description =
        "The whole path on a network of its own, explained as it goes: encrypt, consent, ask,"
            + " withdraw, audit. Simulates a cohort, or takes a real file.",
    footerHeading = "%nExamples:%n",
    footer = {
      "  sealome demo                                           2,504 simulated people",
      "  sealome demo --vcf cohort.vcf.gz --samples people.tsv  a file of your own",
      "  sealome demo --keep                                    and go on with its home afterwards",
    })
final class DemoCommand implements Runnable {
  /** People in the simulated cohort: as many as in the 1000 Genomes Project's third phase. */
  static final int PEOPLE = 2504;

  @Option(names = "--vcf", paramLabel = "F", description = "Your own VCF, VCF.gz or BCF.")
  private Path vcf;

  @Option(names = "--samples", paramLabel = "F", description = "Its sample file.")
  private Path samples;

  @Option(names = "--keep", description = "Leaves the home behind, and says where it is.")
  private boolean keep;

  @ParentCommand private SealomeCommand root;

  @Override
  public void run() {
    if (samples != null && vcf == null) {
      throw new SealomeException(
          ErrorCode.USAGE, "A sample file needs its VCF.", "--vcf F --samples F");
    }
    for (Path file : Stream.of(vcf, samples).filter(java.util.Objects::nonNull).toList()) {
      if (!Files.isReadable(file)) {
        throw new SealomeException(ErrorCode.USAGE, "Cannot read " + file + ".", null);
      }
    }
    Path folder = null;
    boolean finished = false;
    try {
      folder = Files.createTempDirectory("sealome-demo-");
      DemoStory story =
          vcf == null ? DemoStory.simulated(PEOPLE, folder) : DemoStory.of(vcf, samples);
      Home home = new Home(folder.resolve("home"));
      Path doomed = folder;
      Thread interrupted = new Thread(() -> cleanUpAfterInterrupt(home, doomed, root.console()));
      Runtime.getRuntime().addShutdownHook(interrupted);
      try (Workspace workspace = root.workspace(home)) {
        new Demo(root.console(), workspace, story).run();
      }
      finished = true;
      Runtime.getRuntime().removeShutdownHook(interrupted);
      DevNode.stop(Workspace.nodeFolder(home));
      if (keep) {
        root.console()
            .answer(
                "\nKept. Go on with: export SEALOME_HOME=" + home.root() + "; sealome status\n");
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } finally {
      if (folder != null && !(keep && finished)) {
        cleanUp(new Home(folder.resolve("home")), folder);
      }
    }
  }

  /** While the demo may still be writing or cleaning up itself: what appears meanwhile stays. */
  private static void cleanUpAfterInterrupt(Home home, Path folder, Console console) {
    try {
      cleanUp(home, folder);
    } catch (UncheckedIOException e) {
      console.say("sealome: note: files of the demo are left in " + folder);
    }
  }

  private static void cleanUp(Home home, Path folder) {
    if (!Files.exists(folder)) {
      return;
    }
    DevNode.stop(Workspace.nodeFolder(home));
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path f : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(f);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
