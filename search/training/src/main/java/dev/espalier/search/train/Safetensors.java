package dev.espalier.search.train;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.espalier.ir.ElementType;
import dev.espalier.ir.Tensor;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Named tensors and texts in one file, in the format of the same name: the length of a JSON header
 * as 8 bytes, the header, and the elements, all little-endian.
 */
record Safetensors(Map<String, String> texts, Map<String, Tensor> tensors) {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String TEXTS = "__metadata__";

  /** Where a tensor's elements are behind the header. */
  private record Place(
      String dtype, long[] shape, @JsonProperty("data_offsets") List<Long> offsets) {}

  /** Writes a file, and waits until the disk has it. */
  void write(Path file) throws IOException {
    try (FileChannel channel =
        FileChannel.open(
            file,
            StandardOpenOption.CREATE,
            StandardOpenOption.TRUNCATE_EXISTING,
            StandardOpenOption.WRITE)) {
      byte[] header = header();
      ByteBuffer start = bytes(Long.BYTES + header.length);
      writeAll(channel, start.putLong(header.length).put(header).flip());
      for (Tensor tensor : tensors.values()) {
        ByteBuffer elements = bytes(length(tensor));
        tensor.copy(0, Math.toIntExact(tensor.size()), elements);
        writeAll(channel, elements.rewind());
      }
      channel.force(true);
    }
  }

  private byte[] header() throws IOException {
    ObjectNode header = JSON.createObjectNode();
    header.set(TEXTS, JSON.valueToTree(texts));
    long offset = 0;
    for (Map.Entry<String, Tensor> entry : tensors.entrySet()) {
      Tensor tensor = entry.getValue();
      long end = offset + length(tensor);
      Place place = new Place(tensor.element().name(), tensor.shape(), List.of(offset, end));
      header.set(entry.getKey(), JSON.valueToTree(place));
      offset = end;
    }
    return JSON.writeValueAsBytes(header);
  }

  private static int length(Tensor tensor) {
    return Math.toIntExact(tensor.size() * tensor.element().bytes());
  }

  private static ByteBuffer bytes(int length) {
    return ByteBuffer.allocate(length).order(ByteOrder.LITTLE_ENDIAN);
  }

  private static void writeAll(FileChannel channel, ByteBuffer bytes) throws IOException {
    while (bytes.hasRemaining()) {
      channel.write(bytes);
    }
  }

  /** Reads a file; one that is cut short or damaged is an {@link IOException}. */
  static Safetensors read(Path file) throws IOException {
    try (FileChannel channel = FileChannel.open(file)) {
      long length = readAll(channel, Long.BYTES).getLong();
      if (length < 2 || length > channel.size() - Long.BYTES) {
        throw new IOException("a header of " + length + " bytes");
      }
      JsonNode header = JSON.readTree(readAll(channel, (int) length).array());
      Map<String, String> texts = new LinkedHashMap<>();
      Map<String, Tensor> tensors = new LinkedHashMap<>();
      for (Map.Entry<String, JsonNode> entry : header.properties()) {
        if (entry.getKey().equals(TEXTS)) {
          entry.getValue().properties().forEach(t -> texts.put(t.getKey(), t.getValue().asText()));
        } else {
          tensors.put(entry.getKey(), tensor(channel, entry.getValue()));
        }
      }
      return new Safetensors(texts, tensors);
    }
  }

  private static Tensor tensor(FileChannel channel, JsonNode entry) throws IOException {
    Place place = JSON.treeToValue(entry, Place.class);
    int length = Math.toIntExact(place.offsets.get(1) - place.offsets.get(0));
    return Tensor.view(ElementType.valueOf(place.dtype), place.shape, readAll(channel, length));
  }

  private static ByteBuffer readAll(FileChannel channel, int length) throws IOException {
    ByteBuffer bytes = bytes(length);
    while (bytes.hasRemaining()) {
      if (channel.read(bytes) < 0) {
        throw new EOFException("the file ends too early");
      }
    }
    return bytes.flip();
  }
}
