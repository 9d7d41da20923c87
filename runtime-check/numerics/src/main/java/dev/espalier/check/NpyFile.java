package dev.espalier.check;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.espalier.ir.ElementType;
import dev.espalier.ir.Shapes;
import dev.espalier.ir.Tensor;
import dev.espalier.ir.TensorType;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Reads and writes arrays in NumPy's format, versions 1 to 3: a magic string, a header such as
 * {@code {'descr': '<f4', 'fortran_order': False, 'shape': (1, 3, 8, 8)}}, and the elements.
 */
final class NpyFile {
  private static final byte[] MAGIC = "\u0093NUMPY".getBytes(StandardCharsets.ISO_8859_1);
  private static final int ALIGNMENT = 64;
  private static final Pattern HEADER =
      Pattern.compile(
          "\\{'descr': *'([^']+)', *'fortran_order': *(\\w+), *'shape': *\\(([0-9, ]*)\\),? *\\}");
  private static final Map<String, ElementType> ELEMENTS =
      Map.of(
          "<f4", ElementType.F32,
          "<f8", ElementType.F64,
          "<f2", ElementType.F16,
          "|u1", ElementType.U8,
          "|i1", ElementType.I8,
          "|b1", ElementType.BOOL,
          "<i4", ElementType.I32,
          "<i8", ElementType.I64);

  private NpyFile() {}

  /**
   * Reads an array as a tensor of a type. Leading dims of 1 may be missing in the file; a float
   * type takes any numbers, an integer type only integers.
   */
  static Tensor read(Path file, TensorType type) throws IOException {
    ByteBuffer bytes = ByteBuffer.wrap(Files.readAllBytes(file)).order(ByteOrder.LITTLE_ENDIAN);
    Matcher header = HEADER.matcher(header(file, bytes).strip());
    if (!header.matches() || !header.group(2).equals("False")) {
      throw new EvidenceException("%s: the array is not in row-major (C) order", file);
    }
    ElementType element = ELEMENTS.get(header.group(1));
    if (element == null || !type.element().isFloat() && element.isFloat()) {
      throw new EvidenceException(
          "%s: elements of type %s, the model needs %s",
          file, header.group(1), type.element().text());
    }
    return convert(stored(file, element, shape(header.group(3)), bytes), file, type);
  }

  /** Writes a tensor of an element type that {@link #read} knows, in version 1 of the format. */
  static void write(Tensor tensor, Path file) throws IOException {
    String shape =
        Arrays.stream(tensor.shape()).mapToObj(size -> size + ",").collect(Collectors.joining());
    String header =
        "{'descr': '%s', 'fortran_order': False, 'shape': (%s), }"
            .formatted(descriptor(tensor), shape);
    int start = MAGIC.length + 2 + Short.BYTES;
    int padded = (start + header.length() + 1 + ALIGNMENT - 1) / ALIGNMENT * ALIGNMENT - start;
    ByteBuffer head = ByteBuffer.allocate(start + padded).order(ByteOrder.LITTLE_ENDIAN);
    head.put(MAGIC).put((byte) 1).put((byte) 0).putShort((short) padded);
    head.put((header + " ".repeat(padded - header.length() - 1) + "\n").getBytes(UTF_8));
    try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(file))) {
      out.write(head.array());
      ByteBuffer elements = ByteBuffer.allocate(Math.toIntExact(tensor.byteSize()));
      tensor.forEachChunk((from, count, chunk) -> elements.put(chunk));
      out.write(elements.array());
    }
  }

  private static String descriptor(Tensor tensor) {
    return ELEMENTS.entrySet().stream()
        .filter(entry -> entry.getValue() == tensor.element())
        .map(Map.Entry::getKey)
        .findFirst()
        .orElseThrow(() -> new EvidenceException("no .npy file of %s", tensor.type()));
  }

  private static String header(Path file, ByteBuffer bytes) {
    byte[] magic = new byte[MAGIC.length];
    if (bytes.remaining() < 12) {
      throw new EvidenceException("%s: not a .npy file", file);
    }
    bytes.get(magic);
    int major = bytes.get();
    bytes.get();
    long length = major == 1 ? Short.toUnsignedInt(bytes.getShort()) : bytes.getInt();
    if (!Arrays.equals(magic, MAGIC) || length < 0 || length > bytes.remaining()) {
      throw new EvidenceException("%s: not a .npy file", file);
    }
    byte[] text = new byte[(int) length];
    bytes.get(text);
    return new String(text, UTF_8);
  }

  private static long[] shape(String text) {
    return Arrays.stream(text.split(","))
        .map(String::strip)
        .filter(dim -> !dim.isEmpty())
        .mapToLong(Long::parseLong)
        .toArray();
  }

  private static Tensor stored(Path file, ElementType element, long[] shape, ByteBuffer bytes) {
    if (Shapes.size(shape) * element.bytes() != bytes.remaining()) {
      throw new EvidenceException(
          "%s: %d bytes of elements for the shape %s",
          file, bytes.remaining(), Arrays.toString(shape));
    }
    return Tensor.view(element, shape, bytes);
  }

  private static Tensor convert(Tensor stored, Path file, TensorType type) {
    long[] shape = stored.shape();
    int missing = type.rank() - shape.length;
    boolean fits = missing >= 0;
    for (int axis = 0; fits && axis < type.rank(); axis++) {
      long size = axis < missing ? 1 : shape[axis - missing];
      fits = !type.dim(axis).isConstant() || type.dim(axis).is(size);
    }
    if (!fits) {
      throw new EvidenceException(
          "%s: an array of %s, the model needs %s", file, stored.type(), type);
    }
    long[] full = new long[type.rank()];
    Arrays.fill(full, 1);
    System.arraycopy(shape, 0, full, missing, shape.length);
    return stored.element() == type.element()
        ? stored.reshape(full)
        : Tensor.of(type.element(), full, stored.toDoubles());
  }
}
