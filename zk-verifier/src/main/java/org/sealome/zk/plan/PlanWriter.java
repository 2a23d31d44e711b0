// SPDX-License-Identifier: Apache-2.0
package org.sealome.zk.plan;

import java.math.BigDecimal;
import java.util.Base64;
import java.util.BitSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.function.Consumer;
import org.sealome.zk.json.CanonicalJson;

/** Straight to text, without a tree between: a plan may hold 10⁵ releases. Keys stand sorted. */
final class PlanWriter {
  private final StringBuilder out = new StringBuilder(1 << 14);

  /** Numbers of the guards' variables, by first appearance. */
  private final Map<String, Integer> variables = new LinkedHashMap<>();

  String write(Plan plan) {
    for (Cell cell : plan.cells()) {
      if (cell.guard() != null) {
        for (String v : cell.guard().variables()) {
          variables.putIfAbsent(v, variables.size());
        }
      }
    }
    out.append("{\"cells\":");
    array(plan.cells(), this::cell);
    out.append(",\"dataset\":");
    string(plan.dataset());
    if (plan.discloseParts()) {
      out.append(",\"disclose\":\"parts\"");
    }
    out.append(",\"planes\":");
    array(plan.planes(), this::string);
    out.append(",\"populations\":");
    array(plan.populations(), this::population);
    out.append(",\"refusal\":");
    string(plan.refusal());
    out.append(",\"releases\":");
    array(plan.releases(), p -> array(p.terms(), this::term));
    out.append(",\"rest\":");
    rest(plan.rest());
    out.append(",\"scope\":");
    if (plan.scope().unscoped()) {
      out.append("null");
    } else {
      array(List.copyOf(plan.scope().genes()), this::string);
    }
    out.append(",\"sql\":");
    string(plan.sql());
    // In the order of their numbers.
    out.append(",\"variables\":");
    array(List.copyOf(variables.keySet()), this::string);
    out.append(",\"version\":");
    string(PlanJson.VERSION);
    return out.append('}').toString();
  }

  private <T> void array(List<T> items, Consumer<T> writer) {
    out.append('[');
    for (int i = 0; i < items.size(); i++) {
      if (i > 0) {
        out.append(',');
      }
      writer.accept(items.get(i));
    }
    out.append(']');
  }

  private void string(String s) {
    if (s == null) {
      out.append("null");
    } else {
      CanonicalJson.appendString(out, s);
    }
  }

  private void integer(long value) {
    if (value > CanonicalJson.MAX_INTEGER || value < -CanonicalJson.MAX_INTEGER) {
      out.append('"').append(value).append('"');
    } else {
      out.append(value);
    }
  }

  private void cell(Cell cell) {
    out.append('[');
    affine(cell.value());
    out.append(',');
    Guard guard = cell.guard();
    if (guard == null) {
      out.append("null]");
      return;
    }
    out.append('[').append(guard.population()).append(',');
    array(guard.sizes(), this::affine);
    out.append(',');
    affine(guard.complement());
    out.append(',');
    array(guard.variables(), v -> out.append(variables.get(v).intValue()));
    out.append("]]");
  }

  private void affine(Affine affine) {
    if (affine == null) {
      out.append("null");
      return;
    }
    if (isRelease(affine)) {
      out.append(affine.releases().firstKey().intValue());
      return;
    }
    out.append('[');
    integer(affine.constant());
    out.append(',');
    coefficients(affine.populations());
    out.append(',');
    coefficients(affine.releases());
    out.append(']');
  }

  /** One released integer and nothing else, as most are. */
  private static boolean isRelease(Affine affine) {
    return affine.constant() == 0
        && affine.populations().isEmpty()
        && affine.releases().size() == 1
        && affine.releases().get(affine.releases().firstKey()) == 1;
  }

  private void coefficients(SortedMap<Integer, Long> coefficients) {
    char separator = '[';
    for (Map.Entry<Integer, Long> e : coefficients.entrySet()) {
      out.append(separator).append(e.getKey().intValue()).append(',');
      integer(e.getValue());
      separator = ',';
    }
    out.append(separator == '[' ? "[]" : "]");
  }

  private void population(Population population) {
    String runs = runs(population.slots());
    int bitmap = (population.patients() + 7) / 8;
    // Four characters for three bytes, and the quotes.
    if (runs.length() <= (bitmap + 2) / 3 * 4 + 2) {
      out.append("{\"patients\":").append(population.patients());
      out.append(",\"runs\":").append(runs).append('}');
    } else {
      out.append("{\"bitmap\":\"");
      out.append(Base64.getEncoder().encodeToString(population.toBytes()));
      out.append("\",\"patients\":").append(population.patients()).append('}');
    }
  }

  private static String runs(BitSet slots) {
    StringBuilder out = new StringBuilder("[");
    int start = slots.nextSetBit(0);
    while (start >= 0) {
      int end = slots.nextClearBit(start);
      if (out.length() > 1) {
        out.append(',');
      }
      out.append(start).append(',').append(end - start);
      start = slots.nextSetBit(end);
    }
    return out.append(']').toString();
  }

