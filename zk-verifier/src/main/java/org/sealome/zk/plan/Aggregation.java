// SPDX-License-Identifier: Apache-2.0
package org.sealome.zk.plan;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Grouping of released rows, in the order in which the groups first appear. */
final class Aggregation {
  private Aggregation() {}

  /**
   * @param uncertain whether rows are among them that may not be there: then no measure is told
   */
  static List<Object[]> rows(Rest.Aggregate aggregate, List<Object[]> input, boolean uncertain) {
    List<Integer> keys = aggregate.keys();
    Map<List<Object>, List<Object[]>> groups = new LinkedHashMap<>();
    if (keys.isEmpty()) {
      groups.put(List.of(), new ArrayList<>());
    }
    boolean suppressedKey = uncertain;
    for (Object[] row : input) {
      Object[] key = new Object[keys.size()];
      for (int i = 0; i < key.length; i++) {
        key[i] = Comparison.key(row[keys.get(i)]);
        suppressedKey |= key[i] == RestEvaluator.SUPPRESSED;
      }
      groups.computeIfAbsent(Arrays.asList(key), k -> new ArrayList<>()).add(row);
    }
    List<Object[]> out = new ArrayList<>(groups.size());
    List<Rest.Measure> measures = aggregate.measures();
    for (List<Object[]> group : groups.values()) {
      Object[] row = new Object[keys.size() + measures.size()];
      for (int i = 0; i < keys.size(); i++) {
        row[i] = group.get(0)[keys.get(i)];
      }
      for (int i = 0; i < measures.size(); i++) {
        int column = keys.size() + i;
        row[column] =
            suppressedKey
                ? RestEvaluator.SUPPRESSED
                : measure(measures.get(i), aggregate.columns().get(column).type(), group);
      }
      out.add(row);
    }
    return out;
  }

  private static Object measure(Rest.Measure measure, SqlType type, List<Object[]> group) {
    List<Object> values = new ArrayList<>();
    long rows = 0;
    Set<Object> seen = measure.distinct() ? new HashSet<>() : null;
    for (Object[] row : group) {
      if (measure.filter() >= 0) {
        Object holds = row[measure.filter()];
        if (holds == RestEvaluator.SUPPRESSED) {
          return RestEvaluator.SUPPRESSED;
        }
        if (!Boolean.TRUE.equals(holds)) {
          continue;
        }
      }
      rows++;
      if (measure.column() >= 0) {
        Object value = row[measure.column()];
        if (value == RestEvaluator.SUPPRESSED) {
          return RestEvaluator.SUPPRESSED;
        }
        if (value != null && (seen == null || seen.add(Comparison.key(value)))) {
          values.add(value);
        }
      }
    }
    if (measure.function() == Rest.Function.COUNT) {
      return measure.column() < 0 ? rows : (long) values.size();
    }
    if (values.isEmpty()) {
      return null;
    }
    switch (measure.function()) {
      case SUM:
        return Casts.coerce(sum(values, type), type);
      case AVG:
        return average(values, type);
      case MIN:
        return extreme(values, -1);
      case MAX:
        return extreme(values, 1);
      case VAR_POP:
      case STDDEV_POP:
        return spread(measure.function(), values, values.size(), type);
      case VAR_SAMP:
      case STDDEV_SAMP:
        return spread(measure.function(), values, values.size() - 1, type);
      default:
        throw EvaluationException.malformed("an aggregate without a meaning");
    }
  }

  /** Exact for integers and decimals; of DOUBLEs in the order of the rows. */
  private static Object sum(List<Object> values, SqlType type) {
    if (values.get(0) instanceof Double) {
      double sum = 0;
      for (Object value : values) {
        sum += Numbers.toDouble(value);
      }
      return Numbers.finite(sum);
    }
    BigDecimal sum = BigDecimal.ZERO;
    for (Object value : values) {
      sum = sum.add(Numbers.toDecimal(value));
    }
    return type == SqlType.INTEGER || type == SqlType.BIGINT ? Casts.toLong(sum, type) : sum;
  }

  private static Object average(List<Object> values, SqlType type) {
    Object sum = sum(values, SqlType.DECIMAL);
    if (sum instanceof BigDecimal exact && type == SqlType.DECIMAL) {
      return Numbers.bounded(
          exact.divide(BigDecimal.valueOf(values.size()), MathContext.DECIMAL128));
    }
    return Casts.coerce(Numbers.finite(Numbers.toDouble(sum) / values.size()), type);
  }

  /** Variance or standard deviation: squares of distances from the mean over {@code freedom}. */
  private static Object spread(
      Rest.Function function, List<Object> values, int freedom, SqlType type) {
    if (freedom == 0) {
      return null;
    }
    double mean = 0;
    for (Object value : values) {
      mean += Numbers.toDouble(value);
    }
    mean /= values.size();
    double squares = 0;
    for (Object value : values) {
      double distance = Numbers.toDouble(value) - mean;
      squares += distance * distance;
    }
    boolean root = function == Rest.Function.STDDEV_POP || function == Rest.Function.STDDEV_SAMP;
    double variance = squares / freedom;
    return Casts.coerce(Numbers.finite(root ? StrictMath.sqrt(variance) : variance), type);
  }

  private static Object extreme(List<Object> values, int sign) {
    Object best = null;
    for (Object value : values) {
      if (best == null || sign * Comparison.compare(value, best) > 0) {
        best = value;
      }
    }
    return best;
  }
}
