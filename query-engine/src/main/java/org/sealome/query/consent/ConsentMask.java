// SPDX-License-Identifier: Apache-2.0
package org.sealome.query.consent;

import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import org.sealome.ledger.BlockRef;
import org.sealome.ledger.Bytes32;

/**
 * Who may be counted, as the ledger said at one block. Immutable.
 *
 * <p>Two things are kept apart: the pages as the contract returned them, which the digest is over,
 * and the mask, from which slots beyond the last patient are gone.
 */
public final class ConsentMask {
  private final List<byte[]> pages;
  private final byte[] logged;
  private final int patients;
  private final int pageSlots;
  private final Bytes32 digest;
  private final BlockRef block;

  private ConsentMask(
      List<byte[]> pages,
      byte[] logged,
      int patients,
      int pageSlots,
      Bytes32 digest,
      BlockRef block) {
    this.pages = pages;
    this.logged = logged;
    this.patients = patients;
    this.pageSlots = pageSlots;
    this.digest = digest;
    this.block = block;
  }

  /**
   * From the contract's pages.
   *
   * @param pages one bitmap a page, {@code pageSlots / 8} bytes each; bit i of byte i/8 (lowest
   *     first) is the page's slot i
   * @throws IllegalArgumentException where number or length of the pages do not fit the patients
   */
  public static ConsentMask of(List<byte[]> pages, int patients, int pageSlots, BlockRef block) {
    if (pages.size() != Math.ceilDiv(patients, pageSlots)) {
      throw new IllegalArgumentException(
          pages.size() + " pages of " + pageSlots + " do not hold " + patients + " patients");
    }
    for (byte[] page : pages) {
      if (page.length != pageSlots / Byte.SIZE) {
        throw new IllegalArgumentException("a consent page of " + page.length + " bytes");
      }
    }
    Bytes32 digest = Bytes32.keccak(pages.toArray(byte[][]::new));
    List<byte[]> cut = new ArrayList<>(pages.size());
    for (int i = 0; i < pages.size(); i++) {
      BitSet bits = BitSet.valueOf(pages.get(i));
      int last = Math.min(pageSlots, patients - i * pageSlots);
      bits.clear(last, Math.max(last, bits.length()));
      byte[] page = new byte[pageSlots / Byte.SIZE];
      byte[] set = bits.toByteArray();
      System.arraycopy(set, 0, page, 0, set.length);
      cut.add(page);
    }
    return new ConsentMask(cut, together(pages), patients, pageSlots, digest, block);
  }

  /** Nobody; for statements over public metadata alone. Its digest is that of no pages. */
  public static ConsentMask nobody(BlockRef block) {
    byte[] none = new byte[0];
    return new ConsentMask(List.of(), none, 0, Byte.SIZE, Bytes32.keccak(none), block);
  }

  /** One bitmap a page (copies), without slots that no patient has. */
  public List<byte[]> pages() {
    return pages.stream().map(byte[]::clone).toList();
  }

  private static byte[] together(List<byte[]> pages) {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    pages.forEach(all::writeBytes);
    return all.toByteArray();
  }

  /** The contract's pages in order, which the digest is over; a copy. */
  public byte[] toBytes() {
    return logged.clone();
  }

  /** Bit i is slot i, counted through the pages; a copy. */
  public BitSet slots() {
    BitSet all = new BitSet(patients);
    for (int i = 0; i < pages.size(); i++) {
      int first = i * pageSlots;
      BitSet.valueOf(pages.get(i)).stream().forEach(s -> all.set(first + s));
    }
    return all;
  }

  /** Number of patients who may be counted. */
  public int size() {
    return pages.stream().mapToInt(p -> BitSet.valueOf(p).cardinality()).sum();
  }

  /** keccak256 over the contract's pages in order: what the query log holds. */
  public Bytes32 digest() {
    return digest;
  }

  /** Where the ledger was read. */
  public BlockRef block() {
    return block;
  }

  @Override
  public String toString() {
    return size() + " of " + patients + " patients at block " + block.number();
  }
}
