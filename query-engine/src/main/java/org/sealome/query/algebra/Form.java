// SPDX-License-Identifier: Apache-2.0
package org.sealome.query.algebra;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * An integer-valued function of one patient's encrypted variables: a sum of products of functions
 * of single variables. Products of functions of the same variable are taken state by state, so a
 * product's degree is its number of distinct variables.
 */
final class Form {
  /** {@code coefficient · Π factors}, factors of distinct variables in the order of their keys. */
  record Product(long coefficient, List<StateFunction> factors) {}

  static final Form ZERO = new Form(List.of());
  static final Form ONE = constant(1);

  private final List<Product> products;

  private Form(List<Product> products) {
    this.products = products;
  }

  static Form constant(long value) {
    return value == 0 ? ZERO : new Form(List.of(new Product(value, List.of())));
  }

  static Form of(StateFunction function) {
    return function.isConstant()
        ? constant(function.values()[0])
        : new Form(List.of(new Product(1, List.of(function))));
  }

  List<Product> products() {
    return products;
  }

  boolean isZero() {
    return products.isEmpty();
  }

  /** Whether it is one and the same for everybody. */
  boolean isConstant() {
    return products.isEmpty() || (products.size() == 1 && products.get(0).factors().isEmpty());
  }

  /** The most variables that are multiplied. */
  int degree() {
    return products.stream().mapToInt(p -> p.factors().size()).max().orElse(0);
  }

  /** Whether it depends on more than who was called. */
  boolean tellsCalledApart() {
    return products.stream()
        .flatMap(p -> p.factors().stream())
        .anyMatch(StateFunction::tellsCalledApart);
  }

  Form plus(Form other) {
    if (isZero()) {
      return other;
    }
    if (other.isZero()) {
      return this;
    }
    List<Product> both = new ArrayList<>(products);
    both.addAll(other.products);
    return normalised(both);
  }

  static Form sum(List<Form> summands) {
    return summands.size() == 1
        ? summands.get(0)
        : normalised(summands.stream().flatMap(f -> f.products.stream()).toList());
  }

  Form times(long factor) {
    if (factor == 1) {
      return this;
    }
    if (factor == 0) {
      return ZERO;
    }
    return new Form(
        products.stream()
            .map(p -> new Product(Math.multiplyExact(p.coefficient(), factor), p.factors()))
            .toList());
  }

  Form minus(Form other) {
    return plus(other.times(-1));
  }

  /** 1 − this. */
  Form complement() {
    return ONE.minus(this);
  }

  Form times(Form other) {
    List<Product> left = factored();
    List<Product> right = other.factored();
    List<Product> all = new ArrayList<>(left.size() * right.size());
    for (Product a : left) {
      for (Product b : right) {
        Product product = multiply(a, b);
        if (product != null) {
          all.add(product);
        }
      }
    }
    return normalised(all);
  }

  /**
   * A constant and one function of one variable are one function: (1 − f)(1 − g) stays a product.
   */
  private List<Product> factored() {
    if (products.size() != 2
        || !products.get(0).factors().isEmpty()
        || products.get(1).factors().size() != 1) {
      return products;
    }
    StateFunction f = products.get(1).factors().get(0);
    long[] ones = new long[f.values().length];
    Arrays.fill(ones, 1);
    StateFunction both =
        new StateFunction(f.variable(), new long[ones.length])
            .plus(new StateFunction(f.variable(), ones), products.get(0).coefficient())
            .plus(f, products.get(1).coefficient());
    return List.of(new Product(1, List.of(both)));
  }

  private static Product multiply(Product a, Product b) {
    long coefficient = Math.multiplyExact(a.coefficient(), b.coefficient());
    if (a.factors().isEmpty()) {
      return new Product(coefficient, b.factors());
    }
    List<StateFunction> factors = new ArrayList<>(a.factors());
    for (StateFunction f : b.factors()) {
      int same = -1;
      for (int i = 0; i < factors.size(); i++) {
        if (factors.get(i).variable().equals(f.variable())) {
          same = i;
        }
      }
      if (same < 0) {
        factors.add(f);
        continue;
      }
      StateFunction merged = factors.get(same).times(f);
      if (merged.isConstant()) {
        coefficient = Math.multiplyExact(coefficient, merged.values()[0]);
        factors.remove(same);
      } else {
        factors.set(same, merged);
      }
    }
    if (coefficient == 0) {
      return null;
    }
    factors.sort(Comparator.comparing(f -> f.variable().key()));
    return new Product(coefficient, factors);
  }

