// SPDX-License-Identifier: Apache-2.0
package org.sealome.query.sql;

import java.util.List;
import java.util.Locale;
import org.apache.calcite.rel.core.Aggregate;
import org.apache.calcite.rel.core.AggregateCall;
import org.sealome.query.ErrorCode;
import org.sealome.query.SealomeException;
import org.sealome.query.algebra.Measure;
import org.sealome.zk.plan.Rest;

/** Calcite's aggregate calls as measures, over encrypted rows and over released ones. */
final class Measures {
  private Measures() {}

  /**
   * @throws SealomeException PARAMETERS for what sums cannot give
   */
  static List<Measure> encrypted(Aggregate aggregate) {
    return aggregate.getAggCallList().stream().map(Measures::encrypted).toList();
  }

  private static Measure encrypted(AggregateCall call) {
    Measure.Function function = function(call);
    List<Integer> arguments = call.getArgList();
    if (function == Measure.Function.COUNT && arguments.size() > 1) {
      throw new SealomeException(
          ErrorCode.PARAMETERS,
          call.getAggregation().getName() + " of several columns is not supported",
          "count one column");
    }
    if (function == Measure.Function.GROUPING) {
      return new Measure(function, -1, -1, false, -1, arguments);
    }
    return new Measure(
        function,
        arguments.isEmpty() ? -1 : arguments.get(0),
        arguments.size() < 2 ? -1 : arguments.get(1),
        call.isDistinct(),
        call.filterArg);
  }

  private static Measure.Function function(AggregateCall call) {
    return switch (call.getAggregation().getKind()) {
      case COUNT -> Measure.Function.COUNT;
      case SUM -> Measure.Function.SUM;
      case SUM0 -> Measure.Function.SUM0;
      case AVG -> Measure.Function.AVG;
      case MIN -> Measure.Function.MIN;
      case MAX -> Measure.Function.MAX;
      case VAR_POP -> Measure.Function.VAR_POP;
      case VAR_SAMP -> Measure.Function.VAR_SAMP;
      case STDDEV_POP -> Measure.Function.STDDEV_POP;
      case STDDEV_SAMP -> Measure.Function.STDDEV_SAMP;
      case COVAR_POP -> Measure.Function.COVAR_POP;
      case COVAR_SAMP -> Measure.Function.COVAR_SAMP;
      case GROUPING, GROUPING_ID -> Measure.Function.GROUPING;
      default -> named(call.getAggregation().getName());
    };
  }

  private static Measure.Function named(String name) {
    return switch (name.toUpperCase(Locale.ROOT)) {
      case "CORR" -> Measure.Function.CORR;
      case "REGR_SLOPE" -> Measure.Function.REGR_SLOPE;
      case "REGR_INTERCEPT" -> Measure.Function.REGR_INTERCEPT;
      case "REGR_R2" -> Measure.Function.REGR_R2;
      case "REGR_COUNT" -> Measure.Function.REGR_COUNT;
      case "REGR_AVGX" -> Measure.Function.REGR_AVGX;
      case "REGR_AVGY" -> Measure.Function.REGR_AVGY;
      case "REGR_SXX" -> Measure.Function.REGR_SXX;
      case "REGR_SYY" -> Measure.Function.REGR_SYY;
      case "REGR_SXY" -> Measure.Function.REGR_SXY;
      case "BOOL_OR", "SOME", "LOGICAL_OR", "ANY" -> Measure.Function.BOOL_OR;
      case "BOOL_AND", "EVERY", "LOGICAL_AND" -> Measure.Function.BOOL_AND;
      default ->
          throw new SealomeException(
              ErrorCode.PRIVACY,
              name + " over encrypted rows is one patient's value",
              "ask for COUNT, SUM or AVG; a histogram (COUNT(*) FILTER …, GROUP BY) shows the"
                  + " least and the greatest that enough patients have");
    };
  }

  static List<Rest.Measure> released(Aggregate aggregate) {
    return aggregate.getAggCallList().stream().map(Measures::released).toList();
  }

  private static Rest.Measure released(AggregateCall call) {
    Rest.Function function =
        switch (call.getAggregation().getKind()) {
          case COUNT -> Rest.Function.COUNT;
          case SUM -> Rest.Function.SUM;
          case AVG -> Rest.Function.AVG;
          case MIN -> Rest.Function.MIN;
          case MAX -> Rest.Function.MAX;
          case VAR_POP -> Rest.Function.VAR_POP;
          case VAR_SAMP -> Rest.Function.VAR_SAMP;
          case STDDEV_POP -> Rest.Function.STDDEV_POP;
          case STDDEV_SAMP -> Rest.Function.STDDEV_SAMP;
          default ->
              throw new SealomeException(
                  ErrorCode.USAGE,
                  call.getAggregation().getName() + " of aggregates is not supported",
                  "COUNT, SUM, AVG, MIN, MAX, VAR_… and STDDEV_… are");
        };
    List<Integer> arguments = call.getArgList();
    return new Rest.Measure(
        function, arguments.isEmpty() ? -1 : arguments.get(0), call.isDistinct(), call.filterArg);
  }
}
