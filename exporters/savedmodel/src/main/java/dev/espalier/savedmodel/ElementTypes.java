package dev.espalier.savedmodel;

import dev.espalier.ir.ElementType;
import dev.espalier.tflite.NotOnTargetException;
import dev.espalier.tflite.NotOnTargetException.Code;
import org.tensorflow.proto.DataType;

/** TensorFlow's element types. */
final class ElementTypes {
  private ElementTypes() {}

  /** TensorFlow's name of an element type. */
  static DataType of(ElementType element) {
    return switch (element) {
      case F32 -> DataType.DT_FLOAT;
      case F16 -> DataType.DT_HALF;
      case BF16 -> DataType.DT_BFLOAT16;
      case F64 -> DataType.DT_DOUBLE;
      case I8 -> DataType.DT_INT8;
      case I16 -> DataType.DT_INT16;
      case I32 -> DataType.DT_INT32;
      case I64 -> DataType.DT_INT64;
      case U8 -> DataType.DT_UINT8;
      case U16 -> DataType.DT_UINT16;
      case U32 -> DataType.DT_UINT32;
      case U64 -> DataType.DT_UINT64;
      case BOOL -> DataType.DT_BOOL;
      case STRING, UNKNOWN ->
          throw new NotOnTargetException(
              Code.TYPE_NOT_SUPPORTED, "no SavedModel with elements of type %s", element.text());
    };
  }
}
