package dev.espalier.onnx;

import dev.espalier.ir.Dim;
import dev.espalier.ir.ElementType;
import dev.espalier.ir.op.Add;
import dev.espalier.ir.op.Ceil;
import dev.espalier.ir.op.Div;
import dev.espalier.ir.op.Elementwise;
import dev.espalier.ir.op.Equal;
import dev.espalier.ir.op.Floor;
import dev.espalier.ir.op.Greater;
import dev.espalier.ir.op.GreaterOrEqual;
import dev.espalier.ir.op.Less;
import dev.espalier.ir.op.LessOrEqual;
import dev.espalier.ir.op.Max;
import dev.espalier.ir.op.Min;
import dev.espalier.ir.op.Mul;
import dev.espalier.ir.op.Neg;
import dev.espalier.ir.op.Pointwise;
import dev.espalier.ir.op.Round;
import dev.espalier.ir.op.Sub;
import dev.espalier.onnx.Scalar.Ratio;
import dev.espalier.onnx.Scalar.Real;
import java.util.Optional;

/** Arithmetic on elements of shapes; empty where the result is not known at compile time. */
final class ScalarMath {
  private static final Dim ONE = Dim.of(1);

  private ScalarMath() {}

  static Optional<Scalar> apply(Elementwise op, ElementType element, Scalar a, Scalar b) {
    Optional<Ratio> left = ratio(a);
    Optional<Ratio> right = ratio(b);
    if (isConstant(a) && isConstant(b) && element.isFloat()) {
      double value = op.apply(value(a), value(b));
      return Optional.of(op.isPredicate() ? Scalar.of((long) value) : real(element, value));
    } else if (left.isEmpty() || right.isEmpty()) {
      return Optional.empty();
    } else if (op.isPredicate()) {
      return compare(op, left.get(), right.get()).map(holds -> Scalar.of(holds ? 1 : 0));
    }
    return combine(op, element, left.get(), right.get())
        .filter(ratio -> Sizes.isSimple(ratio.numerator()))
        .map(ratio -> normal(element, ratio));
  }

  private static Optional<Ratio> combine(Elementwise op, ElementType element, Ratio a, Ratio b) {
    Dim left = a.numerator().times(b.denominator());
    Dim right = b.numerator().times(a.denominator());
    long denominator = Math.multiplyExact(a.denominator(), b.denominator());
    if (op instanceof Add) {
      return Optional.of(Scalar.of(left.plus(right), denominator));
    } else if (op instanceof Sub) {
      return Optional.of(Scalar.of(left.minus(right), denominator));
    } else if (op instanceof Mul) {
      return Optional.of(Scalar.of(a.numerator().times(b.numerator()), denominator));
    } else if (op instanceof Div) {
      return element.isFloat() ? fraction(left, right) : quotient(left, right);
    } else if (op instanceof Max || op instanceof Min) {
      boolean max = op instanceof Max;
      return isAtLeast(left, right)
          ? Optional.of(max ? a : b)
          : isAtLeast(right, left) ? Optional.of(max ? b : a) : Optional.empty();
    } else if (a.isConstant() && b.isConstant() && !element.isFloat()) {
      return Optional.of(
          Scalar.of(op.applyToIntegers(a.numerator().value(), b.numerator().value())));
    }
    return Optional.empty();
  }

  private static Optional<Ratio> fraction(Dim numerator, Dim denominator) {
    if (denominator.isConstant() && denominator.value() > 0) {
      return Optional.of(Scalar.of(numerator, denominator.value()));
    }
    return numerator.dividedBy(denominator).map(Scalar::of);
  }

  /** Integers divide towards zero. */
  private static Optional<Ratio> quotient(Dim numerator, Dim denominator) {
    if (denominator.is(0)) {
      return Optional.empty();
    } else if (numerator.isConstant() && denominator.isConstant()) {
      return Optional.of(Scalar.of(numerator.value() / denominator.value()));
    }
    Optional<Dim> exact = numerator.dividedBy(denominator);
    if (exact.isPresent()) {
      return exact.map(Scalar::of);
    }
    boolean positive = denominator.isConstant() && denominator.value() > 0;
    return positive && Scalar.isNonNegative(numerator)
        ? Optional.of(Scalar.of(numerator.floorDiv(denominator.value())))
        : Optional.empty();
  }

