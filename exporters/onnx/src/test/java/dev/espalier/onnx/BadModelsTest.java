package dev.espalier.onnx;

import static dev.espalier.onnx.Protos.floats;
import static dev.espalier.onnx.Protos.graph;
import static dev.espalier.onnx.Protos.integer;
import static dev.espalier.onnx.Protos.ints;
import static dev.espalier.onnx.Protos.longs;
import static dev.espalier.onnx.Protos.model;
import static dev.espalier.onnx.Protos.node;
import static dev.espalier.onnx.Protos.opset;
import static dev.espalier.onnx.Protos.shape;
import static dev.espalier.onnx.Protos.write;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import ai.onnx.proto.OnnxMl.FunctionProto;
import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.SparseTensorProto;
import ai.onnx.proto.OnnxMl.StringStringEntryProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import com.google.protobuf.MessageLite;
import dev.espalier.onnx.OnnxException.Code;
import dev.espalier.passes.SharedData;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever is in a file, reading it ends with a graph or a message that names the place. */
class BadModelsTest {
  @TempDir Path folder;

  private void refused(Code code, MessageLite.Builder model, String... parts) {
    Path file = write(folder, model);
    OnnxException e = catchThrowableOfType(OnnxException.class, () -> OnnxReader.read(file));
    assertThat(e).isNotNull().hasMessageContainingAll(parts);
    assertThat(e.code()).isEqualTo(code);
  }

  private void malformed(GraphProto.Builder graph, String... parts) {
    refused(Code.MALFORMED_MODEL, model(17, graph), parts);
  }

  @Test
  void filesThatAreNoModels() throws IOException {
    Path file = write(folder, new byte[] {1, 2, 3, 4, 5});
    assertThat(catchThrowableOfType(OnnxException.class, () -> OnnxReader.read(file)))
        .hasMessageContainingAll("model.onnx", "not an ONNX model");
    Path empty = write(folder, new byte[0]);
    assertThat(catchThrowableOfType(OnnxException.class, () -> OnnxReader.read(empty)))
        .hasMessageContaining("not an ONNX model");
    Path none = folder.resolve("none.onnx");
    assertThat(catchThrowableOfType(OnnxException.class, () -> OnnxReader.read(none)))
        .hasMessageContainingAll("none.onnx", "no such file");
    assertThat(catchThrowableOfType(OnnxException.class, () -> OnnxReader.read(folder)))
        .isNotNull();
  }

  @Test
  void graphsThatCannotRun() {
    malformed(graph("x:1,2", "y", node("y = Relu z")), "%z");
    malformed(graph("x:1,2", "y", node("z = Relu x")), "%y");
    malformed(graph("x:1,2", "y", node("y = Add x z"), node("z = Relu y")), "cycle");
    malformed(graph("x:1,2", "y", node("y = Relu y")), "%y", "cycle");
    malformed(graph("x:1,2", "y", node("y = Relu x"), node("y = Tanh x")), "%y", "two nodes");
    malformed(graph("x:1,2", "x", node("x = Relu x")), "%x");
    malformed(graph("x:1,2 x:1,2", "y", node("y = Relu x")), "%x", "twice");
    malformed(graph("x:1,2", "y y", node("y = Relu x")), "%y", "twice");
    malformed(graph("x:1,2 z:1,3", "y", node("y = Add x z")), "Add %y", "2", "3");
    malformed(graph("x:1,2", "y:1,3", node("y = Relu x")), "%y", "f32[1,3]", "f32[1,2]");
    malformed(graph("x:1,2", "y", node("y = Relu")), "Relu %y");
    malformed(graph("x:1,2", "", node("y = Relu x")), "output %");
    refused(
        Code.MALFORMED_MODEL,
        ModelProto.newBuilder().setIrVersion(8).setGraph(graph("x:1", "y", node("y = Relu x"))),
        "operators");
  }

  @Test
  void thingsWithoutAName() {
    malformed(graph("x:1,2 :1,2", "y", node("y = Relu x")), "input 1", "name");
    GraphProto.Builder relu = graph("x:1,2", "y", node("y = Relu x"));
    malformed(relu.clone().addInitializer(floats("", shape(1), 1)), "initializer", "name");
    SparseTensorProto.Builder sparse =
        SparseTensorProto.newBuilder().setValues(floats("", shape(1), 1)).setIndices(longs("", 0));
    malformed(relu.clone().addSparseInitializer(sparse.addDims(4)), "initializer", "name");
  }

  @ParameterizedTest
  @ValueSource(longs = {0, -1, Long.MIN_VALUE, 1L << 31, Long.MAX_VALUE})
  void versionsThatDoNotExist(long version) {
    GraphProto.Builder relu = graph("x:1,2", "y", node("y = Relu x"));
    refused(Code.MALFORMED_MODEL, model(version, relu), "''", "version " + version);
    refused(
        Code.MALFORMED_MODEL,
        model(17, relu).addOpsetImport(opset("com.microsoft", version)),
        "'com.microsoft'",
        "version " + version);
  }

