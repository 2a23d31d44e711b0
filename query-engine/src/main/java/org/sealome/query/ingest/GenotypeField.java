// SPDX-License-Identifier: Apache-2.0
package org.sealome.query.ingest;

import java.nio.charset.StandardCharsets;

/** A row's genotypes, not decoded yet: that is done by the workers. */
sealed interface GenotypeField {
  /** Bytes that this keeps in memory. */
  long bytes();

  /**
   * Decodes all calls.
   *
   * @param slots slot of every sample of the file, or null where they are the same
   */
  void decode(Calls calls, int[] slots) throws UnreadableRowException;

  /**
   * The sample columns of a line of text.
   *
   * @param offset where the first sample's column begins
   * @param gt index of GT in FORMAT
   */
  record Text(byte[] line, int offset, int gt, int samples, int alts) implements GenotypeField {
    @Override
    public long bytes() {
      return line.length;
    }

    @Override
    public void decode(Calls calls, int[] slots) throws UnreadableRowException {
      calls.polyploid = false;
      int at = offset;
      for (int sample = 0; sample < samples; sample++) {
        if (at > line.length) {
          throw new UnreadableRowException(
              "%,d sample columns where the header has %,d".formatted(sample, samples));
        }
        int slot = slots == null ? sample : slots[sample];
        at = decodeOne(calls, slot, sample, at);
      }
      if (at <= line.length) {
        throw new UnreadableRowException(
            "more sample columns than the header's %,d".formatted(samples));
      }
    }

    /** Returns where the next sample's column begins. */
    private int decodeOne(Calls calls, int slot, int sample, int begin)
        throws UnreadableRowException {
      int at = begin;
      for (int field = 0; field < gt; field++) {
        while (at < line.length && line[at] != ':' && line[at] != '\t') {
          at++;
        }
        if (at == line.length || line[at] == '\t') { // trailing fields may be dropped
          calls.first[slot] = Calls.UNKNOWN;
          calls.second[slot] = Calls.UNKNOWN;
          return at + 1;
        }
        at++;
      }
      if (at < line.length && (line[at] == '/' || line[at] == '|')) {
        at++; // VCF 4.4 may say the first allele's phase too
      }
      int alleles = 0;
      boolean more = true;
      calls.second[slot] = Calls.NONE;
      while (more) {
        short allele = Calls.UNKNOWN;
        if (at < line.length && line[at] == '.') {
          at++;
        } else {
          int digits = at;
          int number = 0;
          while (at < line.length && line[at] >= '0' && line[at] <= '9') {
            number = Math.min(number * 10 + (line[at] - '0'), 1 << 20);
            at++;
          }
          if (at == digits) {
            throw unreadable(sample, begin, "is no genotype");
          } else if (number > alts) {
            throw unreadable(
                sample, begin, "names allele %d of a row with %d ALTs".formatted(number, alts));
          }
          allele = (short) number;
        }
        if (alleles == 0) {
          calls.first[slot] = allele;
        } else if (alleles == 1) {
          calls.second[slot] = allele;
        } else {
          calls.polyploid = true;
        }
        alleles++;
        more = at < line.length && (line[at] == '/' || line[at] == '|');
        if (more) {
          at++;
        }
      }
      if (at < line.length && line[at] != ':' && line[at] != '\t') {
        throw unreadable(sample, begin, "is no genotype");
      }
      while (at < line.length && line[at] != '\t') {
        at++;
      }
      return at + 1;
    }

    private UnreadableRowException unreadable(int sample, int begin, String what) {
      int end = begin;
      while (end < line.length && line[end] != '\t' && end - begin < 40) {
        end++;
      }
      return new UnreadableRowException(
          "sample column %,d: '%s' %s"
              .formatted(
                  sample + 1, new String(line, begin, end - begin, StandardCharsets.UTF_8), what));
    }
  }

  /**
   * The GT block of a BCF record.
   *
   * @param width bytes of one allele: 1, 2 or 4, little-endian
   * @param ploidy alleles a sample
   */
  record Bcf(byte[] record, int offset, int width, int ploidy, int samples, int alts)
      implements GenotypeField {
    @Override
    public long bytes() {
      return record.length;
    }

    @Override
    public void decode(Calls calls, int[] slots) throws UnreadableRowException {
      calls.polyploid = false;
      for (int sample = 0; sample < samples; sample++) {
        int slot = slots == null ? sample : slots[sample];
        calls.first[slot] = Calls.UNKNOWN;
        calls.second[slot] = Calls.NONE;
        for (int i = 0; i < ploidy; i++) {
          int code = code(offset + (sample * ploidy + i) * width);
          if (code == endOfVector() || (code == missingValue() && i > 0)) {
            break; // BCF 2.1 filled up with missing values what 2.2 ends
          }
          int number = code == missingValue() ? -1 : (code >> 1) - 1;
          if (number < -1 || number > alts) {
            throw new UnreadableRowException(
                "sample column %,d names allele %d of a row with %d ALTs"
                    .formatted(sample + 1, number, alts));
          }
          short allele = number < 0 ? Calls.UNKNOWN : (short) number;
          if (i == 0) {
            calls.first[slot] = allele;
          } else if (i == 1) {
            calls.second[slot] = allele;
          } else {
            calls.polyploid = true;
          }
        }
      }
    }

    private int code(int at) {
      return switch (width) {
        case 1 -> record[at];
        case 2 -> (short) ((record[at] & 0xFF) | record[at + 1] << 8);
        default ->
            (record[at] & 0xFF)
                | (record[at + 1] & 0xFF) << 8
                | (record[at + 2] & 0xFF) << 16
                | record[at + 3] << 24;
      };
    }

    private int missingValue() {
      return width == 1 ? Byte.MIN_VALUE : width == 2 ? Short.MIN_VALUE : Integer.MIN_VALUE;
    }

    private int endOfVector() {
      return missingValue() + 1;
    }
  }
}
