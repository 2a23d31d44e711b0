// SPDX-License-Identifier: Apache-2.0
package org.sealome.query.circuit;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.IntPredicate;
import org.sealome.he.Circuit;
import org.sealome.he.Profile;
import org.sealome.query.ErrorCode;
import org.sealome.query.SealomeException;
import org.sealome.zk.plan.LinearForm;
import org.sealome.zk.plan.Plan;
import org.sealome.zk.plan.Polynomial;
import org.sealome.zk.plan.Term;

/**
 * Builds one circuit for some releases of a plan.
 *
 * <pre>
 *   Σ_p [p] · (L + Σ_k c·Π factors)   →   release(rerandomise?(Σ_p mulPlain(L + Σ_k c·mul(…), p)))
 * </pre>
 *
 * <p>Terms over one population are added up before its mask is applied, linear ones into a single
 * form: one masking a population and release, which the native side fuses with the release. A mask
 * costs the same noise on a factor as on the product, so it stands last, where populations share
 * the product. Forms and products that several releases use are nodes once. Products are balanced
 * over factors in a fixed order. Those of up to {@link #MAX_DEGREE} factors are not relinearised: a
 * wider sample is cheaper than a key switch; longer ones are, below their last multiplication.
 */
final class CircuitAssembly {
  /** Factors of the longest product that is not relinearised. */
  static final int MAX_DEGREE = 4;

  private final Plan plan;
  private final IntPredicate populated;
  private final Circuit.Builder builder;
  private final Map<Integer, Integer> planeAt = new HashMap<>();
  private final List<Integer> planes = new ArrayList<>();
  private final Map<Integer, Integer> maskAt = new HashMap<>();
  private final List<Integer> populations = new ArrayList<>();
  private final Map<LinearForm, Factor> forms = new HashMap<>();
  private final Map<List<LinearForm>, Factor> products = new HashMap<>();
  private final Map<List<LinearForm>, Factor> wideProducts = new HashMap<>();
  private final Map<Factor, Factor> relinearised = new HashMap<>();

  /**
   * A node.
   *
   * @param linear whether it is a combination of planes: then all its polynomials but the first are
   *     independent of the data
   */
  private record Factor(int node, boolean linear) {}

  private CircuitAssembly(Plan plan, Profile profile, IntPredicate populated) {
    this.plan = plan;
    this.populated = populated;
    this.builder = Circuit.builder(profile);
  }

  /**
   * The circuit for {@code releases}. Terms over populations that are not populated are left out,
   * and releases that have no others.
   *
   * @throws org.sealome.he.ParametersException where the noise does not fit the profile
   */
  static ReleaseCircuit assemble(
      Plan plan, Profile profile, int[] releases, IntPredicate populated) {
    CircuitAssembly assembly = new CircuitAssembly(plan, profile, populated);
    List<Integer> released = new ArrayList<>();
    for (int release : releases) {
      if (assembly.release(plan.releases().get(release))) {
        released.add(release);
      }
    }
    return new ReleaseCircuit(
        released.isEmpty() ? null : assembly.builder.build(),
        ints(released),
        ints(assembly.planes),
        ints(assembly.populations));
  }

  /** Whether there was something to release. */
  private boolean release(Polynomial release) {
    Map<Integer, List<Term>> byPopulation = new TreeMap<>();
    for (Term term : release.terms()) {
      if (populated.test(term.population())) {
        byPopulation.computeIfAbsent(term.population(), p -> new ArrayList<>()).add(term);
      }
    }
    Factor sum = null;
    for (Map.Entry<Integer, List<Term>> group : byPopulation.entrySet()) {
      Factor terms = terms(group.getValue());
      int masked = builder.mulPlain(terms.node, mask(group.getKey()));
      sum = plus(sum, new Factor(masked, terms.linear));
    }
    if (sum == null) {
      return false;
    }
    builder.release(sum.linear ? sum.node : builder.rerandomise(sum.node));
    return true;
  }

