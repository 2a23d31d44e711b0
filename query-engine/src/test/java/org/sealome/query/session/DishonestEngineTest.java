// SPDX-License-Identifier: Apache-2.0
package org.sealome.query.session;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.sealome.query.session.Bench.COMMON;
import static org.sealome.query.session.Bench.PATIENTS;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
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
                    return batch -> between.send(batch, steward);
                  }
                }));
    assertEquals(List.of("INTEGRITY"), bench.log());
  }

  /** From the honest batch to what is sent. */
  private interface Between {
    void send(SampleBatch honest, SampleSink steward);
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