  private static Optional<Boolean> compare(Elementwise op, Ratio a, Ratio b) {
    Dim left = a.numerator().times(b.denominator());
    Dim right = b.numerator().times(a.denominator());
    if (op instanceof Equal) {
      return left.equals(right)
          ? Optional.of(true)
          : isAtLeast(left, right.plus(1)) || isAtLeast(right, left.plus(1))
              ? Optional.of(false)
              : Optional.empty();
    } else if (op instanceof Greater) {
      return isGreater(left, right);
    } else if (op instanceof Less) {
      return isGreater(right, left);
    } else if (op instanceof GreaterOrEqual) {
      return isGreater(right, left).map(less -> !less);
    } else if (op instanceof LessOrEqual) {
      return isGreater(left, right).map(greater -> !greater);
    } else if (a.isConstant() && b.isConstant()) {
      return Optional.of(op.apply(value(a), value(b)) != 0);
    }
    return Optional.empty();
  }

  private static Optional<Boolean> isGreater(Dim a, Dim b) {
    return isAtLeast(a, b.plus(ONE))
        ? Optional.of(true)
        : isAtLeast(b, a) ? Optional.of(false) : Optional.empty();
  }

  private static boolean isAtLeast(Dim a, Dim b) {
    return Scalar.isNonNegative(a.minus(b));
  }

  static Optional<Scalar> apply(Pointwise op, ElementType element, Scalar x) {
    if (isConstant(x)) {
      return Optional.of(
          x instanceof Ratio known && !element.isFloat()
              ? Scalar.of(op.applyToIntegers(known.numerator().value()))
              : real(element, op.apply(value(x))));
    }
    Ratio ratio = ratio(x).orElseThrow();
    if (op instanceof Neg) {
      return Optional.of(new Ratio(ratio.numerator().times(-1), ratio.denominator()));
    } else if (op instanceof Floor) {
      return Optional.of(Scalar.of(ratio.numerator().floorDiv(ratio.denominator())));
    } else if (op instanceof Ceil) {
      return Optional.of(Scalar.of(ratio.numerator().ceilDiv(ratio.denominator())));
    }
    return op instanceof Round && ratio.denominator() == 1 ? Optional.of(x) : Optional.empty();
  }

  static Optional<Scalar> cast(ElementType to, Scalar x) {
    if (to == ElementType.BOOL) {
      return isConstant(x) ? Optional.of(Scalar.of(value(x) == 0 ? 0 : 1)) : Optional.empty();
    } else if (to.isFloat()) {
      return Optional.of(isConstant(x) ? real(to, value(x)) : x);
    } else if (x instanceof Real real) {
      return Optional.of(Scalar.of((long) real.value()));
    }
    Ratio ratio = (Ratio) x;
    return ratio.denominator() == 1
        ? Optional.of(x)
        : Scalar.isNonNegative(ratio.numerator())
            ? Optional.of(Scalar.of(ratio.numerator().floorDiv(ratio.denominator())))
            : Optional.empty();
  }

  /** A float whose sizes cancelled out is a plain number again. */
  private static Scalar normal(ElementType element, Ratio ratio) {
    return element.isFloat() && ratio.numerator().isConstant()
        ? real(element, (double) ratio.numerator().value() / ratio.denominator())
        : ratio;
  }

  private static Real real(ElementType element, double value) {
    return new Real(element == ElementType.F64 ? value : (float) value);
  }

  private static boolean isConstant(Scalar x) {
    return x instanceof Real || x instanceof Ratio ratio && ratio.isConstant();
  }

  /** The number an element is, if it does not depend on symbols. */
  static Optional<Double> number(Scalar x) {
    return isConstant(x) ? Optional.of(value(x)) : Optional.empty();
  }

  private static double value(Scalar x) {
    return x instanceof Real real ? real.value() : ((Ratio) x).numerator().value();
  }

  /** A number as a fraction, if its denominator is a small power of two. */
  private static Optional<Ratio> ratio(Scalar x) {
    if (x instanceof Ratio ratio) {
      return Optional.of(ratio);
    }
    double value = ((Real) x).value();
    for (long denominator = 1; denominator <= 1 << 16; denominator *= 2) {
      double numerator = value * denominator;
      if (numerator == Math.rint(numerator) && Math.abs(numerator) < 0x1p31) {
        return Optional.of(Scalar.of(Dim.of((long) numerator), denominator));
      }
    }
    return Optional.empty();
  }
}
