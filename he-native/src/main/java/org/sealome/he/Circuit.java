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

  private final Profile profile;
  private final long[] program;
  private final int[] releaseDegrees;
  private final int planes;
  private final int masks;
  private final boolean relinearises;
  private final List<NodeAnalysis> analysis;

  Circuit(
      Profile profile,
      long[] program,
      int[] releaseDegrees,
      int planes,
      int masks,
      boolean relinearises,
      List<NodeAnalysis> analysis) {
    this.profile = profile;
    this.program = program;
    this.releaseDegrees = releaseDegrees;
    this.planes = planes;
    this.masks = masks;
    this.relinearises = relinearises;
    this.analysis = analysis;
  }

  /** Starts a circuit over planes that are encrypted under this profile. */
  public static Builder builder(Profile profile) {
    return new CircuitBuilder(profile);
  }

  public Profile profile() {
    return profile;
  }

  /** How many releases: sample i belongs to the i-th call of {@link Builder#release}. */
  public int releases() {
    return releaseDegrees.length;
  }

  /** One more than the highest plane index. */
  public int planes() {
    return planes;
  }

  /** One more than the highest mask index. */
  public int masks() {
    return masks;
  }

  /** Whether evaluating it takes relinearisation keys. */
  public boolean relinearises() {
    return relinearises;
  }

  /** One entry a node, indexed as the builder numbered them; releases follow in their order. */
  public List<NodeAnalysis> analysis() {
    return analysis;
  }

  /**
   * The graph: as {@link #analysis()}, with every node's operands. Read back from the program that
   * is evaluated, anew at each call.
   */
  public List<CircuitNode> nodes() {
    return ProgramReader.nodes(program, releaseDegrees.length, analysis);
  }

  long[] program() {
    return program;
  }

  int[] releaseDegrees() {
    return releaseDegrees.clone();
  }

  /**
   * Collects nodes. Every method but {@link #release} returns the new node's number, to be handed
   * to later calls; a number that is none throws {@link CircuitException} at once. Not thread-safe.
   */
  public sealed interface Builder permits CircuitBuilder {
    /** The plane at this index of the list that is handed to the evaluator. */
    int load(int plane);

    int add(int a, int b);

    int sub(int a, int b);

    /** Every slot times a constant, which is taken modulo t. */
    int scale(int node, long factor);

    /**
     * {@code constant + Σ coefficients[i] · plane[i]} in every slot, in one pass over the planes.
     * Cheapest with coefficients of small absolute value; all are taken modulo t.
     */
    int linear(int[] planes, long[] coefficients, long constant);

    /** Keeps the slots of the mask at this index of the evaluator's list; the others become 0. */
    int mulPlain(int node, int mask);

    /** Slot by slot; the degrees add up. */
    int mul(int a, int b);

    /** Back from degree 2 to degree 1, by key switching (slow: transforms of whole polynomials). */
    int relin(int node);

    /** A constant added to every slot. */
    int addPlain(int node, long constant);

    /**
     * Hides every component that depends on data behind a fresh encryption of zero. The result can
     * only be released: an operation after it would undo what it is for.
     */
    int rerandomise(int node);

    /**
     * Lets the sum of the node's slots leave. What is not re-randomised must be linear in the
     * planes.
     *
     * @return the index of the sample, from 0
     */
    int release(int node);

    /**
     * Checks the whole.
     *
     * @throws ParametersException where a release's noise leaves less than {@value
     *     Circuit#MIN_FLOOD_BITS} bits for flooding; the message says what it needs and which
     *     profile carries it
     * @throws CircuitException where a release would show components that depend on data
     */
    Circuit build();
  }
}
