// SPDX-License-Identifier: Apache-2.0
package org.sealome.bench;

import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;
import org.sealome.query.catalog.Dataset;
import org.sealome.query.circuit.CompiledPlan;
import org.sealome.query.circuit.PlanCompiler;
import org.sealome.query.sql.Planner;
import org.sealome.zk.plan.Plan;

/** SQL to a plan, and to circuits, over a dataset that {@link WholePath} has made. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.SampleTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class Planning {
  /** A name of a question in {@link WholePath#QUESTIONS}. */
  @Param({"count", "and", "frequencies"})
  public String question;

  /** Of the dataset; there is nothing to compare between profiles here. */
  @Param("STANDARD")
  public String profile;

  /** SEALOME_HOME of the dataset. */
  @Param("")
  public String home;

  private Dataset dataset;
  private Planner planner;
  private String sql;
  private Plan plan;

  @Setup(Level.Trial)
  public void open() {
    dataset = Dataset.open(Path.of(home), WholePath.DATASET);
    planner = new Planner(dataset);
    sql = WholePath.QUESTIONS.get(question);
    plan = planner.plan(sql);
  }

  @Benchmark
  public Plan plan() {
    return planner.plan(sql);
  }

  @Benchmark
  public CompiledPlan compile() {
    return PlanCompiler.compile(plan, dataset);
  }

  @TearDown(Level.Trial)
  public void close() {
    dataset.close();
  }
}
