// SPDX-License-Identifier: Apache-2.0
package org.sealome.query.cli;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
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

  private static final int LONGEST_CLEAN_UP_SECONDS = 20;

  private final CountDownLatch over = new CountDownLatch(1);
  private volatile boolean interrupted;

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
    try {
      Path folder = Files.createTempDirectory("sealome-demo-");
      Thread onInterrupt = new Thread(new Interruption(Thread.currentThread()));
      Runtime.getRuntime().addShutdownHook(onInterrupt);
      boolean played = false;
      try {
        play(folder);
        played = true;
        Runtime.getRuntime().removeShutdownHook(onInterrupt);
      } catch (RuntimeException e) {
        if (!interrupted) {
          throw e;
        }
      } finally {
        if (!keep || !played || interrupted) {
          cleanUp(new Home(folder.resolve("home")), folder);
        }
        over.countDown();
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void play(Path folder) throws IOException {
    DemoStory story =
        vcf == null ? DemoStory.simulated(PEOPLE, folder) : DemoStory.of(vcf, samples);
    Home home = new Home(folder.resolve("home"));
    try (Workspace workspace = root.workspace(home)) {
      new Demo(root.console(), workspace, story).run();
    }
    DevNode.stop(Workspace.nodeFolder(home));
    if (keep) {
      root.console()
          .answer("\nKept. Go on with: export SEALOME_HOME=" + home.root() + "; sealome status\n");
    }
  }

  /** Ctrl-C: the demo's own thread stops, takes its node and its files away, and says nothing. */
  private final class Interruption implements Runnable {
    private final Thread demo;

    private Interruption(Thread demo) {
      this.demo = demo;
    }

    @Override
    public void run() {
      interrupted = true;
      demo.interrupt();
      try {
        if (!over.await(LONGEST_CLEAN_UP_SECONDS, TimeUnit.SECONDS)) {
          root.console()
              .say("sealome: note: files of the demo may be left in the temporary folder");
        }
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
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
