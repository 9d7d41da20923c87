package dev.espalier.ir;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Element type and dimensions of a value, in ONNX axis order. */
public record TensorType(ElementType element, List<Dim> dims) {
  /** The type of a value about which nothing is known; only opaque operators take it. */
  public static final TensorType UNKNOWN = new TensorType(ElementType.UNKNOWN, List.of());

  public TensorType {
    dims = List.copyOf(dims);
  }

  public static TensorType of(ElementType element, long... shape) {
    return new TensorType(element, Arrays.stream(shape).mapToObj(Dim::of).toList());
  }

  public static TensorType f32(long... shape) {
    return of(ElementType.F32, shape);
  }

  public boolean isUnknown() {
    return element == ElementType.UNKNOWN;
  }

  public int rank() {
    return dims.size();
  }

  public Dim dim(int axis) {
    return dims.get(axis);
  }

  /** Whether every dimension is known at compile time. */
  public boolean isStatic() {
    return !isUnknown() && dims.stream().allMatch(Dim::isConstant);
  }

  /** The dimensions of a static type. */
  public long[] shape() {
    return dims.stream().mapToLong(Dim::value).toArray();
  }

  /** The number of elements. */
  public Dim elements() {
    return product(dims);
  }

  /** The product of dims; 1 for none. */
  public static Dim product(List<Dim> dims) {
    Dim result = Dim.of(1);
    for (Dim dim : dims) {
      result = result.times(dim);
    }
    return result;
  }

  public TensorType withDims(List<Dim> other) {
    return new TensorType(element, other);
  }

  public TensorType withDim(int axis, Dim dim) {
    List<Dim> changed = new ArrayList<>(dims);
    changed.set(axis, dim);
    return new TensorType(element, changed);
  }

  public TensorType withElement(ElementType other) {
    return new TensorType(other, dims);
  }

  /** This with symbols replaced by dims. */
  public TensorType substitute(Map<String, Dim> values) {
    return new TensorType(element, dims.stream().map(d -> d.substitute(values)).toList());
  }

  /** The form in textual IR: {@code f32[1,3,H,W]}. */
  @Override
  public String toString() {
    return isUnknown()
        ? "unknown"
        : element.text()
            + dims.stream().map(Dim::toString).collect(Collectors.joining(",", "[", "]"));
  }

  /** The inverse of {@link #toString}. */
  public static TensorType parse(String text) {
    if (text.equals("unknown")) {
      return UNKNOWN;
    }
    int bracket = text.indexOf('[');
    if (bracket < 0 || !text.endsWith("]")) {
      throw new IrException("cannot read the type '%s'", text);
    }
    String dims = text.substring(bracket + 1, text.length() - 1);
    List<Dim> parsed =
        dims.isBlank()
            ? List.of()
            : Arrays.stream(dims.split(",", -1)).map(DimParser::parse).toList();
    return new TensorType(ElementType.parse(text.substring(0, bracket)), parsed);
  }
}
