package dev.espalier.onnx;

import ai.onnx.proto.OnnxMl.StringStringEntryProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.HashMap;
import java.util.Map;

/** Weights in files beside the model, mapped. Only files inside the model's folder are read. */
final class ExternalData {
  private final Path folder;
  private final Map<Path, ByteBuffer> wholeFiles = new HashMap<>();

  ExternalData(Path model) {
    Path parent = model.toAbsolutePath().getParent();
    this.folder = parent == null ? model.toAbsolutePath() : parent;
  }

  /** The bytes of a tensor that lie in another file: {@code needed} of them. */
  ByteBuffer read(TensorProto tensor, long needed) {
    Map<String, String> entries = new HashMap<>();
    for (StringStringEntryProto entry : tensor.getExternalDataList()) {
      entries.put(entry.getKey(), entry.getValue());
    }
    String location = entries.getOrDefault("location", "");
    long offset = number(tensor, entries.getOrDefault("offset", "0"));
    long length = number(tensor, entries.getOrDefault("length", Long.toString(needed)));
    if (length != needed) {
      throw OnnxException.malformed(
          "%%%s needs %d bytes, its data in %s has %d", tensor.getName(), needed, location, length);
    }
    try {
      return map(tensor, resolve(tensor, location), offset, needed);
    } catch (IOException e) {
      throw missing(tensor, "cannot read " + location + ": " + e.getMessage());
    }
  }

  private Path resolve(TensorProto tensor, String location) throws IOException {
    try {
      Path relative = Path.of(location);
      Path root = folder.toRealPath();
      if (location.isEmpty() || relative.isAbsolute()) {
        throw missing(tensor, "'" + location + "' is not a file name relative to the model");
      }
      Path file = root.resolve(relative).toRealPath();
      if (!file.startsWith(root)) {
        throw missing(tensor, "'" + location + "' is outside the model's folder");
      }
      return file;
    } catch (InvalidPathException e) {
      throw missing(tensor, "'" + location + "' is not a file name");
    }
  }

  private ByteBuffer map(TensorProto tensor, Path file, long offset, long length)
      throws IOException {
    ByteBuffer whole = wholeFiles.get(file);
    if (whole != null) {
      requireSize(tensor, file, whole.capacity(), offset, length);
      return whole.slice((int) offset, (int) length);
    }
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
      requireSize(tensor, file, channel.size(), offset, length);
      if (channel.size() <= Integer.MAX_VALUE) {
        wholeFiles.put(file, channel.map(FileChannel.MapMode.READ_ONLY, 0, channel.size()));
        return map(tensor, file, offset, length);
      }
      if (length > Integer.MAX_VALUE) {
        throw OnnxException.malformed("%%%s is larger than 2 GiB", tensor.getName());
      }
      return channel.map(FileChannel.MapMode.READ_ONLY, offset, length);
    }
  }

  private static void requireSize(
      TensorProto tensor, Path file, long size, long offset, long length) {
    if (offset > size || length > size - offset) {
      throw missing(
          tensor, file.getFileName() + " has " + size + " bytes, not " + length + " at " + offset);
    }
  }

  private static long number(TensorProto tensor, String text) {
    if (!text.matches("[0-9]{1,18}")) {
      throw OnnxException.malformed(
          "%%%s: '%s' is not an offset or length", tensor.getName(), text);
    }
    return Long.parseLong(text);
  }

  private static OnnxException missing(TensorProto tensor, String what) {
    return new OnnxException(
        OnnxException.Code.EXTERNAL_DATA_MISSING, "%%%s: %s", tensor.getName(), what);
  }
}
