package dev.espalier.zoo;

import static org.assertj.core.api.Assertions.assertThat;

import dev.espalier.ir.ElementType;
import dev.espalier.ir.Graph;
import dev.espalier.ir.Node;
import dev.espalier.ir.SplitMix64;
import dev.espalier.ir.Tensor;
import dev.espalier.ir.op.Choice;
import dev.espalier.ir.run.Interpreter;
import dev.espalier.ir.run.Precision;
import dev.espalier.ir.text.SeededTensor;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Networks, narrow and on small pictures, compute something else when any one of their parameter
 * tensors changes, those of heads for training and of all branches of a choice included.
 */
class EveryParameterCountsTest {
  private static final Interpreter INTERPRETER = new Interpreter(Precision.F64);

  /** Of the range of an output; rounding is many powers of ten smaller. */
  private static final double LEAST = 1e-9;

  /**
   * What a normalisation or bias adds to all keys moves all products of a query by the same, which
   * the softmax cancels.
   */
  private static final String CANCELLED =
      "trans\\d+(\\.\\d+)?\\.k\\.1\\.(bias|running_mean)|stage\\d\\.b\\d\\.k\\.bias";

  @ParameterizedTest
  @CsvSource({
    "deeplabv3-resnet50, 16, 16",
    "deeplabv3plus-mbv2-lite-city, 32, 16",
    "deeplabv3plus-mbv2-full-city, 16, 16",
    "deeplabv3plus-mbv2-mmseg-os16-ade, 16, 16",
    "deeplabv3plus-r50-lite-voc, 16, 16",
    "pspnet-mbv2-os8-ade, 16, 16",
    "pspnet-r50-voc, 16, 16",
    "bisenet-r18-city-full, 32, 16",
    "stdc1-seg-city-infer, 32, 16",
    "pidnet-s-city-full, 32, 16",
    "mobilenetv2-cls, 32, 16",
    "lraspp-mbv2-os16-ade, 32, 16",
    "lraspp-mbv3l-os16-ade, 32, 16",
    "lraspp-mbv3l-mmseg-os8-city, 32, 16",
    "topformer-tiny-ade, 128, 16",
    "bisenetv2-city, 64, 16",
    "segformer-b0-ade, 64, 8",
    "rtseg-supernet-A-uniform2.5x, 64, 16",
    "rtseg-supernet-C-table4, 64, 16",
    "etf-min, 128, 8",
  })
  void anOutputChangesWithIt(String name, int size, int narrower) {
    Architecture architecture = Zoo.named(name).orElseThrow();
    Configuration small = architecture.published().withClasses(3).withSize(size, size);
    Graph graph =
        architecture.build(
            small
                .withScale(1.0 / narrower)
                .withRandomStatistics()
                .withElement(ElementType.F64)
                .withAuxiliary(true));
    Map<String, Tensor> values = values(graph);
    List<String> parameters =
        graph.constants().keySet().stream()
            .filter(constant -> isParameter(graph, constant) && !constant.matches(CANCELLED))
            .toList();
    assertThat(parameters).hasSizeGreaterThan(100);
    assertThat(parameters.stream().filter(p -> change(graph, values, p) <= LEAST)).isEmpty();
  }

  /** Single numbers and matrices that take means are no parameters. */
  private static boolean isParameter(Graph graph, String constant) {
    return graph.type(constant).element().isFloat()
        && !constant.startsWith("number.")
        && !constant.startsWith("means.")
        && graph.users(constant).stream().noneMatch(node -> node.op() instanceof Choice);
  }

  private static Map<String, Tensor> values(Graph graph) {
    Map<String, Tensor> values = new HashMap<>();
    graph.constants().forEach((name, tensor) -> values.put(name, inMemory(tensor)));
    values.put("image", SeededTensor.of(graph.inputs().get("image"), 5));
    graph.nodes().forEach(node -> evaluate(node, values, values));
    return values;
  }

  /** The largest difference of any output, in ranges of the output. */
  private static double change(Graph graph, Map<String, Tensor> values, String parameter) {
    Map<String, Tensor> changed = new HashMap<>();
    changed.put(parameter, moved(parameter, values.get(parameter)));
    for (Node node : graph.nodes()) {
      if (node.operands().stream().anyMatch(changed::containsKey)) {
        evaluate(node, values, changed);
      }
    }
    return graph.outputs().stream()
        .filter(changed::containsKey)
        .mapToDouble(output -> difference(values.get(output), changed.get(output)))
        .max()
        .orElse(0);
  }

  /** Results from operands as they are changed or else as they were. */
  private static void evaluate(Node node, Map<String, Tensor> values, Map<String, Tensor> changed) {
    List<Optional<Tensor>> operands =
        node.operands().stream()
            .map(name -> Optional.ofNullable(changed.getOrDefault(name, values.get(name))))
            .toList();
    List<Tensor> results =
        node.op() instanceof Choice ? mean(operands) : INTERPRETER.evaluate(node.op(), operands);
    for (int i = 0; i < results.size(); i++) {
      changed.put(node.results().get(i), results.get(i));
    }
  }

  /** Of the branches; the last operand is what decides. */
  private static List<Tensor> mean(List<Optional<Tensor>> operands) {
    Tensor first = operands.get(0).orElseThrow();
    double[] sum = new double[Math.toIntExact(first.size())];
    for (Optional<Tensor> branch : operands.subList(0, operands.size() - 1)) {
      double[] elements = branch.orElseThrow().toDoubles();
      Arrays.setAll(sum, i -> sum[i] + elements[i] / (operands.size() - 1));
    }
    return List.of(Tensor.of(first.element(), first.shape(), sum));
  }

  private static Tensor moved(String name, Tensor tensor) {
    boolean positive = name.endsWith("running_var");
    double[] elements = tensor.toDoubles();
    for (int i = 0; i < elements.length; i++) {
      elements[i] += SplitMix64.unit(name.hashCode(), i) - (positive ? 0 : 0.5);
    }
    return Tensor.of(tensor.element(), tensor.shape(), elements);
  }

  private static Tensor inMemory(Tensor tensor) {
    return Tensor.of(tensor.element(), tensor.shape(), tensor.toDoubles());
  }

  private static double difference(Tensor before, Tensor after) {
    double[] a = before.toDoubles();
    double[] b = after.toDoubles();
    double range = IntStream.range(0, a.length).mapToDouble(i -> Math.abs(a[i])).max().orElse(0);
    return IntStream.range(0, a.length).mapToDouble(i -> Math.abs(a[i] - b[i])).max().orElse(0)
        / range;
  }
}
