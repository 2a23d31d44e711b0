// SPDX-License-Identifier: Apache-2.0
package org.sealome.query.ingest;

import java.io.EOFException;
import java.io.IOException;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** A BCF of version 2.1 or 2.2. (htsjdk's own codec stops at 2.1, which nobody writes any more.) */
final class BcfInput implements VcfInput {
  private static final int MAX_RECORD = 1 << 30;

  private final VcfInputs.Bytes bytes;
  private final VcfHeader header = new VcfHeader();
  private long number;

  BcfInput(VcfInputs.Bytes bytes) {
    this.bytes = bytes;
    try {
      ByteBuffer magic = exactly(9);
      int major = magic.get(3);
      int minor = magic.get(4);
      int length = magic.getInt(5);
      if (major != 2 || minor < 1 || minor > 2) {
        throw new UnreadableRowException("BCF " + major + "." + minor + " is not read, 2.2 is");
      } else if (length < 0 || length > MAX_RECORD) {
        throw new UnreadableRowException("the header's length is " + length);
      }
      String text = new String(exactly(length).array(), StandardCharsets.UTF_8);
      boolean last = false;
      for (String line : text.replace("\0", "").split("\r?\n")) {
        last = last || header.add(line);
      }
      if (!last) {
        throw new UnreadableRowException("the header has no #CHROM line");
      }
    } catch (IOException e) {
      throw VcfInputs.broken(bytes.file(), e);
    } catch (UnreadableRowException e) {
      throw unreadable(bytes.file().toString(), e);
    }
  }

  private ByteBuffer exactly(int length) throws IOException {
    byte[] wanted = new byte[length];
    if (read(wanted) < length) {
      throw new EOFException("the file ends in the middle of a record");
    }
    return ByteBuffer.wrap(wanted).order(ByteOrder.LITTLE_ENDIAN);
  }

  private int read(byte[] into) throws IOException {
    try {
      return bytes.stream().readNBytes(into, 0, into.length);
    } catch (htsjdk.samtools.SAMException e) {
      throw new IOException(e.getMessage(), e);
    }
  }

  @Override
  public Path file() {
    return bytes.file();
  }

  @Override
  public VcfHeader header() {
    return header;
  }

  @Override
  public VcfRow next() throws IOException, UnreadableRowException {
    byte[] begin = new byte[8];
    int read = read(begin);
    if (read == 0) {
      return null;
    }
    number++;
    if (read < begin.length) {
      throw new EOFException("the file ends in the middle of a record");
    }
    ByteBuffer lengths = ByteBuffer.wrap(begin).order(ByteOrder.LITTLE_ENDIAN);
    int shared = lengths.getInt(0);
    int individual = lengths.getInt(4);
    if (shared < 24 || individual < 0 || (long) shared + individual > MAX_RECORD) {
      throw new UnreadableRowException("the record's lengths make no sense");
    }
    ByteBuffer record = exactly(shared + individual);
    try {
      return row(record, shared);
    } catch (BufferUnderflowException | IllegalArgumentException e) {
      throw new UnreadableRowException("the record is shorter than what it says it holds");
    }
  }

  private VcfRow row(ByteBuffer in, int shared) throws UnreadableRowException {
    in.limit(shared);
    String chrom = header.contig(in.getInt());
    int pos = in.getInt() + 1;
    in.getInt(); // reference length
    in.getInt(); // quality
    int counts = in.getInt();
    int infos = counts & 0xFFFF;
    int alleles = counts >>> 16;
    int more = in.getInt();
    int samples = more & 0xFFFFFF;
    int formats = more >>> 24;
    if (chrom == null || pos < 0) {
      throw new UnreadableRowException("its contig or position makes no sense");
    } else if (alleles < 1) {
      throw new UnreadableRowException("it has no REF");
    } else if (samples != header.samples().size()) {
      throw new UnreadableRowException(
          "%,d samples where the header has %,d".formatted(samples, header.samples().size()));
    }
    String id = BcfValue.read(in).text();
    String ref = BcfValue.read(in).text().toUpperCase(Locale.ROOT);
    if (!VariantKey.isReference(ref)) {
      throw new UnreadableRowException("REF is '" + VcfTextInput.shortened(ref) + "', not bases");
    }
    List<String> alts = new ArrayList<>();
    for (int i = 1; i < alleles; i++) {
      String alt = BcfValue.read(in).text();
      alts.add(alt.startsWith("<") ? alt : alt.toUpperCase(Locale.ROOT));
    }
    if (alts.isEmpty()) {
      alts.add(".");
    }
    String filter = filter(BcfValue.read(in));
    Map<String, String> info = new HashMap<>();
    for (int i = 0; i < infos; i++) {
      String key = name(BcfValue.read(in));
      BcfValue value = BcfValue.read(in);
      info.put(key, value.text());
    }
    in.limit(in.capacity());
    in.position(shared);
    return new VcfRow(
        chrom,
        pos,
        VcfTextInput.absent(id) ? null : id,
        ref,
        alts,
        filter,
        info::get,
        samples == 0 ? null : genotypes(in, formats, samples, alleles - 1),
        number);
  }

  private String filter(BcfValue value) throws UnreadableRowException {
    List<String> names = new ArrayList<>();
    for (int index : value.integers()) {
      names.add(name(index));
    }
    return names.isEmpty() ? null : String.join(";", names);
  }

  private GenotypeField genotypes(ByteBuffer in, int formats, int samples, int alts)
      throws UnreadableRowException {
    for (int i = 0; i < formats; i++) {
      String key = name(BcfValue.read(in));
      BcfValue.Shape shape = BcfValue.shape(in);
      long length = (long) shape.width() * shape.count() * samples;
      if (length > in.remaining()) {
        throw new BufferUnderflowException();
      }
      if (key.equals("GT")) {
        if (!shape.integers()) {
          throw new UnreadableRowException("GT does not hold integers");
        }
        return new GenotypeField.Bcf(
            in.array(), in.position(), shape.width(), shape.count(), samples, alts);
      }
      in.position(in.position() + (int) length);
    }
    return null;
  }

  private String name(BcfValue value) throws UnreadableRowException {
    int[] index = value.integers();
    if (index.length != 1) {
      throw new UnreadableRowException("a key is no single number");
    }
    return name(index[0]);
  }

  private String name(int index) throws UnreadableRowException {
    String name = header.string(index);
    if (name == null) {
      throw new UnreadableRowException("the header declares no name number " + index);
    }
    return name;
  }

  @Override
  public String place() {
    return place(number);
  }

  @Override
  public String place(long record) {
    return bytes.file() + ", record " + record;
  }

  @Override
  public long position() {
    return bytes.position();
  }

  @Override
  public void close() throws IOException {
    bytes.close();
  }
}
