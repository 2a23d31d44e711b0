// SPDX-License-Identifier: Apache-2.0
package org.sealome.zk.receipt;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.sealome.zk.receipt.Finding.Status;

/** The kept receipts, which the verifier in {@code src/test/python} is tried on too. */
class ReceiptVectorsTest {
  private static Path folder() throws URISyntaxException {
    return Path.of(
        Objects.requireNonNull(ReceiptVectorsTest.class.getResource("/vectors/receipts")).toURI());
  }

  private static List<Path> list(String kind) throws IOException, URISyntaxException {
    try (Stream<Path> files = Files.list(folder().resolve(kind))) {
      return files.filter(f -> f.toString().endsWith(".json")).sorted().toList();
    }
  }

  static List<Path> good() throws IOException, URISyntaxException {
    return list("good");
  }

  static List<Path> bad() throws IOException, URISyntaxException {
    return list("bad");
  }

  private static List<Finding> failures(Path file) throws IOException, URISyntaxException {
    ReceiptDocument receipt = ReceiptDocument.read(Files.readAllBytes(file));
    ReceiptFiles beside = new ReceiptFiles(folder().resolve("columns"));
    return ReceiptVerifier.verify(receipt, beside, null, false).stream()
        .filter(f -> f.status() == Status.FAILED)
        .toList();
  }

  private static Path cbor(Path json) {
    return json.resolveSibling(json.getFileName().toString().replace(".json", ".cbor"));
  }

  @ParameterizedTest
  @MethodSource
  void good(Path json) throws IOException, URISyntaxException {
    assertEquals(List.of(), failures(json));
    assertEquals(List.of(), failures(cbor(json)));
    ReceiptDocument receipt = ReceiptDocument.read(Files.readAllBytes(json));
    assertTrue(receipt.integrity().stream().allMatch(i -> i.isProven()));
    assertArrayEquals(Files.readAllBytes(cbor(json)), receipt.toCbor());
    assertArrayEquals(
        Files.readAllBytes(json), ReceiptDocument.read(Files.readAllBytes(cbor(json))).toBytes());
  }

  @ParameterizedTest
  @MethodSource
  void bad(Path json) throws IOException, URISyntaxException {
    assertFalse(failures(json).isEmpty());
    assertFalse(failures(cbor(json)).isEmpty());
  }
}
