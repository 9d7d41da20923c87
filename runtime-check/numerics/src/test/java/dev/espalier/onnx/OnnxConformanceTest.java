package dev.espalier.onnx;

import static org.assertj.core.api.Assertions.assertThat;

import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import dev.espalier.check.OnnxRuntimeRunner;
import dev.espalier.check.RunException;
import dev.espalier.check.Runner;
import dev.espalier.ir.Graph;
import dev.espalier.ir.IrException;
import dev.espalier.ir.Tensor;
import dev.espalier.ir.op.Opaque;
import dev.espalier.passes.Pipeline;
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
 * A12: ONNX's own tests of single operators: what ONNX Runtime passes on the original file, it
 * passes on the file that was read and written, and on the one that was compiled as well.
 * Tolerances are those of ONNX's test runner. The others are listed in docs/conformance.md, which
 * {@code -Despalier.docs=update} writes.
 */
class OnnxConformanceTest {
  private static final Path PAGE = Path.of("..", "..", "docs", "conformance.md");
  private static final double RELATIVE = 1e-3;
  private static final double ABSOLUTE = 1e-7;

  @TempDir private Path folder;

  private final ConformancePage page = new ConformancePage();
  private final List<String> wrong = new ArrayList<>();

  @Test
  void whatPassesBeforePassesAfter() throws IOException {
    List<ConformanceCase> cases = ConformanceCase.unpack(folder);
    for (ConformanceCase one : cases) {
      check(one);
    }
    assertThat(cases).hasSize(379);
    assertThat(wrong).isEmpty();
    assertThat(page.passing()).isGreaterThanOrEqualTo(361);
    assertThat(page.operators()).hasSize(66);
    assertThat(page.typed()).hasSizeGreaterThanOrEqualTo(50);
    String text = page.text();
    if (System.getProperty("espalier.docs", "").equals("update")) {
      Files.writeString(PAGE, text);
    }
    assertThat(Files.readString(PAGE)).isEqualTo(text);
  }

  private void check(ConformanceCase one) throws IOException {
    String kind = kind(one.model());
    String before = failure(one, one.model());
    if (!before.isEmpty()) {
      page.fails(kind, one.name(), before);
      return;
    }
    page.passes(kind, one.name(), isTyped(one.model()) || isTyped(one.plain(folder)));
    OnnxModel model = OnnxReader.read(one.model());
    compare(one, "written", model);
    compare(one, "compiled", model.withGraph(Pipeline.standard(model.graph()).graph()));
  }

  private void compare(ConformanceCase one, String what, OnnxModel model) throws IOException {
    Path file = folder.resolve(what + ".onnx");
    new OnnxWriter().write(model, file);
    String failure = failure(one, file);
    if (!failure.isEmpty()) {
      wrong.add(one.name() + ", " + what + ": " + failure);
    }
  }

  private static String kind(Path model) throws IOException {
    return ModelProto.parseFrom(Files.readAllBytes(model)).getGraph().getNode(0).getOpType();
  }

  /** Whether operators of the IR stand for the node; operands may be constants, as in networks. */
  private static boolean isTyped(Path model) {
    Graph graph = OnnxReader.read(model).graph();
    return graph.nodes().stream().noneMatch(node -> node.op() instanceof Opaque);
  }

  /** Why a model does not give what a case asks for; empty when it does. */
  private String failure(ConformanceCase one, Path model) {
    try (Runner runner = OnnxRuntimeRunner.open(model, OnnxRuntimeRunner.Settings.PLAIN)) {
      Map<String, Tensor> fed = new LinkedHashMap<>();
      for (int i = 0; i < runner.inputs().size(); i++) {
        fed.put(runner.inputs().get(i).name(), read(one.inputs().get(i)));
      }
      List<Tensor> results = List.copyOf(runner.run(fed).values());
      for (int i = 0; i < results.size(); i++) {
        if (!isClose(read(one.outputs().get(i)), results.get(i))) {
          return "ONNX Runtime computes something else";
        }
      }
      return "";
    } catch (RunException e) {
      return e.getMessage().contains("NOT_IMPLEMENTED")
          ? "ONNX Runtime has no kernel for the element type"
          : "inputs or outputs of this type do not pass between Java and ONNX Runtime";
    } catch (IrException | OnnxException e) {
      return "inputs or outputs are no tensors of numbers";
    }
  }

  private Tensor read(TensorProto proto) {
    return new TensorReader(new ExternalData(folder))
        .read(proto)
        .orElseThrow(() -> new IrException("not a tensor of numbers"));
  }

  private static boolean isClose(Tensor expected, Tensor actual) {
    double[] e = expected.toDoubles();
    double[] a = actual.toDoubles();
    boolean close = expected.type().equals(actual.type());
    for (int i = 0; close && i < e.length; i++) {
      close =
          Double.compare(a[i], e[i]) == 0
              || Math.abs(a[i] - e[i]) <= ABSOLUTE + RELATIVE * Math.abs(e[i]);
    }
    return close;
  }
}
