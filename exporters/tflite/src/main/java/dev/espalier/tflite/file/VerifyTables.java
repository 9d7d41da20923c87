package dev.espalier.tflite.file;

import dev.espalier.tflite.TfliteException;
import dev.espalier.tflite.file.Schema.Entry;
import dev.espalier.tflite.file.Schema.Kind;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;

/**
 * Verifies that everything the tables of a file refer to is in the file and aligned, so that it can
 * be read without further checks of ranges. What is referred to more than once counts each time,
 * and the sum is limited: a small file cannot describe a huge model. How deep tables are nested is
 * limited by the schema, in which no table contains itself.
 */
final class VerifyTables {
  private static final byte[] IDENTIFIER = "TFL3".getBytes(StandardCharsets.US_ASCII);

  /** What files may refer to more than once, in bytes, besides once their own size. */
  private static final long ALLOWANCE = 1 << 16;

  private final ByteBuffer bytes;
  private final long size;
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

  /** A table at {@code at} with {@code inline} bytes of entries, which a vtable finds. */
  private record Layout(long at, int inline, long vtable, int vtableSize) {}

  private VerifyTables(ByteBuffer bytes) {
    this.bytes = bytes;
    this.size = bytes.limit();
    this.left = 2 * size + ALLOWANCE;
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
    Layout layout = layout(at, place);
    spend(layout.inline(), place);
    List<Entry> entries = Schema.entries(type);
    int before = 0;
    for (int i = 0; i < entries.size(); i++) {
      Entry entry = entries.get(i);
      Place own = place.entry(entry.name());
      long value = value(layout, i, entry.inlineWidth(), own);
      if (value != 0) {
        entry(value, entry, before, own);
      }
      before = value == 0 ? 0 : Byte.toUnsignedInt(bytes.get((int) value));
    }
  }

  private Layout layout(long at, Place place) {
    require(at % Integer.BYTES == 0 && at + Integer.BYTES <= size, place, "no table at %d", at);
    long vtable = at - bytes.getInt((int) at);
    boolean inFile = vtable >= 0 && vtable % Short.BYTES == 0 && vtable + Integer.BYTES <= size;
    require(inFile, place, "no vtable at %d", vtable);
    int vtableSize = unsignedShort(vtable);
    int inline = unsignedShort(vtable + Short.BYTES);
    boolean whole =
        vtableSize >= Integer.BYTES && vtableSize % Short.BYTES == 0 && vtable + vtableSize <= size;
    require(whole, place, "a vtable of %d bytes", vtableSize);
    require(inline >= Integer.BYTES && at + inline <= size, place, "a table of %d bytes", inline);
    return new Layout(at, inline, vtable, vtableSize);
  }

  /** Where an entry of a table is; 0 when it is left out. */
  private long value(Layout layout, int number, int width, Place place) {
    int slot = Integer.BYTES + number * Short.BYTES;
    int offset = slot < layout.vtableSize() ? unsignedShort(layout.vtable() + slot) : 0;
    boolean inTable = offset >= Integer.BYTES && offset + width <= layout.inline();
    boolean aligned = (layout.at() + offset) % width == 0;
    require(offset == 0 || inTable && aligned, place, "%d bytes at %d", width, offset);
    return offset == 0 ? 0 : layout.at() + offset;
  }

  private void entry(long at, Entry entry, int unionType, Place place) {
    switch (entry.kind()) {
      case NUMBER -> requireInside(at, entry, place);
      case TEXT -> text(target(at, place), place);
      case TABLE -> table(target(at, place), entry.tables().get(0), place);
      case UNION -> table(target(at, place), member(entry, unionType, place), place);
      case NUMBERS -> vector(target(at, place), entry.width(), place);
      case TEXTS, TABLES -> elements(target(at, place), entry, place);
    }
  }

  private void elements(long vector, Entry entry, Place place) {
    vector(vector, Integer.BYTES, place);
    for (int i = 0; i < length(vector); i++) {
      Place element = place.element(i);
      long target = target(vector + Integer.BYTES + (long) i * Integer.BYTES, element);
      if (entry.kind() == Kind.TEXTS) {
        text(target, element);
      } else {
        table(target, entry.tables().get(0), element);
      }
    }
  }

  private static String member(Entry union, int type, Place place) {
    List<String> members = Schema.members(union);
    boolean known = type > 0 && (members.isEmpty() || type <= members.size());
    require(known, place, "a table of type %d", type);
    return members.isEmpty() ? "" : members.get(type - 1);
  }

  /** Files over 2 GB keep data behind the tables, at offsets of 8 bytes from the file's start. */
  private void requireInside(long at, Entry entry, Place place) {
    boolean outside =
        entry.width() == Long.BYTES
            && entry.name().toLowerCase(Locale.ROOT).endsWith("offset")
            && bytes.getLong((int) at) > 1;
    require(!outside, place, "data outside of the tables, which is not supported");
  }

  /** Where the reference at a place leads. */
  private long target(long at, Place place) {
    long offset = Integer.toUnsignedLong(bytes.getInt((int) at));
    boolean inFile = offset > 0 && at + offset + Integer.BYTES <= size;
    require(inFile, place, "a reference to %d", at + offset);
    return at + offset;
  }

  private void vector(long at, int width, Place place) {
    require(at % Integer.BYTES == 0, place, "a vector at %d", at);
    long length = length(at);
    long first = at + Integer.BYTES;
    require(first + length * width <= size, place, "a vector of %d elements", length);
    require(length == 0 || first % width == 0, place, "a vector of numbers at %d", at);
    // Vectors of bytes stay in the file.
    spend(Integer.BYTES + (width == 1 ? 0 : length * width), place);
  }

  private void text(long at, Place place) {
    vector(at, 1, place);
    long end = at + Integer.BYTES + length(at);
    require(end < size && bytes.get((int) end) == 0, place, "a text that does not end");
    spend(length(at), place);
  }

  private long length(long vector) {
    return Integer.toUnsignedLong(bytes.getInt((int) vector));
  }

  private int unsignedShort(long at) {
    return Short.toUnsignedInt(bytes.getShort((int) at));
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
