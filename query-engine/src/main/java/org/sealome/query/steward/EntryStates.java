// SPDX-License-Identifier: Apache-2.0
package org.sealome.query.steward;

import java.util.HashMap;
import java.util.Map;
import org.sealome.ledger.Address;
import org.sealome.ledger.Bytes32;
import org.sealome.query.ErrorCode;
import org.sealome.query.SealomeException;

/**
 * What became of the log entries that this steward was asked to answer or to refuse: an entry is
 * answered or refused, never both. So no engine can have an answer closed as a refusal, nor get an
 * answer to an entry that it had closed. That an entry is used up is on disk, for other processes.
 */
final class EntryStates {
  /** A requester's entry. */
  record Key(Bytes32 queryHash, Address requester) {
    static Key of(LoggedQuery query) {
      return new Key(query.entry().queryHash(), query.entry().requester());
    }
  }

  private enum State {
    /** A release is under way. */
    BEGUN,
    /** Nothing will be released. */
    REFUSED,
    /** Refused, and closed on the ledger. */
    CLOSED,
    /** Rows may have left. */
    ANSWERED
  }

  private final ConsumedQueries consumed;
  private final Map<Key, State> states = new HashMap<>();

  EntryStates(ConsumedQueries consumed) {
    this.consumed = consumed;
  }

  /**
   * Uses the entry up, on disk when this returns.
   *
   * @throws SealomeException INTEGRITY where it is used up already
   */
  synchronized void begin(Key key) {
    consumed.consume(key.queryHash());
    states.put(key, State.BEGUN);
  }

  /**
   * Before rows leave.
   *
   * @throws SealomeException INTEGRITY where the entry was refused meanwhile
   */
  synchronized void answer(Key key) {
    if (states.get(key) != State.BEGUN) {
      throw new SealomeException(
          ErrorCode.INTEGRITY,
          "the steward refuses: log entry " + key.queryHash().hex() + " was closed meanwhile",
          "nothing was released");
    }
    states.put(key, State.ANSWERED);
  }

  /** A release ended without an answer. */
  synchronized void fail(Key key) {
    if (states.get(key) != State.CLOSED) {
      states.put(key, State.REFUSED);
    }
  }

  /**
   * From here on nothing is released under this entry.
   *
   * @return whether it has to be closed still
   * @throws SealomeException INTEGRITY where it is answered, or may have been by another process of
   *     this steward: then the log must not say that it was refused
   */
  synchronized boolean refuse(Key key) {
    State state = states.get(key);
    if (state == State.ANSWERED) {
      throw new SealomeException(
          ErrorCode.INTEGRITY,
          "the steward refuses: log entry " + key.queryHash().hex() + " is answered",
          "it is closed as what it is");
    }
    if (state == null) {
      consumed.consume(key.queryHash());
    }
    if (state != State.CLOSED) {
      states.put(key, State.REFUSED);
    }
    return state != State.CLOSED;
  }

  /** The ledger says that it is answered: what is on disk is enough from here on. */
  synchronized void closedAnswered(Key key) {
    states.remove(key);
  }

  /** The ledger says that it is refused. */
  synchronized void closed(Key key) {
    states.put(key, State.CLOSED);
  }
}
