// SPDX-License-Identifier: Apache-2.0
package org.sealome.bench;

import java.sql.SQLException;
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
import org.sealome.he.Profile;
import org.sealome.query.sql.Planner;
import org.sealome.zk.plan.Plan;

/** SQL to a plan by the number of joins: an AND over one more variant than there are joins. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.SampleTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 5, time = 2)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class PlanningBySize {
  /** Joins. */
  @Param({"0", "1", "3", "5", "10"})
  public int operation;

  /** Of the cohort; a plan depends on its slots alone. */
  @Param("DEEP")
  public Profile profile;

  private SyntheticCatalog catalog;
  private Planner planner;
  private String sql;

  @Setup(Level.Trial)
  public void open() throws SQLException {
    catalog = new SyntheticCatalog(profile.slots());
    planner = new Planner(catalog);
    sql = Question.joined(operation + 1, "COUNT(*)", " AND ", i -> "g" + i + ".dosage >= 1");
    planner.plan(sql);
  }

  @Benchmark
  public Plan plan() {
    return planner.plan(sql);
  }

  @TearDown(Level.Trial)
  public void close() throws SQLException {
    catalog.close();
  }
}
