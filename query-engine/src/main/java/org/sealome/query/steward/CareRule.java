// SPDX-License-Identifier: Apache-2.0
package org.sealome.query.steward;

import java.util.BitSet;
import java.util.HashMap;
import java.util.Map;
import org.sealome.ledger.Purpose;
import org.sealome.query.ErrorCode;
import org.sealome.query.SealomeException;
import org.sealome.zk.plan.LinearForm;
import org.sealome.zk.plan.Plan;
import org.sealome.zk.plan.Polynomial;
import org.sealome.zk.plan.Term;

/**
 * What a question about one patient, asked in her care, may read: whether she carries a variant, or
 * was not called. One copy and two weigh the same in every form, so that no integer tells them
 * apart; ploidy and sample columns are not read at all.
 */
public final class CareRule {
  private CareRule() {}

  /**
   * Holds a plan against the rule, as far as the plan alone tells whom it is about.
   *
   * @throws SealomeException PRIVACY where it would tell more of one patient
   */
  public static void require(Plan plan, Purpose purpose) {
    require(plan, purpose, everybody(plan));
  }

  /** All slots that a plan is over, before consent. */
  public static BitSet everybody(Plan plan) {
    BitSet union = new BitSet();
    plan.populations().forEach(p -> union.or(p.slots()));
    return union;
  }

  /**
   * As above.
   *
   * @param asked the patients whom the answer is about
   */
  static void require(Plan plan, Purpose purpose, BitSet asked) {
    if (purpose.equals(Purpose.CC) && asked.cardinality() == 1) {
      for (Polynomial release : plan.releases()) {
        for (Term term : release.terms()) {
          term.factors().forEach(form -> require(plan, form));
        }
      }
    }
  }

  /**
   * Whether the patient whom a question in care is about is among those who consent to it; true for
   * all other questions. A "no" that only means that she was not looked at would mislead.
   */
  public static boolean isAsked(Plan plan, Purpose purpose, BitSet consenting) {
    BitSet asked = everybody(plan);
    return !purpose.equals(Purpose.CC) || asked.cardinality() != 1 || asked.intersects(consenting);
  }

  /** The refusal that goes with {@link #isAsked}. */
  public static SealomeException withoutHer() {
    return new SealomeException(
        ErrorCode.CONSENT,
        "this patient does not consent to "
            + Purpose.CC
            + " by this requester, or was erased: nothing is said of her",
        "sealome consent grant --purpose CC is hers to sign");
  }

  private static void require(Plan plan, LinearForm form) {
    Map<String, Long> difference = new HashMap<>();
    for (int i = 0; i < form.planes().size(); i++) {
      PlaneName plane = PlaneName.parse(plan.planes().get(form.planes().get(i)));
      switch (plane.kind()) {
        case DOSAGE ->
            difference.merge(
                plane.variable(),
                plane.part().equals("HET")
                    ? form.coefficients().get(i)
                    : -form.coefficients().get(i),
                Long::sum);
        case MISSING -> {}
        default ->
            throw refuse(
                "it reads "
                    + plane.variable()
                    + (plane.part().isEmpty() ? "" : ", " + plane.part()));
      }
    }
    difference.forEach(
        (variant, d) -> {
          if (d != 0) {
            throw refuse("it tells one copy of " + variant + " from two");
          }
        });
  }

  private static SealomeException refuse(String why) {
    return new SealomeException(
        ErrorCode.PRIVACY,
        "of one patient in care only yes, no or not called may leave, and " + why,
        "sealome ask --sample … --variant … asks whether she carries a variant");
  }
}
