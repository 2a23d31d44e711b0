// SPDX-License-Identifier: Apache-2.0
package org.sealome.query.algebra;

import java.util.Locale;
import java.util.stream.Collectors;

/** A symbol as a person would write it, for messages. */
public final class SymText {
  private SymText() {}

  public static String of(Sym sym) {
    return switch (sym) {
      case Sym.Literal l -> l.value() instanceof String s ? "'" + s + "'" : "" + l.value();
      case Sym.PublicColumn c -> c.column();
      case Sym.PatientId _ -> "sample_id";
      case Sym.Encrypted e ->
          e.variable() instanceof EncryptedVariable.Variant v
              ? e.attribute().name().toLowerCase(Locale.ROOT) + " of " + v.id()
              : e.variable().key();
      case Sym.Apply a ->
          a.operator().name().replace('_', ' ')
              + a.operands().stream().map(SymText::of).collect(Collectors.joining(", ", "(", ")"));
    };
  }
}