  /** The terms of one population, before its mask. */
  private Factor terms(List<Term> terms) {
    List<LinearForm> linear = new ArrayList<>();
    Factor sum = null;
    for (Term term : terms) {
      List<LinearForm> factors = new ArrayList<>();
      long scale = 1;
      for (LinearForm factor : term.factors()) {
        LinearForm form = LinearForms.reduced(factor);
        if (LinearForms.isConstant(form)) {
          scale = LinearForms.centred(scale * form.constant());
        } else {
          factors.add(form);
        }
      }
      if (factors.isEmpty()) {
        linear.add(new LinearForm(scale, List.of(), List.of()));
      } else if (factors.size() == 1) {
        linear.add(LinearForms.scaled(factors.getFirst(), scale));
      } else if (scale != 0) {
        factors.sort(LinearForms::compare);
        Factor product = product(factors);
        sum = plus(sum, scale == 1 ? product : scaled(product, scale));
      }
    }
    LinearForm form = LinearForms.sum(linear);
    if (!LinearForms.isConstant(form)) {
      return plus(sum, linear(form));
    }
    if (sum == null) {
      sum = nothing(terms);
    }
    return form.constant() == 0
        ? sum
        : new Factor(builder.addPlain(sum.node, form.constant()), sum.linear);
  }

  /** Encrypted zero: the terms cancel, and are released all the same. */
  private Factor nothing(List<Term> terms) {
    for (Term term : terms) {
      for (LinearForm factor : term.factors()) {
        for (int plane : factor.planes()) {
          int any = builder.load(plane(plane));
          return new Factor(builder.sub(any, any), true);
        }
      }
    }
    throw new SealomeException(
        ErrorCode.INTERNAL, "a release has no encrypted values: " + terms.getFirst(), null);
  }

  /** The product of the factors, in order, as it is released. */
  private Factor product(List<LinearForm> factors) {
    return factors.size() <= MAX_DEGREE ? narrow(factors) : wide(factors);
  }

  /** Without relinearisation: the degree is the number of factors. */
  private Factor narrow(List<LinearForm> factors) {
    if (factors.size() == 1) {
      return linear(factors.getFirst());
    }
    Factor known = products.get(factors);
    if (known == null) {
      int half = factors.size() / 2;
      known =
          times(narrow(factors.subList(0, half)), narrow(factors.subList(half, factors.size())));
      products.put(List.copyOf(factors), known);
    }
    return known;
  }

  /** Of degree two at most, however many factors. */
  private Factor wide(List<LinearForm> factors) {
    if (factors.size() <= 2) {
      return narrow(factors);
    }
    Factor known = wideProducts.get(factors);
    if (known == null) {
      int half = factors.size() / 2;
      known =
          times(
              relinearised(wide(factors.subList(0, half))),
              relinearised(wide(factors.subList(half, factors.size()))));
      wideProducts.put(List.copyOf(factors), known);
    }
    return known;
  }

  private Factor times(Factor a, Factor b) {
    return new Factor(builder.mul(a.node, b.node), false);
  }

  private Factor relinearised(Factor factor) {
    return factor.linear
        ? factor
        : relinearised.computeIfAbsent(factor, f -> new Factor(builder.relin(f.node), false));
  }

  private Factor scaled(Factor factor, long scale) {
    return new Factor(builder.scale(factor.node, scale), factor.linear);
  }

  private Factor linear(LinearForm form) {
    return forms.computeIfAbsent(
        form,
        f -> {
          int[] at = f.planes().stream().mapToInt(this::plane).toArray();
          long[] coefficients = f.coefficients().stream().mapToLong(Long::longValue).toArray();
          return new Factor(builder.linear(at, coefficients, f.constant()), true);
        });
  }

  private Factor plus(Factor a, Factor b) {
    return a == null ? b : new Factor(builder.add(a.node, b.node), a.linear && b.linear);
  }

  /** Where the circuit finds a plane. */
  private int plane(int plane) {
    return planeAt.computeIfAbsent(
        plane,
        p -> {
          planes.add(p);
          return planes.size() - 1;
        });
  }

  /** Where the circuit finds a population's mask. */
  private int mask(int population) {
    return maskAt.computeIfAbsent(
        population,
        p -> {
          populations.add(p);
          return populations.size() - 1;
        });
  }

  private static int[] ints(List<Integer> list) {
    return list.stream().mapToInt(Integer::intValue).toArray();
  }
}
