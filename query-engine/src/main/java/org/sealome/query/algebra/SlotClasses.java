// SPDX-License-Identifier: Apache-2.0
package org.sealome.query.algebra;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Splits the slots by what is public of them, so that within a class only encrypted values are
 * left. Answers are kept: the templates of one statement mostly ask the same.
 */
final class SlotClasses {
  /** The slots for which the public subexpressions have these values. */
  record SlotClass(BitSet slots, Map<Sym, Object> values) {
    /** {@code sym} as it is for the slots of this class. */
    Sym specialise(Sym sym) {
      return values.isEmpty()
          ? sym
          : sym.replace(s -> values.containsKey(s) ? Sym.literal(values.get(s), s.type()) : null);
    }
  }

  private final Cohort cohort;
  private final Map<Sym, Object[]> columns = new HashMap<>();
  private final Map<Set<Sym>, List<SlotClass>> classes = new HashMap<>();

  SlotClasses(Cohort cohort) {
    this.cohort = cohort;
  }

  /** The classes that matter to these symbols. */
  List<SlotClass> of(Collection<Sym> symbols) {
    Set<Sym> probes = new LinkedHashSet<>();
    symbols.forEach(s -> probes(s, probes));
    return classes.computeIfAbsent(probes, this::split);
  }

  /** The largest subexpressions without an encrypted value, constants left out. */
  private static void probes(Sym sym, Set<Sym> out) {
    if (sym instanceof Sym.Literal) {
      return;
    }
    if (!sym.isEncrypted()) {
      out.add(sym);
    } else if (sym instanceof Sym.Apply a) {
      a.operands().forEach(o -> probes(o, out));
    }
  }

  private List<SlotClass> split(Set<Sym> probes) {
    if (probes.isEmpty()) {
      BitSet all = new BitSet();
      all.set(0, cohort.patients());
      return List.of(new SlotClass(all, Map.of()));
    }
    List<Sym> order = List.copyOf(probes);
    List<Object[]> values = order.stream().map(this::column).toList();
    Map<List<Object>, BitSet> bySignature = new LinkedHashMap<>();
    for (int slot = 0; slot < cohort.patients(); slot++) {
      List<Object> signature = new ArrayList<>(order.size());
      for (Object[] column : values) {
        signature.add(column[slot]);
      }
      bySignature.computeIfAbsent(signature, _ -> new BitSet()).set(slot);
    }
    List<SlotClass> out = new ArrayList<>(bySignature.size());
    bySignature.forEach(
        (signature, slots) -> {
          Map<Sym, Object> known = new HashMap<>();
          for (int i = 0; i < order.size(); i++) {
            known.put(order.get(i), signature.get(i));
          }
          out.add(new SlotClass(slots, known));
        });
    return out;
  }

  private Object[] column(Sym sym) {
    Object[] known = columns.get(sym);
    if (known == null) {
      known = new Object[cohort.patients()];
      for (int slot = 0; slot < known.length; slot++) {
        int at = slot;
        known[slot] =
            sym.evaluate(
                leaf ->
                    switch (leaf) {
                      case Sym.PublicColumn c -> cohort.publicValue(c.column(), at);
                      case Sym.PatientId _ -> cohort.publicValue("sample_id", at);
                      default -> throw new IllegalStateException("not public: " + leaf);
                    });
      }
      columns.put(sym, known);
    }
    return known;
  }
}
