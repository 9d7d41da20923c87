package dev.espalier.ir;

import java.nio.ByteBuffer;

/** Reads and writes single elements in their little-endian form. */
final class Elements {
  private Elements() {}

  static double getDouble(ElementType type, ByteBuffer in) {
    return switch (type) {
      case F32 -> in.getFloat();
      case F64 -> in.getDouble();
      case F16 -> HalfFloat.toFloat(in.getShort());
      case BF16 -> Float.intBitsToFloat(in.getShort() << 16);
      case U64 -> unsigned(in.getLong());
      default -> getLong(type, in);
    };
  }

  private static double unsigned(long bits) {
    double half = (double) (bits >>> 1) * 2;
    return bits >= 0 ? bits : half + (bits & 1);
  }

  static long getLong(ElementType type, ByteBuffer in) {
    return switch (type) {
      case I64, U64 -> in.getLong();
      case I32 -> in.getInt();
      case U32 -> Integer.toUnsignedLong(in.getInt());
      case I16 -> in.getShort();
      case U16 -> Short.toUnsignedInt(in.getShort());
      case I8 -> in.get();
      case U8, BOOL -> Byte.toUnsignedInt(in.get());
      default -> throw new IrException("%s elements are not integers", type.text());
    };
  }

  static void getDoubles(ElementType type, ByteBuffer in, double[] out, int at, int count) {
    for (int i = 0; i < count; i++) {
      out[at + i] = getDouble(type, in);
    }
  }

  /** Rounds to the nearest float; integers wrap as a cast does. */
  static void putDouble(ElementType type, ByteBuffer out, double value) {
    switch (type) {
      case F32 -> out.putFloat((float) value);
      case F64 -> out.putDouble(value);
      case F16 -> out.putShort(HalfFloat.of(value));
      case BF16 -> out.putShort(brainFloat((float) value));
      case I64, U64 -> out.putLong((long) value);
      case I32, U32 -> out.putInt((int) (long) value);
      case I16, U16 -> out.putShort((short) (long) value);
      case I8, U8 -> out.put((byte) (long) value);
      case BOOL -> out.put((byte) (value != 0 ? 1 : 0));
      default -> throw new IrException("no numbers of type %s", type.text());
    }
  }

  /** The upper half of a float's bits, rounded to nearest, ties to even. */
  private static short brainFloat(float value) {
    int bits = Float.floatToIntBits(value);
    return (short) (Float.isNaN(value) ? bits >> 16 : (bits + 0x7fff + (bits >> 16 & 1)) >> 16);
  }
}
