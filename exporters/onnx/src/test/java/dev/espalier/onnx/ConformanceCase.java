package dev.espalier.onnx;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import ai.onnx.proto.OnnxMl.ValueInfoProto;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;

/**
 * One of ONNX's single-operator cases: a model, its inputs in graph order, and the outputs it must
 * give.
 */
record ConformanceCase(
    String name, Path model, List<TensorProto> inputs, List<TensorProto> outputs) {
  private static final String ARCHIVE = "conformance/onnx-node-singleop-1.12.0.tar.gz";
  private static final int BLOCK = 512;

  /** All cases, unpacked into a folder; tests are skipped where the shared data is absent. */
  static List<ConformanceCase> unpack(Path folder) throws IOException {
    String data = System.getProperty("shared.data", "");
    Path archive = Path.of(data).resolve(ARCHIVE);
    assumeTrue(!data.isEmpty() && Files.exists(archive), "the shared data has no " + ARCHIVE);
    try (InputStream in =
        new BufferedInputStream(new GZIPInputStream(Files.newInputStream(archive)))) {
      untar(in, folder);
    }
    List<ConformanceCase> cases = new ArrayList<>();
    try (Stream<Path> folders = Files.list(folder)) {
      for (Path path : folders.sorted().toList()) {
        cases.add(
            new ConformanceCase(
                path.getFileName().toString(),
                path.resolve("model.onnx"),
                tensors(path, "input_"),
                tensors(path, "output_")));
      }
    }
    return cases;
  }

  /** The model as networks have it: inputs but the first are constants, optional outputs unused. */
  Path plain(Path folder) throws IOException {
    ModelProto.Builder changed = ModelProto.parseFrom(Files.readAllBytes(model)).toBuilder();
    GraphProto.Builder graph = changed.getGraphBuilder();
    for (int i = graph.getInputCount() - 1; i > 0; i--) {
      String input = graph.getInput(i).getName();
      graph.addInitializer(inputs.get(i).toBuilder().setName(input)).removeInput(i);
    }
    if (!graph.getNode(0).getOpType().equals("Split")) {
      String output = graph.getOutput(0).getName();
      graph.getNodeBuilder(0).clearOutput().addOutput(output);
      graph.clearOutput().addOutput(ValueInfoProto.newBuilder().setName(output));
    }
    return Files.write(folder.resolve(name + ".onnx"), changed.build().toByteArray());
  }

  /** Headers of one block with a name at 0 and an octal size at 124, then whole blocks of data. */
  private static void untar(InputStream in, Path folder) throws IOException {
    byte[] header = in.readNBytes(BLOCK);
    while (header.length == BLOCK && header[0] != 0) {
      int size = Integer.parseInt(text(header, 124, 12), 8);
      byte[] content = in.readNBytes((size + BLOCK - 1) / BLOCK * BLOCK);
      Path file = folder.resolve(text(header, 0, 100));
      if (size > 0) {
        Files.createDirectories(file.getParent());
        Files.write(file, Arrays.copyOf(content, size));
      }
      header = in.readNBytes(BLOCK);
    }
  }

  private static String text(byte[] header, int from, int length) {
    String field = new String(header, from, length, StandardCharsets.US_ASCII);
    int end = field.indexOf('\0');
    return (end < 0 ? field : field.substring(0, end)).trim();
  }

  private static List<TensorProto> tensors(Path path, String prefix) throws IOException {
    List<TensorProto> tensors = new ArrayList<>();
    Path file = path.resolve("test_data_set_0/" + prefix + 0 + ".pb");
    while (Files.exists(file)) {
      tensors.add(TensorProto.parseFrom(Files.readAllBytes(file)));
      file = path.resolve("test_data_set_0/" + prefix + tensors.size() + ".pb");
    }
    return tensors;
  }
}
