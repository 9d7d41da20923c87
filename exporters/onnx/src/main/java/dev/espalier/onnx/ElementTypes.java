package dev.espalier.onnx;

import ai.onnx.proto.OnnxMl.TensorProto.DataType;
import dev.espalier.ir.ElementType;
import java.util.EnumMap;
import java.util.Map;

/** Element types and ONNX's numbers for them. */
final class ElementTypes {
  private static final Map<ElementType, DataType> NUMBERS =
      new EnumMap<>(
          Map.ofEntries(
              Map.entry(ElementType.F32, DataType.FLOAT),
              Map.entry(ElementType.F16, DataType.FLOAT16),
              Map.entry(ElementType.I8, DataType.INT8),
              Map.entry(ElementType.U8, DataType.UINT8),
              Map.entry(ElementType.I32, DataType.INT32),
              Map.entry(ElementType.I64, DataType.INT64),
              Map.entry(ElementType.BOOL, DataType.BOOL),
              Map.entry(ElementType.F64, DataType.DOUBLE),
              Map.entry(ElementType.BF16, DataType.BFLOAT16),
              Map.entry(ElementType.I16, DataType.INT16),
              Map.entry(ElementType.U16, DataType.UINT16),
              Map.entry(ElementType.U32, DataType.UINT32),
              Map.entry(ElementType.U64, DataType.UINT64),
              Map.entry(ElementType.STRING, DataType.STRING)));

  private ElementTypes() {}

  /** ONNX's number of an element type; 0 (undefined) for one that is not known. */
  static int number(ElementType type) {
    return NUMBERS.getOrDefault(type, DataType.UNDEFINED).getNumber();
  }

  /** The element type of ONNX's number; unknown for one the IR does not have. */
  static ElementType of(int number) {
    for (Map.Entry<ElementType, DataType> entry : NUMBERS.entrySet()) {
      if (entry.getValue().getNumber() == number) {
        return entry.getKey();
      }
    }
    return ElementType.UNKNOWN;
  }
}
