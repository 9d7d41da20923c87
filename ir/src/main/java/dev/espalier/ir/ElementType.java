package dev.espalier.ir;

import java.util.Locale;

/** What the elements of a tensor are. */
public enum ElementType {
  F32(4),
  F16(2),
  I8(1),
  U8(1),
  I32(4),
  I64(8),
  BOOL(1),
  // The types below only travel through: typed operators do not compute with them.
  F64(8),
  BF16(2),
  I16(2),
  U16(2),
  U32(4),
  U64(8),
  STRING(0),
  /** The result of an operator whose type cannot be inferred. */
  UNKNOWN(0);

  private final int bytes;

  ElementType(int bytes) {
    this.bytes = bytes;
  }

  /** Bytes per element; 0 where elements have no fixed size. */
  public int bytes() {
    return bytes;
  }

  public boolean isFloat() {
    return this == F32 || this == F16 || this == F64 || this == BF16;
  }

  /** Whether numbers of this type may be below zero. */
  public boolean isSigned() {
    return isFloat() || this == I8 || this == I16 || this == I32 || this == I64;
  }

  /** Whether constants of this type can be read and made as numbers. */
  public boolean isNumeric() {
    return bytes > 0;
  }

  /** The name in textual IR, such as {@code f32}. */
  public String text() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** The inverse of {@link #text()}. */
  public static ElementType parse(String text) {
    for (ElementType type : values()) {
      if (type.text().equals(text)) {
        return type;
      }
    }
    throw new IrException("unknown element type '%s'", text);
  }
}
