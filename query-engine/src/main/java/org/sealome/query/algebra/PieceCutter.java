// SPDX-License-Identifier: Apache-2.0
package org.sealome.query.algebra;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.sealome.query.ErrorCode;
import org.sealome.query.SealomeException;
import org.sealome.zk.plan.LinearForm;

/** Cuts the pieces of a sum until each has a range that one release can carry. */
final class PieceCutter {
  private final PlanBuilder plan;
  private final Map<Integer, Long> sizes;

  /**
   * @param sizes by population, to which the constants found on the way are added
   */
  PieceCutter(PlanBuilder plan, Map<Integer, Long> sizes) {
    this.plan = plan;
    this.sizes = sizes;
  }

  /**
   * The pieces, each narrow enough for one release: those that are not lose their common factor,
   * then fall apart into monomials, then into sums over parts of the people.
   */
  List<ReleasePiece> narrow(List<ReleasePiece> pieces) {
    List<ReleasePiece> out = new ArrayList<>(pieces.size());
    for (ReleasePiece whole : pieces) {
      ReleasePiece piece = whole.width(plan) <= ReleasePiece.MAX_WIDTH ? whole : whole.primitive();
      if (piece.width(plan) <= ReleasePiece.MAX_WIDTH) {
        out.add(piece);
      } else if (piece.people() >= ReleasePiece.LEAST_PEOPLE) {
        overParts(piece, out);
      } else {
        monomials(piece).forEach(m -> overParts(m, out));
      }
    }
    return out;
  }

  /** The same sum, one plane a factor; what has no plane is a public constant. */
  private List<ReleasePiece> monomials(ReleasePiece piece) {
    Map<List<Integer>, Long> terms = new LinkedHashMap<>();
    terms.put(List.of(), piece.scale());
    for (LinearForm f : piece.factors()) {
      Map<List<Integer>, Long> next = new LinkedHashMap<>();
      terms.forEach(
          (known, c) -> {
            if (f.constant() != 0) {
              next.merge(known, Math.multiplyExact(c, f.constant()), Math::addExact);
            }
            for (int i = 0; i < f.planes().size(); i++) {
              List<Integer> longer = new ArrayList<>(known);
              longer.add(f.planes().get(i));
              longer.sort(null);
              next.merge(longer, Math.multiplyExact(c, f.coefficients().get(i)), Math::addExact);
            }
          });
      terms = next;
    }
    List<ReleasePiece> out = new ArrayList<>();
    terms.forEach(
        (factors, c) -> {
          if (factors.isEmpty()) {
            sizes.merge(piece.population(), c, Math::addExact);
          } else if (c != 0) {
            long[] range = {0, 1};
            for (int plane : factors) {
              range[1] = Math.multiplyExact(range[1], plan.planeMax(plane));
            }
            List<LinearForm> forms =
                factors.stream().map(f -> new LinearForm(0, List.of(f), List.of(1L))).toList();
            out.add(new ReleasePiece(piece.population(), forms, range, c));
          }
        });
    return out;
  }

  /** The piece over parts of its population, none of fewer people than the steward may see. */
  private void overParts(ReleasePiece piece, List<ReleasePiece> out) {
    if (piece.width(plan) <= ReleasePiece.MAX_WIDTH) {
      out.add(piece);
      return;
    }
    long each = piece.people();
    if (each < ReleasePiece.LEAST_PEOPLE) {
      throw new SealomeException(
          ErrorCode.PARAMETERS,
          "one patient's term may be up to "
              + piece.range()[1]
              + ", too much to be summed over enough patients at once",
          "sum smaller numbers: up to "
              + ReleasePiece.MAX_WIDTH / ReleasePiece.LEAST_PEOPLE
              + " a patient");
    }
    BitSet members = plan.slots(piece.population());
    long parts = Math.ceilDiv(members.cardinality(), each);
    long size = Math.ceilDiv(members.cardinality(), parts);
    BitSet part = new BitSet();
    for (int s = members.nextSetBit(0); s >= 0; s = members.nextSetBit(s + 1)) {
      part.set(s);
      if (part.cardinality() == size || members.nextSetBit(s + 1) < 0) {
        out.add(
            new ReleasePiece(plan.population(part), piece.factors(), piece.range(), piece.scale()));
        part = new BitSet();
      }
    }
  }
}
