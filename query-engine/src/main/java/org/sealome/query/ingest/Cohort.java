// SPDX-License-Identifier: Apache-2.0
package org.sealome.query.ingest;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import org.sealome.query.ErrorCode;
import org.sealome.query.SealomeException;

/**
 * The cohort's files and its patients. Several files hold the same patients and different places;
 * slots are in the order of the first file's samples.
 */
final class Cohort implements AutoCloseable {
  private final List<Path> files;
  private final List<String> patients;
  private final List<String> notes = new ArrayList<>();
  private final Map<String, Integer> slots = new HashMap<>();
  private final boolean seated;
  private long bytes;
  private VcfInput open;

  private Cohort(List<Path> files, List<String> patients, boolean seated) {
    this.files = files;
    this.patients = patients;
    this.seated = seated;
    for (int i = 0; i < patients.size(); i++) {
      if (patients.get(i) != null) {
        slots.put(patients.get(i), i);
      }
    }
  }

  /**
   * Reads the headers of all files.
   *
   * @param seats whose slot is which; null: as the first file has them
   * @throws SealomeException USAGE where one is no VCF, has no samples, or has others than the
   *     first
   */
  static Cohort open(List<Path> files, Seats seats) throws IOException {
    if (files.isEmpty()) {
      throw new SealomeException(ErrorCode.USAGE, "no VCF is named", "Name one with --vcf.");
    }
    Cohort cohort = seats == null ? null : new Cohort(files, seats.ids(), true);
    for (Path file : files) {
      try (VcfInput input = VcfInputs.open(file)) {
        List<String> samples = input.header().samples();
        if (samples.isEmpty()) {
          throw new SealomeException(
              ErrorCode.USAGE,
              file + " has no samples: it lists sites only",
              "Name the cohort's file with --vcf, and a list of sites with --panel.");
        }
        if (cohort == null) {
          cohort = new Cohort(files, samples, false);
        } else {
          cohort.slotsOf(input);
        }
        cohort.noteTermination(file);
        cohort.bytes += Files.size(file);
      }
    }
    return cohort;
  }

  private void noteTermination(Path file) throws IOException {
    try {
      if (VcfInputs.lacksEnd(file)) {
        notes.add(file + " has no bgzip end marker: it may have been cut short");
      }
    } catch (htsjdk.samtools.SAMException e) {
      throw VcfInputs.broken(file, e);
    }
  }

  /**
   * The slot of each of a file's samples, or null where they are in order. Where it is known who
   * sits where, samples that are nobody's sit behind the last slot.
   *
   * @throws SealomeException USAGE where the file has other samples, or lacks a patient
   */
  int[] slotsOf(VcfInput input) {
    List<String> samples = input.header().samples();
    if (samples.equals(patients)) {
      return null;
    }
    int[] order = new int[samples.size()];
    List<String> strangers = new ArrayList<>();
    for (int i = 0; i < order.length; i++) {
      Integer slot = slots.get(samples.get(i));
      if (slot == null) {
        order[i] = patients.size();
        strangers.add(samples.get(i));
      } else {
        order[i] = slot;
      }
    }
    if (seated) {
      requireEverybody(input, samples);
      return order;
    }
    if (!strangers.isEmpty() || samples.size() != patients.size()) {
      throw new SealomeException(
          ErrorCode.USAGE,
          "%s has %,d samples and %s has %,d: they are not the same%s"
              .formatted(
                  files.get(0),
                  patients.size(),
                  input.file(),
                  samples.size(),
                  strangers.isEmpty()
                      ? ""
                      : "; only the latter has " + SampleColumns.some(strangers)),
          "Several files of one cohort hold the same samples, such as one a chromosome.");
    }
    return order;
  }

  private void requireEverybody(VcfInput input, List<String> samples) {
    List<String> absent = new ArrayList<>(slots.keySet());
    absent.removeAll(new HashSet<>(samples));
    if (!absent.isEmpty()) {
      throw new SealomeException(
          ErrorCode.USAGE,
          input.file() + " lacks patients of the dataset: " + SampleColumns.some(absent),
          "Its next version is written from the source that has everybody but the erased. The"
              + " version that is there is as it was.");
    }
  }

  /** Opens what a file has for a panel, closing the file before. */
  VcfInput input(int file, Panel panel) throws IOException {
    close();
    open = IndexedInput.open(files.get(file), panel);
    return open;
  }

  int files() {
    return files.size();
  }

  /** Of all files, as they lie on disk. */
  long bytes() {
    return bytes;
  }

  List<String> patients() {
    return patients;
  }

  List<String> notes() {
    return notes;
  }

  @Override
  public void close() throws IOException {
    if (open != null) {
      open.close();
      open = null;
    }
  }
}
