// SPDX-License-Identifier: Apache-2.0
package org.sealome.he;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Writes the program that the native library reads, and follows noise and publicness beside it. */
final class CircuitBuilder implements Circuit.Builder {
  /** The native library's numbers. */
  enum Op {
    LOAD("load"),
    ADD("add"),
    SUB("sub"),
    SCALE("scale"),
    LINEAR("linear"),
    MUL_PLAIN("mul-plain"),
    MUL("mul"),
    RELINEARISE("relinearise"),
    ADD_PLAIN("add-plain"),
    RERANDOMISE("rerandomise"),
    RELEASE("release");

    private final String label;

    Op(String label) {
      this.label = label;
    }

    String label() {
      return label;
    }
  }

  /**
   * A node while it is built.
   *
   * @param index in the program, where releases count too
   * @param publicComponents bit k: component k does not depend on data, only on keys and coins
   * @param moment second moment of the phase's coefficients
   * @param factors which ciphertexts are multiplied
   */
  private record Node(
      Op op, int index, int degree, long publicComponents, double moment, Factors factors) {
    /** Components 1 to degree, which leave whole. */
    boolean leavesOnlyPublic() {
      return (publicComponents | 1) == -1L >>> (63 - degree);
    }
  }

  /**
   * What a node multiplies, where it is a sum in any of its summands.
   *
   * @param count how many ciphertexts at most, relinearised or not: at least the degree
   * @param planes all that are read
   * @param distinct whether no product has a plane twice
   */
  private record Factors(int count, BitSet planes, boolean distinct) {
    static Factors of(int... planes) {
      BitSet read = new BitSet();
      for (int plane : planes) {
        read.set(plane);
      }
      return new Factors(1, read, true);
    }

    Factors plus(Factors other) {
      return new Factors(Math.max(count, other.count), union(other), distinct && other.distinct);
    }

    Factors times(Factors other) {
      return new Factors(
          count + other.count,
          union(other),
          distinct && other.distinct && !planes.intersects(other.planes));
    }

    private BitSet union(Factors other) {
      BitSet union = (BitSet) planes.clone();
      union.or(other.planes);
      return union;
    }
  }

  private static final int MAX_DEGREE = 32;

  private final Profile profile;
  private final NoiseModel noise;
  private final List<Node> nodes = new ArrayList<>();
  private final List<Node> releases = new ArrayList<>();
  private long[] program = new long[256];
  private int length;
  private int written;
  private int planes;
  private int masks;
  private boolean relinearises;

  CircuitBuilder(Profile profile) {
    this.profile = profile;
    this.noise = new NoiseModel(profile);
  }

  @Override
  public int load(int plane) {
    emit(Op.LOAD, plane(plane));
    // c1 of a stored plane is a·u + e: it was drawn before anything was added to c0.
    return node(Op.LOAD, 1, 0b10, noise.fresh(), Factors.of(plane));
  }

  @Override
  public int add(int a, int b) {
    return sum(Op.ADD, a, b);
  }

  @Override
  public int sub(int a, int b) {
    return sum(Op.SUB, a, b);
  }

  private int sum(Op op, int a, int b) {
    Node x = operand(a);
    Node y = operand(b);
    int degree = Math.max(x.degree, y.degree);
    // A component that one side lacks is 0 there, which is public.
    long isPublic =
        (x.publicComponents | missing(x.degree)) & (y.publicComponents | missing(y.degree));
    emit(op, x.index, y.index);
    return node(
        op,
        degree,
        isPublic & -1L >>> (63 - degree),
        NoiseModel.add(x.moment, y.moment),
        x.factors.plus(y.factors));
  }

  private static long missing(int degree) {
    return degree == 63 ? 0 : -1L << (degree + 1);
  }

  @Override
  public int scale(int node, long factor) {
    Node x = operand(node);
    long centred = centre(factor);
    emit(Op.SCALE, x.index, centred);
    double moment = x.moment * centred * centred;
    return node(Op.SCALE, x.degree, x.publicComponents, moment, x.factors);
  }

