package dev.espalier.tflite.file;

import dev.espalier.tflite.model.Builtin;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The tables of the file format, as {@code schema.txt} lists them. */
final class Schema {
  private static final String OPTIONS = "Options";

  /** What an entry of a table is. */
  enum Kind {
    NUMBER,
    TEXT,
    TABLE,
    NUMBERS,
    TEXTS,
    TABLES,
    UNION
  }

  /**
   * An entry of a table.
   *
   * @param width bytes of a number or of each element of a vector; 4 for what is referred to
   * @param tables the type of a table or of each in a vector, or those of a union in order
   */
  record Entry(String name, Kind kind, int width, List<String> tables) {
    /** Bytes that the entry takes in its table. */
    int inlineWidth() {
      return kind == Kind.NUMBER ? width : Integer.BYTES;
    }
  }

  private static final Map<String, List<Entry>> TABLES = new HashMap<>();
  private static final List<String> ALL_OPTIONS = new ArrayList<>();
  private static final Map<Builtin, Integer> OF_OPERATOR = new EnumMap<>(Builtin.class);

  static {
    text()
        .lines()
        .filter(line -> !line.isBlank() && !line.startsWith("#"))
        .forEach(line -> add(line.split(" ")));
  }

  private Schema() {}

  private static String text() {
    try (InputStream in = Schema.class.getResourceAsStream("schema.txt")) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void add(String[] words) {
    TABLES.put(
        words[0],
        Arrays.stream(words).skip(1).filter(w -> w.contains(":")).map(Schema::entry).toList());
    if (words[0].endsWith(OPTIONS)) {
      ALL_OPTIONS.add(words[0]);
      Arrays.stream(words)
          .skip(1)
          .filter(word -> !word.contains(":"))
          .forEach(word -> OF_OPERATOR.put(Builtin.valueOf(word), ALL_OPTIONS.size()));
    }
  }

  private static Entry entry(String word) {
    int colon = word.indexOf(':');
    String name = word.substring(0, colon);
    String type = word.substring(colon + 1);
    if (type.startsWith("union")) {
      String members = type.replaceAll("union\\(?|\\)", "");
      List<String> tables = members.isEmpty() ? List.of() : List.of(members.split("\\|"));
      return new Entry(name, Kind.UNION, Integer.BYTES, tables);
    }
    return type.startsWith("[")
        ? entry(name, type.substring(1, type.length() - 1), Kind.NUMBERS, Kind.TEXTS, Kind.TABLES)
        : entry(name, type, Kind.NUMBER, Kind.TEXT, Kind.TABLE);
  }

  private static Entry entry(String name, String type, Kind number, Kind text, Kind table) {
    if (Character.isDigit(type.charAt(0))) {
      return new Entry(name, number, Integer.parseInt(type), List.of());
    }
    return type.equals("string")
        ? new Entry(name, text, Integer.BYTES, List.of())
        : new Entry(name, table, Integer.BYTES, List.of(type));
  }

  /** The entries of a table, in the order of their numbers; none for an unknown type. */
  static List<Entry> entries(String table) {
    return TABLES.getOrDefault(table, List.of());
  }

  /** The tables that a union may be. */
  static List<String> members(Entry union) {
    return union.tables().equals(List.of("OPTIONS"))
        ? Collections.unmodifiableList(ALL_OPTIONS)
        : union.tables();
  }

  /** The number of the table with an operator's attributes; 0 when it has none. */
  static int options(Builtin kind) {
    return OF_OPERATOR.getOrDefault(kind, 0);
  }

  /** The name of the table with attributes that has a number. */
  static String optionsName(int number) {
    return number > 0 && number <= ALL_OPTIONS.size() ? ALL_OPTIONS.get(number - 1) : "unknown";
  }
}
