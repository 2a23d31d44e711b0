// SPDX-License-Identifier: Apache-2.0
package org.sealome.zk.plan;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.math.BigInteger;
import java.util.List;
import java.util.regex.Pattern;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

class ExpressionsPropertiesTest {
  private static final String SEED = "7";

  @Property(seed = SEED)
  void sumsAreExactOrOverflow(@ForAll long a, @ForAll long b) {
    exact(Operator.PLUS, a, b, BigInteger.valueOf(a).add(BigInteger.valueOf(b)));
    exact(Operator.MINUS, a, b, BigInteger.valueOf(a).subtract(BigInteger.valueOf(b)));
    exact(Operator.TIMES, a, b, BigInteger.valueOf(a).multiply(BigInteger.valueOf(b)));
  }

  private static void exact(Operator operator, long a, long b, BigInteger expected) {
    try {
      Object value = Expressions.apply(operator, SqlType.BIGINT, List.of(a, b));
      assertEquals(expected, BigInteger.valueOf((Long) value));
    } catch (EvaluationException e) {
      assertEquals(EvaluationException.Kind.OVERFLOW, e.kind());
      assertTrue(expected.bitLength() > 63);
    }
  }

  @Provide
  Arbitrary<String> likeText() {
    return Arbitraries.strings().withChars("ab%_!").ofMaxLength(8);
  }

  @Property(seed = SEED, tries = 3000)
  void likeAgreesWithARegularExpression(
      @ForAll("likeText") String value, @ForAll("likeText") String pattern) {
    StringBuilder regex = new StringBuilder();
    for (char c : pattern.toCharArray()) {
      regex.append(c == '%' ? ".*" : c == '_' ? "." : Pattern.quote(String.valueOf(c)));
    }
    assertEquals(
        Pattern.compile(regex.toString(), Pattern.DOTALL).matcher(value).matches(),
        Text.like(value, pattern, null));
  }

  @Property(seed = SEED)
  void textOrderIsThatOfCodePoints(@ForAll String a, @ForAll String b) {
    int expected = java.util.Arrays.compare(a.codePoints().toArray(), b.codePoints().toArray());
    assertEquals(Integer.signum(expected), Integer.signum(Comparison.compareCodePoints(a, b)));
  }

  @Property(seed = SEED, tries = 5000)
  void aDoubleReadsBackFromItsText(@ForAll long bits) {
    double value = Double.longBitsToDouble(bits);
    if (!Double.isNaN(value) && !Double.isInfinite(value)) {
      String text = Doubles.toString(value);
      assertEquals(value + 0.0, Double.parseDouble(text), text);
      assertTrue(digits(text) <= digits(Double.toString(value)), text);
    }
  }

  private static int digits(String text) {
    String mantissa = text.replaceAll("[eE].*", "").replaceAll("[^0-9]", "");
    return mantissa.replaceAll("^0+|0+$", "").length();
  }

  @Property(seed = SEED)
  void substringsConcatenate(@ForAll("likeText") String s, @ForAll byte cut) {
    long at = cut;
    Object left = Text.substring(s, Long.MIN_VALUE / 2, at - Long.MIN_VALUE / 2);
    assertEquals(s, left + Text.substring(s, at, null));
  }
}
