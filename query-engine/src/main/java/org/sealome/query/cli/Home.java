// SPDX-License-Identifier: Apache-2.0
package org.sealome.query.cli;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;
import org.sealome.query.ErrorCode;
import org.sealome.query.SealomeException;

/**
 * Where everything is kept: one folder a role, so that each can be moved to a machine of its own.
 * Folders are 0700, secret files 0600.
 */
record Home(Path root) {
  private static final Set<PosixFilePermission> FOLDER =
      PosixFilePermissions.fromString("rwx------");

  /** The property {@code sealome.home}, else {@code SEALOME_HOME}, else {@code ~/.sealome}. */
  static Home fromEnvironment() {
    String set = System.getProperty("sealome.home", System.getenv("SEALOME_HOME"));
    Path root =
        set == null || set.isBlank()
            ? Path.of(System.getProperty("user.home"), ".sealome")
            : Path.of(set);
    return new Home(root.toAbsolutePath().normalize());
  }

  Path custodian() {
    return root.resolve("custodian");
  }

  Path engine() {
    return root.resolve("engine");
  }

  Path steward() {
    return root.resolve("steward");
  }

  Path ledger() {
    return root.resolve("ledger");
  }

  Path clients() {
    return root.resolve("clients");
  }

  /** Addresses and code hashes of the contracts; written last by {@code init}. */
  Path deployment() {
    return ledger().resolve("deployment.json");
  }

  boolean initialised() {
    return Files.isRegularFile(deployment());
  }

  /**
   * @throws SealomeException {@code USAGE} where {@code init} has not been run
   */
  Home requireInitialised() {
    if (!initialised()) {
      throw new SealomeException(
          ErrorCode.USAGE, "Nothing is set up under " + root + ".", "Run: sealome init");
    }
    return this;
  }

  /** Makes the folders; leaves what is there. */
  void create() {
    try {
      for (Path folder : new Path[] {root, custodian(), engine(), steward(), ledger(), clients()}) {
        Files.createDirectories(folder);
        if (posix(folder)) {
          Files.setPosixFilePermissions(folder, FOLDER);
        }
      }
    } catch (FileAlreadyExistsException e) {
      throw new SealomeException(
          ErrorCode.USAGE, e.getFile() + " is not a folder.", "Point SEALOME_HOME elsewhere.", e);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static boolean posix(Path folder) throws IOException {
    return Files.getFileStore(folder).supportsFileAttributeView("posix")
        && Files.exists(folder, LinkOption.NOFOLLOW_LINKS);
  }
}
