package dev.espalier.onnx;

import static org.assertj.core.api.Assertions.assertThat;

import dev.espalier.ir.Graph;
import dev.espalier.ir.Tensor;
import dev.espalier.ir.op.Opaque;
import dev.espalier.ir.run.Interpreter;
import dev.espalier.ir.run.Precision;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** ONNX's own single-operator cases, read and run by the interpreter, at ONNX's tolerance. */
class ConformanceInterpreterTest {
  private static final double RELATIVE = 1e-3;
  private static final double ABSOLUTE = 1e-7;

  /** Cases with an operator, a form of one, or a type that the graph does not model. */
  private static final Set<String> OPAQUE =
      Set.of(
          "test_batchnorm_epsilon_training_mode",
          "test_batchnorm_example_training_mode",
          "test_cast_BFLOAT16_to_FLOAT",
          "test_cast_DOUBLE_to_FLOAT",
          "test_cast_DOUBLE_to_FLOAT16",
          "test_cast_FLOAT16_to_DOUBLE",
          "test_cast_FLOAT_to_BFLOAT16",
          "test_cast_FLOAT_to_DOUBLE",
          "test_cast_FLOAT_to_STRING",
          "test_cast_STRING_to_FLOAT",
          "test_constantofshape_float_ones",
          "test_constantofshape_int_shape_zero",
          "test_constantofshape_int_zeros",
          "test_identity_opt",
          "test_identity_sequence",
          "test_max_float64",
          "test_max_int16",
          "test_max_uint16",
          "test_max_uint32",
          "test_max_uint64",
          "test_min_float64",
          "test_min_int16",
          "test_min_uint16",
          "test_min_uint32",
          "test_min_uint64",
          "test_pow_types_float32_uint32",
          "test_pow_types_float32_uint64",
          "test_resize_tf_crop_and_resize");

  /**
   * These align the corners with the length before it is rounded down, unlike ONNX's text, ONNX
   * Runtime and the interpreter.
   */
  private static final Set<String> OTHER_LENGTH =
      Set.of(
          "test_resize_downsample_scales_cubic_align_corners",
          "test_resize_downsample_scales_linear_align_corners");

  @Test
  void theInterpreterAgreesWithOnnx(@TempDir Path folder) throws IOException {
    Set<String> opaque = new TreeSet<>();
    List<String> wrong = new ArrayList<>();
    for (ConformanceCase given : ConformanceCase.unpack(folder)) {
      Graph graph = OnnxReader.read(given.model()).graph();
      if (isOpaque(graph)) {
        graph = OnnxReader.read(given.plain(folder)).graph();
      }
      if (isOpaque(graph)) {
        opaque.add(given.name());
      } else if (!OTHER_LENGTH.contains(given.name())) {
        difference(graph, given).ifPresent(text -> wrong.add(given.name() + ": " + text));
      }
    }
    assertThat(wrong).isEmpty();
    assertThat(opaque).isEqualTo(new TreeSet<>(OPAQUE));
  }

  private static boolean isOpaque(Graph graph) {
    return graph.nodes().stream().anyMatch(node -> node.op() instanceof Opaque);
  }

  private static Optional<String> difference(Graph graph, ConformanceCase given) {
    TensorReader tensors = new TensorReader(new ExternalData(given.model()));
    Map<String, Tensor> inputs = new LinkedHashMap<>();
    List<String> names = List.copyOf(graph.inputs().keySet());
    for (int i = 0; i < names.size(); i++) {
      inputs.put(names.get(i), tensors.read(given.inputs().get(i)).orElseThrow());
    }
    List<Tensor> outputs = new Interpreter(Precision.F32).run(graph, inputs);
    for (int i = 0; i < outputs.size(); i++) {
      Tensor expected = tensors.read(given.outputs().get(i)).orElseThrow();
      Tensor found = outputs.get(i);
      if (!expected.type().equals(found.type())) {
        return Optional.of("%d is %s, not %s".formatted(i, found.type(), expected.type()));
      }
      for (int e = 0; e < expected.size(); e++) {
        if (!isClose(expected.at(e), found.at(e))) {
          return Optional.of("%d[%d] is %s, not %s".formatted(i, e, found.at(e), expected.at(e)));
        }
      }
    }
    return Optional.empty();
  }

  private static boolean isClose(double expected, double found) {
    return expected == found
        || Double.isNaN(expected) && Double.isNaN(found)
        || Math.abs(expected - found) <= ABSOLUTE + RELATIVE * Math.abs(expected);
  }
}
