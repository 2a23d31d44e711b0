// SPDX-License-Identifier: Apache-2.0
package org.sealome.query.cli;

import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;

/**
 * People who never lived, drawn from published allele frequencies: in each group of ancestry every
 * allele independently. The same every time: nothing here is secret, so a seeded generator will do.
 */
final class SimulatedCohort {
  private static final long SEED = 2504;
  private static final double NOT_CALLED = 0.004;
  private static final double BASE_RISK = 0.05;
  private static final double LEIDEN_RISK = 0.25;

  /** Of 2,504 people, how many are of each group; other sizes in proportion. */
  private static final List<Integer> SHARES = List.of(560, 300, 300, 450, 450, 444);

  /**
   * One person.
   *
   * @param calls one a variant, as VCF writes it: {@code 0/1}, {@code 1} (haploid), {@code ./.}
   */
  record Person(String id, String sex, String ancestry, String status, List<String> calls) {}

  private final List<FamousVariants.Variant> variants;
  private final List<Person> people = new ArrayList<>();

  SimulatedCohort(int size) {
    variants = FamousVariants.read();
    SplittableRandom random = new SplittableRandom(SEED);
    int total = SHARES.stream().mapToInt(Integer::intValue).sum();
    int drawn = 0;
    int shares = 0;
    for (int group = 0; group < SHARES.size(); group++) {
      shares += SHARES.get(group);
      for (; drawn < (long) size * shares / total; drawn++) {
        people.add(person(drawn, group, random));
      }
    }
  }

  List<FamousVariants.Variant> variants() {
    return variants;
  }

  List<Person> people() {
    return people;
  }

  private Person person(int index, int group, SplittableRandom random) {
    boolean female = random.nextBoolean();
    List<String> calls = new ArrayList<>();
    boolean leiden = false;
    for (FamousVariants.Variant v : variants) {
      boolean haploid = v.chrom().equals("X") && !female;
      double frequency = v.frequencies().get(group);
      String first = random.nextDouble() < frequency ? "1" : "0";
      String second = random.nextDouble() < frequency ? "1" : "0";
      boolean called = random.nextDouble() >= NOT_CALLED;
      String call = haploid ? first : first + "/" + second;
      calls.add(called ? call : haploid ? "." : "./.");
      leiden |= v.rsid().equals("rs6025") && call.contains("1");
    }
    String status = random.nextDouble() < (leiden ? LEIDEN_RISK : BASE_RISK) ? "case" : "control";
    return new Person(
        String.format(Locale.ROOT, "P%04d", index + 1),
        female ? "F" : "M",
        FamousVariants.GROUPS.get(group),
        status,
        calls);
  }

  /** Writes the genotypes, with the gene in INFO. */
  void writeVcf(Path file) throws IOException {
    try (BufferedWriter out = Files.newBufferedWriter(file)) {
      out.write("##fileformat=VCFv4.2\n##reference=GRCh38\n");
      out.write("##INFO=<ID=GENE,Number=1,Type=String,Description=\"Gene\">\n");
      out.write("##INFO=<ID=TRAIT,Number=1,Type=String,Description=\"What it is known for\">\n");
      out.write("##FORMAT=<ID=GT,Number=1,Type=String,Description=\"Genotype\">\n");
      for (String chrom :
          variants.stream().map(FamousVariants.Variant::chrom).distinct().toList()) {
        out.write("##contig=<ID=" + chrom + ">\n");
      }
      out.write("#CHROM\tPOS\tID\tREF\tALT\tQUAL\tFILTER\tINFO\tFORMAT");
      for (Person p : people) {
        out.write("\t" + p.id());
      }
      out.write("\n");
      for (int v = 0; v < variants.size(); v++) {
        FamousVariants.Variant variant = variants.get(v);
        out.write(
            String.join(
                "\t",
                variant.chrom(),
                Integer.toString(variant.pos()),
                variant.rsid(),
                variant.ref(),
                variant.alt(),
                ".",
                "PASS",
                "GENE=" + variant.gene() + ";TRAIT=" + variant.trait().replaceAll("[ ,;=]+", "_"),
                "GT"));
        for (Person p : people) {
          out.write("\t" + p.calls().get(v));
        }
        out.write("\n");
      }
    }
  }

  /** Writes sex, ancestry and status. */
  void writeSamples(Path file) throws IOException {
    try (BufferedWriter out = Files.newBufferedWriter(file)) {
      out.write("sample_id\tsex\tancestry\tstatus\n");
      for (Person p : people) {
        out.write(String.join("\t", p.id(), p.sex(), p.ancestry(), p.status()) + "\n");
      }
    }
  }
}