  @Override
  public int linear(int[] planeIndices, long[] coefficients, long constant) {
    if (planeIndices.length != coefficients.length || planeIndices.length == 0) {
      throw new CircuitException(
          "a linear form needs at least one plane and as many coefficients as planes");
    }
    int terms = planeIndices.length;
    long[] centred = new long[terms];
    double squares = 0;
    for (int i = 0; i < terms; i++) {
      plane(planeIndices[i]);
      centred[i] = centre(coefficients[i]);
      squares += (double) centred[i] * centred[i];
    }
    if (terms > 1 && repeats(planeIndices)) {
      // The same plane's noise adds up in full, not as independent noises do.
      Map<Integer, Double> sums = new HashMap<>();
      for (int i = 0; i < terms; i++) {
        sums.merge(planeIndices[i], (double) Math.abs(centred[i]), Double::sum);
      }
      squares = sums.values().stream().mapToDouble(c -> c * c).sum();
    }
    long[] words = new long[2 + 2 * terms];
    words[0] = terms;
    for (int i = 0; i < terms; i++) {
      words[1 + 2 * i] = planeIndices[i];
      words[2 + 2 * i] = centred[i];
    }
    words[1 + 2 * terms] = centre(constant);
    emit(Op.LINEAR, words);
    // Messages are no noise: those of different planes may well be equal, so they add up in full.
    double absolute = Arrays.stream(centred).mapToDouble(Math::abs).sum() + 1;
    double moment =
        (noise.fresh() - noise.message()) * squares + noise.message() * absolute * absolute;
    return node(Op.LINEAR, 1, 0b10, moment, Factors.of(planeIndices));
  }

  private static boolean repeats(int[] values) {
    int[] sorted = values.clone();
    Arrays.sort(sorted);
    for (int i = 1; i < sorted.length; i++) {
      if (sorted[i] == sorted[i - 1]) {
        return true;
      }
    }
    return false;
  }

  @Override
  public int mulPlain(int node, int mask) {
    Node x = operand(node);
    if (mask < 0) {
      throw new CircuitException("mask " + mask + " is no index");
    }
    masks = Math.max(masks, Math.addExact(mask, 1));
    emit(Op.MUL_PLAIN, x.index, mask);
    return node(Op.MUL_PLAIN, x.degree, x.publicComponents, noise.mulPlain(x.moment), x.factors);
  }

  @Override
  public int mul(int a, int b) {
    Node x = operand(a);
    Node y = operand(b);
    int degree = x.degree + y.degree;
    if (degree > MAX_DEGREE) {
      throw new ParametersException(
          "a product of degree " + degree + " is beyond what any profile carries");
    }
    long isPublic = -1L >>> (63 - degree);
    for (int i = 0; i <= x.degree; i++) {
      for (int j = 0; j <= y.degree; j++) {
        if ((x.publicComponents >> i & y.publicComponents >> j & 1) == 0) {
          isPublic &= ~(1L << (i + j));
        }
      }
    }
    emit(Op.MUL, x.index, y.index);
    return node(
        Op.MUL, degree, isPublic, noise.mul(x.moment, y.moment), x.factors.times(y.factors));
  }

  @Override
  public int relin(int node) {
    Node x = operand(node);
    if (x.degree != 2) {
      throw new CircuitException(
          "only a product of degree 2 is relinearised, this node has degree "
              + x.degree
              + "; relinearise after every product");
    }
    relinearises = true;
    emit(Op.RELINEARISE, x.index);
    // c2 goes into both components, digit by digit: they depend on data even where c2 does not.
    return node(Op.RELINEARISE, 1, 0, NoiseModel.add(x.moment, noise.relinearisation()), x.factors);
  }

  @Override
  public int addPlain(int node, long constant) {
    Node x = operand(node);
    emit(Op.ADD_PLAIN, x.index, centre(constant));
    double moment = NoiseModel.add(x.moment, noise.message());
    return node(Op.ADD_PLAIN, x.degree, x.publicComponents, moment, x.factors);
  }

  @Override
  public int rerandomise(int node) {
    Node x = operand(node);
    // A zero times s^i hides component i + 1; component 0 leaves as one flooded word.
    long shifts = 0;
    double moment = x.moment;
    for (int k = 1; k <= x.degree; k++) {
      if ((x.publicComponents >> k & 1) == 0) {
        shifts |= 1L << (k - 1);
        moment = NoiseModel.add(moment, noise.zero(k - 1));
      }
    }
    emit(Op.RERANDOMISE, x.index, shifts);
    return node(Op.RERANDOMISE, x.degree, -1L >>> (63 - x.degree) & ~1L, moment, x.factors);
  }