  @Test
  void functionsThatAreDefinedTwice() {
    FunctionProto.Builder f = FunctionProto.newBuilder().setDomain("d").setName("F");
    f.addInput("a").addOutput("b").addNode(node("b = Relu a"));
    ModelProto.Builder twice = model(17, graph("x:1,2", "y", node("y = F x").setDomain("d")));
    refused(Code.MALFORMED_MODEL, twice.addFunctions(f).addFunctions(f), "'F'", "'d'", "twice");
  }

  @Test
  void attributesThatDoNotFit() {
    GraphProto.Builder conv = graph("x:1,2,4,4", "y", node("y = Conv x w", ints("strides", 1)));
    malformed(conv.addInitializer(floats("w", shape(1, 2, 1, 1), 1, 1)), "Conv %y", "strides");
    malformed(graph("x:1,2", "y", node("y = Transpose x", ints("perm", 0, 0))), "Transpose %y");
    malformed(graph("x:1,2", "y", node("y = Flatten x", integer("axis", 7))), "Flatten %y");
    malformed(graph("x:1,2", "y", node("y = Concat x")), "Concat %y", "axis");
    malformed(graph("x:1,2", "y", node("y = Transpose x", integer("perm", 0))), "perm", "INT");
    malformed(
        graph("x:1,6", "y", node("y = Reshape x s")).addInitializer(longs("s", -1, 4)),
        "Reshape %y");
  }

  @Test
  void tensorsThatDoNotFit() {
    GraphProto.Builder add = graph("x:1,2", "y", node("y = Add x w"));
    malformed(add.clone().addInitializer(floats("w", shape(1, 2), 1)), "%w", "2", "1");
    malformed(add.clone().addInitializer(floats("w", shape(1, -2), 1)), "%w", "-2");
    malformed(add.clone().addInitializer(floats("w", shape(1L << 40, 1L << 40))), "%w");
    malformed(add.clone().addInitializer(TensorProto.newBuilder().setName("w")), "%w");
    malformed(graph("x:99999999999", "y", node("y = Relu x")), "%x", "99999999999");
    malformed(graph("x:" + "2,".repeat(70), "y", node("y = Relu x")), "%x", "rank 70");
    SparseTensorProto.Builder sparse =
        SparseTensorProto.newBuilder().setIndices(longs("", 0)).addDims(1L << 40).addDims(1L << 40);
    sparse.setValues(floats("w", shape(1), 1));
    malformed(add.clone().addSparseInitializer(sparse), "%w");
  }

  @Test
  void dataOutsideTheFolder() throws IOException {
    for (String location : new String[] {"none.bin", "../secret", "/etc/passwd", "", "a\0b"}) {
      refused(Code.EXTERNAL_DATA_MISSING, external(location, "0"), "%w");
    }
    Path outside =
        Files.write(folder.resolveSibling("outside-" + folder.getFileName()), new byte[8]);
    Files.createSymbolicLink(folder.resolve("link"), outside);
    refused(Code.EXTERNAL_DATA_MISSING, external("link", "0"), "%w", "outside");
    Files.delete(outside);
    Files.write(folder.resolve("short.bin"), new byte[7]);
    refused(Code.EXTERNAL_DATA_MISSING, external("short.bin", "0"), "%w", "7 bytes");
    refused(Code.EXTERNAL_DATA_MISSING, external("short.bin", "123456"), "%w");
    refused(Code.MALFORMED_MODEL, external("short.bin", "-1"), "%w", "-1");
    Files.write(folder.resolve("good.bin"), new byte[16]);
    assertThat(OnnxReader.read(write(folder, external("good.bin", "8"))).graph().constants())
        .containsKey("w");
  }

  private static ModelProto.Builder external(String location, String offset) {
    TensorProto.Builder tensor =
        floats("w", shape(1, 2)).setDataLocation(TensorProto.DataLocation.EXTERNAL);
    tensor.addExternalData(entry("location", location)).addExternalData(entry("offset", offset));
    return model(17, graph("x:1,2", "y", node("y = Add x w")).addInitializer(tensor));
  }

  private static StringStringEntryProto entry(String key, String value) {
    return StringStringEntryProto.newBuilder().setKey(key).setValue(value).build();
  }

  @Test
  void operatorsThatNobodyDefines() {
    GraphProto.Builder graph =
        graph("x:1,2", "y", node("y = Magic x").setDomain("acme").setName("trick"));
    refused(Code.FOREIGN_OPERATOR_DOMAIN, model(17, graph), "Magic", "acme", "trick");
    GraphProto.Builder inner = graph("", "z", node("z = Magic x").setDomain("acme"));
    GraphProto.Builder branches =
        graph(
            "x:1,2 c:1",
            "y",
            node("b = Cast c", integer("to", 9)),
            node(
                "y = If b",
                Protos.graph("then_branch", inner),
                Protos.graph("else_branch", inner)));
    refused(Code.FOREIGN_OPERATOR_DOMAIN, model(17, branches), "Magic", "acme");
  }

