// SPDX-License-Identifier: Apache-2.0
package org.sealome.query.ingest;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import htsjdk.samtools.util.BlockCompressedInputStream;
import htsjdk.samtools.util.BlockCompressedOutputStream;
import htsjdk.tribble.index.IndexFactory;
import htsjdk.tribble.index.tabix.TabixFormat;
import htsjdk.variant.vcf.VCFCodec;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Through its index, a file gives exactly the panel's rows that it gives without. */
class IndexedInputTest {
  private static final List<String> SAMPLES = List.of("A", "B");

  @TempDir Path folder;

  private Path cohort() throws IOException {
    List<String> rows = new ArrayList<>();
    for (String chrom : List.of("1", "2", "X")) {
      for (int i = 0; i < 20_000; i++) {
        String ref = i % 50 == 0 ? "A" + "C".repeat(40) : "A";
        rows.add(chrom + " " + (100 + 37 * i) + " . " + ref + " G . . . GT 0/0 0/" + i % 2);
      }
    }
    Path plain = ClearCohort.vcf(folder, SAMPLES, rows.toArray(String[]::new));
    Path packed = folder.resolve("c.vcf.gz");
    try (OutputStream out = new BlockCompressedOutputStream(packed.toFile())) {
      Files.copy(plain, out);
    }
    return packed;
  }

  private Panel panel(int seed) {
    Random random = new Random(seed);
    Panel.Regions panel = new Panel.Regions("test");
    for (int i = 0; i < 12; i++) {
      int begin = 1 + random.nextInt(740_000);
      String chrom = List.of("chr1", "X", "2", "7").get(random.nextInt(4));
      panel.add(chrom, begin, begin + random.nextInt(3) * random.nextInt(5000), null);
    }
    panel.sort();
    return panel;
  }

  private static List<String> wanted(VcfInput input, Panel panel) {
    List<String> found = new ArrayList<>();
    for (VcfRow row = input.read(); row != null; row = input.read()) {
      VariantKey key = VariantKey.minimal(row.chrom(), row.pos(), row.ref(), row.alts().get(0));
      if (panel.match(key) != null) {
        found.add(key.id());
      }
    }
    return found;
  }

  private void indexedEqualsWhole(Path file) throws IOException {
    int hits = 0;
    for (int seed = 0; seed < 25; seed++) {
      Panel panel = panel(seed);
      try (VcfInput whole = VcfInputs.open(file);
          VcfInput indexed = IndexedInput.open(file, panel)) {
        assertInstanceOf(IndexedInput.class, indexed);
        List<String> expected = wanted(whole, panel);
        hits += expected.size();
        assertEquals(expected, wanted(indexed, panel));
      }
    }
    assertTrue(hits > 100);
  }

  @Test
  void throughTabix() throws Exception {
    Path file = cohort();
    IndexFactory.createTabixIndex(file.toFile(), new VCFCodec(), TabixFormat.VCF, null)
        .writeBasedOnFeatureFile(file.toFile());
    indexedEqualsWhole(file);
  }

  @Test
  void throughCsi() throws Exception {
    Path file = cohort();
    IndexFactory.createTabixIndex(file.toFile(), new VCFCodec(), TabixFormat.VCF, null)
        .writeBasedOnFeatureFile(file.toFile());
    Path tabix = folder.resolve("c.vcf.gz.tbi");
    toCsi(tabix, folder.resolve("c.vcf.gz.csi"));
    Files.delete(tabix);
    indexedEqualsWhole(file);
  }

  @Test
  void anIndexOlderThanItsFileIsNotTrusted() throws Exception {
    Path file = cohort();
    IndexFactory.createTabixIndex(file.toFile(), new VCFCodec(), TabixFormat.VCF, null)
        .writeBasedOnFeatureFile(file.toFile());
    Files.setLastModifiedTime(
        folder.resolve("c.vcf.gz.tbi"), java.nio.file.attribute.FileTime.fromMillis(0));
    try (VcfInput input = IndexedInput.open(file, panel(1))) {
      assertInstanceOf(VcfTextInput.class, input);
    }
  }

  /** Writes a tabix index's contents in the other format. */
  private static void toCsi(Path tabix, Path csi) throws IOException {
    ByteBuffer in;
    try (BlockCompressedInputStream stream = new BlockCompressedInputStream(tabix.toFile())) {
      in = ByteBuffer.wrap(stream.readAllBytes()).order(ByteOrder.LITTLE_ENDIAN);
    }
    ByteBuffer out = ByteBuffer.allocate(in.capacity() * 4).order(ByteOrder.LITTLE_ENDIAN);
    out.put(new byte[] {'C', 'S', 'I', 1}).putInt(14).putInt(5);
    in.getInt();
    final int contigs = in.getInt();
    byte[] header = new byte[28 + in.getInt(in.position() + 24)];
    in.get(header);
    out.putInt(header.length).put(header).putInt(contigs);
    for (int c = 0; c < contigs; c++) {
      int start = in.position();
      final int bins = in.getInt();
      for (int b = 0; b < bins; b++) {
        in.getInt();
        in.position(in.position() + 4 + 16 * in.getInt(in.position()));
      }
      long[] linear = new long[in.getInt()];
      for (int i = 0; i < linear.length; i++) {
        linear[i] = in.getLong();
      }
      int end = in.position();
      in.position(start);
      out.putInt(in.getInt());
      for (int b = 0; b < bins; b++) {
        int bin = in.getInt();
        out.putInt(bin).putLong(bin >= 4681 && bin < 37449 ? linear[bin - 4681] : 0);
        int chunks = in.getInt();
        out.putInt(chunks);
        for (int i = 0; i < 2 * chunks; i++) {
          out.putLong(in.getLong());
        }
      }
      in.position(end);
    }
    try (BlockCompressedOutputStream stream = new BlockCompressedOutputStream(csi.toFile())) {
      stream.write(out.array(), 0, out.position());
    }
  }
}
