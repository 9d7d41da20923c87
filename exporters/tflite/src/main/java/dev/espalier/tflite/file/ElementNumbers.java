package dev.espalier.tflite.file;

import dev.espalier.ir.ElementType;
import java.util.List;

/** The numbers that the file format gives to element types. */
final class ElementNumbers {
  /**
   * By number; {@code UNKNOWN} where the program has no such type (complex, resource, int4 ...).
   */
  private static final List<ElementType> TYPES =
      List.of(
          ElementType.F32,
          ElementType.F16,
          ElementType.I32,
          ElementType.U8,
          ElementType.I64,
          ElementType.STRING,
          ElementType.BOOL,
          ElementType.I16,
          ElementType.UNKNOWN,
          ElementType.I8,
          ElementType.F64,
          ElementType.UNKNOWN,
          ElementType.U64,
          ElementType.UNKNOWN,
          ElementType.UNKNOWN,
          ElementType.U32,
          ElementType.U16,
          ElementType.UNKNOWN,
          ElementType.BF16);

  private ElementNumbers() {}

  /** The type of a number, {@code UNKNOWN} also for numbers newer than this list. */
  static ElementType type(int number) {
    return number >= 0 && number < TYPES.size() ? TYPES.get(number) : ElementType.UNKNOWN;
  }

  static byte number(ElementType type) {
    if (type == ElementType.UNKNOWN) {
      throw new IllegalStateException("a TFLite file cannot hold values of unknown type");
    }
    return (byte) TYPES.indexOf(type);
  }
}
