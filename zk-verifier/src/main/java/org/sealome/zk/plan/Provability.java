// SPDX-License-Identifier: Apache-2.0
package org.sealome.zk.plan;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.IntPredicate;
import java.util.function.Predicate;

/**
 * What of a plan's answer can be proven, and what a proof of it may show. A cell can be opened
 * where it is linear in committed planes. It is opened only where its value follows from the answer
 * itself, so that the proof tells nothing that the answer does not; or, where the statement's owner
 * allows it ({@code --disclose-parts}), also where it does not follow. What a column is depends on
 * the plan alone, never on the data; what is opened depends on the plan and the answer alone.
 *
 * <p>Of an aggregate over no rows, which is NULL, and of a group that nobody is in, which is no
 * row, a proof shows the zero; that others are not empty it leaves to be believed where their value
 * does not show it.
 */
public final class Provability {
  private static final String PUBLIC = "public: computed again from plan and consent";
  private static final String OPENED = "its integers follow from the answer and open commitments";
  private static final String PARTS = "its parts open commitments";
  private static final String HIDDEN_PARTS =
      "integers that it is computed from do not follow from the answer (--disclose-parts shows"
          + " them)";
  private static final String SHOW = " (--disclose-parts proves it)";

  private final Plan plan;
  private final boolean discloseParts;
  private final CellKnowledge cells;
  private final Openable openable;
  private final List<ColumnIntegrity> columns;

  /** Canonical encrypted cells that the proof of a proven column needs. */
  private final BitSet needed = new BitSet();

  private final BitSet presence = new BitSet();
  private AnswerRows possible;

  /** Where parts are disclosed. */
  private PartsOf parts;

  private RowLabels labels;

  private Provability(Plan plan, Predicate<String> committed) {
    this.plan = plan;
    this.discloseParts = plan.discloseParts();
    this.cells = new CellKnowledge(plan);
    this.openable = new Openable(plan, committed);
    if (plan.rest() == null) {
      this.columns = List.of();
      return;
    }
    PartsOf all = PartsOf.of(plan, cells);
    if (all.all().isEmpty()) {
      this.columns =
          Collections.nCopies(plan.rest().columns().size(), ColumnIntegrity.proven(PUBLIC));
    } else {
      this.columns = List.copyOf(discloseParts ? byParts(all) : byAnswer());
    }
  }

  /**
   * Looks at a plan.
   *
   * @param committed whether there are commitments to a plane, by its full id
   */
  public static Provability of(Plan plan, Predicate<String> committed) {
    return new Provability(plan, committed);
  }

  /** One a column of the answer; none where the plan was refused. */
  public List<ColumnIntegrity> columns() {
    return columns;
  }

  public boolean isAnyProven() {
    return columns.stream().anyMatch(ColumnIntegrity::isProven);
  }

  public boolean areAllProven() {
    return columns.stream().allMatch(ColumnIntegrity::isProven);
  }

  /** Whether commitments to all that a release sums up are there to be added up. */
  public boolean isProvable(int release) {
    return openable.release(release);
  }

  private List<ColumnIntegrity> all(ColumnIntegrity one) {
    return Collections.nCopies(plan.rest().columns().size(), one);
  }

  private List<ColumnIntegrity> byParts(PartsOf parts) {
    this.parts = parts;
    List<ColumnIntegrity> out = new ArrayList<>();
    for (int c = 0; c < plan.rest().columns().size(); c++) {
      BitSet all = parts.column(c);
      all.or(parts.shape());
      String why = openable.obstacle(all);
      if (why == null) {
        needed.or(all);
      }
      out.add(why == null ? ColumnIntegrity.proven(PARTS) : ColumnIntegrity.trusted(why));
    }
    presence.or(needed);
    presence.andNot(parts.values());
    return out;
  }

  private List<ColumnIntegrity> byAnswer() {
    possible = AnswerRows.possible(plan, cells::isEncrypted);
    if (possible.obstacle() != null) {
      return all(ColumnIntegrity.trusted(possible.obstacle() + SHOW));
    }
    BitSet exist = new BitSet();
    for (AnswerRows.Row row : possible.rows()) {
      if (row.exists() != null) {
        exist.set(cells.canonical(row.exists()));
      }
    }
    labels = RowLabels.of(possible.rows(), plan.rest().columns().size());
    if (!labels.tellApart() && !(exist.isEmpty() && possible.encryptedKeys().isEmpty())) {
      return all(
          ColumnIntegrity.trusted("which row is which does not follow from the answer" + SHOW));
    }
    String why = openable.obstacle(exist);
    if (why != null) {
      return all(ColumnIntegrity.trusted("which rows are there cannot be proven: " + why));
    }
    learnStatically();
    BitSet pinned = pinned(exist);
    for (Expr key : possible.encryptedKeys()) {
      why = open(key, pinned);
      if (why != null) {
        return all(ColumnIntegrity.trusted("the rows' order cannot be proven: " + why));
      }
    }
    List<ColumnIntegrity> out = new ArrayList<>();
    for (int c = 0; c < plan.rest().columns().size(); c++) {
      out.add(column(c, pinned));
    }
    if (out.stream().anyMatch(ColumnIntegrity::isProven)) {
      presence.or(exist);
      possible.encryptedKeys().forEach(this::need);
    }
    for (int c = 0; c < out.size(); c++) {
      if (out.get(c).isProven()) {
        need(c);
      }
    }
    return out;
  }

