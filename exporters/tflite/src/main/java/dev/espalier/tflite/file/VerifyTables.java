package dev.espalier.tflite.file;

import dev.espalier.tflite.TfliteException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;

/**
 * Verifies that everything the tables of a file refer to is in the file and aligned, so that it can
 * be read without further checks of ranges. What is referred to more than once counts each time,
 * and the sum is limited: a small file cannot describe a huge model.
 */
final class VerifyTables {
  private static final byte[] IDENTIFIER = "TFL3".getBytes(StandardCharsets.US_ASCII);
  private static final int LEAST_VTABLE = 2 * Short.BYTES;

  /** Bytes of references and sizes that files share without being suspicious. */
  private static final long ALLOWANCE = 1 << 16;

  private final ByteBuffer bytes;
  private final int size;
  private long left;

  /** Where something is: the entry of a table, or one of the elements of its vector. */
  private record Place(Place in, String name, int element) {
    Place entry(String entry) {
      return new Place(this, entry, -1);
    }

    Place element(int number) {
      return new Place(in, name, number);
    }

    @Override
    public String toString() {
      String own = element < 0 ? name : name + "[" + element + "]";
      return in == null ? own : in + "." + own;
    }
  }

  private VerifyTables(ByteBuffer bytes) {
    this.bytes = bytes;
    this.size = bytes.limit();
    this.left = 2L * size + ALLOWANCE;
  }

  /**
   * Verifies a whole file.
   *
   * @param bytes little endian, from position 0 on
   * @throws TfliteException when something is out of range
   */
  static void in(ByteBuffer bytes) {
    new VerifyTables(bytes).root();
  }

  private void root() {
    if (size < Integer.BYTES + IDENTIFIER.length
        || !bytes.slice(Integer.BYTES, IDENTIFIER.length).equals(ByteBuffer.wrap(IDENTIFIER))) {
      throw new TfliteException("not a TFLite model: no TFL3 at byte 4");
    }
    Place model = new Place(null, "model", -1);
    table(target(0, model), "Model", model);
  }

  private void table(long at, String type, Place place) {
    require(at % Integer.BYTES == 0 && at + Integer.BYTES <= size, place, "no table at %d", at);
    long vtable = at - bytes.getInt((int) at);
    require(
        vtable >= 0 && vtable % Short.BYTES == 0 && vtable + LEAST_VTABLE <= size,
        place,
        "no vtable at %d",
        vtable);
    int vtableSize = unsignedShort(vtable);
    int inline = unsignedShort(vtable + Short.BYTES);
    require(
        vtableSize >= LEAST_VTABLE && vtableSize % Short.BYTES == 0 && vtable + vtableSize <= size,
        place,
        "a vtable of %d bytes",
        vtableSize);
    require(inline >= Integer.BYTES && at + inline <= size, place, "a table of %d bytes", inline);
    spend(inline, place);
    List<Schema.Entry> entries = Schema.entries(type);
    long type1 = 0;
    for (int i = 0; i < entries.size(); i++) {
      Schema.Entry entry = entries.get(i);
      int slot = LEAST_VTABLE + i * Short.BYTES;
      int offset = slot < vtableSize ? unsignedShort(vtable + slot) : 0;
      int width = entry.inlineWidth();
      long value = at + offset;
      require(
          offset == 0 || offset >= Integer.BYTES && offset + width <= inline && value % width == 0,
          place.entry(entry.name()),
          "an entry of %d bytes at %d of %d",
          width,
          offset,
          inline);
      if (offset != 0) {
        entry(value, entry, (int) type1, place.entry(entry.name()));
      }
      type1 = offset != 0 && entry.kind() == Schema.Kind.NUMBER ? number(value, width) : 0;
    }
  }

  private void entry(long at, Schema.Entry entry, int unionType, Place place) {
    switch (entry.kind()) {
      case NUMBER -> {}
      case TEXT -> text(target(at, place), place);
      case TABLE -> table(target(at, place), entry.tables().get(0), place);
      case UNION -> table(target(at, place), member(entry, unionType, place), place);
      case NUMBERS -> vector(target(at, place), entry.width(), place);
      case TEXTS -> {
        long vector = vector(target(at, place), Integer.BYTES, place);
        for (int i = 0; i < length(vector); i++) {
          Place element = place.element(i);
          text(target(element(vector, i), element), element);
        }
      }
      case TABLES -> {
        long vector = vector(target(at, place), Integer.BYTES, place);
        for (int i = 0; i < length(vector); i++) {
          Place element = place.element(i);
          table(target(element(vector, i), element), entry.tables().get(0), element);
        }
      }
    }
  }

  private String member(Schema.Entry union, int type, Place place) {
    List<String> members = Schema.members(union);
    require(
        type > 0 && (members.isEmpty() || type <= members.size()),
        place,
        "a table of type %d",
        type);
    return members.isEmpty() ? "" : members.get(type - 1);
  }

  /** Where the reference at a place leads. */
  private long target(long at, Place place) {
    long offset = Integer.toUnsignedLong(bytes.getInt((int) at));
    require(offset > 0 && at + offset + Integer.BYTES <= size, place, "a reference of %d", offset);
    return at + offset;
  }

  private long vector(long at, int width, Place place) {
    require(at % Integer.BYTES == 0, place, "a vector at %d", at);
    long length = length(at);
    require(at + Integer.BYTES + length * width <= size, place, "a vector of %d elements", length);
    require(
        length == 0 || (at + Integer.BYTES) % width == 0, place, "a vector of numbers at %d", at);
    spend(Integer.BYTES + (isData(place) ? 0 : length * width), place);
    return at;
  }

  /** Whether a vector is only looked at, and so costs nothing. */
  private static boolean isData(Place place) {
    return place.name().equals("data") && place.in() != null && place.in().in() != null;
  }

  private void text(long at, Place place) {
    long end = vector(at, 1, place) + Integer.BYTES + length(at);
    require(end < size && bytes.get((int) end) == 0, place, "a text that does not end");
  }

  private long length(long vector) {
    return Integer.toUnsignedLong(bytes.getInt((int) vector));
  }

  private static long element(long vector, int number) {
    return vector + Integer.BYTES + (long) number * Integer.BYTES;
  }

  private int unsignedShort(long at) {
    return Short.toUnsignedInt(bytes.getShort((int) at));
  }

  private long number(long at, int width) {
    return switch (width) {
      case 1 -> Byte.toUnsignedInt(bytes.get((int) at));
      case 2 -> unsignedShort(at);
      case 4 -> Integer.toUnsignedLong(bytes.getInt((int) at));
      default -> bytes.getLong((int) at);
    };
  }

  private void spend(long cost, Place place) {
    left -= cost;
    require(left >= 0, place, "the file refers to the same bytes again and again");
  }

  private static void require(boolean valid, Place place, String format, Object... arguments) {
    if (!valid) {
      throw new TfliteException(
          "malformed model at %s: %s", place, String.format(Locale.ROOT, format, arguments));
    }
  }
}
