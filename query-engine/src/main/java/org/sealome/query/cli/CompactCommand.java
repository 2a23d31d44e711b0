// SPDX-License-Identifier: Apache-2.0
package org.sealome.query.cli;

import java.nio.file.Path;
import java.util.BitSet;
import org.sealome.he.Profile;
import org.sealome.query.catalog.Dataset;
import org.sealome.query.ingest.Ingest;
import org.sealome.query.ingest.IngestReport;
import org.sealome.query.ingest.IngestRequest;
import org.sealome.query.ingest.Seats;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;

/** {@code sealome dataset compact}. */
@Command(
    name = "compact",
    sortOptions = false,
    description = {
      "Writes a dataset's next version without its erased patients: encrypted again from the"
          + " source, anchored, and then the version before is deleted with its keys. Slots keep"
          + " their numbers and consents stand; receipts of older versions stay checkable.",
      "Policy, columns, profile and what is committed to are the dataset's. What it does not record"
          + " is given as at ingest; a source that would change anything else is refused.",
    },
    footerHeading = "%nExample:%n",
    footer = "  sealome dataset compact cohort --vcf cohort.vcf.gz --samples people.tsv")
final class CompactCommand implements Runnable {
  @Parameters(paramLabel = "N", description = "The dataset's name.")
  private String name;

  @Mixin private SourceFiles source;

  @ParentCommand private DatasetCommand parent;

  @Override
  public void run() {
    Console console = parent.root().console();
    try (Workspace workspace = parent.root().workspace();
        Progress progress = new Progress(console)) {
      Path home = workspace.home().requireInitialised().root();
      Seats seats;
      IngestRequest request;
      Profile profile;
      int before;
      long leaving;
      try (Dataset data = workspace.dataset(name)) {
        BitSet erased = SourceFiles.erased(workspace, data);
        seats = Seats.of(data, erased);
        before = data.version();
        profile = data.profile();
        leaving = erased.stream().filter(s -> data.publicValue("sample_id", s) != null).count();
        request = source.request(home, data).asNextVersion(seats);
      }
      if (leaving == 0) {
        Ingest.removeOlderVersions(home, request.name(), before);
        console.answer(request.name() + " version " + before + " holds nobody who was erased\n");
        return;
      }
      IngestReport report = new IngestDesk(workspace).next(request, profile, progress);
      progress.clear();
      console.answer(
          IngestText.of(report)
              + "%,d erased patients left, %,d slots are vacant; version %d and its keys are deleted\n"
                  .formatted(leaving, seats.vacant().cardinality(), before));
    }
  }
}
