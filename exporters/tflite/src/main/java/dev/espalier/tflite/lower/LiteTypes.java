package dev.espalier.tflite.lower;

import dev.espalier.ir.ElementType;
import dev.espalier.ir.Tensor;
import dev.espalier.tflite.NotOnTargetException;
import dev.espalier.tflite.NotOnTargetException.Code;
import java.util.Arrays;

/** Element types in TFLite: 64-bit integers, which its operators hardly take, have 32 bits. */
public final class LiteTypes {
  private LiteTypes() {}

  /** The element type of a value, for which a message has a name. */
  public static ElementType of(ElementType element, String value) {
    return switch (element) {
      case I64 -> ElementType.I32;
      case F32, I32, I8, U8, BOOL -> element;
      default ->
          throw new NotOnTargetException(
              Code.TYPE_NOT_SUPPORTED,
              "%%%s is %s, which TFLite's operators do not take; ONNX can hold it (--emit onnx)",
              value,
              element.text());
    };
  }

  /** A constant as TFLite stores it. */
  static Tensor constant(Tensor tensor, String value) {
    ElementType element = of(tensor.element(), value);
    if (element == tensor.element()) {
      return tensor;
    }
    long[] values = tensor.toLongs();
    for (long number : values) {
      if (number != (int) number) {
        throw new NotOnTargetException(
            Code.INT64_OUT_OF_RANGE,
            "%%%s holds %d, which does not fit into the 32 bits that TFLite's operators take",
            value,
            number);
      }
    }
    return Tensor.of(element, tensor.shape(), Arrays.stream(values).asDoubleStream().toArray());
  }
}
