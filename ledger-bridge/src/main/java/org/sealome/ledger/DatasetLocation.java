// SPDX-License-Identifier: Apache-2.0
package org.sealome.ledger;

import java.net.URI;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;

/**
 * Where a dataset's ciphertexts lie.
 *
 * @param engine the account of the engine that holds them
 * @param uri where it is reached
 */
public record DatasetLocation(Address engine, URI uri) {
  /**
   * As the ledger has it, where anybody's words can stand: no URI is shown as {@code invalid:…}.
   */
  static DatasetLocation of(Address engine, byte[] uri) {
    String text = new String(uri, StandardCharsets.UTF_8);
    try {
      return new DatasetLocation(engine, new URI(text));
    } catch (URISyntaxException e) {
      try {
        return new DatasetLocation(engine, new URI("invalid", text, null));
      } catch (URISyntaxException impossible) {
        throw new IllegalStateException("every text can be quoted", impossible);
      }
    }
  }
}
