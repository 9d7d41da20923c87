package dev.espalier.search.djl;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import dev.espalier.ir.ElementType;
import dev.espalier.ir.IrException;
import dev.espalier.ir.Tensor;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** Tensors of the IR as arrays of PyTorch, and back. */
public final class Tensors {
  private Tensors() {}

  /** A copy of a tensor in native memory. Half floats become floats, which PyTorch is faster in. */
  public static NDArray toArray(NDManager manager, Tensor tensor) {
    return toArray(manager, tensor, floats(tensor.element()));
  }

  /** As {@link #toArray(NDManager, Tensor)}, rounded to an element type. */
  static NDArray toArray(NDManager manager, Tensor tensor, ElementType element) {
    Tensor converted = tensor.convert(element);
    int size = Math.toIntExact(converted.size());
    NDArray array = manager.create(new Shape(tensor.shape()), dataType(element));
    if (size > 0) {
      write(array, converted);
    }
    return array;
  }

  /** Memory of PyTorch is written in place: memory of Java would be freed by the collector only. */
  private static void write(NDArray array, Tensor tensor) {
    ByteBuffer bytes = array.toByteBuffer(true).order(ByteOrder.LITTLE_ENDIAN);
    tensor.copy(0, Math.toIntExact(tensor.size()), bytes);
  }

  /** Changes the elements of an array of single or double precision in place. */
  public static void set(NDArray array, float... elements) {
    Tensor tensor = Tensor.floats(array.getShape().getShape(), elements);
    write(array, tensor.convert(element(array.getDataType())));
  }

  /** A copy of an array, as elements of the given type. */
  public static Tensor toTensor(NDArray array, ElementType element) {
    ElementType own = element(array.getDataType());
    ByteBuffer bytes = array.toByteBuffer(false).order(ByteOrder.LITTLE_ENDIAN);
    return Tensor.view(own, array.getShape().getShape(), bytes).convert(element);
  }

  /** What values of an element type are computed in. */
  private static ElementType floats(ElementType element) {
    return element == ElementType.F16 || element == ElementType.BF16 ? ElementType.F32 : element;
  }

  /** The type of the elements of an array; not every type of the IR has one. */
  static DataType dataType(ElementType element) {
    return switch (element) {
      case F64 -> DataType.FLOAT64;
      case F32, F16, BF16 -> DataType.FLOAT32;
      case I8 -> DataType.INT8;
      case U8 -> DataType.UINT8;
      case I32 -> DataType.INT32;
      case I64 -> DataType.INT64;
      case BOOL -> DataType.BOOLEAN;
      default -> throw new IrException("PyTorch does not compute with %s here", element.text());
    };
  }

  private static ElementType element(DataType type) {
    return switch (type) {
      case FLOAT64 -> ElementType.F64;
      case FLOAT32 -> ElementType.F32;
      case INT8 -> ElementType.I8;
      case UINT8 -> ElementType.U8;
      case INT32 -> ElementType.I32;
      case INT64 -> ElementType.I64;
      case BOOLEAN -> ElementType.BOOL;
      default -> throw new IllegalStateException("an array of " + type);
    };
  }
}
