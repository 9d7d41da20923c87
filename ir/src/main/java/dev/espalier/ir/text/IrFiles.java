package dev.espalier.ir.text;

import static java.nio.channels.FileChannel.MapMode.READ_ONLY;
import static java.nio.file.StandardOpenOption.CREATE;
import static java.nio.file.StandardOpenOption.TRUNCATE_EXISTING;
import static java.nio.file.StandardOpenOption.WRITE;

import dev.espalier.ir.Graph;
import dev.espalier.ir.IrException;
import dev.espalier.ir.Tensor;
import dev.espalier.ir.TensorType;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Graphs as files: the text, and beside it a file {@code NAME.weights} with the constants.
 *
 * <p>The weights file starts with the line {@code espalier weights 1}. Then comes, for each
 * constant, a line {@code TYPE#SHA256 BYTES}, followed by that many bytes: the elements, row major
 * and little endian.
 */
public final class IrFiles {
  private static final String MAGIC = "espalier weights 1";
  private static final Pattern HEAD = Pattern.compile("(.*)#[0-9a-f]{64} ([0-9]+)");
  private static final int CHUNK = 1 << 14;

  private IrFiles() {}

  /** Writes text and constants, replacing files that exist. */
  public static void write(Graph graph, Path text) throws IOException {
    Files.writeString(text, IrPrinter.print(graph));
    Map<String, Tensor> distinct = new TreeMap<>();
    graph.constants().values().forEach(tensor -> distinct.put(tensor.toString(), tensor));
    try (FileChannel out = FileChannel.open(weights(text), CREATE, TRUNCATE_EXISTING, WRITE)) {
      put(out, bytes(MAGIC));
      for (Tensor tensor : distinct.values()) {
        put(out, bytes(head(tensor)));
        put(out, tensor);
      }
    }
  }

  /** Reads what {@link #write} wrote; constants stay in the mapped file. */
  public static Graph read(Path text) throws IOException {
    return IrParser.parse(Files.readString(text), store(weights(text)));
  }

  private static Path weights(Path text) {
    return text.resolveSibling(text.getFileName() + ".weights");
  }

  private static String head(Tensor tensor) {
    return tensor.type() + "#" + tensor.digest() + " " + tensor.byteSize();
  }

  private static ByteBuffer bytes(String line) {
    return ByteBuffer.wrap((line + "\n").getBytes(StandardCharsets.UTF_8));
  }

  private static void put(FileChannel out, Tensor tensor) throws IOException {
    ByteBuffer chunk = ByteBuffer.allocate(CHUNK * tensor.element().bytes());
    for (long from = 0; from < tensor.size(); from += CHUNK) {
      tensor.copy(from, (int) Math.min(CHUNK, tensor.size() - from), chunk.clear());
      put(out, chunk.flip());
    }
  }

  private static void put(FileChannel out, ByteBuffer bytes) throws IOException {
    while (bytes.hasRemaining()) {
      out.write(bytes);
    }
  }

  private static Map<String, Tensor> store(Path weights) throws IOException {
    Map<String, Tensor> store = new HashMap<>();
    try (RandomAccessFile in = new RandomAccessFile(weights.toFile(), "r")) {
      if (!MAGIC.equals(in.readLine())) {
        throw new IrException("%s does not start with '%s'", weights, MAGIC);
      }
      while (in.getFilePointer() < in.length()) {
        Tensor tensor = next(weights, in);
        store.put(tensor.toString(), tensor);
      }
    }
    return store;
  }

  private static Tensor next(Path weights, RandomAccessFile in) throws IOException {
    String line = in.readLine();
    Matcher head = HEAD.matcher(line);
    if (!head.matches()) {
      throw new IrException("%s: expected a type, digest and size, found '%s'", weights, line);
    }
    TensorType type = TensorType.parse(head.group(1));
    long start = in.getFilePointer();
    long size = Long.parseLong(head.group(2));
    if (size > in.length() - start) {
      throw new IrException("%s: %s is cut off", weights, line);
    }
    ByteBuffer elements = in.getChannel().map(READ_ONLY, start, size);
    Tensor tensor = Tensor.view(type.element(), type.shape(), elements);
    if (!head(tensor).equals(line)) {
      throw new IrException("%s: the contents of %s are different ones", weights, line);
    }
    in.seek(start + size);
    return tensor;
  }
}
