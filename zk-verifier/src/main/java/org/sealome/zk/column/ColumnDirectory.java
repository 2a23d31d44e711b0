// SPDX-License-Identifier: Apache-2.0
package org.sealome.zk.column;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.TreeMap;
import org.sealome.zk.json.CanonicalJson;
import org.sealome.zk.merkle.MerkleProof;
import org.sealome.zk.merkle.MerkleTree;

/**
 * All committed columns of a dataset, by name. No name and no plane id appears twice, so that a
 * plane of a plan is one plane of one column. The root of the tree over the entries is the
 * dataset's commitment root, which is anchored.
 */
public final class ColumnDirectory {
  /** The label of the tree over the entries. */
  public static final String TREE = "dataset";

  private static final String VERSION = "sealome/columns/v1";

  private final List<ColumnEntry> entries;
  private final Map<String, Integer> byName = new HashMap<>();
  private final Map<String, Integer> byPlane = new HashMap<>();
  private final MerkleTree tree;

  /**
   * The directory of these columns, in any order.
   *
   * @throws IllegalArgumentException for none, a name or a plane id twice, and columns of different
   *     numbers of patients
   */
  public ColumnDirectory(List<ColumnEntry> entries) {
    TreeMap<String, ColumnEntry> sorted = new TreeMap<>();
    entries.forEach(e -> sorted.put(e.name(), e));
    if (entries.isEmpty() || sorted.size() != entries.size()) {
      throw new IllegalArgumentException("no columns, or two of one name");
    }
    this.entries = List.copyOf(sorted.values());
    for (int i = 0; i < this.entries.size(); i++) {
      ColumnShape shape = this.entries.get(i).shape();
      if (shape.patients() != this.entries.get(0).shape().patients()) {
        throw new IllegalArgumentException("columns of different numbers of patients");
      }
      byName.put(shape.name(), i);
      for (String plane : shape.planeIds()) {
        if (byPlane.put(plane, i) != null) {
          throw new IllegalArgumentException("two columns have the plane " + plane);
        }
      }
    }
    this.tree = MerkleTree.of(TREE, this.entries.stream().map(ColumnEntry::toBytes).toList());
  }

  /** In the order of names (UTF-16 code units), which is that of the tree's leaves. */
  public List<ColumnEntry> entries() {
    return entries;
  }

  /** The dataset's commitment root, 32 bytes. */
  public byte[] root() {
    return tree.root();
  }

  public int patients() {
    return entries.get(0).shape().patients();
  }

  /** The column of this name. */
  public Optional<ColumnEntry> column(String name) {
    return Optional.ofNullable(byName.get(name)).map(entries::get);
  }

  /** The column that has this plane, committed or derived. */
  public Optional<ColumnEntry> find(String planeId) {
    return Optional.ofNullable(byPlane.get(planeId)).map(entries::get);
  }

  /**
   * That the column's entry is in the tree: holds with label {@link #TREE}, the entry's bytes and
   * {@link #root}.
   *
   * @throws NoSuchElementException if there is no such column
   */
  public MerkleProof prove(String name) {
    Integer index = byName.get(name);
    if (index == null) {
      throw new NoSuchElementException("no committed column " + name);
    }
    return tree.prove(index);
  }

  /** Canonical JSON: {@code columns.json}. */
  public byte[] toBytes() {
    return CanonicalJson.write(
        Map.of("version", VERSION, "columns", entries.stream().map(ColumnEntry::tree).toList()));
  }

  /**
   * Reads {@link #toBytes}.
   *
   * @throws ColumnFormatException for anything else, columns out of order too
   */
  public static ColumnDirectory read(byte[] bytes) {
    return ColumnJson.read(
        "directory of columns",
        bytes,
        tree -> {
          List<ColumnEntry> entries = new ArrayList<>();
          for (Object entry : (List<?>) tree.get("columns")) {
            entries.add(ColumnEntry.of((Map<?, ?>) entry));
          }
          return new ColumnDirectory(entries);
        },
        ColumnDirectory::toBytes);
  }
}
