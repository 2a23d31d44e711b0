// SPDX-License-Identifier: Apache-2.0
package org.sealome.query.sql;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import org.apache.calcite.rel.type.RelDataType;
import org.apache.calcite.rex.RexBuilder;
import org.apache.calcite.rex.RexCall;
import org.apache.calcite.rex.RexCorrelVariable;
import org.apache.calcite.rex.RexFieldAccess;
import org.apache.calcite.rex.RexInputRef;
import org.apache.calcite.rex.RexLiteral;
import org.apache.calcite.rex.RexNode;
import org.apache.calcite.rex.RexOver;
import org.apache.calcite.rex.RexSubQuery;
import org.apache.calcite.rex.RexUtil;
import org.apache.calcite.sql.SqlKind;
import org.apache.calcite.sql.type.SqlTypeName;
import org.sealome.query.ErrorCode;
import org.sealome.query.SealomeException;
import org.sealome.zk.plan.Expr;
import org.sealome.zk.plan.Operator;
import org.sealome.zk.plan.SqlType;

/** Calcite's expressions into the closed language; asked once, when a rule matches. */
final class RexTranslator {
  private final RexBuilder rexBuilder;
  private final int width;
  private final List<RowExpression.Outer> outers = new ArrayList<>();

  private RexTranslator(RexBuilder rexBuilder, int width) {
    this.rexBuilder = rexBuilder;
    this.width = width;
  }

  /**
   * @param width number of the input row's columns
   * @throws SealomeException USAGE, naming what is not in the language
   */
  static RowExpression translate(RexBuilder rexBuilder, RexNode node, int width) {
    RexTranslator translator = new RexTranslator(rexBuilder, width);
    Expr e = translator.expression(RexUtil.expandSearch(rexBuilder, null, node));
    return new RowExpression(e, width, translator.outers);
  }

  /** Several expressions over the same row, sharing what lies beyond its columns. */
  static RowExpressions translate(RexBuilder rexBuilder, List<RexNode> nodes, int width) {
    RexTranslator translator = new RexTranslator(rexBuilder, width);
    List<Expr> expressions =
        nodes.stream()
            .map(n -> translator.expression(RexUtil.expandSearch(rexBuilder, null, n)))
            .toList();
    return new RowExpressions(expressions, width, translator.outers);
  }

  /** The closed language's type. */
  static SqlType type(RelDataType type) {
    return switch (type.getSqlTypeName()) {
      case BOOLEAN -> SqlType.BOOLEAN;
      case TINYINT, SMALLINT, INTEGER -> SqlType.INTEGER;
      case BIGINT -> SqlType.BIGINT;
      case DECIMAL -> SqlType.DECIMAL;
      case FLOAT, REAL, DOUBLE -> SqlType.DOUBLE;
      case CHAR, VARCHAR, NULL -> SqlType.VARCHAR;
      default -> throw notSupported("the type " + type);
    };
  }

  private Expr expression(RexNode node) {
    return switch (node) {
      case RexInputRef i -> new Expr.Input(i.getIndex(), type(i.getType()));
      case RexLiteral l -> literal(l);
      case RexFieldAccess f -> correlated(f);
      case RexSubQuery q -> subQuery(q);
      case RexOver o -> outer(new RowExpression.Window(o), type(o.getType()));
      case RexCall c -> call(c);
      default -> throw notSupported("the expression " + node);
    };
  }

  private Expr outer(RowExpression.Outer outer, SqlType type) {
    int known = outers.indexOf(outer);
    if (known < 0) {
      known = outers.size();
      outers.add(outer);
    }
    return new Expr.Input(width + known, type);
  }

  private Expr correlated(RexFieldAccess access) {
    if (access.getReferenceExpr() instanceof RexCorrelVariable row) {
      return outer(
          new RowExpression.Correlated(row.id, access.getField().getIndex()),
          type(access.getType()));
    }
    throw notSupported("the expression " + access);
  }

  private Expr subQuery(RexSubQuery query) {
    if (query.getKind() == SqlKind.EXISTS
        || query.getKind() == SqlKind.IN
        || query.getKind() == SqlKind.SOME
        || query.getKind() == SqlKind.SCALAR_QUERY) {
      return outer(new RowExpression.SubQuery(query), type(query.getType()));
    }
    throw notSupported("a subquery with " + query.getOperator().getName());
  }

  private static Expr literal(RexLiteral l) {
    SqlType type = type(l.getType());
    if (l.isNull()) {
      return new Expr.Literal(null, type);
    }
    Object value =
        switch (type) {
          case BOOLEAN -> l.getValueAs(Boolean.class);
          case INTEGER, BIGINT -> l.getValueAs(BigDecimal.class).longValueExact();
          case DECIMAL -> l.getValueAs(BigDecimal.class);
          case DOUBLE -> l.getValueAs(BigDecimal.class).doubleValue();
          case VARCHAR -> l.getValueAs(String.class);
        };
    return new Expr.Literal(value, type);
  }

