// SPDX-License-Identifier: Apache-2.0
package org.sealome.query.ingest;

import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;

/** Splits a stream into lines without looking at what is in them. */
final class LineReader {
  private static final int MAX_LINE = 1 << 30;

  private final InputStream in;
  private byte[] buffer = new byte[1 << 18];
  private int begin;
  private int end;
  private long lines;

  LineReader(InputStream in) {
    this.in = in;
  }

  /** The next line without its end (LF or CRLF), or null. */
  byte[] next() throws IOException {
    int scanned = begin;
    while (true) {
      for (int i = scanned; i < end; i++) {
        if (buffer[i] == '\n') {
          return line(i, i + 1);
        }
      }
      scanned = end;
      if (begin > 0) {
        System.arraycopy(buffer, begin, buffer, 0, end - begin);
        scanned -= begin;
        end -= begin;
        begin = 0;
      }
      if (end == buffer.length) {
        if (buffer.length >= MAX_LINE) {
          throw new IOException("line " + (lines + 1) + " is longer than 1 GiB");
        }
        buffer = Arrays.copyOf(buffer, buffer.length * 2);
      }
      int read = in.read(buffer, end, buffer.length - end);
      if (read < 0) {
        return end == begin ? null : line(end, end);
      }
      end += read;
    }
  }

  private byte[] line(int stop, int next) {
    int last = stop > begin && buffer[stop - 1] == '\r' ? stop - 1 : stop;
    byte[] line = Arrays.copyOfRange(buffer, begin, last);
    begin = next;
    lines++;
    return line;
  }

  /** Lines given so far. */
  long lines() {
    return lines;
  }
}
