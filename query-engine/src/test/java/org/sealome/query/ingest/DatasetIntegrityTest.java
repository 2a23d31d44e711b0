// SPDX-License-Identifier: Apache-2.0
package org.sealome.query.ingest;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sealome.query.ErrorCode;
import org.sealome.query.SealomeException;
import org.sealome.query.catalog.Dataset;
import org.sealome.query.catalog.ProgressListener;

/** What was signed is what is opened. */
class DatasetIntegrityTest {
  @TempDir Path folder;
  private Path home;
  private Path version;

  @BeforeEach
  void ingest() throws Exception {
    home = folder.resolve("home");
    ClearCohort.ingest(
            folder,
            List.of("A", "B"),
            "1 10 . A G . . . GT 0/0 0/1",
            "1 20 . A G . . . GT ./. 0/1",
            "X 20 . A G . . . GT 0 0/1")
        .close();
    version = home.resolve("engine/datasets/c/v1");
  }

  @Test
  void aWholeDatasetVerifies() {
    try (Dataset dataset = Dataset.open(home, "C")) {
      assertEquals("c", dataset.name());
      dataset.verify(ProgressListener.NONE);
    }
  }

  @Test
  void everyFileIsCovered() throws Exception {
    try (var files = Files.list(version)) {
      for (Path file : files.sorted().toList()) {
        byte[] whole = Files.readAllBytes(file);
        byte[] changed = whole.clone();
        changed[changed.length / 2] ^= 1;
        Files.write(file, changed);
        SealomeException e = assertThrows(SealomeException.class, this::openAndVerify, "" + file);
        assertEquals(ErrorCode.INTEGRITY, e.code(), file + ": " + e.getMessage());
        Files.write(file, whole);
      }
    }
    openAndVerify();
  }

  private void openAndVerify() {
    try (Dataset dataset = Dataset.open(home, "c")) {
      dataset.verify(ProgressListener.NONE);
    }
  }

  @Test
  void verificationCountsTheDamage() throws Exception {
    Path planes = version.resolve("0000.planes");
    byte[] bytes = Files.readAllBytes(planes);
    for (int i = 0; i < bytes.length; i++) {
      bytes[i] ^= 1;
    }
    Files.write(planes, bytes);
    SealomeException e = assertThrows(SealomeException.class, this::openAndVerify);
    assertTrue(e.getMessage().contains("(and 7 more of 8 planes)"), e.getMessage());
  }

  @Test
  void anotherDatasetsFolderIsNotThisOne() throws Exception {
    Path other = home.resolve("engine/datasets/other");
    Files.createDirectories(other);
    Files.move(version, other.resolve("v1"));
    SealomeException e = assertThrows(SealomeException.class, () -> Dataset.open(home, "other"));
    assertEquals(ErrorCode.INTEGRITY, e.code());
    assertEquals(
        ErrorCode.USAGE,
        assertThrows(SealomeException.class, () -> Dataset.open(home, "c")).code());
  }

  @Test
  void theManifestSaysWhoseReceiptsTheDatasetsAre() {
    try (Dataset dataset = Dataset.open(home, "c")) {
      assertEquals(ClearCohort.IDENTITY.id(), dataset.manifest().datasetId());
      assertEquals(ClearCohort.IDENTITY.stewardKey(), dataset.manifest().stewardKey());
    }
  }

  @Test
  void aManifestOfAnotherVersionOfSealomeSaysWhatToDo() throws Exception {
    Path manifest = version.resolve("manifest.json");
    Files.writeString(
        manifest, Files.readString(manifest).replace("sealome/dataset/v2", "sealome/dataset/v1"));
    SealomeException e = assertThrows(SealomeException.class, () -> Dataset.open(home, "c"));
    assertEquals(ErrorCode.USAGE, e.code());
    assertTrue(e.getMessage().contains("sealome/dataset/v1"), e.getMessage());
    assertTrue(e.hint().contains("ingest the dataset again"), e.hint());
  }

  @Test
  void publicMetadataCannotBeWritten() throws Exception {
    try (Dataset dataset = Dataset.open(home, "c");
        Connection connection = dataset.publicMetadata();
        Statement statement = connection.createStatement()) {
      assertThrows(SQLException.class, () -> statement.execute("DELETE FROM samples"));
    }
  }

  @Test
  void theSigningKeyIsTheCustodiansAlone() throws Exception {
    Path key = home.resolve("custodian/manifest-signing.key");
    assertEquals("rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(key)));
  }
}