  private void need(int column) {
    possible.rows().forEach(row -> need(row.values().get(column)));
  }

  private void need(Expr expr) {
    cells.valueCells(expr, needed);
    cells.presenceCells(expr, presence);
  }

  private void learnStatically() {
    boolean news = true;
    while (news) {
      news = false;
      for (AnswerRows.Row row : possible.rows()) {
        for (Expr value : row.values()) {
          int cell = cells.determined(value);
          news |= cell >= 0 && cells.learn(cell);
        }
      }
    }
  }

  /** Cells whose being zero is said by a NULL, or by a row's not being there. */
  private BitSet pinned(BitSet exist) {
    BitSet pinned = cells.known();
    pinned.or(exist);
    for (AnswerRows.Row row : possible.rows()) {
      for (Expr value : row.values()) {
        int cell = cells.emptyWhereNull(value);
        if (cell >= 0) {
          pinned.set(cell);
        }
      }
    }
    return pinned;
  }

  private ColumnIntegrity column(int column, BitSet pinned) {
    boolean isPublic = true;
    for (AnswerRows.Row row : possible.rows()) {
      Expr value = row.values().get(column);
      String why = open(value, pinned);
      if (why != null) {
        return ColumnIntegrity.trusted(why);
      }
      isPublic &= cells.isPublic(value);
    }
    return ColumnIntegrity.proven(isPublic ? PUBLIC : OPENED);
  }

  /** Why an expression cannot be computed from openings, or null. */
  private String open(Expr expr, BitSet pinned) {
    BitSet present = new BitSet();
    cells.presenceCells(expr, present);
    BitSet all = (BitSet) present.clone();
    cells.valueCells(expr, all);
    String why = openable.obstacle(all);
    if (why == null) {
      present.andNot(pinned);
      why = cells.isCovered(expr) && present.isEmpty() ? null : HIDDEN_PARTS;
    }
    return why;
  }

  /**
   * What a proof of an answer opens, where it may show no more than the answer. The steward opens
   * these, and a verifier asks for these and no others.
   *
   * @param populationSizes number of consenting patients in each population
   * @throws EvaluationException where a public condition has no value
   * @throws IllegalArgumentException where the answer cannot be this plan's
   */
  public ProofCells cells(Answer answer, long[] populationSizes) {
    if (discloseParts || possible == null || !isAnyProven()) {
      return new ProofCells(new BitSet(), new BitSet(), new BitSet(), List.of(), 0);
    }
    AnswerRows rows = AnswerRows.of(plan, cells::isEncrypted, populationSizes);
    RowLabels.Found found = labels.find(answer, rows.rows());
    CellKnowledge known = cells.fresh();
    BitSet empty = new BitSet();
    for (int r = found.absent().nextSetBit(0); r >= 0; r = found.absent().nextSetBit(r + 1)) {
      Integer exists = rows.rows().get(r).exists();
      if (exists == null) {
        throw new IllegalArgumentException("the answer lacks a row that has to be there");
      }
      empty.set(cells.canonical(exists));
      known.learn(exists);
    }
    requireKeepable(answer, rows.rows(), found.origins());
    learn(answer, rows.rows(), found.origins(), known, empty);
    BitSet told = known.known();
    told.andNot(empty);
    BitSet wanted = (BitSet) needed.clone();
    wanted.or(presence);
    told.and(wanted);
    empty.and(wanted);
    return new ProofCells(told, empty, new BitSet(), found.origins(), found.unsettled());
  }

  /** Nothing is kept that is public: disclosure control knows of encrypted values alone. */
  private void requireKeepable(Answer answer, List<AnswerRows.Row> rows, List<Integer> origins) {
    for (Answer.Position p : answer.suppressed()) {
      int row = origins.get(p.row());
      if (row >= 0
          && columns.get(p.column()).isProven()
          && !(rows.get(row).exists() != null && rows.get(row).telling().get(p.column()))
          && cells.isPublic(rows.get(row).values().get(p.column()))) {
        throw new IllegalArgumentException("a value is withheld that is public");
      }
    }
  }

