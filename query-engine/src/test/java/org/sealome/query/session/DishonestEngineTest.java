// SPDX-License-Identifier: Apache-2.0
package org.sealome.query.session;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.sealome.query.session.Bench.COMMON;
import static org.sealome.query.session.Bench.PATIENTS;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.List;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sealome.he.Profile;
import org.sealome.he.SampleBuffer;
import org.sealome.ledger.Purpose;
import org.sealome.query.ErrorCode;
import org.sealome.query.catalog.DisclosurePolicy;
import org.sealome.query.circuit.SampleBatch;
import org.sealome.query.circuit.SampleSink;
import org.sealome.zk.plan.Affine;
import org.sealome.zk.plan.Cell;
import org.sealome.zk.plan.Column;
import org.sealome.zk.plan.Expr;
import org.sealome.zk.plan.LinearForm;
import org.sealome.zk.plan.Plan;
import org.sealome.zk.plan.Polynomial;
import org.sealome.zk.plan.Population;
import org.sealome.zk.plan.Rest;
import org.sealome.zk.plan.Scope;
import org.sealome.zk.plan.SqlType;
import org.sealome.zk.plan.Term;

/** What an engine may do wrong, and what the steward and the store make of it. */
class DishonestEngineTest {
  @TempDir Path home;
  private Bench bench;

  @BeforeEach
  void build() {
    bench = new Bench(home, "cohort", DisclosurePolicy.ofMinCell(1));
    bench.grant(Purpose.HMB);
  }

  @AfterEach
  void stop() {
    bench.close();
  }

  private QueryOutcome ask(String sql) {
    return bench.ask(sql, Purpose.HMB, bench.researcher);
  }

  private void refused(String message, String sql, Between between) {
    Refused.with(
        ErrorCode.INTEGRITY,
        5,
        message,
        () ->
            bench.ask(
                sql,
                Purpose.HMB,
                bench.researcher,
                new Interference() {
                  @Override
                  public SampleSink between(SampleSink steward) {
                    return batch -> {
                      try {
                        between.send(batch, steward);
                      } catch (RuntimeException e) {
                        throw e;
                      } catch (Exception e) {
                        throw new IllegalStateException(e);
                      }
                    };
                  }
                }));
    assertEquals(List.of("INTEGRITY"), bench.log());
  }

  /** From the honest batch to what is sent. */
  private interface Between {
    void send(SampleBatch honest, SampleSink steward) throws Exception;
  }

  @Test
  void aSampleOfAnotherQuery() {
    refused(
        "samples of another query",
        bench.carriers(),
        (honest, steward) ->
            steward.accept(
                new SampleBatch(
                    new byte[32], honest.block(), honest.releases(), honest.samples())));
  }

  @Test
  void aSampleOfAnotherBlock() {
    refused(
        "does not call for",
        bench.carriers(),
        (honest, steward) ->
            steward.accept(
                new SampleBatch(honest.queryHash(), 1, honest.releases(), honest.samples())));
  }

  @Test
  void aSampleOfAReleaseThatIsNone() {
    refused(
        "not awaited",
        bench.carriers(),
        (honest, steward) ->
            steward.accept(
                new SampleBatch(
                    honest.queryHash(), honest.block(), new int[] {0, 7}, honest.samples())));
  }

  @Test
  void aSampleTwice() {
    refused(
        "not awaited",
        bench.carriers(),
        (honest, steward) -> {
          steward.accept(honest);
          steward.accept(honest);
        });
  }

  @Test
  void aSampleLeftOut() {
    refused("left out", bench.carriers(), (honest, steward) -> {});
  }

  @Test
  void anIntegerOutOfItsRangeFreezesTheDataset() {
    // Two releases, of at most 1 and exactly 500 a carrier, and the engine swaps them.
    String sql = bench.statement(twoReleases());
    refused(
        "out of its range; the dataset is frozen",
        sql,
        (honest, steward) ->
            steward.accept(
                new SampleBatch(
                    honest.queryHash(), honest.block(), new int[] {1, 0}, honest.samples())));
    Refused.with(ErrorCode.INTEGRITY, 5, "is frozen", () -> ask(bench.carriers()));
    bench.ledger.datasets().unfreeze(bench.custodian, bench.id);
    assertEquals(List.of(List.of(28L, 14_000L)), ask(sql).answer().rows());
    assertEquals(List.of("INTEGRITY", "INTEGRITY", "ANSWERED"), bench.log());
  }

  @Test
  void aNodeThatIsGoneDoesNotKeepTheDatasetThawed() throws IOException {
    String sql = bench.statement(twoReleases());
    Refused.with(
        ErrorCode.INTEGRITY,
        5,
        "answers nothing more",
        () ->
            bench.ask(
                sql,
                Purpose.HMB,
                bench.researcher,
                new Interference() {
                  @Override
                  public SampleSink between(SampleSink steward) {
                    return batch -> {
                      bench.node.close();
                      steward.accept(
                          new SampleBatch(
                              batch.queryHash(), batch.block(), new int[] {1, 0}, batch.samples()));
                    };
                  }
                }));
    assertTrue(
        Files.readString(home.resolve("steward/frozen").resolve(bench.name))
            .startsWith("pending: "));
  }

