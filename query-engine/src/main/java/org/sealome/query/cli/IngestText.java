// SPDX-License-Identifier: Apache-2.0
package org.sealome.query.cli;

import java.util.Locale;
import org.sealome.query.catalog.DatasetManifest;
import org.sealome.query.ingest.IngestReport;

/** An ingest's report for people. */
final class IngestText {
  private IngestText() {}

  static String of(IngestReport report) {
    DatasetManifest m = report.manifest();
    StringBuilder out = new StringBuilder();
    line(
        out,
        "%s version %d: %,d patients, %,d variants (%s), profile %s, min cell %d",
        m.name(),
        m.version(),
        m.patients(),
        m.variants(),
        m.sites(),
        m.profile(),
        m.policy().minCell());
    line(
        out,
        "%,d genotypes in %.1f s: %,.0f a second, %.1f bytes each, %.0f %% of %d cores encrypting",
        report.genotypes(),
        report.seconds(),
        report.genotypesPerSecond(),
        report.bytesPerGenotype(),
        100 * report.encryptionShare(),
        report.threads());
    if (report.committed() != null) {
      committed(out, report.committed(), m.policy().requireProven());
    }
    for (IngestReport.Skipped s : report.skipped()) {
      line(
          out,
          "  skipped %,d: %s (%s%s)",
          s.count(),
          s.reason(),
          String.join(", ", s.examples()),
          s.count() > s.examples().size() ? ", …" : "");
    }
    for (String note : report.notes()) {
      line(out, "  note: %s", note);
    }
    line(out, "anchored as 0x%s", report.manifestHash());
    return out.toString();
  }

  private static void committed(StringBuilder out, IngestReport.Committed c, boolean provenOnly) {
    line(
        out,
        "committed to %,d columns, %,d commitments%s%s",
        c.columns(),
        c.commitments(),
        c.resumed() == 0
            ? ""
            : String.format(Locale.ROOT, "; %,d columns from an interrupted ingest", c.resumed()),
        provenOnly ? "; only proven answers leave" : "");
    if (c.made() > 0) {
      line(
          out,
          "  %.0f µs of one core and %.0f bytes a genotype, proofs included",
          c.microsEach(),
          c.bytesEach());
    }
  }

  private static void line(StringBuilder out, String format, Object... values) {
    out.append(String.format(Locale.ROOT, format, values)).append('\n');
  }
}