  @Test
  void functionsThatCallThemselves() {
    FunctionProto.Builder loop =
        FunctionProto.newBuilder().setDomain("d").setName("F").addInput("a").addOutput("b");
    loop.addNode(node("t = F a").setDomain("d")).addNode(node("b = F t").setDomain("d"));
    refused(
        Code.MALFORMED_MODEL,
        model(17, graph("x:1,2", "y", node("y = F x").setDomain("d")))
            .addOpsetImport(opset("d", 1))
            .addFunctions(loop),
        "nested");
  }

  @Test
  void functionsThatExplode() {
    ModelProto.Builder model = model(17, graph("x:1,2", "y", node("y = F40 x").setDomain("d")));
    for (int i = 0; i <= 40; i++) {
      String call = i == 0 ? "Identity" : "F" + (i - 1);
      FunctionProto.Builder f = FunctionProto.newBuilder().setDomain("d").setName("F" + i);
      f.addInput("a").addOutput("b");
      f.addNode(node("t = " + call + " a").setDomain(i == 0 ? "" : "d"));
      f.addNode(node("b = " + call + " t").setDomain(i == 0 ? "" : "d"));
      model.addFunctions(f);
    }
    refused(Code.MALFORMED_MODEL, model, "nodes");
  }

  @Test
  void scoresThatAreNoNumbers() {
    GraphProto.Builder graph =
        graph("x:1,2,4,4", "y", node("y = ChannelMask x s").setDomain("dev.espalier"))
            .addInitializer(floats("s", shape(2), 1, Float.NaN));
    refused(Code.MASK_SCORE_NOT_FINITE, model(17, graph), "n_y", "NaN", "index 1", "%s");
    GraphProto.Builder compared =
        graph(
                "x:1,2,4,4",
                "y",
                node("g = Greater s t"),
                node("c = Cast g", integer("to", 1)),
                node("y = Mul x c"))
            .addInitializer(floats("s", shape(1, 2, 1, 1), 1, Float.POSITIVE_INFINITY))
            .addInitializer(floats("t", shape(), 0.5f));
    refused(Code.MASK_SCORE_NOT_FINITE, model(17, compared), "Infinity", "%s");
  }

  @Test
  void expressionsThatExplode() {
    GraphProto.Builder graph = graph("x:A,B,C,D", "y", node("s0 = Shape x"));
    for (int i = 0; i < 40; i++) {
      graph.addNode(node("m" + i + " = Mul s" + i + " s" + i));
      graph.addNode(node("s" + (i + 1) + " = Add m" + i + " s0"));
    }
    graph.addNode(node("y = Expand x s40"));
    assertThat(OnnxReader.read(write(folder, model(17, graph))).origin().notes())
        .anyMatch(note -> note.contains("Expand"));
  }

  @Test
  void givenShapesThatDoNotFit() {
    Path file = write(folder, model(17, graph("x:N,3,H,H", "y", node("y = Relu x"))));
    for (long[] given : new long[][] {{1, 3}, {1, 4, 8, 8}, {1, 3, 8, 9}, {-1, 3, 8, 8}}) {
      assertThatIllegalArgumentException()
          .isThrownBy(() -> OnnxReader.read(file, Map.of("x", given)))
          .withMessageContaining("'x'");
    }
    assertThatIllegalArgumentException()
        .isThrownBy(() -> OnnxReader.read(file, Map.of("z", shape(1))))
        .withMessageContainingAll("'z'", "x");
    assertThat(OnnxReader.read(file, Map.of("x", shape(1, 3, 8, 8))).graph().inputs().get("x"))
        .hasToString("f32[1,3,8,8]");
  }

  @Test
  void truncatedAndMutatedFiles() throws IOException {
    byte[] bytes = Files.readAllBytes(SharedData.file("models/onnx/mnist.onnx"));
    Random random = new Random(7);
    for (int i = 0; i < 200; i++) {
      byte[] broken =
          i % 4 == 0 ? Arrays.copyOf(bytes, random.nextInt(bytes.length)) : mutated(bytes, random);
      readAnyhow(write(folder, broken));
    }
  }

  /** Changes bytes of the part that holds structure, which mnist.onnx has at the beginning. */
  private static byte[] mutated(byte[] bytes, Random random) {
    byte[] broken = bytes.clone();
    for (int i = 1 + random.nextInt(3); i > 0; i--) {
      broken[random.nextInt(broken.length / (1 + random.nextInt(16)))] = (byte) random.nextInt();
    }
    return broken;
  }

  private static void readAnyhow(Path file) {
    try {
      OnnxReader.read(file).graph();
    } catch (OnnxException e) {
      assertThat(e).hasMessageMatching("(?s).+");
    }
  }
}
