// SPDX-License-Identifier: Apache-2.0
package org.sealome.query.algebra;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.sealome.query.ErrorCode;
import org.sealome.query.SealomeException;
import org.sealome.query.algebra.Sym.Apply;
import org.sealome.query.algebra.Sym.Literal;
import org.sealome.zk.plan.Operator;
import org.sealome.zk.plan.SqlType;

/**
 * A fraction of one patient as an integer, for only integers can be summed: {@code sym = integer ·
 * 10^−digits}.
 *
 * <pre>dosage * 1.25 + age / 10.0   →   (dosage * 125 + age * 10) · 10⁻²</pre>
 *
 * <p>Exact where the values have few digits. What has many (a square root, a DOUBLE) keeps {@value
 * #LEAST_EXACT_DIGITS} digits of the largest value, more than a sum of DOUBLEs does; as a factor of
 * a product it is refused, for there the digits would not fit.
 *
 * @param integer BIGINT, NULL where the fraction is
 */
record Scaled(Sym integer, int digits) {
  /** An integer below 10 to this, summed over everybody, is far from a BIGINT's end. */
  private static final int MAGNITUDE = 13;

  private static final int LEAST_EXACT_DIGITS = 12;

  static Scaled of(Sym sym) {
    return of(sym, MAGNITUDE);
  }

  private static Scaled of(Sym sym, int magnitude) {
    if (sym.type() != SqlType.DECIMAL && sym.type() != SqlType.DOUBLE) {
      return new Scaled(sym, 0);
    }
    if (sym instanceof Apply a && sym.variables().size() > 1) {
      List<Sym> operands = a.operands();
      switch (a.operator()) {
        case PLUS, MINUS -> {
          return aligned(a.operator(), operands, magnitude, _ -> true);
        }
        case CASE -> {
          int last = operands.size() - 1;
          return aligned(a.operator(), operands, magnitude, i -> i % 2 == 1 || i == last);
        }
        case COALESCE -> {
          return aligned(a.operator(), operands, magnitude, _ -> true);
        }
        case NEGATE -> {
          Scaled s = of(operands.get(0), magnitude);
          return new Scaled(integer(Operator.NEGATE, List.of(s.integer)), s.digits);
        }
        case CAST -> {
          return of(operands.get(0), magnitude);
        }
        case TIMES -> {
          return product(operands.get(0), operands.get(1), magnitude);
        }
        case DIVIDE -> {
          if (operands.get(1) instanceof Literal l && l.value() instanceof Number n) {
            BigDecimal divisor = decimal(n);
            if (divisor.signum() != 0) {
              BigDecimal inverse = BigDecimal.ONE.divide(divisor, java.math.MathContext.DECIMAL64);
              return product(operands.get(0), Sym.literal(inverse, SqlType.DECIMAL), magnitude);
            }
          }
        }
        default -> {}
      }
    }
    return tabulated(sym, magnitude);
  }

  /** A known factor costs the other no digits; two unknown ones share what there is. */
  private static Scaled product(Sym a, Sym b, int magnitude) {
    boolean known = a instanceof Literal || b instanceof Literal;
    Scaled x = of(a, known ? magnitude : magnitude - MAGNITUDE / 2);
    Scaled y = of(b, known ? magnitude : magnitude - MAGNITUDE / 2);
    return new Scaled(integer(Operator.TIMES, List.of(x.integer, y.integer)), x.digits + y.digits);
  }

  private static Scaled aligned(
      Operator operator, List<Sym> operands, int magnitude, java.util.function.IntPredicate value) {
    List<Scaled> scaled = new ArrayList<>();
    int digits = 0;
    for (int i = 0; i < operands.size(); i++) {
      Scaled s = value.test(i) ? of(operands.get(i), magnitude) : null;
      scaled.add(s);
      digits = s == null ? digits : Math.max(digits, s.digits);
    }
    List<Sym> out = new ArrayList<>();
    for (int i = 0; i < operands.size(); i++) {
      out.add(scaled.get(i) == null ? operands.get(i) : scaled.get(i).to(digits));
    }
    return new Scaled(integer(operator, out), digits);
  }

  /** The integer for more digits. */
  private Sym to(int more) {
    return more == digits
        ? integer
        : integer(
            Operator.TIMES, List.of(integer, Sym.literal(power(more - digits), SqlType.BIGINT)));
  }

  static long power(int digits) {
    return BigDecimal.TEN.pow(digits).longValueExact();
  }

  private static Sym integer(Operator operator, List<Sym> operands) {
    return Sym.apply(operator, operands, SqlType.BIGINT);
  }

  /** By all the values that there are. */
  private static Scaled tabulated(Sym sym, int magnitude) {
    List<BigDecimal> values =
        TruthCompiler.values(sym).stream()
            .filter(Objects::nonNull)
            .map(v -> decimal((Number) v))
            .toList();
    int exact = values.stream().mapToInt(v -> v.stripTrailingZeros().scale()).max().orElse(0);
    int whole =
        values.stream()
            .filter(v -> v.signum() != 0)
            .mapToInt(v -> Math.max(0, v.precision() - v.scale()))
            .max()
            .orElse(0);
    int digits = Math.max(0, Math.min(exact, magnitude - whole));
    if (digits < exact && digits + whole < LEAST_EXACT_DIGITS) {
      throw new SealomeException(
          ErrorCode.PARAMETERS,
          SymText.of(sym) + " has too many digits to be multiplied with encrypted values",
          "round it to a few digits, or sum it without the product");
    }
    int kept = digits;
    Sym shifted =
        Sym.apply(
            Operator.TIMES,
            List.of(
                Sym.apply(Operator.CAST, List.of(sym), SqlType.DECIMAL),
                Sym.literal(new BigDecimal(power(kept)), SqlType.DECIMAL)),
            SqlType.DECIMAL);
    return new Scaled(integer(Operator.CAST, List.of(shifted)), kept);
  }

  private static BigDecimal decimal(Number n) {
    return switch (n) {
      case BigDecimal d -> d;
      case Double d -> BigDecimal.valueOf(d);
      default -> BigDecimal.valueOf(n.longValue()).setScale(0, RoundingMode.UNNECESSARY);
    };
  }
}
