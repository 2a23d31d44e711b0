// SPDX-License-Identifier: Apache-2.0
package org.sealome.he;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** The graph that is shown is the program that is evaluated. */
class CircuitNodesTest {

  @Test
  void everyOperandIsThere() {
    Circuit.Builder b = Circuit.builder(Profile.DEEP);
    int load = b.load(3);
    int form = b.linear(new int[] {0, 2}, new long[] {1, -2}, 65536);
    int first = b.release(form);
    int product = b.mul(b.sub(load, form), form);
    int switched = b.relin(product);
    int square = b.mul(switched, b.scale(b.addPlain(load, 5), -3));
    int masked = b.mulPlain(b.add(square, product), 1);
    int second = b.release(b.rerandomise(masked));
    Circuit circuit = b.build();
    List<CircuitNode> nodes = circuit.nodes();

    assertEquals(List.of(0, 1), List.of(first, second));
    assertEquals(circuit.analysis(), nodes.stream().map(CircuitNode::analysis).toList());
    assertEquals(IntStream.range(0, 13).boxed().toList(), ids(nodes));
    assertEquals(List.of(new CircuitNode.PlaneTerm(3, 1)), nodes.get(load).terms());
    assertEquals(
        List.of(new CircuitNode.PlaneTerm(0, 1), new CircuitNode.PlaneTerm(2, -2)),
        nodes.get(form).terms());
    assertEquals(-1, nodes.get(form).constant());
    assertEquals(List.of(load, form), nodes.get(product - 1).inputs());
    assertEquals(List.of(product), nodes.get(switched).inputs());
    assertEquals(List.of(switched, square - 1), nodes.get(square).inputs());
    assertEquals(-3, nodes.get(square - 1).constant());
    assertEquals(1, nodes.get(masked).mask());
    assertEquals("release", nodes.get(11).operation());
    assertEquals(List.of(form), nodes.get(11).inputs());
    assertEquals(List.of(masked + 1), nodes.get(12).inputs());
    assertEquals(2, nodes.get(masked + 1).zeros());
  }

  @Test
  void theLevelCountsProductsOfCiphertextsOnly() {
    Circuit.Builder b = Circuit.builder(Profile.DEEP);
    int x = b.mulPlain(b.load(0), 0);
    int balanced = b.mul(b.mul(x, b.load(1)), b.mul(b.load(2), b.load(3)));
    int chain = b.mul(b.mul(b.mul(x, b.load(1)), b.load(2)), b.load(3));
    b.release(b.rerandomise(balanced));
    List<CircuitNode> nodes = b.build().nodes();
    assertEquals(0, nodes.get(x).level());
    assertEquals(2, nodes.get(balanced).level());
    assertEquals(3, nodes.get(chain).level());
    assertEquals(2, nodes.getLast().level());
    assertEquals(nodes.get(balanced).analysis().degree(), nodes.get(chain).analysis().degree());
  }

  @Test
  void whatAProfileCanUseIsMeasured() {
    for (Profile profile : List.of(Profile.SMALL, Profile.STANDARD)) {
      int[] planes = new int[1];
      var times = KernelTimings.measure(profile, p -> planes[0] = p.size());
      assertTrue(planes[0] > 0);
      for (Kernel kernel :
          List.of(Kernel.PLANE_READ, Kernel.MASK, Kernel.RELEASE, Kernel.DECRYPT)) {
        assertTrue(times.get(kernel) > 0, profile + " " + kernel);
      }
      assertEquals(profile == Profile.STANDARD, times.containsKey(Kernel.ZERO));
      assertTrue(times.values().stream().allMatch(t -> t >= 0), times.toString());
    }
  }

  private static List<Integer> ids(List<CircuitNode> nodes) {
    return nodes.stream().map(CircuitNode::id).toList();
  }
}
