package dev.espalier.ir.text;

import dev.espalier.ir.Dim;
import dev.espalier.ir.DimParser;
import dev.espalier.ir.IrException;
import dev.espalier.ir.TensorType;
import dev.espalier.ir.op.Bytes;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** Values of attributes as text, by their Java type. */
final class AttributeText {
  private AttributeText() {}

  static String print(Object value) {
    if (value instanceof List<?> list) {
      return list.stream().map(AttributeText::print).collect(Collectors.joining(",", "[", "]"));
    } else if (value instanceof Double number) {
      return Numbers.text(number);
    } else if (value instanceof Float number) {
      return Numbers.floatText(number);
    } else if (value instanceof Enum<?> constant) {
      return constant.name().toLowerCase(Locale.ROOT);
    } else if (value instanceof String || value instanceof Bytes) {
      return Quotes.quote(value.toString());
    }
    return value.toString();
  }

  static Object parse(Type type, Cursor cursor) {
    if (type instanceof ParameterizedType list) {
      return parseList(list.getActualTypeArguments()[0], cursor);
    } else if (type == long.class || type == Long.class) {
      return cursor.integer();
    } else if (type == double.class || type == Double.class) {
      return cursor.number();
    } else if (type == boolean.class) {
      return parseBoolean(cursor);
    } else if (type == String.class) {
      return cursor.quoted("text");
    } else if (type == Bytes.class) {
      return Bytes.parse(cursor.quoted("hexadecimal bytes"));
    } else if (type == Dim.class) {
      return parseDim(cursor);
    } else if (type == TensorType.class) {
      return cursor.type();
    } else if (type instanceof Class<?> constants && constants.isEnum()) {
      return parseEnum(constants, cursor);
    }
    throw new IllegalStateException("attributes of type " + type + " have no textual form");
  }

  private static List<Object> parseList(Type element, Cursor cursor) {
    List<Object> list = new ArrayList<>();
    cursor.expect("[");
    while (!cursor.skip("]")) {
      if (!list.isEmpty()) {
        cursor.expect(",");
      }
      list.add(parse(element, cursor));
    }
    return list;
  }

  private static boolean parseBoolean(Cursor cursor) {
    if (cursor.skipWord("true")) {
      return true;
    } else if (cursor.skipWord("false")) {
      return false;
    }
    throw cursor.expected("true or false");
  }

  private static Dim parseDim(Cursor cursor) {
    IrException unreadable = cursor.expected("a dimension");
    try {
      return DimParser.parse(cursor.until(",]}", "a dimension"));
    } catch (IrException e) {
      unreadable.addSuppressed(e);
      throw unreadable;
    }
  }

  private static Object parseEnum(Class<?> type, Cursor cursor) {
    List<?> constants = List.of(type.getEnumConstants());
    for (Object constant : constants) {
      if (cursor.skipWord(print(constant))) {
        return constant;
      }
    }
    throw cursor.expected(
        constants.stream()
            .map(AttributeText::print)
            .collect(Collectors.joining(", ", "one of ", "")));
  }
}
