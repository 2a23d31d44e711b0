// SPDX-License-Identifier: Apache-2.0
package org.sealome.he;

import java.util.List;

/**
 * An immutable graph of operations on planes, each result of which leaves as one integer: the sum
 * of its slots modulo t. Building it checks what could go wrong with it later: that every noise
 * bound leaves room for flooding, and that no release shows more than its sum.
 *
 * <p>Thread-safe, cheap to build, and independent of keys and data.
 */
public final class Circuit {
  /** By how many bits the flooding of a release exceeds the bound on its noise, at least. */
  public static final int MIN_FLOOD_BITS = 32;

  private Circuit() {}

  public static Builder builder(Profile profile) {
    return new Builder();
  }

  public Profile profile() {
    throw new NativeFailureException("not built yet");
  }

  /** How many releases: sample i belongs to the i-th call of {@link Builder#release}. */
  public int releases() {
    throw new NativeFailureException("not built yet");
  }

  /** One more than the highest plane index. */
  public int planes() {
    throw new NativeFailureException("not built yet");
  }

  /** One more than the highest mask index. */
  public int masks() {
    throw new NativeFailureException("not built yet");
  }

  /** One entry a node, indexed as the builder numbered them. */
  public List<NodeAnalysis> analysis() {
    throw new NativeFailureException("not built yet");
  }

  /**
   * Collects nodes. Every method returns the new node's number, to be handed to later calls; a
   * number that is none throws {@link CircuitException} at once. Not thread-safe.
   */
  public static final class Builder {
    private Builder() {}

    /** The plane at this index of the list that is handed to the evaluator. */
    public int load(int plane) {
      throw new NativeFailureException("not built yet");
    }

    public int add(int a, int b) {
      throw new NativeFailureException("not built yet");
    }

    public int sub(int a, int b) {
      throw new NativeFailureException("not built yet");
    }

    /** Every slot times a constant, which is taken modulo t. */
    public int scale(int node, long factor) {
      throw new NativeFailureException("not built yet");
    }

    /**
     * {@code constant + Σ coefficients[i] · plane[i]} in every slot, in one pass over the planes.
     */
    public int linear(int[] planes, long[] coefficients, long constant) {
      throw new NativeFailureException("not built yet");
    }

    /** Keeps the slots of the mask at this index of the evaluator's list; the others become 0. */
    public int mulPlain(int node, int mask) {
      throw new NativeFailureException("not built yet");
    }

    /** Slot by slot; the degrees add up. */
    public int mul(int a, int b) {
      throw new NativeFailureException("not built yet");
    }

    /**
     * Back from degree 2 to degree 1, by key switching (slow: a transform of whole polynomials).
     */
    public int relin(int node) {
      throw new NativeFailureException("not built yet");
    }

    /** A constant added to every slot. */
    public int addPlain(int node, long constant) {
      throw new NativeFailureException("not built yet");
    }

    /**
     * Hides every component that depends on data behind a fresh encryption of zero. The result can
     * only be released: an operation after it would undo what it is for.
     */
    public int rerandomise(int node) {
      throw new NativeFailureException("not built yet");
    }

    /**
     * Lets the sum of the node's slots leave. What is not {@link #rerandomise}d must be linear in
     * the planes.
     *
     * @return the index of the sample, from 0
     */
    public int release(int node) {
      throw new NativeFailureException("not built yet");
    }

    /**
     * @throws ParametersException where a release's noise leaves less than {@link
     *     Circuit#MIN_FLOOD_BITS} bits for flooding; the message says what it needs and which
     *     profile carries it
     * @throws CircuitException where a release would show components that depend on data
     */
    public Circuit build() {
      throw new NativeFailureException("not built yet");
    }
  }
}
