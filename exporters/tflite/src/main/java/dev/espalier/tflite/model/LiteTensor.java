package dev.espalier.tflite.model;

import dev.espalier.ir.ElementType;
import dev.espalier.ir.Shapes;
import dev.espalier.ir.Tensor;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * A value of a TFLite graph, in the order of axes in which it is stored.
 *
 * @param name for people; TFLite itself goes by position
 * @param shape dimensions; 1 where {@code signature} has -1
 * @param signature dimensions with -1 where they are only known at run time
 * @param data the constant, empty for a value that is computed; as a vector of bytes (u8) where
 *     elements have no fixed size or not all of them are stored
 * @param quantized whether the elements stand for real numbers by a scale and a zero point
 * @param variable whether the value is kept from one run to the next
 */
public record LiteTensor(
    String name,
    ElementType element,
    List<Integer> shape,
    List<Integer> signature,
    Optional<Tensor> data,
    boolean quantized,
    boolean variable) {
  public LiteTensor {
    shape = List.copyOf(shape);
    signature = List.copyOf(signature);
  }

  /** A computed value. */
  public static LiteTensor value(String name, ElementType element, List<Integer> shape) {
    return new LiteTensor(name, element, shape, shape, Optional.empty(), false, false);
  }

  public static LiteTensor constant(String name, Tensor data) {
    List<Integer> shape = Arrays.stream(data.shape()).mapToObj(Math::toIntExact).toList();
    return new LiteTensor(name, data.element(), shape, shape, Optional.of(data), false, false);
  }

  public boolean isConstant() {
    return data.isPresent();
  }

  public boolean isStatic() {
    return !signature.contains(-1);
  }

  public int rank() {
    return shape.size();
  }

  public int dim(int axis) {
    return shape.get(axis);
  }

  /** The number of elements. */
  public long size() {
    return Shapes.size(shape.stream().mapToLong(Integer::longValue).toArray());
  }

  /** The number of bytes of all elements. */
  public long bytes() {
    return size() * element.bytes();
  }

  /** The type as text: {@code f32[1,224,224,3]}, with ? for sizes known only at run time. */
  public String type() {
    StringBuilder text = new StringBuilder(element.text()).append('[');
    for (int i = 0; i < signature.size(); i++) {
      text.append(i == 0 ? "" : ",");
      text.append(signature.get(i) < 0 ? "?" : signature.get(i).toString());
    }
    return text.append(']').toString();
  }
}
