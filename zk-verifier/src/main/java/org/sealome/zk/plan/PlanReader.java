// SPDX-License-Identifier: Apache-2.0
package org.sealome.zk.plan;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Base64;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * From a JSON tree to a plan. Refuses what has another shape; that the text was the canonical one
 * {@link PlanJson#read} finds out by writing the plan again.
 */
final class PlanReader extends TreeReader {
  private static final Set<String> FIELDS =
      Set.of(
          "cells",
          "dataset",
          "planes",
          "populations",
          "refusal",
          "releases",
          "rest",
          "scope",
          "sql",
          "variables",
          "version");

  /** Stands there where the proof may show parts, and only there. */
  private static final String DISCLOSE = "disclose";

  private List<String> variables = List.of();

  PlanReader() {
    super("plan");
  }

  Plan read(Object tree) {
    try {
      return plan(tree);
    } catch (PlanFormatException e) {
      throw e;
    } catch (IllegalArgumentException | IndexOutOfBoundsException e) {
      throw new PlanFormatException(where() + ": " + e.getMessage(), e);
    }
  }

  private Plan plan(Object tree) {
    Map<?, ?> map = map(tree);
    // Before the fields: another version has others.
    Object version = map.get("version");
    if (!PlanJson.VERSION.equals(version)) {
      throw new PlanFormatException(
          version instanceof String
              ? "a plan of version '" + version + "', not '" + PlanJson.VERSION + "'"
              : "no plan: it has no version");
    }
    fields(map, FIELDS, DISCLOSE);
    variables = list(at(map, "variables"), this::string);
    return new Plan(
        string(at(map, "sql")),
        string(at(map, "dataset")),
        scope(at(map, "scope")),
        list(at(map, "planes"), this::string),
        list(at(map, "populations"), this::population),
        list(at(map, "releases"), p -> new Polynomial(list(p, this::term))),
        list(at(map, "cells"), this::cell),
        at(map, "rest") == null ? null : rest(map.get("rest")),
        at(map, "refusal") == null ? null : string(map.get("refusal")),
        map.containsKey(DISCLOSE) && disclosesParts(at(map, DISCLOSE)));
  }

  private boolean disclosesParts(Object value) {
    if (!"parts".equals(value)) {
      throw wrong("\"parts\"");
    }
    return true;
  }

  private Scope scope(Object value) {
    return value == null
        ? Scope.UNSCOPED
        : new Scope(false, new TreeSet<>(list(value, this::string)));
  }

  private Population population(Object value) {
    Map<?, ?> map = map(value);
    boolean runs = map.containsKey("runs");
    fields(map, Set.of("patients", runs ? "runs" : "bitmap"), null);
    int patients = index(map.get("patients"));
    if (!runs) {
      return Population.fromBytes(patients, Base64.getDecoder().decode(string(map.get("bitmap"))));
    }
    BitSet slots = new BitSet();
    List<Integer> ends = list(map.get("runs"), this::index);
    for (int i = 0; i + 1 < ends.size(); i += 2) {
      int start = ends.get(i);
      int length = ends.get(i + 1);
      if (start < 0 || length <= 0 || (long) start + length > patients) {
        throw wrong("runs of slots within the patients");
      }
      slots.set(start, start + length);
    }
    return Population.of(patients, slots);
  }

  private Term term(Object value) {
    List<?> list = list(value);
    if (list.size() < 4) {
      throw wrong("a term with a factor");
    }
    return new Term(
        index(list.get(0)),
        list(list.subList(3, list.size()), this::linearForm),
        integer(list.get(1)),
        integer(list.get(2)));
  }

  private LinearForm linearForm(Object value) {
    List<?> list = list(value);
    if (list.size() % 2 == 0) {
      throw wrong("a constant and pairs of plane and coefficient");
    }
    List<Integer> planes = new ArrayList<>();
    List<Long> coefficients = new ArrayList<>();
    for (int i = 1; i < list.size(); i += 2) {
      planes.add(index(list.get(i)));
      coefficients.add(integer(list.get(i + 1)));
    }
    return new LinearForm(integer(list.get(0)), planes, coefficients);
  }

  private Cell cell(Object value) {
    List<?> list = list(value, 2);
    return new Cell(affine(list.get(0)), list.get(1) == null ? null : guard(list.get(1)));
  }

  private Guard guard(Object value) {
    List<?> list = list(value, 4);
    return new Guard(
        index(list.get(0)),
        list(list.get(1), this::affine),
        list.get(2) == null ? null : affine(list.get(2)),
        list(list.get(3), v -> variables.get(index(v))));
  }

  private Affine affine(Object value) {
    if (value instanceof Long) {
      SortedMap<Integer, Long> release = new TreeMap<>(Map.of(index(value), 1L));
      return new Affine(0, new TreeMap<>(), release);
    }
    List<?> list = list(value, 3);
    return new Affine(integer(list.get(0)), coefficients(list.get(1)), coefficients(list.get(2)));
  }

  private SortedMap<Integer, Long> coefficients(Object value) {
    List<?> list = list(value);
    if (list.size() % 2 != 0) {
      throw wrong("pairs of index and coefficient");
    }
    SortedMap<Integer, Long> out = new TreeMap<>();
    for (int i = 0; i < list.size(); i += 2) {
      out.put(index(list.get(i)), integer(list.get(i + 1)));
    }
    return out;
  }

  private Rest rest(Object value) {
    Map<?, ?> map = map(value);
    switch (String.valueOf(map.get("op"))) {
      case "table":
        fields(map, Set.of("op", "columns", "rows"), null);
        return new Rest.Table(columns(map), list(map.get("rows"), this::row));
      case "project":
        fields(map, Set.of("op", "input", "columns", "values"), null);
        return new Rest.Project(
            rest(map.get("input")), columns(map), list(map.get("values"), this::expr));
      case "filter":
        fields(map, Set.of("op", "input", "condition"), null);
        return new Rest.Filter(rest(map.get("input")), expr(map.get("condition")));
      case "sort":
        fields(map, Set.of("op", "input", "keys", "offset", "fetch"), null);
        return new Rest.Sort(
            rest(map.get("input")),
            list(map.get("keys"), this::sortKey),
            integer(map.get("offset")),
            integer(map.get("fetch")));
      case "aggregate":
        fields(map, Set.of("op", "input", "keys", "measures", "columns"), null);
        return new Rest.Aggregate(
            rest(map.get("input")),
            list(map.get("keys"), this::index),
            list(map.get("measures"), this::measure),
            columns(map));
      case "scalars":
        fields(map, Set.of("op", "input", "queries"), null);
        return new Rest.Scalars(rest(map.get("input")), list(map.get("queries"), this::rest));
      case "join":
        fields(map, Set.of("op", "left", "right", "condition", "keep"), null);
        List<?> keep = list(map.get("keep"), 2);
        return new Rest.Join(
            rest(map.get("left")),
            rest(map.get("right")),
            expr(map.get("condition")),
            bool(keep.get(0)),
            bool(keep.get(1)));
      case "union":
        fields(map, Set.of("op", "inputs"), null);
        return new Rest.Union(list(map.get("inputs"), this::rest));
      default:
        throw wrong("an op that is known");
    }
  }

  private List<Column> columns(Map<?, ?> map) {
    return list(
        map.get("columns"),
        c -> {
          List<?> list = list(c, 2);
          return new Column(string(list.get(0)), constant(SqlType.class, list.get(1)));
        });
  }

  private Rest.SortKey sortKey(Object value) {
    List<?> list = list(value, 3);
    return new Rest.SortKey(index(list.get(0)), bool(list.get(1)), bool(list.get(2)));
  }

  private Rest.Measure measure(Object value) {
    List<?> list = list(value, 4);
    return new Rest.Measure(
        constant(Rest.Function.class, list.get(0)),
        index(list.get(1)),
        bool(list.get(2)),
        index(list.get(3)));
  }

  private Rest.Row row(Object value) {
    List<?> list = list(value);
    if (list.isEmpty()) {
      throw wrong("a row");
    }
    List<Expr> values = list(list.subList(1, list.size()), this::expr);
    if (list.get(0) instanceof List<?> existence) {
      if (existence.size() < 2) {
        throw wrong("a cell and the columns that tell of it");
      }
      return new Rest.Row(
          values,
          index(existence.get(0)),
          list(existence.subList(1, existence.size()), this::index));
    }
    return new Rest.Row(values, list.get(0) == null ? null : index(list.get(0)));
  }

  private Expr expr(Object value) {
    List<?> list = list(value);
    if (list.isEmpty()) {
      throw wrong("an expression");
    }
    String kind = string(list.get(0));
    switch (kind) {
      case "=":
        list(value, 3);
        SqlType type = constant(SqlType.class, list.get(1));
        return new Expr.Literal(literal(type, list.get(2)), type);
      case "$":
        list(value, 3);
        return new Expr.Input(index(list.get(2)), constant(SqlType.class, list.get(1)));
      case "#":
        list(value, 2);
        return new Expr.CellValue(index(list.get(1)));
      default:
        Operator operator = constant(Operator.class, kind);
        if (list.size() < 2) {
          throw wrong("an expression with a type");
        }
        return new Expr.Call(
            operator,
            list(list.subList(2, list.size()), this::expr),
            constant(SqlType.class, list.get(1)));
    }
  }

  private Object literal(SqlType type, Object value) {
    if (value == null) {
      return null;
    }
    switch (type) {
      case BOOLEAN:
        return bool(value);
      case INTEGER:
      case BIGINT:
        return integer(value);
      case DECIMAL:
        return new BigDecimal(string(value));
      case DOUBLE:
        return Double.valueOf(string(value));
      case VARCHAR:
        return string(value);
    }
    throw wrong("a literal");
  }
}
