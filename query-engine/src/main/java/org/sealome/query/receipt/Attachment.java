// SPDX-License-Identifier: Apache-2.0
package org.sealome.query.receipt;

import java.nio.file.Path;
import java.util.HexFormat;
import org.sealome.query.store.Sha256;

/** A file that lies beside a receipt. */
public sealed interface Attachment {

  /** SHA-256 of the content, in hex: the file's name. */
  String name();

  /** Content that is nowhere else. */
  record Content(String name, byte[] bytes) implements Attachment {
    public static Content of(byte[] bytes) {
      return new Content(HexFormat.of().formatHex(Sha256.of(bytes)), bytes.clone());
    }
  }

  /** A file of the dataset, which is never changed. */
  record Stored(String name, Path file) implements Attachment {}
}
