// SPDX-License-Identifier: Apache-2.0
package org.sealome.query.ingest;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.TreeSet;
import org.sealome.query.store.Sha256;

/**
 * A digest of all that committed values follow from. Two ingests with the same digest commit to the
 * same columns, so the second may take over what the first had done when it was interrupted.
 */
final class InputDigest {
  private final ByteArrayOutputStream text = new ByteArrayOutputStream();

  private InputDigest() {}

  static byte[] of(IngestRequest request, DatasetIdentity identity, int version)
      throws IOException {
    InputDigest digest = new InputDigest();
    digest.add("sealome/commit-inputs/v1");
    digest.add(identity.id());
    digest.add("" + version);
    digest.add("" + request.vcfs().size());
    for (Path vcf : request.vcfs()) {
      digest.add(vcf);
    }
    digest.add(request.samples());
    digest.add("" + request.encryptColumns().size());
    request.encryptColumns().forEach(digest::add);
    digest.add(request.panel());
    digest.add(request.absent().name());
    // A panel's kind is told by its name.
    digest.add(request.panel() == null ? "" : request.panel().getFileName().toString());
    if (request.commit() instanceof CommitScope.Sites sites) {
      digest.add(sites.file());
      digest.add(sites.file().getFileName().toString());
    } else if (request.commit() instanceof CommitScope.Named named) {
      digest.add("named");
      new TreeSet<>(named.columns()).forEach(digest::add);
    } else {
      digest.add("everything");
    }
    if (request.seats() != null) {
      digest.add("seats " + request.seats().ids());
    }
    return Sha256.of(digest.text.toByteArray());
  }

  private void add(Path file) throws IOException {
    add(file == null ? new byte[0] : Sha256.of(file));
  }

  private void add(String value) {
    add(value.getBytes(StandardCharsets.UTF_8));
  }

  private void add(byte[] value) {
    text.writeBytes(ByteBuffer.allocate(Integer.BYTES).putInt(value.length).array());
    text.writeBytes(value);
  }
}
