// SPDX-License-Identifier: Apache-2.0
package org.sealome.query.ingest;

import htsjdk.samtools.util.BlockCompressedInputStream;
import java.io.IOException;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * A tabix or CSI index: from where on a bgzip file has rows of a region. (htsjdk reads CSI for BAM
 * only.)
 */
final class VcfIndex {
  private static final int TBI = 0x01494254; // "TBI\1", little-endian
  private static final int CSI = 0x01495343; // "CSI\1"

  /** One contig: chunks (begin, end, begin, end, …) by bin, and the least offset of a place. */
  private record Contig(
      Map<Integer, long[]> chunks, Map<Integer, Long> leastOfBin, long[] linear) {}

  private final int minShift;
  private final int depth;
  private final List<String> names;
  private final List<Contig> contigs = new ArrayList<>();

  private VcfIndex(int minShift, int depth, List<String> names) {
    this.minShift = minShift;
    this.depth = depth;
    this.names = names;
  }

  /** The index beside a file, or null where there is none that is as new as the file. */
  static VcfIndex beside(Path file) throws IOException {
    for (String ending : List.of(".csi", ".tbi")) {
      Path index = file.resolveSibling(file.getFileName() + ending);
      if (Files.isRegularFile(index)
          && Files.getLastModifiedTime(index).compareTo(Files.getLastModifiedTime(file)) >= 0) {
        try (BlockCompressedInputStream in = new BlockCompressedInputStream(index.toFile())) {
          return read(ByteBuffer.wrap(in.readAllBytes()).order(ByteOrder.LITTLE_ENDIAN));
        } catch (BufferUnderflowException
            | IllegalArgumentException
            | htsjdk.samtools.SAMException e) {
          throw VcfInputs.broken(index, e);
        }
      }
    }
    return null;
  }

  private static VcfIndex read(ByteBuffer in) {
    int magic = in.getInt();
    if (magic == TBI) {
      int contigs = in.getInt();
      VcfIndex index = new VcfIndex(14, 5, names(in));
      index.readContigs(in, contigs, true);
      return index;
    } else if (magic != CSI) {
      throw new IllegalArgumentException("neither a tabix nor a CSI index");
    }
    int minShift = in.getInt();
    int depth = in.getInt();
    int extra = in.getInt();
    int after = in.position() + extra;
    List<String> names = extra > 0 ? names(in) : null;
    in.position(after);
    VcfIndex index = new VcfIndex(minShift, depth, names);
    index.readContigs(in, in.getInt(), false);
    return index;
  }

  private static List<String> names(ByteBuffer in) {
    in.position(in.position() + 6 * Integer.BYTES); // the columns, which a VCF has by definition
    byte[] names = new byte[in.getInt()];
    in.get(names);
    return List.of(new String(names, StandardCharsets.UTF_8).split("\0"));
  }

  private void readContigs(ByteBuffer in, int count, boolean tabix) {
    for (int i = 0; i < count; i++) {
      Contig contig = new Contig(new HashMap<>(), new HashMap<>(), null);
      int bins = in.getInt();
      for (int b = 0; b < bins; b++) {
        int bin = in.getInt();
        if (!tabix) {
          contig.leastOfBin.put(bin, in.getLong());
        }
        long[] chunks = new long[2 * in.getInt()];
        for (int c = 0; c < chunks.length; c++) {
          chunks[c] = in.getLong();
        }
        contig.chunks.put(bin, chunks);
      }
      long[] linear = new long[tabix ? in.getInt() : 0];
      for (int l = 0; l < linear.length; l++) {
        linear[l] = in.getLong();
      }
      contigs.add(new Contig(contig.chunks, contig.leastOfBin, linear));
    }
  }

  /** The contigs' names in the index's order, or null: those of the header. */
  List<String> names() {
    return names;
  }

  int contigs() {
    return contigs.size();
  }

  /**
   * The virtual offset from which on the rows that touch {@code [begin, end)} (0-based) stand, or
   * -1 where there are none.
   */
  long offset(int contig, int begin, int end) {
    Contig c = contigs.get(contig);
    long least = least(c, begin);
    long first = -1;
    int level = 0;
    for (int l = 0, shift = minShift + 3 * depth; l <= depth; l++, shift -= 3) {
      for (int bin = level + (begin >> shift); bin <= level + (end - 1 >> shift); bin++) {
        long[] chunks = c.chunks.getOrDefault(bin, new long[0]);
        for (int i = 0; i < chunks.length; i += 2) {
          if (Long.compareUnsigned(chunks[i + 1], least) > 0) {
            long from = Math.max(chunks[i], least);
            first = first < 0 ? from : Math.min(first, from);
          }
        }
      }
      level += 1 << 3 * l;
    }
    return first;
  }

  private long least(Contig c, int begin) {
    if (c.linear.length > 0) {
      return c.linear[Math.min(begin >> minShift, c.linear.length - 1)];
    }
    int bin = ((1 << 3 * depth) - 1) / 7 + (begin >> minShift);
    while (!c.leastOfBin.containsKey(bin)) {
      if (bin == 0) {
        return 0;
      }
      bin = bin - 1 >> 3;
    }
    return c.leastOfBin.get(bin);
  }

  @Override
  public String toString() {
    return "index of " + (names == null ? contigs.size() : Arrays.toString(names.toArray()));
  }
}