  private void term(Term term) {
    out.append('[').append(term.population()).append(',');
    integer(term.lo());
    out.append(',');
    integer(term.hi());
    for (LinearForm factor : term.factors()) {
      out.append(",[");
      integer(factor.constant());
      for (int i = 0; i < factor.planes().size(); i++) {
        out.append(',').append(factor.planes().get(i).intValue()).append(',');
        integer(factor.coefficients().get(i));
      }
      out.append(']');
    }
    out.append(']');
  }

  private void rest(Rest rest) {
    if (rest == null) {
      out.append("null");
    } else if (rest instanceof Rest.Table table) {
      columns(table.columns());
      out.append(",\"op\":\"table\",\"rows\":");
      array(table.rows(), this::row);
      out.append('}');
    } else if (rest instanceof Rest.Project project) {
      columns(project.columns());
      out.append(",\"input\":");
      rest(project.input());
      out.append(",\"op\":\"project\",\"values\":");
      array(project.values(), this::expr);
      out.append('}');
    } else if (rest instanceof Rest.Filter filter) {
      out.append("{\"condition\":");
      expr(filter.condition());
      out.append(",\"input\":");
      rest(filter.input());
      out.append(",\"op\":\"filter\"}");
    } else if (rest instanceof Rest.Sort sort) {
      out.append("{\"fetch\":");
      integer(sort.fetch());
      out.append(",\"input\":");
      rest(sort.input());
      out.append(",\"keys\":");
      array(
          sort.keys(),
          k ->
              out.append('[')
                  .append(k.column())
                  .append(',')
                  .append(k.descending())
                  .append(',')
                  .append(k.nullsFirst())
                  .append(']'));
      out.append(",\"offset\":");
      integer(sort.offset());
      out.append(",\"op\":\"sort\"}");
    } else if (rest instanceof Rest.Aggregate aggregate) {
      columns(aggregate.columns());
      out.append(",\"input\":");
      rest(aggregate.input());
      out.append(",\"keys\":");
      array(aggregate.keys(), k -> out.append(k.intValue()));
      out.append(",\"measures\":");
      array(
          aggregate.measures(),
          m ->
              out.append("[\"")
                  .append(m.function())
                  .append("\",")
                  .append(m.column())
                  .append(',')
                  .append(m.distinct())
                  .append(',')
                  .append(m.filter())
                  .append(']'));
      out.append(",\"op\":\"aggregate\"}");
    } else if (rest instanceof Rest.Scalars scalars) {
      out.append("{\"input\":");
      rest(scalars.input());
      out.append(",\"op\":\"scalars\",\"queries\":");
      array(scalars.queries(), this::rest);
      out.append('}');
    } else if (rest instanceof Rest.Join join) {
      out.append("{\"condition\":");
      expr(join.condition());
      out.append(",\"keep\":[").append(join.keepLeft()).append(',').append(join.keepRight());
      out.append("],\"left\":");
      rest(join.left());
      out.append(",\"op\":\"join\",\"right\":");
      rest(join.right());
      out.append('}');
    } else {
      out.append("{\"inputs\":");
      array(((Rest.Union) rest).inputs(), this::rest);
      out.append(",\"op\":\"union\"}");
    }
  }

  private void columns(List<Column> columns) {
    out.append("{\"columns\":");
    array(
        columns,
        c -> {
          out.append('[');
          string(c.name());
          out.append(",\"").append(c.type()).append("\"]");
        });
  }

  private void row(Rest.Row row) {
    out.append('[');
    if (row.telling().isEmpty()) {
      out.append(row.exists());
    } else {
      out.append('[').append(row.exists());
      row.telling().forEach(c -> out.append(',').append(c.intValue()));
      out.append(']');
    }
    for (Expr value : row.values()) {
      out.append(',');
      expr(value);
    }
    out.append(']');
  }

  private void expr(Expr expr) {
    if (expr instanceof Expr.Literal literal) {
      out.append("[\"=\",\"").append(literal.type()).append("\",");
      literal(literal.value());
    } else if (expr instanceof Expr.Input input) {
      out.append("[\"$\",\"").append(input.type()).append("\",").append(input.index());
    } else if (expr instanceof Expr.CellValue cell) {
      out.append("[\"#\",").append(cell.cell());
    } else {
      Expr.Call call = (Expr.Call) expr;
      out.append("[\"").append(call.operator()).append("\",\"").append(call.type()).append('"');
      for (Expr operand : call.operands()) {
        out.append(',');
        expr(operand);
      }
    }
    out.append(']');
  }

  private void literal(Object value) {
    if (value == null || value instanceof Boolean) {
      out.append(value);
    } else if (value instanceof Long l) {
      integer(l);
    } else if (value instanceof BigDecimal d) {
      out.append('"').append(d.toPlainString()).append('"');
    } else if (value instanceof Double d) {
      out.append('"').append(Doubles.toString(d)).append('"');
    } else {
      string((String) value);
    }
  }
}
