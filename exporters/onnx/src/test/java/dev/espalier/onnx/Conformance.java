package dev.espalier.onnx;

import dev.espalier.passes.SharedData;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;

/** ONNX's backend tests of single operators: a folder per case, from a tar archive. */
final class Conformance {
  private static final int BLOCK = 512;

  private Conformance() {}

  /** Unpacks the archive and returns the cases' folders, sorted by name. */
  static List<Path> cases(Path folder) throws IOException {
    Path archive = SharedData.file("conformance/onnx-node-singleop-1.12.0.tar.gz");
    try (InputStream in = new GZIPInputStream(Files.newInputStream(archive))) {
      byte[] header = in.readNBytes(BLOCK);
      while (header.length == BLOCK && header[0] != 0) {
        unpack(folder, header, in);
        header = in.readNBytes(BLOCK);
      }
    }
    try (Stream<Path> folders = Files.list(folder)) {
      return folders.filter(path -> Files.exists(path.resolve("model.onnx"))).sorted().toList();
    }
  }

  private static void unpack(Path folder, byte[] header, InputStream in) throws IOException {
    Path file = folder.resolve(text(header, 345, 155) + text(header, 0, 100)).normalize();
    int size = Integer.parseInt(text(header, 124, 12).strip(), 8);
    byte[] content = in.readNBytes(size);
    in.skipNBytes((BLOCK - size % BLOCK) % BLOCK);
    if (file.startsWith(folder) && (header[156] == '0' || header[156] == 0)) {
      Files.createDirectories(file.getParent());
      Files.write(file, content);
    }
  }

  private static String text(byte[] header, int from, int length) {
    String field = new String(header, from, length, StandardCharsets.UTF_8);
    int end = field.indexOf(0);
    return end < 0 ? field : field.substring(0, end);
  }
}
