// SPDX-License-Identifier: Apache-2.0
package org.sealome.query.ingest;

import java.io.IOException;
import java.nio.file.Path;
import org.sealome.query.ErrorCode;
import org.sealome.query.SealomeException;

/** A VCF or BCF, read row after row by one thread. */
interface VcfInput extends AutoCloseable {
  Path file();

  VcfHeader header();

  /** The next row, or null after the last. */
  VcfRow next() throws IOException, UnreadableRowException;

  /** Of the row that {@link #next} gave last or failed on. */
  String place();

  /** Of the row with that number. */
  String place(long number);

  /** Bytes of the file read so far. */
  long position();

  @Override
  void close() throws IOException;

  /**
   * The next row, or null after the last.
   *
   * @throws SealomeException USAGE saying which row cannot be read and why
   */
  default VcfRow read() {
    try {
      return next();
    } catch (UnreadableRowException e) {
      throw unreadable(place(), e);
    } catch (IOException e) {
      throw unreadable(place(), e);
    }
  }

  /** The error for a row that cannot be read. */
  default SealomeException unreadable(String place, Exception cause) {
    return new SealomeException(
        ErrorCode.USAGE,
        place + ": " + cause.getMessage(),
        "Nothing was ingested. Repair or remove the row and ingest the file again.",
        cause);
  }
}
