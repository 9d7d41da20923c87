package dev.espalier.passes.fuse;

import dev.espalier.ir.Graph;
import dev.espalier.ir.Node;
import dev.espalier.ir.op.Add;
import dev.espalier.ir.op.Div;
import dev.espalier.ir.op.Mul;
import dev.espalier.ir.op.Neg;
import dev.espalier.ir.op.Op;
import dev.espalier.ir.op.Pow;
import dev.espalier.ir.op.Sub;
import java.util.Arrays;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * A value as a polynomial in two other values x and f, at most cubic in x and linear in f. Formulas
 * written with their operands or factors in another order have the same polynomial.
 *
 * @param coefficients of x^i f^j at {@code [j][i]}
 */
record Polynomial(double[][] coefficients) {
  private static final int CUBIC = 4;
  private static final int DEPTH = 8;

  /** The polynomial {@code c0 + c1 x + c2 x^2 + c3 x^3}. */
  static Polynomial inX(double... c) {
    return new Polynomial(new double[][] {Arrays.copyOf(c, CUBIC), new double[CUBIC]});
  }

  /** The polynomial {@code (c0 + c1 x) f + (d0 + d1 x)}. */
  static Polynomial inBoth(double c0, double c1, double d0, double d1) {
    return new Polynomial(new double[][] {{d0, d1, 0, 0}, {c0, c1, 0, 0}});
  }

  /** The polynomial that a value is in x alone. */
  static Optional<Polynomial> of(Graph graph, String value, String x) {
    return of(graph, value, x, Node.ABSENT);
  }

  /** The polynomial that a value is in x and f. */
  static Optional<Polynomial> of(Graph graph, String value, String x, String f) {
    return of(graph, value, x, f, DEPTH);
  }

  private static Optional<Polynomial> of(Graph graph, String value, String x, String f, int depth) {
    OptionalDouble scalar = Scalars.of(graph, value);
    if (scalar.isPresent()) {
      return Optional.of(inX(scalar.getAsDouble()));
    } else if (value.equals(x)) {
      return Optional.of(inX(0, 1));
    } else if (value.equals(f)) {
      return Optional.of(inBoth(1, 0, 0, 0));
    }
    return depth == 0
        ? Optional.empty()
        : graph.producer(value).flatMap(node -> of(graph, node, x, f, depth - 1));
  }

  private static Optional<Polynomial> of(Graph graph, Node node, String x, String f, int depth) {
    Op op = node.op();
    boolean binary =
        op instanceof Add
            || op instanceof Sub
            || op instanceof Mul
            || op instanceof Div
            || op instanceof Pow;
    if (!binary && !(op instanceof Neg)) {
      return Optional.empty();
    }
    Optional<Polynomial> a = of(graph, node.input(), x, f, depth);
    if (a.isEmpty() || !binary) {
      return a.map(p -> p.times(-1));
    }
    return of(graph, node.operands().get(1), x, f, depth).flatMap(b -> a.get().combine(op, b));
  }

  private Optional<Polynomial> combine(Op op, Polynomial b) {
    if (op instanceof Add) {
      return Optional.of(plus(b));
    } else if (op instanceof Sub) {
      return Optional.of(plus(b.times(-1)));
    } else if (op instanceof Mul) {
      return times(b);
    } else if (!b.isConstant() || b.coefficients[0][0] == 0) {
      return Optional.empty();
    }
    double number = b.coefficients[0][0];
    if (op instanceof Div) {
      return Optional.of(times(1 / number));
    }
    Optional<Polynomial> square = times(this);
    return number == 2 ? square : number == 3 ? square.flatMap(this::times) : Optional.empty();
  }

  private boolean isConstant() {
    Polynomial constant = inX(coefficients[0][0]);
    return Arrays.deepEquals(coefficients, constant.coefficients);
  }

  private Polynomial plus(Polynomial other) {
    double[][] sum = new double[2][CUBIC];
    for (int j = 0; j < 2; j++) {
      for (int i = 0; i < CUBIC; i++) {
        sum[j][i] = coefficients[j][i] + other.coefficients[j][i];
      }
    }
    return new Polynomial(sum);
  }

  private Polynomial times(double factor) {
    double[][] product = new double[2][];
    for (int j = 0; j < 2; j++) {
      product[j] = Arrays.stream(coefficients[j]).map(c -> factor * c + 0.0).toArray();
    }
    return new Polynomial(product);
  }

  private Optional<Polynomial> times(Polynomial other) {
    double[][] product = new double[2][CUBIC];
    for (int j = 0; j < 4; j++) {
      for (int i = 0; i < CUBIC * CUBIC; i++) {
        int ofF = j / 2 + j % 2;
        int ofX = i / CUBIC + i % CUBIC;
        double term = coefficients[j / 2][i / CUBIC] * other.coefficients[j % 2][i % CUBIC];
        if (term != 0 && (ofF > 1 || ofX >= CUBIC)) {
          return Optional.empty();
        } else if (term != 0) {
          product[ofF][ofX] += term;
        }
      }
    }
    return Optional.of(new Polynomial(product));
  }

  /** Whether the coefficients are the same but for rounding. */
  boolean matches(Polynomial other) {
    for (int j = 0; j < 2; j++) {
      for (int i = 0; i < CUBIC; i++) {
        if (!Scalars.same(coefficients[j][i], other.coefficients[j][i])) {
          return false;
        }
      }
    }
    return true;
  }
}
