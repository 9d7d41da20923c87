package dev.espalier.onnx;

import static org.assertj.core.api.Assertions.assertThat;

import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import ai.onnxruntime.OrtException;
import dev.espalier.ir.ElementType;
import dev.espalier.ir.IrException;
import dev.espalier.ir.Tensor;
import dev.espalier.ir.op.Opaque;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * ONNX's own tests of single operators: what ONNX Runtime passes on the original file, it passes on
 * the file that was read and written. Tolerances are those of ONNX's test runner.
 */
class ConformanceRoundTripTest {
  private static final double RELATIVE = 1e-3;
  private static final double ABSOLUTE = 1e-7;

  @TempDir Path folder;

  @Test
  void whatPassesBeforePassesAfter() throws IOException {
    List<String> notBefore = new ArrayList<>();
    List<String> notAfter = new ArrayList<>();
    List<String> opaque = new ArrayList<>();
    List<Path> cases = Conformance.cases(folder);
    for (Path path : cases) {
      String name = path.getFileName().toString();
      String before = failure(path, path.resolve("model.onnx"));
      if (!before.isEmpty()) {
        notBefore.add(name + ": " + before);
        continue;
      }
      String after = afterwards(path, opaque);
      if (!after.isEmpty()) {
        notAfter.add(name + ": " + after);
      }
    }
    System.out.printf(
        "%d of %d cases pass in ONNX Runtime%n", cases.size() - notBefore.size(), cases.size());
    System.out.println(
        "not in ONNX Runtime on the original file: " + String.join("\n  ", notBefore));
    System.out.println("with opaque operators: " + opaque);
    assertThat(cases).hasSize(379);
    assertThat(notAfter).isEmpty();
    assertThat(cases.size() - notBefore.size()).isGreaterThan(340);
  }

  private static String afterwards(Path path, List<String> opaque) {
    Path written = path.resolve("written.onnx");
    try {
      OnnxModel model = OnnxReader.read(path.resolve("model.onnx"));
      if (model.graph().nodes().stream().anyMatch(node -> node.op() instanceof Opaque)) {
        opaque.add(path.getFileName().toString());
      }
      new OnnxWriter().write(model, written);
      return failure(path, written);
    } catch (RuntimeException | IOException e) {
      return e.toString();
    }
  }

  /** Why a model does not give the expected outputs of a case; empty when it does. */
  private static String failure(Path path, Path model) throws IOException {
    ModelProto proto = ModelProto.parseFrom(Files.readAllBytes(path.resolve("model.onnx")));
    Path data = path.resolve("test_data_set_0");
    Map<String, Tensor> inputs = new LinkedHashMap<>();
    try {
      for (int i = 0; i < proto.getGraph().getInputCount(); i++) {
        inputs.put(proto.getGraph().getInput(i).getName(), tensor(data, "input_" + i + ".pb"));
      }
      List<Tensor> actual = Ort.run(model, inputs);
      for (int i = 0; i < actual.size(); i++) {
        Tensor expected = tensor(data, "output_" + i + ".pb");
        if (!isClose(actual.get(i), expected)) {
          return "output " + i + " differs";
        }
      }
      return "";
    } catch (OrtException | IrException | IllegalArgumentException | ClassCastException e) {
      return e.toString().lines().findFirst().orElse("");
    }
  }

  private static Tensor tensor(Path data, String name) throws IOException {
    TensorProto proto = TensorProto.parseFrom(Files.readAllBytes(data.resolve(name)));
    ElementType element = ElementTypes.of(proto.getDataType());
    if (!element.isNumeric()) {
      throw new IllegalArgumentException("no tensor of numbers: " + name);
    }
    long[] shape = proto.getDimsList().stream().mapToLong(Long::longValue).toArray();
    return Tensor.view(element, shape, proto.getRawData().asReadOnlyByteBuffer());
  }

  private static boolean isClose(Tensor actual, Tensor expected) {
    if (!actual.type().equals(expected.type())) {
      return false;
    }
    double[] a = actual.toDoubles();
    double[] e = expected.toDoubles();
    for (int i = 0; i < e.length; i++) {
      boolean close = Math.abs(a[i] - e[i]) <= ABSOLUTE + RELATIVE * Math.abs(e[i]);
      if (!close && Double.compare(a[i], e[i]) != 0) {
        return false;
      }
    }
    return true;
  }
}
