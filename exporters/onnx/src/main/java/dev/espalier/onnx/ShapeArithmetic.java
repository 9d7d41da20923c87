package dev.espalier.onnx;

import dev.espalier.ir.Dim;
import dev.espalier.ir.DimArithmetic;
import dev.espalier.ir.Tensor;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Computes dims when the model runs: nodes that read sizes of earlier values and calculate with
 * them. Sizes are read from the graph's inputs where they can be; equal parts are made once.
 */
final class ShapeArithmetic implements DimArithmetic<ShapeArithmetic.Term> {
  /**
   * A value that holds a dim as i64[1].
   *
   * @param negative whether it may be below 0
   */
  record Term(String value, boolean negative) {}

  private static final int MOD = 10;

  private final Site site;

  private ShapeArithmetic(Site site) {
    this.site = site;
  }

  /** The name of an i64 vector of dims; a constant when all of them are known. */
  static String vector(Site site, List<Dim> dims) {
    if (dims.stream().allMatch(Dim::isConstant)) {
      return site.longs("shape", dims.stream().map(Dim::value).toList());
    }
    ShapeArithmetic arithmetic = new ShapeArithmetic(site);
    List<String> parts = new ArrayList<>();
    List<Long> run = new ArrayList<>();
    for (Dim dim : dims) {
      if (dim.isConstant()) {
        run.add(dim.value());
        continue;
      }
      arithmetic.end(run, parts);
      parts.add(arithmetic.size(dim));
    }
    arithmetic.end(run, parts);
    return parts.size() == 1
        ? parts.get(0)
        : arithmetic.once(Call.of("Concat", parts).with("axis", 0));
  }

  private void end(List<Long> run, List<String> parts) {
    if (!run.isEmpty()) {
      parts.add(site.longs("dims", run));
      run.clear();
    }
  }

  private String size(Dim dim) {
    return read(dim).orElseGet(() -> dim.compute(this).value());
  }

  private Optional<String> read(Dim dim) {
    return site.file()
        .place(dim)
        .map(
            place -> {
              String shape = once(Call.of("Shape", site.file().value(place.value())));
              return once(
                  Call.of("Gather", shape, constant((long) place.axis()).value()).with("axis", 0));
            });
  }

  private String once(Call call) {
    return site.file().once(call, () -> site.value(call));
  }

  @Override
  public Term constant(long value) {
    String name = site.file().constant("dim_" + value, Tensor.longs(new long[] {1}, value));
    return new Term(name, value < 0);
  }

  @Override
  public Term symbol(String name) {
    String value =
        read(Dim.symbol(name))
            .orElseThrow(
                () ->
                    new NotRepresentableException(
                        NotRepresentableException.Code.SIZE_NOT_COMPUTABLE,
                        "%%%s: no earlier value has an axis of size %s",
                        site.node().result(),
                        name));
    return new Term(value, false);
  }

  @Override
  public Term plus(Term left, Term right) {
    return binary("Add", left, right);
  }

  @Override
  public Term times(Term left, Term right) {
    return binary("Mul", left, right);
  }

  /**
   * ONNX rounds quotients towards 0, so what may be negative loses its remainder first. Before
   * opset 10 that cannot be written; there, the sizes of a model that runs are not negative.
   */
  @Override
  public Term floorDiv(Term numerator, long divisor) {
    Term by = constant(divisor);
    Term whole = numerator;
    if (numerator.negative() && site.opset() >= MOD) {
      whole = binary("Sub", numerator, binary("Mod", numerator, by));
    }
    return binary("Div", whole, by);
  }

  private Term binary(String kind, Term left, Term right) {
    String value = once(Call.of(kind, left.value(), right.value()));
    return new Term(value, left.negative() || right.negative());
  }
}
