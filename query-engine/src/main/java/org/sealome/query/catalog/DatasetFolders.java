// SPDX-License-Identifier: Apache-2.0
package org.sealome.query.catalog;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.OptionalInt;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.sealome.query.ErrorCode;
import org.sealome.query.SealomeException;

/**
 * Where datasets lie: {@code HOME/engine/datasets/NAME/vVERSION/}. A version is there where its
 * folder is, since folders get that name only once they are complete and anchored.
 */
public final class DatasetFolders {
  public static final String MANIFEST_FILE = "manifest.json";
  public static final String SIGNATURE_FILE = "manifest.sig";
  public static final String METADATA_FILE = "metadata.duckdb";
  public static final String SAMPLE_VALUES_FILE = "samples.values";

  /** What is committed, where anything is: the columns' entries. */
  public static final String COLUMNS_FILE = "columns.json";

  /** The committed columns' files, each under its SHA-256 in hex. */
  public static final String COLUMNS_FOLDER = "columns";

  /** The columns' proofs of well-formedness, each under its SHA-256 in hex. */
  public static final String PROOFS_FOLDER = "proofs";

  private static final Pattern NAME = Pattern.compile("[a-z0-9][a-z0-9_-]{0,62}");
  private static final Pattern VERSION = Pattern.compile("v([1-9][0-9]{0,8})");

  private final Path root;

  public DatasetFolders(Path home) {
    this.root = home.resolve("engine").resolve("datasets");
  }

  /**
   * The name as it is kept: lower case.
   *
   * @throws SealomeException USAGE where it is no name for a dataset
   */
  public static String checkedName(String name) {
    String lower = name.toLowerCase(Locale.ROOT);
    if (!NAME.matcher(lower).matches()) {
      throw new SealomeException(
          ErrorCode.USAGE,
          "'" + name + "' is no name for a dataset",
          "Use up to 63 letters, digits, '-' and '_', a letter or digit first.");
    }
    return lower;
  }

  /** The folder of a dataset; it may not be there. */
  public Path dataset(String name) {
    return root.resolve(checkedName(name));
  }

  public Path version(String name, int version) {
    return dataset(name).resolve("v" + version);
  }

  /** The newest version, if the dataset is there. */
  public OptionalInt newest(String name) {
    return versions(dataset(name)).stream().mapToInt(Integer::intValue).max();
  }

  /** The names of all datasets, sorted. */
  public List<String> names() {
    return children(root).stream()
        .filter(folder -> !versions(folder).isEmpty())
        .map(folder -> folder.getFileName().toString())
        .sorted()
        .toList();
  }

  private static List<Integer> versions(Path dataset) {
    return children(dataset).stream()
        .filter(folder -> Files.isRegularFile(folder.resolve(MANIFEST_FILE)))
        .map(folder -> VERSION.matcher(folder.getFileName().toString()))
        .filter(Matcher::matches)
        .map(match -> Integer.valueOf(match.group(1)))
        .toList();
  }

  private static List<Path> children(Path folder) {
    if (!Files.isDirectory(folder)) {
      return List.of();
    }
    try (Stream<Path> children = Files.list(folder)) {
      return children.toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
