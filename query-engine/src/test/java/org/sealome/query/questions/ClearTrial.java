// SPDX-License-Identifier: Apache-2.0
package org.sealome.query.questions;

import java.lang.foreign.MemorySegment;
import java.sql.SQLException;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import org.sealome.he.Profile;
import org.sealome.query.ErrorCode;
import org.sealome.query.SealomeException;
import org.sealome.query.algebra.EncryptedVariable.Variant;
import org.sealome.query.circuit.EncryptedCohort;
import org.sealome.query.circuit.PlanCompiler;
import org.sealome.query.sql.Answers;
import org.sealome.query.sql.PlaintextCohort;
import org.sealome.query.sql.Planner;
import org.sealome.zk.plan.Plan;
import org.sealome.zk.plan.Polynomial;

/**
 * Judges a statement on planes in the clear, under consent of 37 %, 99.9 % and 100 %: the answer is
 * DuckDB's on the consenting patients' rows, or the refusal is right.
 */
final class ClearTrial implements AutoCloseable {
  private static final double[] SHARES = {.37, .999, 1};

  /** The highest degree that each profile is for; see {@link Profile}. */
  private static final Map<Profile, Integer> CARRIES =
      Map.of(Profile.SMALL, 1, Profile.STANDARD, 2, Profile.WIDE, 4, Profile.DEEP, 8);

  private static final String UNCONFIRMED = "not confirmed";

  private final PlaintextCohort[] cohorts = new PlaintextCohort[SHARES.length];
  private final BitSet[] consenting = new BitSet[SHARES.length];
  private final Planner planner;
  private final DegreeProbe probe;
  private final boolean thorough;
  private final Map<String, Integer> outcomes = new TreeMap<>();

  /**
   * @param thorough every statement under every consent and every profile; else each under one
   *     consent in turn, and every fourth under the profiles
   */
  ClearTrial(boolean thorough) {
    this.thorough = thorough;
    for (int i = 0; i < SHARES.length; i++) {
      cohorts[i] = PlaintextCohort.random(23, 211, 15, 1);
      consenting[i] = new BitSet();
      SplittableRandom random = new SplittableRandom(i);
      for (int s = 0; s < cohorts[i].patients(); s++) {
        consenting[i].set(s, random.nextDouble() < SHARES[i]);
      }
      try {
        cohorts[i].oracle(consenting[i]);
      } catch (SQLException e) {
        throw new IllegalStateException(e);
      }
    }
    planner = new Planner(cohorts[0]);
    probe = new DegreeProbe(panel());
  }

  List<Variant> panel() {
    return cohorts[0].panel();
  }

  /** How many statements came to what end. */
  String summary() {
    return outcomes.toString();
  }

  /** How many refusals could be neither confirmed nor called needless: too many calls are read. */
  int unconfirmed() {
    return outcomes.getOrDefault(UNCONFIRMED, 0);
  }

  /** What is wrong with the answer or the refusal; null where nothing is. */
  Fault fault(Question question) {
    String sql = question.sql();
    Plan plan;
    try {
      plan = planner.plan(sql);
    } catch (SealomeException e) {
      return refused(question, e);
    } catch (RuntimeException e) {
      outcomes.merge("failed", 1, Integer::sum);
      return new Fault("the planner fails", e.toString());
    }
    if (question instanceof Leaking) {
      // A condition that nobody can meet leaves nothing to tell.
      boolean tells = !plan.releases().isEmpty() || !plan.populations().isEmpty();
      return tells ? new Fault("not refused", "it would leak") : null;
    }
    outcomes.merge("planned", 1, Integer::sum);
    try {
      int turn = Math.floorMod(sql.hashCode(), 12);
      for (int i = 0; i < SHARES.length; i++) {
        if (!thorough && turn % SHARES.length != i) {
          continue;
        }
        List<List<Object>> expected = Answers.duckdb(cohorts[i].database(), sql);
        List<List<Object>> actual = cohorts[i].answer(plan, consenting[i]).rows();
        String difference = Answers.difference(sql, expected, actual);
        if (difference != null) {
          return new Fault("differs", SHARES[i] + " consenting: " + difference);
        }
      }
      return thorough || turn / SHARES.length == 0 ? fitting(question, plan) : null;
    } catch (SQLException e) {
      return new Fault("not DuckDB's SQL", e.getMessage());
    } catch (RuntimeException | AssertionError e) {
      return new Fault("the plan fails", e.toString());
    }
  }

  /** Which profiles carry the plan's circuits, and whether the others are right not to. */
  private Fault fitting(Question question, Plan plan) throws SQLException {
    int degree = -1;
    for (Profile profile : Profile.values()) {
      try {
        PlanCompiler.compile(plan, new Planes(profile));
        outcomes.merge("fits " + profile, 1, Integer::sum);
      } catch (SealomeException e) {
        if (e.code() != ErrorCode.PARAMETERS) {
          return new Fault("does not compile", e.getMessage());
        }
        int most = CARRIES.get(profile);
        degree = degree > most ? degree : probe.degree(question, most + 1);
        if (degree == most && degree == degree(plan)) {
          // As few factors as there can be, but coefficients that take up what the profile leaves.
          outcomes.merge("too large coefficients for " + profile, 1, Integer::sum);
        } else if (degree <= most && !probe.variesAll(question)) {
          outcomes.merge(UNCONFIRMED, 1, Integer::sum);
        } else if (degree <= most) {
          return new Fault(
              profile + " refuses", "degree %d is enough: %s".formatted(degree, e.getMessage()));
        }
      }
    }
    return null;
  }

  private static int degree(Plan plan) {
    return plan.releases().stream().mapToInt(Polynomial::degree).max().orElse(0);
  }

  private Fault refused(Question question, SealomeException e) {
    outcomes.merge(e.code().code(), 1, Integer::sum);
    if (question instanceof Leaking && e.code() == ErrorCode.PRIVACY) {
      return null;
    }
    return new Fault("refused as " + e.code(), e.getMessage());
  }

  /** The cohort as it would be encrypted; nothing is. */
  private final class Planes implements EncryptedCohort {
    private final Profile profile;

    Planes(Profile profile) {
      this.profile = profile;
    }

    @Override
    public Profile profile() {
      return profile;
    }

    @Override
    public int patients() {
      return cohorts[0].patients();
    }

    @Override
    public boolean contains(String plane) {
      return cohorts[0].contains(plane);
    }

    @Override
    public MemorySegment plane(String plane, int block) {
      throw new UnsupportedOperationException("compiled only");
    }
  }

  @Override
  public void close() {
    for (PlaintextCohort cohort : cohorts) {
      cohort.close();
    }
  }
}
