// SPDX-License-Identifier: Apache-2.0
package org.sealome.query.catalog;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.HexFormat;
import java.util.Properties;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.duckdb.DuckDBConnection;
import org.sealome.query.ErrorCode;
import org.sealome.query.SealomeException;
import org.sealome.query.store.Sha256;

/**
 * The public metadata's database. Its library takes long to load, so that is done beside whatever
 * else a query starts with; its digest is checked before anybody gets a connection.
 */
final class PublicMetadata implements AutoCloseable {
  private final String dataset;
  private final CompletableFuture<Void> digest;
  private final CompletableFuture<Connection> root;

  private PublicMetadata(
      String dataset, CompletableFuture<Void> digest, CompletableFuture<Connection> root) {
    this.dataset = dataset;
    this.digest = digest;
    this.root = root;
  }

  static PublicMetadata opening(Path file, String dataset, String wantedDigest) {
    CompletableFuture<Void> digest =
        CompletableFuture.runAsync(() -> check(file, dataset, wantedDigest));
    CompletableFuture<Connection> root = new CompletableFuture<>();
    Thread.ofPlatform()
        .daemon()
        .name("sealome-metadata")
        .start(
            () -> {
              try {
                digest.join();
                root.complete(connect(file));
              } catch (SQLException | RuntimeException | LinkageError e) {
                root.completeExceptionally(e);
              }
            });
    return new PublicMetadata(dataset, digest, root);
  }

  private static void check(Path file, String dataset, String wanted) {
    try {
      if (!HexFormat.of().formatHex(Sha256.of(file)).equals(wanted)) {
        throw Dataset.damaged(dataset, "its public metadata, " + file + ", were changed");
      }
    } catch (IOException e) {
      throw Dataset.damaged(dataset, "cannot read " + file + ": " + e.getMessage());
    }
  }

  private static Connection connect(Path file) throws SQLException {
    Properties properties = new Properties();
    properties.setProperty("duckdb.read_only", "true");
    properties.setProperty("threads", "2");
    // NULLs sort as in PostgreSQL.
    properties.setProperty("default_null_order", "nulls_last_on_asc_first_on_desc");
    return DriverManager.getConnection("jdbc:duckdb:" + file.toAbsolutePath(), properties);
  }

  /** Waits until the digest was checked, not until the database is open. */
  void awaitDigest() {
    try {
      digest.join();
    } catch (CompletionException e) {
      throw e.getCause() instanceof SealomeException known ? known : e;
    }
  }

  Connection connect() {
    try {
      return ((DuckDBConnection) root.join()).duplicate();
    } catch (CompletionException | SQLException e) {
      Throwable cause = e instanceof CompletionException ? e.getCause() : e;
      throw new SealomeException(
          ErrorCode.INTERNAL,
          "dataset " + dataset + ": cannot open the public metadata: " + cause.getMessage(),
          "See to the free space of the temporary folder and to the files' permissions.",
          cause);
    }
  }

  @Override
  public void close() {
    root.thenAccept(
        connection -> {
          try {
            connection.close();
          } catch (SQLException e) {
            // Nothing was written: there is nothing to lose.
          }
        });
  }
}
