// SPDX-License-Identifier: Apache-2.0
package org.sealome.query.ingest;

import htsjdk.samtools.util.BlockCompressedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Reads of an indexed file what touches the panel's sites. Goes through the file once and forwards,
 * so that no row comes twice.
 */
final class IndexedInput implements VcfInput {
  /** Places to read, 0-based, the end not included. */
  private record Stretch(String chrom, int begin, int end, long offset) {}

  private final Path file;
  private final BlockCompressedInputStream in;
  private final VcfHeader header;
  private final BcfInput bcf;
  private final List<Stretch> stretches = new ArrayList<>();
  private int next;
  private VcfRow ahead;
  private boolean sought;
  private String place = "";

  private IndexedInput(Path file, BlockCompressedInputStream in, VcfHeader header, BcfInput bcf) {
    this.file = file;
    this.in = in;
    this.header = header;
    this.bcf = bcf;
  }

  /**
   * Opens a file through the index beside it, or as a whole where there is none or the panel does
   * not say where its sites are.
   */
  static VcfInput open(Path file, Panel panel) throws IOException {
    Map<String, List<int[]>> wanted = panel.places();
    VcfIndex index = wanted.isEmpty() ? null : VcfIndex.beside(file);
    VcfInput whole = VcfInputs.open(file);
    if (index == null) {
      return whole;
    }
    boolean isBcf = whole instanceof BcfInput;
    final VcfHeader header = whole.header();
    whole.close();
    BlockCompressedInputStream in = new BlockCompressedInputStream(file.toFile());
    BcfInput bcf = isBcf ? new BcfInput(new VcfInputs.Bytes(file, null, notClosing(in))) : null;
    IndexedInput input = new IndexedInput(file, in, header, bcf);
    for (int contig = 0; contig < index.contigs(); contig++) {
      String chrom = index.names() == null ? header.contig(contig) : index.names().get(contig);
      if (chrom != null) {
        for (int[] stretch : wanted.getOrDefault(VariantKey.comparableChrom(chrom), List.of())) {
          long offset = index.offset(contig, stretch[0], stretch[1]);
          if (offset >= 0) {
            input.stretches.add(new Stretch(chrom, stretch[0], stretch[1], offset));
          }
        }
      }
    }
    return input;
  }

  /** The BCF reader reads from the stream; what closes it is this. */
  private static InputStream notClosing(BlockCompressedInputStream in) {
    return new java.io.FilterInputStream(in) {
      @Override
      public int read(byte[] bytes, int offset, int length) throws IOException {
        return in.read(bytes, offset, length);
      }

      @Override
      public void close() {}
    };
  }

  @Override
  public Path file() {
    return file;
  }

  @Override
  public VcfHeader header() {
    return header;
  }

  @Override
  public VcfRow next() throws IOException, UnreadableRowException {
    while (next < stretches.size()) {
      Stretch stretch = stretches.get(next);
      if (!sought) {
        sought = true;
        // Never backwards: what lies there was read for an earlier stretch.
        if (Long.compareUnsigned(in.getFilePointer(), stretch.offset) <= 0) {
          ahead = null;
          in.seek(stretch.offset);
        }
      }
      VcfRow row = ahead != null ? ahead : row();
      ahead = null;
      if (row == null) {
        next = stretches.size();
      } else if (!row.chrom().equals(stretch.chrom) || row.pos() > stretch.end) {
        ahead = row;
        next++;
        sought = false;
      } else if (row.pos() + row.ref().length() - 1 > stretch.begin) {
        place = row.chrom() + ":" + row.pos();
        return row;
      }
    }
    return null;
  }

  private VcfRow row() throws IOException, UnreadableRowException {
    try {
      if (bcf != null) {
        return bcf.next();
      }
      String line = in.readLine();
      while (line != null && (line.isEmpty() || line.startsWith("#"))) {
        line = in.readLine();
      }
      return line == null
          ? null
          : VcfTextInput.row(line.getBytes(StandardCharsets.UTF_8), header, 0);
    } catch (htsjdk.samtools.SAMException e) {
      throw new IOException(e.getMessage(), e);
    }
  }

  @Override
  public String place() {
    return file + ", after " + (place.isEmpty() ? "the header" : place);
  }

  @Override
  public String place(long number) {
    return file + ", " + place;
  }

  @Override
  public long position() {
    return in.getFilePointer() >>> 16;
  }

  @Override
  public void close() throws IOException {
    in.close();
  }
}
