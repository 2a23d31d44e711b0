// SPDX-License-Identifier: Apache-2.0
package org.sealome.query.cli;

import java.nio.file.Path;
import java.util.BitSet;
import java.util.List;
import org.sealome.he.Profile;
import org.sealome.query.catalog.Dataset;
import org.sealome.query.ingest.IngestReport;
import org.sealome.query.ingest.IngestRequest;
import org.sealome.query.ingest.Seats;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;

/** {@code sealome dataset extend}. */
@Command(
    name = "extend",
    sortOptions = false,
    description = {
      "Writes a dataset's next version with more patients, more variants or both: encrypted again"
          + " from the source, anchored, and then the version before is deleted with its keys."
          + " Slots keep their numbers and consents stand; receipts of older versions stay"
          + " checkable. Erased patients leave, as with compact.",
      "Nobody comes unnamed. Newcomers have consented to nothing yet. Policy, columns and profile"
          + " are the dataset's; a source that lacks a patient or a variant, or differs in"
          + " anything public of one, is refused.",
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  A second batch of patients; the files hold both batches (bcftools merge):",
      "    sealome dataset extend cohort --vcf both.vcf.gz --samples both.tsv --add @batch2.txt",
      "    sealome consent grant --dataset cohort --sample @batch2.txt --purpose HMB",
      "  More variants of the same patients:",
      "    sealome dataset extend cohort --vcf wider.vcf.gz --samples people.tsv",
    })
final class ExtendCommand implements Runnable {
  @Parameters(paramLabel = "N", description = "The dataset's name.")
  private String name;

  @Mixin private SourceFiles source;

  @Option(
      names = "--add",
      paramLabel = "S",
      description = "Who comes: ID,…, or @FILE with one id a line.")
  private String add;

  @ParentCommand private DatasetCommand parent;

  @Override
  public void run() {
    Console console = parent.root().console();
    try (Workspace workspace = parent.root().workspace();
        Progress progress = new Progress(console)) {
      Path home = workspace.home().requireInitialised().root();
      List<String> coming = add == null ? List.of() : SampleSelection.ids(add);
      IngestRequest request;
      Profile profile;
      int before;
      long variants;
      try (Dataset data = workspace.dataset(name)) {
        BitSet erased = SourceFiles.erased(workspace, data);
        request =
            source.request(home, data).asNextVersion(Seats.of(data, erased).more(data, coming));
        profile = data.profile();
        before = data.version();
        variants = data.manifest().variants();
      }
      IngestReport report = new IngestDesk(workspace).next(request, profile, progress);
      progress.clear();
      console.answer(
          IngestText.of(report)
              + "%,d patients and %,d variants came; version %d and its keys are deleted\n"
                  .formatted(coming.size(), report.manifest().variants() - variants, before));
      if (!coming.isEmpty()) {
        console.say(
            "sealome: note: newcomers are counted once they consent: sealome consent grant"
                + " --dataset "
                + request.name()
                + " --sample "
                + add
                + " --purpose P");
      }
    }
  }
}
