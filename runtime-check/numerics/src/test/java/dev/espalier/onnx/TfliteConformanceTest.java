package dev.espalier.onnx;

import static org.assertj.core.api.Assertions.assertThat;

import ai.onnx.proto.OnnxMl.TensorProto;
import dev.espalier.check.OnnxRuntimeRunner;
import dev.espalier.check.RunException;
import dev.espalier.check.Runner;
import dev.espalier.check.TfliteRunner;
import dev.espalier.ir.ElementType;
import dev.espalier.ir.Graph;
import dev.espalier.ir.Tensor;
import dev.espalier.ir.op.ArgMax;
import dev.espalier.passes.Pipeline;
import dev.espalier.tflite.NotOnTargetException;
import dev.espalier.tflite.TfliteExport;
import dev.espalier.tflite.TfliteExporter;
import dev.espalier.tflite.TfliteOptions;
import dev.espalier.tflite.TfliteOptions.IoLayout;
import dev.espalier.tflite.TfliteOptions.OutputForm;
import dev.espalier.tflite.TfliteOptions.Target;
import dev.espalier.tflite.file.TfliteWriter;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * ONNX's own tests of single operators, in TFLite: what the target can express gives the outputs
 * that ONNX asks for. Tolerances are those of ONNX's test runner, but for sums in another order.
 */
class TfliteConformanceTest {
  private static final double RELATIVE = 1e-3;
  private static final double ABSOLUTE = 1e-6;
  private static final TfliteOptions OPTIONS =
      TfliteOptions.DEFAULTS.withTarget(Target.ANY).withIoLayout(IoLayout.NCHW);

  @TempDir Path folder;

  private final List<String> wrong = new ArrayList<>();
  private final Map<String, List<String>> refused = new TreeMap<>();
  private int right;

  @Test
  void whatCanBeExpressedAgrees() throws IOException {
    List<ConformanceCase> cases = ConformanceCase.unpack(folder);
    for (ConformanceCase one : cases) {
      check(one);
    }
    refused.forEach((code, names) -> System.out.println(code + " " + names.size() + " " + names));
    System.out.printf("%d of %d cases agree in TFLite%n", right, cases.size());
    assertThat(wrong).isEmpty();
    assertThat(right).isGreaterThan(300);
  }

  /** As the case is, or else with all inputs but the first as constants, as networks have them. */
  private void check(ConformanceCase one) throws IOException {
    String first = outcome(one, one.model());
    String outcome = first.startsWith("refused") ? outcome(one, one.plain(folder)) : first;
    if (outcome.isEmpty()) {
      right++;
    } else if (outcome.startsWith("refused ")) {
      refused.computeIfAbsent(outcome.substring(8), code -> new ArrayList<>()).add(one.name());
    } else if (!passesInOnnxRuntime(one)) {
      refused.computeIfAbsent("fails in ONNX Runtime", r -> new ArrayList<>()).add(one.name());
    } else {
      wrong.add(one.name() + ": " + outcome);
    }
  }

  private String outcome(ConformanceCase one, Path file) throws IOException {
    OnnxModel model = OnnxReader.read(file);
    TfliteExport export;
    try {
      Graph graph = Pipeline.simplify(model.graph());
      boolean classes = graph.nodes().stream().anyMatch(node -> node.op() instanceof ArgMax);
      OutputForm form = classes ? OutputForm.ARGMAX : OutputForm.LOGITS;
      export = TfliteExporter.export(graph, OPTIONS.withOutput(form));
    } catch (NotOnTargetException e) {
      return "refused " + e.code().text();
    }
    Path written = folder.resolve("case.tflite");
    TfliteWriter.write(export.model(), written);
    try (TfliteRunner runner = TfliteRunner.open(written, TfliteRunner.Settings.PLAIN)) {
      return difference(one, runner, this::narrow);
    } catch (RunException e) {
      return e.getMessage();
    }
  }

  private boolean passesInOnnxRuntime(ConformanceCase one) {
    try (Runner runner = OnnxRuntimeRunner.open(one.model(), OnnxRuntimeRunner.Settings.PLAIN)) {
      return difference(one, runner, this::read).isEmpty();
    } catch (RunException | IllegalStateException e) {
      return false;
    }
  }

  private static String difference(
      ConformanceCase one, Runner runner, Function<TensorProto, Tensor> reader) {
    Map<String, Tensor> fed = new LinkedHashMap<>();
    for (int i = 0; i < runner.inputs().size(); i++) {
      fed.put(runner.inputs().get(i).name(), reader.apply(one.inputs().get(i)));
    }
    List<Tensor> results = List.copyOf(runner.run(fed).values());
    for (int i = 0; i < results.size(); i++) {
      String difference = difference(reader.apply(one.outputs().get(i)), results.get(i));
      if (!difference.isEmpty()) {
        return difference;
      }
    }
    return "";
  }

  /** A tensor of a case as TFLite has it. */
  private Tensor narrow(TensorProto proto) {
    Tensor tensor = read(proto);
    return tensor.element() == ElementType.I64
        ? Tensor.of(ElementType.I32, tensor.shape(), tensor.toDoubles())
        : tensor;
  }

  private Tensor read(TensorProto proto) {
    return new TensorReader(new ExternalData(folder)).read(proto).orElseThrow();
  }

  private static String difference(Tensor expected, Tensor actual) {
    double[] a = expected.toDoubles();
    double[] b = actual.toDoubles();
    if (a.length != b.length) {
      return actual.type() + ", not " + expected.type();
    }
    for (int i = 0; i < a.length; i++) {
      boolean same = a[i] == b[i] || Double.isNaN(a[i]) && Double.isNaN(b[i]);
      if (!same && !(Math.abs(a[i] - b[i]) <= ABSOLUTE + RELATIVE * Math.abs(a[i]))) {
        return "element " + i + " is " + b[i] + ", not " + a[i];
      }
    }
    return "";
  }
}
