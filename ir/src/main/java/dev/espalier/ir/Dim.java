package dev.espalier.ir;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * A dimension: an integer, or an integer expression over symbols such as the batch size.
 *
 * <p>Expressions are kept canonical (a sum of products of symbols and floor divisions), so two dims
 * are equal for every value of their symbols exactly when {@link #equals} says so for the affine
 * part; expressions that agree only by number theory may still compare unequal.
 */
public final class Dim {
  private static final Dim[] SMALL = new Dim[4097];

  static {
    for (int i = 0; i < SMALL.length; i++) {
      SMALL[i] = new Dim(i);
    }
  }

  private final NavigableMap<DimProduct, Long> terms;
  private final long constant;

  private Dim(long constant) {
    this.constant = constant;
    this.terms = new TreeMap<>();
  }

  private Dim(NavigableMap<DimProduct, Long> sum) {
    Long one = sum.remove(DimProduct.ONE);
    this.constant = one == null ? 0 : one;
    sum.values().removeIf(c -> c == 0);
    this.terms = sum;
  }

  public static Dim of(long value) {
    return value >= 0 && value < SMALL.length ? SMALL[(int) value] : new Dim(value);
  }

  /** A symbol; the name is one that {@link #isSymbol} accepts. */
  public static Dim symbol(String name) {
    if (!isSymbol(name)) {
      throw new IrException("'%s' is not a name for a symbolic dimension", name);
    }
    return of(new DimProduct.Symbol(name));
  }

  private static Dim of(DimProduct.Atom atom) {
    TreeMap<DimProduct, Long> sum = new TreeMap<>();
    sum.put(new DimProduct(List.of(atom)), 1L);
    return new Dim(sum);
  }

  /** Letters, digits, dots and underscores, not starting with a digit; not {@code floor}. */
  public static boolean isSymbol(String name) {
    return name.matches("[A-Za-z_][A-Za-z0-9_.]*") && !name.equals("floor");
  }

  public boolean isConstant() {
    return terms.isEmpty();
  }

  public boolean is(long value) {
    return isConstant() && constant == value;
  }

  /** The value of a constant dim. */
  public long value() {
    if (!isConstant()) {
      throw new IrException("the dimension %s is not known at compile time", this);
    }
    return constant;
  }

  public Dim plus(Dim other) {
    if (isConstant() && other.isConstant()) {
      return of(Math.addExact(constant, other.constant));
    }
    NavigableMap<DimProduct, Long> sum = sum();
    other.sum().forEach((p, c) -> sum.merge(p, c, Math::addExact));
    return new Dim(sum);
  }

  public Dim plus(long other) {
    return plus(of(other));
  }

  public Dim minus(Dim other) {
    return plus(other.times(-1));
  }

  public Dim times(long factor) {
    return times(of(factor));
  }

  public Dim times(Dim other) {
    if (isConstant() && other.isConstant()) {
      return of(Math.multiplyExact(constant, other.constant));
    }
    TreeMap<DimProduct, Long> sum = new TreeMap<>();
    sum()
        .forEach(
            (p, c) ->
                other
                    .sum()
                    .forEach(
                        (q, d) -> sum.merge(p.times(q), Math.multiplyExact(c, d), Math::addExact)));
    return new Dim(sum);
  }

  /** Rounded towards minus infinity; the divisor is positive. */
  public Dim floorDiv(long divisor) {
    if (divisor <= 0) {
      throw new IrException("division of the dimension %s by %s", this, divisor);
    }
    if (isConstant()) {
      return of(Math.floorDiv(constant, divisor));
    }
    TreeMap<DimProduct, Long> whole = new TreeMap<>();
    TreeMap<DimProduct, Long> rest = new TreeMap<>();
    sum()
        .forEach(
            (p, c) -> {
              whole.put(p, Math.floorDiv(c, divisor));
              rest.put(p, Math.floorMod(c, divisor));
            });
    return new Dim(whole).plus(new Dim(rest).fraction(divisor));
  }

  /** The floor of this by a divisor that is greater than every coefficient. */
  private Dim fraction(long divisor) {
    if (isConstant()) {
      return of(0);
    }
    long common = terms.values().stream().reduce(divisor, Dim::greatestCommonDivisor);
    if (common > 1) {
      TreeMap<DimProduct, Long> reduced = new TreeMap<>();
      sum().forEach((p, c) -> reduced.put(p, Math.floorDiv(c, common)));
      return new Dim(reduced).fraction(divisor / common);
    }
    Optional<DimProduct.Quotient> inner = onlyQuotient();
    if (inner.isPresent()) {
      Dim shift = of(constant).times(inner.get().divisor());
      Dim numerator = inner.get().numerator().plus(shift);
      return numerator.floorDiv(Math.multiplyExact(divisor, inner.get().divisor()));
    }
    return of(new DimProduct.Quotient(this, divisor));
  }

  private static long greatestCommonDivisor(long a, long b) {
    return b == 0 ? a : greatestCommonDivisor(b, a % b);
  }

  /** The floor division of which this is a sum with a constant. */
  private Optional<DimProduct.Quotient> onlyQuotient() {
    Map.Entry<DimProduct, Long> first = terms.firstEntry();
    return terms.size() == 1
            && first.getValue() == 1
            && first.getKey().atoms().size() == 1
            && first.getKey().atoms().get(0) instanceof DimProduct.Quotient quotient
        ? Optional.of(quotient)
        : Optional.empty();
  }

  /** Rounded towards plus infinity; the divisor is positive. */
  public Dim ceilDiv(long divisor) {
    return plus(divisor - 1).floorDiv(divisor);
  }

  /** This divided by {@code divisor} when that is exact for every value of the symbols. */
  public Optional<Dim> dividedBy(Dim divisor) {
    if (divisor.sum().size() != 1) {
      return equals(divisor) ? Optional.of(of(1)) : Optional.empty();
    }
    Map.Entry<DimProduct, Long> by = divisor.sum().firstEntry();
    if (by.getValue() == 0) {
      return Optional.empty();
    }
    TreeMap<DimProduct, Long> quotient = new TreeMap<>();
    for (Map.Entry<DimProduct, Long> term : sum().entrySet()) {
      List<DimProduct.Atom> atoms = new ArrayList<>(term.getKey().atoms());
      for (DimProduct.Atom atom : by.getKey().atoms()) {
        if (!atoms.remove(atom)) {
          return Optional.empty();
        }
      }
      if (term.getValue() % by.getValue() != 0) {
        return Optional.empty();
      }
      quotient.put(new DimProduct(List.copyOf(atoms)), term.getValue() / by.getValue());
    }
    return Optional.of(new Dim(quotient));
  }

  /** True when no value of the symbols makes the two equal. */
  public boolean neverEquals(Dim other) {
    Dim difference = minus(other);
    return difference.isConstant() && difference.constant != 0;
  }

  /** The value under the given values of the symbols; an unknown symbol is an error. */
  public long evaluate(Map<String, Long> symbols) {
    return compute(new DimValues(symbols));
  }

  /** This with symbols replaced; symbols without an entry stay. */
  public Dim substitute(Map<String, Dim> values) {
    return isConstant() ? this : compute(new DimSubstitution(values));
  }

  /** The same expression in another arithmetic. */
  public <T> T compute(DimArithmetic<T> in) {
    T sum = constant == 0 && !terms.isEmpty() ? null : in.constant(constant);
    for (Map.Entry<DimProduct, Long> term : terms.entrySet()) {
      T product = term.getValue() == 1 ? null : in.constant(term.getValue());
      for (DimProduct.Atom atom : term.getKey().atoms()) {
        T factor = atom.compute(in);
        product = product == null ? factor : in.times(product, factor);
      }
      sum = sum == null ? product : in.plus(sum, product);
    }
    return sum;
  }

  /** The symbols that occur, sorted. */
  public Set<String> symbols() {
    Set<String> names = new TreeSet<>();
    for (DimProduct product : terms.keySet()) {
      for (DimProduct.Atom atom : product.atoms()) {
        if (atom instanceof DimProduct.Quotient quotient) {
          names.addAll(quotient.numerator().symbols());
        } else {
          names.add(atom.text());
        }
      }
    }
    return names;
  }

  private NavigableMap<DimProduct, Long> sum() {
    TreeMap<DimProduct, Long> sum = new TreeMap<>(terms);
    if (constant != 0 || terms.isEmpty()) {
      sum.put(DimProduct.ONE, constant);
    }
    return sum;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Dim dim && constant == dim.constant && terms.equals(dim.terms);
  }

  @Override
  public int hashCode() {
    return 31 * Long.hashCode(constant) + terms.hashCode();
  }

  /** The form {@link DimParser} reads: {@code 2*H+floor((W+1)/2)-1}. */
  @Override
  public String toString() {
    if (isConstant()) {
      return Long.toString(constant);
    }
    StringBuilder out = new StringBuilder();
    terms.forEach((product, coefficient) -> append(out, product.text(), coefficient));
    if (constant != 0) {
      append(out, "", constant);
    }
    return out.toString();
  }

  private static void append(StringBuilder out, String product, long coefficient) {
    if (coefficient >= 0 && out.length() > 0) {
      out.append('+');
    }
    if (product.isEmpty()) {
      out.append(coefficient);
    } else if (coefficient == 1) {
      out.append(product);
    } else if (coefficient == -1) {
      out.append('-').append(product);
    } else {
      out.append(coefficient).append('*').append(product);
    }
  }
}
