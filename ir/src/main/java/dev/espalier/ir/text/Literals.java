package dev.espalier.ir.text;

import dev.espalier.ir.ElementType;
import dev.espalier.ir.IrException;
import dev.espalier.ir.Tensor;
import dev.espalier.ir.TensorType;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Constants as text: a type and, behind {@code #}, the elements or where they come from. */
final class Literals {
  /** Vectors up to this size are written element by element where that helps reading. */
  private static final int SHORT = 16;

  /** Seeds 1 to this one are recognised in the contents of a constant. */
  private static final int SEEDS = 9;

  private Literals() {}

  /** The elements of a scalar, or of a short vector if asked for; else a digest. */
  static String print(Tensor tensor, boolean elementsHelp) {
    boolean integers = !tensor.element().isFloat();
    boolean listed =
        tensor.rank() == 0
            || tensor.rank() == 1 && tensor.size() <= SHORT && (integers || elementsHelp);
    return listed && isExact(tensor) ? tensor.type() + list(tensor) : tensor.toString();
  }

  /** All contents, as short as they can be said; bits of NaN and of large u64 are lost. */
  static String whole(Tensor tensor) {
    return tensor.type() + rule(tensor).orElseGet(() -> list(tensor));
  }

  /** The rule by which the elements are made, if there is one. */
  private static Optional<String> rule(Tensor tensor) {
    for (int seed = 1; seed <= SEEDS && tensor.size() > 1; seed++) {
      if (tensor.hasSameContent(SeededTensor.of(tensor.type(), seed))) {
        return Optional.of("#rand(" + seed + ")");
      }
    }
    if (tensor.size() < 2 || !isUniform(tensor)) {
      return Optional.empty();
    }
    String value = elements(tensor.reshape(tensor.size()).select(0, 0)).findFirst().orElseThrow();
    return Optional.of(
        switch (value) {
          case "0" -> "#zeros";
          case "1" -> "#ones";
          default -> "#fill(" + value + ")";
        });
  }

  private static boolean isUniform(Tensor tensor) {
    Tensor filled = Tensor.filled(tensor.element(), tensor.shape(), tensor.at(0));
    return filled.hasSameContent(tensor);
  }

  private static String list(Tensor tensor) {
    return elements(tensor).collect(Collectors.joining(", ", "#[", "]"));
  }

  /** NaN has many representations and u64 does not fit a long: they keep to the digest. */
  private static boolean isExact(Tensor tensor) {
    return tensor.element() != ElementType.U64
        && Arrays.stream(tensor.toDoubles()).noneMatch(Double::isNaN);
  }

  private static Stream<String> elements(Tensor tensor) {
    if (!tensor.element().isFloat()) {
      return Arrays.stream(tensor.toLongs()).mapToObj(Long::toString);
    }
    boolean isDouble = tensor.element() == ElementType.F64;
    return Arrays.stream(tensor.toDoubles())
        .mapToObj(value -> isDouble ? Numbers.text(value) : Numbers.floatText(value));
  }

  /** Reads type and contents; digests are looked up in the store. */
  static Tensor parse(Cursor cursor, Map<String, Tensor> store) {
    TensorType type = cursor.type();
    if (!type.isStatic() || !type.element().isNumeric()) {
      throw cursor.error("a constant cannot have the type " + type);
    }
    cursor.expect("#");
    if (cursor.sees("[")) {
      return list(type, cursor);
    } else if (cursor.skip("rand(")) {
      long seed = cursor.integer();
      cursor.expect(")");
      return SeededTensor.of(type, seed);
    } else if (cursor.skip("fill(")) {
      double value = cursor.number();
      cursor.expect(")");
      return Tensor.filled(type.element(), type.shape(), value);
    } else if (cursor.skip("cycle")) {
      return repeated(type, cursor);
    } else if (cursor.skip("off")) {
      return onesBut(type, cursor);
    } else if (cursor.skip("zeros")) {
      return Tensor.filled(type.element(), type.shape(), 0);
    } else if (cursor.skip("ones")) {
      return Tensor.filled(type.element(), type.shape(), 1);
    }
    return stored(type, cursor, store);
  }

  private static Tensor stored(TensorType type, Cursor cursor, Map<String, Tensor> store) {
    IrException unknown =
        cursor.expected("rand, fill, zeros, ones, cycle, off, a list or a stored digest");
    Tensor tensor = store.get(type + "#" + cursor.word("the contents of a constant"));
    if (tensor == null) {
      throw unknown;
    }
    return tensor;
  }

  private static Tensor list(TensorType type, Cursor cursor) {
    boolean exact = type.element() == ElementType.I64;
    IrException wrongCount = cursor.expected("a list of %s elements".formatted(type.elements()));
    List<Number> numbers = numbers(cursor, exact);
    if (!type.elements().is(numbers.size())) {
      throw wrongCount;
    }
    return exact
        ? Tensor.longs(type.shape(), numbers.stream().mapToLong(Number::longValue).toArray())
        : Tensor.of(type.element(), type.shape(), doubles(numbers));
  }

  private static List<Number> numbers(Cursor cursor, boolean exact) {
    List<Number> numbers = new ArrayList<>();
    cursor.expect("[");
    while (!cursor.skip("]")) {
      if (!numbers.isEmpty()) {
        cursor.expect(",");
      }
      numbers.add(exact ? (Number) cursor.integer() : (Number) cursor.number());
    }
    return numbers;
  }

  private static double[] doubles(List<Number> numbers) {
    return numbers.stream().mapToDouble(Number::doubleValue).toArray();
  }

  /** The numbers over and over again. */
  private static Tensor repeated(TensorType type, Cursor cursor) {
    IrException empty = cursor.expected("at least one number");
    List<Number> numbers = numbers(cursor, false);
    if (numbers.isEmpty()) {
      throw empty;
    }
    double[] values = new double[Math.toIntExact(type.elements().value())];
    Arrays.setAll(values, i -> numbers.get(i % numbers.size()).doubleValue());
    return Tensor.of(type.element(), type.shape(), values);
  }

  /** One everywhere, but zero at some positions. */
  private static Tensor onesBut(TensorType type, Cursor cursor) {
    double[] values = new double[Math.toIntExact(type.elements().value())];
    Arrays.fill(values, 1);
    IrException outside = cursor.expected("positions below " + values.length);
    for (Number position : numbers(cursor, true)) {
      if (position.longValue() < 0 || position.longValue() >= values.length) {
        throw outside;
      }
      values[position.intValue()] = 0;
    }
    return Tensor.of(type.element(), type.shape(), values);
  }
}
