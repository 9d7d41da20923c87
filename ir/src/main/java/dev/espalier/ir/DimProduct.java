package dev.espalier.ir;

import java.util.ArrayList;
import java.util.List;

/** A product of symbols and floor divisions, sorted by text; empty for the constant term. */
record DimProduct(List<Atom> atoms) implements Comparable<DimProduct> {
  static final DimProduct ONE = new DimProduct(List.of());

  /** What cannot be taken apart by sums and products. */
  sealed interface Atom {
    String text();

    <T> T compute(DimArithmetic<T> in);
  }

  record Symbol(String text) implements Atom {
    @Override
    public <T> T compute(DimArithmetic<T> in) {
      return in.symbol(text);
    }
  }

  record Quotient(Dim numerator, long divisor) implements Atom {
    @Override
    public String text() {
      return "floor((" + numerator + ")/" + divisor + ")";
    }

    @Override
    public <T> T compute(DimArithmetic<T> in) {
      return in.floorDiv(numerator.compute(in), divisor);
    }
  }

  DimProduct times(DimProduct other) {
    List<Atom> all = new ArrayList<>(atoms);
    all.addAll(other.atoms);
    all.sort((a, b) -> a.text().compareTo(b.text()));
    return new DimProduct(List.copyOf(all));
  }

  String text() {
    return String.join("*", atoms.stream().map(Atom::text).toList());
  }

  @Override
  public int compareTo(DimProduct other) {
    return text().compareTo(other.text());
  }
}