  private static void learn(
      Answer answer,
      List<AnswerRows.Row> rows,
      List<Integer> origin,
      CellKnowledge known,
      BitSet empty) {
    Set<Answer.Position> suppressed = new HashSet<>(answer.suppressed());
    boolean news = true;
    while (news) {
      news = false;
      for (int r = 0; r < origin.size(); r++) {
        List<Object> values = answer.rows().get(r);
        for (int c = 0; origin.get(r) >= 0 && c < values.size(); c++) {
          Expr expr = rows.get(origin.get(r)).values().get(c);
          if (expr instanceof Expr.Literal || suppressed.contains(new Answer.Position(r, c))) {
            continue;
          }
          int cell = values.get(c) == null ? known.emptyWhereNull(expr) : known.determined(expr);
          if (cell >= 0 && known.learn(cell)) {
            news = true;
            empty.set(cell, values.get(c) == null);
          }
        }
      }
    }
  }

  /**
   * What a proof opens where parts may be shown.
   *
   * @param withheld cells that disclosure control keeps; nothing of the same value is opened either
   * @param zero whether a cell's value is zero
   * @throws IllegalArgumentException where one is withheld that disclosure control cannot keep, or
   *     that the proof does not need
   */
  public ProofCells parts(BitSet withheld, IntPredicate zero) {
    BitSet relevant = relevant();
    for (int c = withheld.nextSetBit(0); c >= 0; c = withheld.nextSetBit(c + 1)) {
      if (c >= plan.cells().size()
          || !cells.isEncrypted(c)
          || plan.cells().get(c).guard() == null
          || !relevant.get(cells.canonical(c))) {
        throw new IllegalArgumentException("cell " + c + " is withheld, which no proof would show");
      }
    }
    BitSet told = (BitSet) needed.clone();
    withheld.stream().forEach(c -> told.clear(cells.canonical(c)));
    BitSet empty = new BitSet();
    told.stream().filter(c -> presence.get(c) && zero.test(c)).forEach(empty::set);
    told.andNot(presence);
    return new ProofCells(told, empty, withheld, List.of(), 0);
  }

  /**
   * Whether a row or a value that is not there says that a cell is zero, and a cell of the same
   * value is kept: a proof by parts can neither open it nor leave it to be believed.
   *
   * @param zero whether a cell's value is zero
   */
  public boolean contradicts(BitSet withheld, IntPredicate zero) {
    BitSet kept = new BitSet();
    withheld.stream().forEach(c -> kept.set(cells.canonical(c)));
    kept.and(presence());
    for (int c = 0; c < plan.cells().size(); c++) {
      int value = cells.canonical(c);
      if (kept.get(value) && !withheld.get(c) && zero.test(value)) {
        return true;
      }
    }
    return false;
  }

  /** Of the cells that disclosure control keeps those that the proof has to name. */
  public BitSet withheld(boolean[] suppressed) {
    BitSet out = new BitSet();
    BitSet relevant = relevant();
    for (int c = 0; c < suppressed.length; c++) {
      out.set(c, suppressed[c] && cells.isEncrypted(c) && relevant.get(cells.canonical(c)));
    }
    return out;
  }

  /** Canonical encrypted cells that proven columns, and which rows there are, depend on. */
  public BitSet relevant() {
    BitSet all = (BitSet) needed.clone();
    all.or(presence);
    return all;
  }

  /** Columns of literals, which tell the rows apart; null where rows are told apart by place. */
  BitSet labels() {
    return labels == null || !labels.tellApart() ? null : labels.columns();
  }

  /** Whether the proof may show parts of which the answer does not tell. */
  boolean showsParts() {
    return discloseParts;
  }

  /** Whether a cell that is kept decides which rows there are, or in which order. */
  boolean decidesRows(BitSet withheld) {
    return parts != null && touches(parts.shape(), withheld);
  }

  /** Whether a column's values are put together from rows on which a cell that is kept decides. */
  boolean decidesValues(int column, BitSet withheld) {
    return parts != null && touches(parts.through(column), withheld);
  }

  private boolean touches(BitSet canonical, BitSet withheld) {
    return withheld.stream().anyMatch(c -> canonical.get(cells.canonical(c)));
  }

  /**
   * Canonical cells of which a row's or a value's being there says that they are positive; it is
   * believed where they are not opened.
   */
  BitSet presence() {
    return (BitSet) (parts == null ? presence : parts.presence()).clone();
  }
}
