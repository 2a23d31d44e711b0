// SPDX-License-Identifier: Apache-2.0
package org.sealome.zk.plan;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.sealome.zk.json.CanonicalJson;
import org.sealome.zk.json.JsonFormatException;

/**
 * The canonical plan as RFC 8785 JSON: what the query log commits to. One plan has one text, and
 * one text is at most one plan.
 *
 * <p>Integers beyond ±(2⁵³ − 1) are decimal strings. A literal's text follows its type: BOOLEAN
 * true or false, INTEGER and BIGINT an integer, DECIMAL and DOUBLE and VARCHAR a string. A
 * population is the shorter of its runs {@code [start, length, …]} and its bitmap in base64 (runs
 * where they are equal). What stands often is an array, not an object; {@code docs/plan.md} has the
 * fields.
 */
public final class PlanJson {
  public static final String VERSION = "sealome/plan/v1";

  private PlanJson() {}

  /**
   * The canonical bytes.
   *
   * @throws PlanFormatException where the plan is not well formed (an index out of range, a wrong
   *     number of operands, a public cell that holds a released integer, …)
   */
  public static byte[] write(Plan plan) {
    try {
      PlanRules.check(plan);
      return new PlanWriter().write(plan).getBytes(StandardCharsets.UTF_8);
    } catch (JsonFormatException e) {
      throw new PlanFormatException(e.getMessage(), e);
    }
  }

  /**
   * The plan that {@link #write} gave these very bytes for.
   *
   * @throws PlanFormatException for everything else: another version, a field too many or too few,
   *     a wrong type, a key twice, white space
   */
  public static Plan read(byte[] json) {
    Plan plan;
    try {
      plan = new PlanReader().read(CanonicalJson.read(json));
    } catch (JsonFormatException e) {
      throw new PlanFormatException(e.getMessage(), e);
    }
    if (!Arrays.equals(json, write(plan))) {
      throw new PlanFormatException("the plan is not in its canonical form");
    }
    return plan;
  }

  /**
   * A plan that stands within another document, as {@link CanonicalJson#read} gives it: the
   * document's layout does not matter, the plan's content does.
   *
   * @throws PlanFormatException as {@link #read} does
   */
  public static Plan fromTree(Object tree) {
    try {
      return read(CanonicalJson.write(tree));
    } catch (JsonFormatException e) {
      throw new PlanFormatException(e.getMessage(), e);
    }
  }
}