  private static Form normalised(List<Product> products) {
    List<Product> out = collected(products);
    while (true) {
      List<Product> fewer = merged(out);
      if (fewer.size() == out.size()) {
        return new Form(out);
      }
      out = collected(fewer);
    }
  }

  /** What a product is beside its function of one variable. */
  private record Beside(List<StateFunction> others, EncryptedVariable variable) {
    static Beside of(Product product, int factor) {
      List<StateFunction> others = new ArrayList<>(product.factors());
      return new Beside(others, others.remove(factor).variable());
    }

    /** Which factor of the product this leaves out; negative for none. */
    int factorOf(Product product) {
      for (int i = 0; i < product.factors().size(); i++) {
        if (product.factors().get(i).variable().equals(variable)) {
          return Beside.of(product, i).equals(this) ? i : -1;
        }
      }
      return -1;
    }
  }

  /**
   * Products that differ in the function of one variable made one: {@code A·f + A·g = A·(f + g)}.
   * The sum may be constant, and a variable less is multiplied.
   */
  private static List<Product> merged(List<Product> products) {
    List<Product> out = new ArrayList<>(products.size());
    Map<Beside, Integer> places = new HashMap<>();
    for (Product p : products) {
      boolean taken = false;
      for (int i = 0; i < p.factors().size() && p.factors().size() > 1 && !taken; i++) {
        Beside beside = Beside.of(p, i);
        Integer place = places.putIfAbsent(beside, out.size());
        int same = place == null || place == out.size() ? -1 : beside.factorOf(out.get(place));
        if (same >= 0) {
          out.set(place, sum(out.get(place), same, p, i, beside.others()));
          taken = true;
        }
      }
      if (!taken) {
        out.add(p);
      }
    }
    return out;
  }

  private static Product sum(Product a, int i, Product b, int j, List<StateFunction> others) {
    StateFunction f = a.factors().get(i);
    StateFunction sum =
        new StateFunction(f.variable(), new long[f.values().length])
            .plus(f, a.coefficient())
            .plus(b.factors().get(j), b.coefficient());
    if (sum.isConstant()) {
      return new Product(sum.values()[0], others);
    }
    long common = sum.commonFactor();
    List<StateFunction> factors = new ArrayList<>(others);
    factors.add(sum.dividedBy(common));
    factors.sort(Comparator.comparing(x -> x.variable().key()));
    return new Product(common, factors);
  }

  /** Equal products added up; all functions of one variable alone made one. */
  private static List<Product> collected(List<Product> products) {
    long constant = 0;
    Map<EncryptedVariable, StateFunction> single = new LinkedHashMap<>();
    Map<List<StateFunction>, Long> many = new LinkedHashMap<>();
    for (Product p : products) {
      if (p.factors().isEmpty()) {
        constant = Math.addExact(constant, p.coefficient());
      } else if (p.factors().size() == 1) {
        StateFunction f = p.factors().get(0);
        StateFunction sum = single.get(f.variable());
        single.put(
            f.variable(),
            (sum == null ? new StateFunction(f.variable(), new long[f.values().length]) : sum)
                .plus(f, p.coefficient()));
      } else {
        many.merge(p.factors(), p.coefficient(), Math::addExact);
      }
    }
    List<Product> out = new ArrayList<>();
    for (StateFunction f : single.values()) {
      if (f.isConstant()) {
        constant = Math.addExact(constant, f.values()[0]);
      } else {
        out.add(new Product(1, List.of(f)));
      }
    }
    many.forEach(
        (factors, coefficient) -> {
          if (coefficient != 0) {
            out.add(new Product(coefficient, factors));
          }
        });
    if (constant != 0) {
      out.add(0, new Product(constant, List.of()));
    }
    return List.copyOf(out);
  }
}