  @Test
  void aSampleOfAHigherDegreeThanItsRelease() {
    refused(
        "more than its release has factors",
        bench.carriers(),
        (honest, steward) -> {
          try (SampleBuffer high = new SampleBuffer(Profile.SMALL)) {
            for (int i = 0; i < honest.samples().count(); i++) {
              high.append(withAnotherComponent(honest.samples().toBytes(i)));
            }
            steward.accept(
                new SampleBatch(honest.queryHash(), honest.block(), honest.releases(), high));
          }
        });
  }

  /** Header of 44 bytes with the payload's length last, payload with the degree first, SHA-256. */
  private static byte[] withAnotherComponent(byte[] sample) throws GeneralSecurityException {
    int payload = sample.length - 44 - 32;
    int component = payload - Integer.BYTES - Profile.SMALL.dataPrimes() * Long.BYTES;
    byte[] bytes = Arrays.copyOf(sample, sample.length + component);
    ByteBuffer.wrap(bytes).putInt(40, payload + component).putInt(44, 2);
    MessageDigest sha = MessageDigest.getInstance("SHA-256");
    sha.update(bytes, 0, 44 + payload + component);
    sha.digest(bytes, 44 + payload + component, 32);
    return bytes;
  }

  @Test
  void aCraftedSample() {
    refused(
        "",
        bench.carriers(),
        (honest, steward) -> {
          try (SampleBuffer crafted = new SampleBuffer(Profile.SMALL)) {
            for (int i = 0; i < honest.samples().count(); i++) {
              byte[] bytes = honest.samples().toBytes(i);
              for (int at = bytes.length / 2; at < bytes.length / 2 + 64; at++) {
                bytes[at] ^= 0x15;
              }
              crafted.append(bytes);
            }
            steward.accept(
                new SampleBatch(honest.queryHash(), honest.block(), honest.releases(), crafted));
          }
        });
  }

  @Test
  void aByteOfAPlaneFlipped() throws IOException {
    String sql = bench.carriers();
    assertEquals(28L, ask(sql).answer().rows().get(0).get(0));
    for (Path file : planes()) {
      try (RandomAccessFile planes = new RandomAccessFile(file.toFile(), "rw")) {
        for (long at = 1000; at < planes.length(); at += 20_000) {
          planes.seek(at);
          int value = planes.read();
          planes.seek(at);
          planes.write(value ^ 1);
        }
      }
    }
    Refused.with(ErrorCode.INTEGRITY, 5, "", () -> ask(sql));
    assertEquals(List.of("ANSWERED", "INTEGRITY"), bench.log());
  }

  @Test
  void aPlaneInAnothersPlace() throws IOException {
    String sql = bench.carriers();
    long size = Profile.SMALL.planeBytes();
    boolean swapped = false;
    for (Path file : planes()) {
      try (RandomAccessFile planes = new RandomAccessFile(file.toFile(), "rw")) {
        long header = planes.length() % size;
        byte[] last = new byte[(int) size];
        byte[] piece = new byte[(int) size];
        planes.seek(planes.length() - size);
        planes.readFully(last);
        for (long at = header; at < planes.length(); at += size) {
          planes.seek(at);
          planes.readFully(piece);
          planes.seek(at);
          planes.write(last);
          last = piece.clone();
          swapped = true;
        }
      }
    }
    assertTrue(swapped);
    Refused.with(ErrorCode.INTEGRITY, 5, "", () -> ask(sql));
    assertEquals(List.of("INTEGRITY"), bench.log());
  }

  private List<Path> planes() throws IOException {
    try (var files = Files.walk(home.resolve("engine"))) {
      List<Path> planes = files.filter(f -> f.toString().endsWith(".planes")).toList();
      assertTrue(!planes.isEmpty());
      return planes;
    }
  }

  private Plan twoReleases() {
    Population all = Population.all(PATIENTS);
    LinearForm one = new LinearForm(0, List.of(0, 1), List.of(1L, 1L));
    LinearForm many = new LinearForm(0, List.of(0, 1), List.of(500L, 500L));
    return new Plan(
        "two releases",
        bench.name,
        Scope.UNSCOPED,
        List.of(COMMON + "/HET", COMMON + "/HOM"),
        List.of(all),
        List.of(
            new Polynomial(List.of(new Term(0, List.of(one), 0, 1))),
            new Polynomial(List.of(new Term(0, List.of(many), 0, 500)))),
        List.of(cell(0), cell(1)),
        new Rest.Table(
            List.of(new Column("a", SqlType.BIGINT), new Column("b", SqlType.BIGINT)),
            List.of(new Rest.Row(List.of(new Expr.CellValue(0), new Expr.CellValue(1)), null))),
        null);
  }

  private static Cell cell(int release) {
    Affine value = new Affine(0, new TreeMap<>(), new TreeMap<>(java.util.Map.of(release, 1L)));
    return new Cell(value, new org.sealome.zk.plan.Guard(0, List.of(value), null, List.of(COMMON)));
  }
}
