// SPDX-License-Identifier: Apache-2.0
package org.sealome.query.steward;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.zip.CRC32;
import org.sealome.query.ErrorCode;
import org.sealome.query.PrivateFiles;
import org.sealome.query.SealomeException;

/**
 * What one requester was told about one dataset, on disk: a table of populations, a table of
 * variables, and which variable was answered over which population. Append-only; a record is {@code
 * type (1 byte), length (4), CRC-32 of both (4), payload, CRC-32 of the payload (4)}, big-endian. A
 * last record that a crash cut short is dropped: its rows never left. Anything else that does not
 * read is damage.
 *
 * <p>Not safe for threads or processes: {@link RepetitionMemory} holds a lock.
 */
final class RepetitionLog {
  private static final byte[] MAGIC = "SEALOME-ANSWERED-1\n".getBytes(StandardCharsets.US_ASCII);
  private static final int HEAD = 9;
  private static final byte POPULATION = 1;
  private static final byte VARIABLE = 2;
  private static final byte ANSWERED = 3;

  private final Path file;
  private final List<BitSet> populations = new ArrayList<>();
  private final Map<BitSet, Integer> populationIds = new HashMap<>();
  private final Map<String, Integer> variableIds = new HashMap<>();
  private final List<Set<Integer>> answered = new ArrayList<>(); // by variable: populations
  private long end;

  private RepetitionLog(Path file) {
    this.file = file;
  }

  /** Reads what is there. */
  static RepetitionLog read(Path file) {
    RepetitionLog log = new RepetitionLog(file);
    try {
      if (Files.exists(file)) {
        log.replay(ByteBuffer.wrap(Files.readAllBytes(file)));
      }
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read " + file, e);
    }
    return log;
  }

  List<BitSet> populations() {
    return populations;
  }

  /** Ids of the populations over which a variable was answered. */
  Set<Integer> answered(String variable) {
    Integer id = variableIds.get(variable);
    return id == null ? Set.of() : answered.get(id);
  }

  /** Adds what is new of {@code told}, on disk before this returns. */
  void append(Map<BitSet, ? extends Set<String>> told) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    if (end == 0) {
      bytes.writeBytes(MAGIC);
    }
    for (Map.Entry<BitSet, ? extends Set<String>> e : told.entrySet()) {
      append(bytes, e.getKey(), e.getValue());
    }
    if (bytes.size() == 0 || (end == 0 && bytes.size() == MAGIC.length)) {
      return;
    }
    try (FileChannel out = PrivateFiles.open(file)) {
      out.truncate(end);
      ByteBuffer buffer = ByteBuffer.wrap(bytes.toByteArray());
      long at = end;
      while (buffer.hasRemaining()) {
        at += out.write(buffer, at);
      }
      out.force(true);
      if (end == 0) {
        PrivateFiles.forceFolder(file.toAbsolutePath().getParent());
      }
      end = at;
    } catch (IOException e) {
      throw new UncheckedIOException("cannot write " + file, e);
    }
  }

  private void append(ByteArrayOutputStream bytes, BitSet population, Set<String> variables) {
    Integer known = populationIds.get(population);
    List<Integer> fresh = new ArrayList<>();
    for (String variable : variables) {
      if (!variableIds.containsKey(variable)) {
        record(bytes, VARIABLE, variable.getBytes(StandardCharsets.UTF_8));
        addVariable(variable);
      }
      int id = variableIds.get(variable);
      if (known == null || !answered.get(id).contains(known)) {
        fresh.add(id);
      }
    }
    if (fresh.isEmpty()) {
      return;
    }
    if (known == null) {
      record(bytes, POPULATION, population.toByteArray());
      known = addPopulation((BitSet) population.clone());
    }
    ByteBuffer payload = ByteBuffer.allocate(4 + 4 * fresh.size()).putInt(known);
    for (int id : fresh) {
      payload.putInt(id);
      answered.get(id).add(known);
    }
    record(bytes, ANSWERED, payload.array());
  }

  private static void record(ByteArrayOutputStream out, byte type, byte[] payload) {
    ByteBuffer head = ByteBuffer.allocate(HEAD).put(type).putInt(payload.length);
    head.putInt(crc(head.array(), 0, HEAD - 4));
    out.writeBytes(head.array());
    out.writeBytes(payload);
    out.writeBytes(ByteBuffer.allocate(4).putInt(crc(payload, 0, payload.length)).array());
  }

  private static int crc(byte[] bytes, int from, int length) {
    CRC32 crc = new CRC32();
    crc.update(bytes, from, length);
    return (int) crc.getValue();
  }

  private void replay(ByteBuffer in) {
    if (in.remaining() < MAGIC.length) {
      return; // cut short before anything was told
    }
    byte[] magic = new byte[MAGIC.length];
    in.get(magic);
    if (!Arrays.equals(magic, MAGIC)) {
      throw damaged();
    }
    end = in.position();
    while (in.remaining() >= HEAD) {
      int start = in.position();
      byte type = in.get();
      int length = in.getInt();
      if (in.getInt() != crc(in.array(), start, HEAD - 4) || length < 0) {
        throw damaged();
      }
      if ((long) length + 4 > in.remaining()) {
        return;
      }
      byte[] payload = new byte[length];
      in.get(payload);
      if (in.getInt() != crc(payload, 0, length)) {
        throw damaged();
      }
      apply(type, payload);
      end = in.position();
    }
  }

  private void apply(byte type, byte[] payload) {
    switch (type) {
      case POPULATION -> addPopulation(BitSet.valueOf(payload));
      case VARIABLE -> addVariable(new String(payload, StandardCharsets.UTF_8));
      case ANSWERED -> {
        ByteBuffer ids = ByteBuffer.wrap(payload);
        if (payload.length < 4 || payload.length % 4 != 0) {
          throw damaged();
        }
        int population = ids.getInt();
        while (ids.hasRemaining()) {
          int variable = ids.getInt();
          if (population < 0
              || population >= populations.size()
              || variable < 0
              || variable >= answered.size()) {
            throw damaged();
          }
          answered.get(variable).add(population);
        }
      }
      default -> throw damaged();
    }
  }

  private int addPopulation(BitSet population) {
    populations.add(population);
    populationIds.put(population, populations.size() - 1);
    return populations.size() - 1;
  }

  private void addVariable(String variable) {
    variableIds.put(variable, answered.size());
    answered.add(new HashSet<>());
  }

  private SealomeException damaged() {
    return new SealomeException(
        ErrorCode.INTEGRITY,
        "the steward's record of what was answered is damaged: " + file,
        "put the file back from a backup; without it differencing could not be prevented");
  }
}