  private Expr call(RexCall c) {
    SqlType type = type(c.getType());
    Operator operator = operator(c);
    List<Expr> operands = new ArrayList<>(c.getOperands().size());
    for (RexNode o : c.getOperands()) {
      if (o.getType().getSqlTypeName() == SqlTypeName.SYMBOL) {
        continue;
      }
      operands.add(expression(o));
    }
    if (c.getOperator().getName().endsWith("ILIKE")) {
      operands.replaceAll(o -> new Expr.Call(Operator.LOWER, List.of(o), SqlType.VARCHAR));
    }
    if (operator == Operator.DIVIDE && type == SqlType.DOUBLE) {
      operands.replaceAll(
          o ->
              o.type() == SqlType.DOUBLE
                  ? o
                  : new Expr.Call(Operator.CAST, List.of(o), SqlType.DOUBLE));
    }
    if (operator == Operator.SUBSTRING
        && operands.get(1) instanceof Expr.Literal from
        && from.value() instanceof Long start
        && start < 0) {
      throw notSupported("SUBSTRING from the end");
    }
    if (c.getKind() == SqlKind.TRIM) {
      return trim(c, operands, type);
    }
    return new Expr.Call(operator, operands, type);
  }

  private static Expr trim(RexCall c, List<Expr> operands, SqlType type) {
    boolean both = "BOTH".equals(String.valueOf(((RexLiteral) c.getOperands().get(0)).getValue()));
    boolean spaces = operands.get(0) instanceof Expr.Literal l && " ".equals(l.value());
    if (!both || !spaces) {
      throw notSupported("TRIM of anything but spaces at both ends");
    }
    return new Expr.Call(Operator.TRIM, List.of(operands.get(1)), type);
  }

  private static Operator operator(RexCall c) {
    return switch (c.getKind()) {
      case EQUALS -> Operator.EQ;
      case NOT_EQUALS -> Operator.NE;
      case LESS_THAN -> Operator.LT;
      case LESS_THAN_OR_EQUAL -> Operator.LE;
      case GREATER_THAN -> Operator.GT;
      case GREATER_THAN_OR_EQUAL -> Operator.GE;
      case AND -> Operator.AND;
      case OR -> Operator.OR;
      case NOT -> Operator.NOT;
      case IS_NULL -> Operator.IS_NULL;
      case IS_NOT_NULL -> Operator.IS_NOT_NULL;
      case IS_TRUE -> Operator.IS_TRUE;
      case IS_NOT_TRUE -> Operator.IS_NOT_TRUE;
      case IS_FALSE -> Operator.IS_FALSE;
      case IS_NOT_FALSE -> Operator.IS_NOT_FALSE;
      case IS_DISTINCT_FROM -> Operator.IS_DISTINCT_FROM;
      case IS_NOT_DISTINCT_FROM -> Operator.IS_NOT_DISTINCT_FROM;
      case PLUS -> Operator.PLUS;
      case MINUS -> Operator.MINUS;
      case TIMES -> Operator.TIMES;
      case DIVIDE -> Operator.DIVIDE;
      case MOD -> Operator.MOD;
      case MINUS_PREFIX -> Operator.NEGATE;
      case CASE -> Operator.CASE;
      case COALESCE -> Operator.COALESCE;
      case CAST, SAFE_CAST -> Operator.CAST;
      case LIKE -> Operator.LIKE;
      case FLOOR -> Operator.FLOOR;
      case CEIL -> Operator.CEIL;
      case TRIM -> Operator.TRIM;
      default ->
          switch (c.getOperator().getName()) {
            case "UPPER" -> Operator.UPPER;
            case "LOWER" -> Operator.LOWER;
            case "||", "CONCAT" -> Operator.CONCAT;
            case "SUBSTRING" -> Operator.SUBSTRING;
            case "CHAR_LENGTH", "CHARACTER_LENGTH" -> Operator.CHAR_LENGTH;
            case "ABS" -> Operator.ABS;
            case "ROUND" -> Operator.ROUND;
            case "SQRT" -> Operator.SQRT;
            case "LN" -> Operator.LN;
            case "LOG10" -> Operator.LOG10;
            case "EXP" -> Operator.EXP;
            case "POWER" -> Operator.POWER;
            case "SIGN" -> Operator.SIGN;
            case "LENGTH" -> Operator.CHAR_LENGTH;
            case "GREATEST" -> Operator.GREATEST;
            case "LEAST" -> Operator.LEAST;
            case "IF" -> Operator.CASE;
            default -> throw notSupported(c.getOperator().getName() + " in " + c);
          };
    };
  }

  private static SealomeException notSupported(String what) {
    return new SealomeException(
        ErrorCode.USAGE,
        what + " is not supported",
        "comparisons, AND/OR/NOT, CASE, COALESCE, CAST, LIKE, arithmetic, ABS, ROUND, FLOOR, CEIL,"
            + " SQRT, LN, EXP, POWER, UPPER, LOWER, SUBSTRING and || are");
  }
}