  @Override
  public int release(int node) {
    Node x = existing(node);
    emit(Op.RELEASE, x.index);
    releases.add(new Node(Op.RELEASE, node, x.degree, x.publicComponents, x.moment, x.factors));
    return releases.size() - 1;
  }

  @Override
  public Circuit build() {
    double flood = noise.floodRangeBits();
    List<NodeAnalysis> analysis = new ArrayList<>(nodes.size() + releases.size());
    for (Node node : nodes) {
      double bound = boundBits(node);
      double remaining = profile.log2DataModulus() - 1 - bound;
      analysis.add(new NodeAnalysis(node.op.label, node.degree, bound, 0, remaining));
    }
    int[] degrees = new int[releases.size()];
    for (int i = 0; i < degrees.length; i++) {
      Node node = releases.get(i);
      if (!node.leavesOnlyPublic()) {
        throw new CircuitException(
            "release "
                + i
                + " would show components that depend on data: its node multiplies planes, so it"
                + " must be re-randomised first");
      }
      double bound = boundBits(node);
      double floodBits = flood - bound;
      if (!(floodBits >= Circuit.MIN_FLOOD_BITS)) {
        throw new ParametersException(refusal(i, bound, node));
      }
      degrees[i] = node.degree;
      analysis.add(
          new NodeAnalysis(
              node.op.label, node.degree, bound, floodBits, floodBits - Circuit.MIN_FLOOD_BITS));
    }
    return new Circuit(
        profile,
        Arrays.copyOf(program, length),
        degrees,
        planes,
        masks,
        relinearises,
        List.copyOf(analysis));
  }

  private String refusal(int release, double bound, Node node) {
    String carries =
        Arrays.stream(Profile.values())
            .filter(p -> p.ordinal() > profile.ordinal())
            .filter(
                p ->
                    new NoiseModel(p).floodRangeBits() - boundUnder(p, node)
                        >= Circuit.MIN_FLOOD_BITS)
            .findFirst()
            .map(p -> "profile " + p + " would carry it")
            .orElse("no profile carries it");
    return "release %d multiplies %d ciphertexts: its noise may reach 2^%.1f, which leaves %.1f bits for flooding under %s where %d are needed; %s"
        .formatted(
            release,
            node.factors.count,
            bound,
            Math.max(0, noise.floodRangeBits() - bound),
            profile,
            Circuit.MIN_FLOOD_BITS,
            carries);
  }

  /**
   * The bound of the same node under a larger profile, from above: every factor and mask brings at
   * most the ratio of the ring degrees more, squared.
   */
  private double boundUnder(Profile larger, Node node) {
    double ratio = Math.log((double) larger.slots() / profile.slots()) / Math.log(2);
    return boundBits(node) + 2 * ratio * (node.factors.count + 1);
  }

  private double boundBits(Node node) {
    return noise.boundBits(node.moment, node.factors.count, node.factors.distinct);
  }

  private Node existing(int node) {
    if (node < 0 || node >= nodes.size()) {
      throw new CircuitException("node " + node + " does not exist");
    }
    return nodes.get(node);
  }

  private Node operand(int node) {
    Node x = existing(node);
    if (x.op == Op.RERANDOMISE) {
      throw new CircuitException("what is re-randomised can only be released");
    }
    return x;
  }

  private int plane(int plane) {
    if (plane < 0) {
      throw new CircuitException("plane " + plane + " is no index");
    }
    planes = Math.max(planes, Math.addExact(plane, 1));
    return plane;
  }

  private static long centre(long value) {
    long rest = Math.floorMod(value, Profile.PLAIN_MODULUS);
    return rest > Profile.PLAIN_MODULUS / 2 ? rest - Profile.PLAIN_MODULUS : rest;
  }

  private int node(Op op, int degree, long publicComponents, double moment, Factors factors) {
    nodes.add(new Node(op, written - 1, degree, publicComponents, moment, factors));
    return nodes.size() - 1;
  }

  private void emit(Op op, long... words) {
    if (length + 1 + words.length > program.length) {
      program = Arrays.copyOf(program, Math.max(2 * program.length, length + 1 + words.length));
    }
    program[length++] = op.ordinal();
    System.arraycopy(words, 0, program, length, words.length);
    length += words.length;
    written++;
  }
}
