package dev.espalier.onnx;

import static org.assertj.core.api.Assertions.assertThat;

import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import ai.onnx.proto.OnnxMl.ValueInfoProto;
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

  private final List<String> notBefore = new ArrayList<>();
  private final List<String> notAfter = new ArrayList<>();
  private final List<Path> opaque = new ArrayList<>();

  @Test
  void whatPassesBeforePassesAfter() throws IOException {
    List<Path> cases = Conformance.cases(folder);
    for (Path path : cases) {
      check(path, path.resolve("model.onnx"));
    }
    int passing = cases.size() - notBefore.size();
    System.out.printf("%d of %d cases pass in ONNX Runtime, but not%n", passing, cases.size());
    notBefore.forEach(name -> System.out.println("  " + name));
    List<Path> withInputs = List.copyOf(opaque);
    opaque.clear();
    for (Path path : withInputs) {
      check(path, withConstants(path));
    }
    System.out.println("opaque: " + opaque.stream().map(Path::getFileName).toList());
    assertThat(cases).hasSize(379);
    assertThat(notAfter).isEmpty();
    assertThat(passing).isGreaterThan(360);
    assertThat(opaque).hasSizeLessThan(35);
  }

  private void check(Path path, Path model) throws IOException {
    String name = path.getFileName().toString();
    String before = failure(path, model);
    String after = before.isEmpty() ? afterwards(path, model) : "";
    if (!before.isEmpty()) {
      notBefore.add(name + ": " + before);
    } else if (!after.isEmpty()) {
      notAfter.add(name + ": " + after);
    }
  }

  private String afterwards(Path path, Path original) {
    Path written = path.resolve("written.onnx");
    try {
      OnnxModel model = OnnxReader.read(original);
      if (model.graph().nodes().stream().anyMatch(node -> node.op() instanceof Opaque)) {
        opaque.add(path);
      }
      new OnnxWriter().write(model, written);
      return failure(path, written);
    } catch (RuntimeException | IOException e) {
      return e.toString();
    }
  }

  /** In many cases shapes, axes and the like are inputs, which leaves the operator opaque. */
  private static Path withConstants(Path path) throws IOException {
    ModelProto.Builder model =
        ModelProto.parseFrom(Files.readAllBytes(path.resolve("model.onnx"))).toBuilder();
    List<ValueInfoProto> inputs = model.getGraph().getInputList();
    model.getGraphBuilder().clearInput();
    for (int i = 0; i < inputs.size(); i++) {
      byte[] value = Files.readAllBytes(path.resolve("test_data_set_0/input_" + i + ".pb"));
      if (i == 0 || !inputs.get(i).getType().hasTensorType()) {
        model.getGraphBuilder().addInput(inputs.get(i));
      } else {
        String name = inputs.get(i).getName();
        TensorProto constant = TensorProto.parseFrom(value).toBuilder().setName(name).build();
        model.getGraphBuilder().addInitializer(constant);
      }
    }
    Path file = path.resolve("constants.onnx");
    Files.write(file, model.setIrVersion(Math.max(4, model.getIrVersion())).build().toByteArray());
    return file;
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
