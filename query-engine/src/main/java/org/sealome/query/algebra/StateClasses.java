// SPDX-License-Identifier: Apache-2.0
package org.sealome.query.algebra;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The states of a variable as far as an expression tells them apart.
 *
 * @param of the class of each state, numbered from 0 in order of appearance
 * @param first a state of each class
 */
record StateClasses(EncryptedVariable variable, int[] of, int[] first) {

  /** Every state by itself. */
  static StateClasses apart(EncryptedVariable variable) {
    int[] states = new int[variable.states()];
    for (int i = 0; i < states.length; i++) {
      states[i] = i;
    }
    return new StateClasses(variable, states, states);
  }

  /**
   * The classes of each variable of the expression, in order of appearance: two states are one
   * class where every subexpression that reads this variable alone, and is part of none larger that
   * does, has the same value in both.
   */
  static List<StateClasses> in(Sym sym) {
    Map<EncryptedVariable, List<Sym>> reads = new LinkedHashMap<>();
    sym.variables().forEach(v -> reads.put(v, new ArrayList<>()));
    collect(sym, reads);
    List<StateClasses> out = new ArrayList<>(reads.size());
    reads.forEach((variable, parts) -> out.add(of(variable, parts)));
    return out;
  }

  private static void collect(Sym sym, Map<EncryptedVariable, List<Sym>> reads) {
    List<EncryptedVariable> variables = List.copyOf(sym.variables());
    if (variables.size() == 1) {
      reads.get(variables.get(0)).add(sym);
    } else if (sym instanceof Sym.Apply a) {
      a.operands().forEach(operand -> collect(operand, reads));
    }
  }

  private static StateClasses of(EncryptedVariable variable, List<Sym> parts) {
    Map<List<Object>, Integer> numbers = new LinkedHashMap<>();
    int[] of = new int[variable.states()];
    List<Integer> first = new ArrayList<>();
    for (int state = 0; state < of.length; state++) {
      int s = state;
      List<Object> values = new ArrayList<>(parts.size());
      for (Sym part : parts) {
        values.add(part.evaluate(leaf -> value(leaf, s)));
      }
      Integer known = numbers.putIfAbsent(values, first.size());
      of[state] = known == null ? first.size() : known;
      if (known == null) {
        first.add(state);
      }
    }
    return new StateClasses(variable, of, first.stream().mapToInt(Integer::intValue).toArray());
  }

  /** An encrypted leaf's value in a state of its variable. */
  static Object value(Sym leaf, int state) {
    if (leaf instanceof Sym.Encrypted e) {
      return e.variable().value(e.attribute(), state);
    }
    throw new IllegalStateException("a public leaf was left: " + SymText.of(leaf));
  }

  int count() {
    return first.length;
  }

  /** One value a class spread over the states. */
  StateFunction function(long[] values) {
    long[] states = new long[of.length];
    for (int i = 0; i < states.length; i++) {
      states[i] = values[of[i]];
    }
    return new StateFunction(variable, states);
  }
}
