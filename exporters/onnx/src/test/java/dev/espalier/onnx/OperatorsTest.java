package dev.espalier.onnx;

import static org.assertj.core.api.Assertions.assertThat;

import dev.espalier.ir.Dim;
import dev.espalier.ir.Graph;
import dev.espalier.ir.Tensor;
import dev.espalier.ir.TensorType;
import dev.espalier.ir.op.Opaque;
import dev.espalier.ir.op.Operators;
import dev.espalier.ir.run.Interpreter;
import dev.espalier.ir.run.Precision;
import dev.espalier.ir.text.IrParser;
import dev.espalier.ir.text.SeededTensor;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

/** Every operator, written for every kind of operator set, computes what the interpreter does. */
class OperatorsTest {
  static final String INPUTS =
      "%x: f32[1,4,8,8], %d: f32[N,4,H,W], %i: i64[3], %p: bool[2,3], %q: bool[3], %m: f32[3,5],"
          + " %h: f16[2,4,3], %s: f32[2,H,1,W], %e: f32[1,4,8,8]";

  /** Sizes of the symbolic dims; two sets, because a wrong constant agrees with one of them. */
  private static final List<Map<String, Dim>> SIZES =
      List.of(
          Map.of("N", Dim.of(1), "H", Dim.of(8), "W", Dim.of(8)),
          Map.of("N", Dim.of(3), "H", Dim.of(6), "W", Dim.of(5)));

  private static final int[] OPSETS = {7, 11, 13, 17, 22};

  static final List<String> NODES =
      List.of(
          "abs(%x)",
          "add(%e, %x)",
          "and(%p, %q)",
          "arg_max(%d) {axis=1, keepDims=false, selectLast=true}",
          "arg_max(%x) {axis=2}",
          "average_pool(%d) {kernel=[3,2], strides=[2,1], pads=[1,0,1,1], countIncludePad=true}",
          "average_pool(%d) {kernel=[3,2], dilations=[1,2]}",
          "average_pool(%x) {kernel=[3,3], strides=[2,2], ceil=true}",
          "batch_normalization(%x, f32[4]#rand(1), f32[4]#rand(2), f32[4]#rand(3),"
              + " f32[4]#[1,2,0.5,3]) {epsilon=0.001}",
          "cast(%x) {to=i64}",
          "cast(%h) {to=f32}",
          "ceil(%x)",
          "channel_mask(%x, f32[8]#[1, 0, 1, 0, 0.9, 0.5, 0.50001, -3]) {axis=3}",
          "channel_mask(%d, f32[4]#[1, 0, 1, 0])",
          "channel_mask(%h, f16[4]#[1, 0, 0.5, 0.75])",
          "channel_mask(%h, f32[3]#[1, 0, 0.5]) {axis=2}",
          "choice(%x, %e, f32[2]#[0.25, -3])",
          "choice(%x, %e, %x, %e, f32[4]#[0.25, -3, 7, 6])",
          "choice(%h, %h, f16[2]#[0, 1])",
          "clip(%x) {min=-inf, max=0.5}",
          "clip(%i) {min=-1, max=2}",
          "clip(%h) {min=0, max=0.5}",
          "concat(%x, %e, %x) {axis=1}",
          "conv(%d, f32[6,2,3,3]#rand(5), f32[6]#rand(6)) {strides=[2,1], dilations=[1,2],"
              + " pads=[1,2,1,2], groups=2}",
          "conv(%h, f16[2,4,3]#rand(5)) {strides=[1], dilations=[1], pads=[1,1]}",
          "conv_transpose(%d, f32[4,3,3,3]#rand(7), f32[6]#rand(8)) {strides=[2,2],"
              + " dilations=[2,1], pads=[1,0,1,0], outputPads=[1,0], groups=2}",
          "cos(%x)",
          "depth_to_space(%d) {block=2, columnFirst=true}",
          "depth_to_space(%d) {block=2}",
          "div(%x, f32[]#[2.5])",
          "elu(%x) {alpha=0.1}",
          "equal(%i, i64[]#[3])",
          "equal(%x, %x)",
          "erf(%x)",
          "exp(%x)",
          "expand(f32[1]#[0.5]) {shape=[N,4,2*H+1,floor((W+1)/2)]}",
          "expand(%d) {shape=[2,1,1,H,1]}",
          "floor(%x)",
          "gather(%x, i64[2,1]#[1,7]) {axis=3}",
          "gelu(%x) {tanh=true}",
          "gelu(%x) {tanh=false}",
          "gelu(%h) {tanh=false}",
          "gemm(%m, f32[7,3]#rand(9), f32[7]#rand(10)) {transA=true, transB=true, alpha=0.5,"
              + " beta=-2}",
          "gemm(%m, f32[5,2]#rand(9))",
          "greater(%x, %x)",
          "greater(%i, i64[]#[0])",
          "greater_or_equal(%x, f32[]#[0.5])",
          "hard_sigmoid(%x) {alpha=0.2, beta=0.5}",
          "hard_swish(%x)",
          "identity(%x)",
          "index_select(%d) {axis=1, indices=[3,0,3]}",
          "instance_normalization(%d, f32[4]#rand(11), f32[4]#rand(12)) {epsilon=0.5}",
          "layer_normalization(%m, f32[5]#rand(13), _) {axis=1, epsilon=1e-12}",
          "layer_normalization(%x, f32[8,8]#rand(13), f32[8,8]#rand(14)) {axis=2}",
          "layer_normalization(%x, f32[8]#rand(13), f32[8,1]#rand(14)) {axis=2}",
          "leaky_relu(%x) {alpha=0.01}",
          "less(%x, f32[]#[0.5])",
          "less_or_equal(%x, f32[]#[0.5])",
          "log(%x)",
          "log_softmax(%x) {axis=1}",
          "mat_mul(%x, f32[8,3]#rand(14))",
          "max(%x, %e)",
          "max(%x, f32[]#[0.25])",
          "max(%i, i64[3]#[1,2,3])",
          "max_pool(%d) {kernel=[3,2], strides=[2,1], dilations=[1,2], pads=[1,0,1,1]}",
          "max_pool(%x) {kernel=[3,3], strides=[2,2], ceil=true}",
          "max_pool(%x) {kernel=[2,2], strides=[2,2]}",
          "min(%x, %e)",
          "mod(%i, i64[3]#[7, -3, 3])",
          "mod(%x, f32[]#[0.25])",
          "mul(%x, f32[4,1,1]#rand(15))",
          "neg(%x)",
          "not(%p)",
          "or(%p, %q)",
          "prelu(%d, f32[4,1,1]#rand(16))",
          "prelu(f32[4,1,1]#rand(16), %d)",
          "pad(%d) {pads=[0,0,1,2,0,0,-1,4], mode=constant, value=-1.5}",
          "pad(%d) {pads=[0,0,1,2,0,0,1,4], mode=reflect}",
          "pad(%d) {pads=[1,0,1,2,0,3,1,4], mode=edge}",
          "pow(%x, f32[]#[3])",
          "pow(%x, i64[]#[2])",
          "reciprocal(%x)",
          "reduce_l2(%d) {axes=[1], keepDims=false}",
          "reduce_max(%d) {axes=[1], keepDims=false}",
          "reduce_max(%d) {axes=[2,3]}",
          "reduce_max(%i) {axes=[0]}",
          "reduce_mean(%d) {axes=[2,3], keepDims=false}",
          "reduce_mean(%d) {axes=[2,3]}",
          "reduce_mean(%h) {axes=[2]}",
          "reduce_mean(%d) {axes=[]}",
          "reduce_min(%d) {axes=[1], keepDims=false}",
          "reduce_prod(%d) {axes=[1], keepDims=false}",
          "reduce_sum(%d) {axes=[1,3]}",
          "relu(%x)",
          "reshape(%d) {shape=[N,4*H*W]}",
          "reshape(%d) {shape=[4*N,H*W]}",
          "reshape(%d) {shape=[N,4,1,H,W]}",
          "reshape(%s) {shape=[2,H,W]}",
          "reshape(%s) {shape=[W,2,H]}",
          "reshape(%d) {shape=[W,4,1,H,N,1]}",
          "reshape(%x) {shape=[16,16]}",
          "reshape(f32[]#[3]) {shape=[1,1]}",
          "reshape(f32[1,1]#[3]) {shape=[]}",
          "resize(%d) {axes=[2,3], scales=[2,3], coordinates=half_pixel}",
          "resize(%d) {axes=[2,3], scales=[2,0.5], mode=linear, coordinates=align_corners}",
          "resize(%d) {axes=[2,3], scales=[2,2], mode=linear, coordinates=asymmetric}",
          "resize(%d) {axes=[2,3], sizes=[2*H-1,7], mode=cubic, cubicA=-0.5, excludeOutside=true}",
          "resize(%x) {axes=[2,3], sizes=[16,24], coordinates=asymmetric, nearest=floor}",
          "resize(%x) {axes=[2,3], sizes=[5,7], mode=linear, coordinates=pytorch_half_pixel}",
          "resize(%d) {axes=[2,3], sizes=[H+floor((H-1)/2),floor((3*W-20)/4)+9], mode=linear}",
          "round(%x)",
          "shape(%d) {start=1, end=-1}",
          "shape(%d)",
          "sigmoid(%x)",
          "sign(%x)",
          "sin(%x)",
          "slice(%x) {axes=[2,3], starts=[1,-1], ends=[7,-9], steps=[2,-1]}",
          "slice(%x) {axes=[2], starts=[1], ends=[9], steps=[3]}",
          "slice(%d) {axes=[1,2], starts=[1,1], ends=[3,9223372036854775807], steps=[1,1]}",
          "softmax(%x) {axis=3}",
          "softmax(%d) {axis=1}",
          "softplus(%x)",
          "space_to_depth(%x) {block=2}",
          "sqrt(%x)",
          "sub(%x, %e)",
          "tanh(%x)",
          "tile(%d) {repeats=[1,2,3,1]}",
          "transpose(%d) {permutation=[0,2,3,1]}",
          "where(%q, %i, i64[]#[0])",
          "where(%q, f32[3]#[1,2,3], f32[]#[-1])");

  @TempDir Path folder;

  @ParameterizedTest
  @FieldSource("NODES")
  void runsTheSame(String node) throws Exception {
    Graph graph =
        IrParser.parse("graph @g(" + INPUTS + ") {\n  %y = " + node + "\n  return %y\n}\n");
    List<Integer> written = new ArrayList<>();
    for (int opset : OPSETS) {
      try {
        new OnnxWriter(opset).write(OnnxModel.of(graph), file(opset));
        written.add(opset);
      } catch (NotRepresentableException e) {
        assertThat(opset).as(e.getMessage()).isLessThan(19);
        assertThat(e.code()).isEqualTo(NotRepresentableException.Code.OPERATOR_NEEDS_NEWER_OPSET);
      }
    }
    for (Map<String, Dim> sizes : SIZES) {
      Map<String, Tensor> inputs = inputs(graph, sizes);
      Tensor expected = new Interpreter(Precision.F32).run(graph, inputs).get(0);
      for (int opset : written) {
        Tensor actual = Ort.run(file(opset), inputs).get(0);
        assertThat(actual.type()).as("opset %d", opset).isEqualTo(expected.type());
        assertThat(difference(actual, expected))
            .as("opset %d, %s", opset, sizes)
            .isLessThan(graph.type("y").element().bytes() == 2 ? 2e-3 : 2e-6);
      }
      if (graph.type("y").isStatic()) {
        break;
      }
    }
  }

  private Path file(int opset) {
    return folder.resolve("opset" + opset + ".onnx");
  }

  private static Map<String, Tensor> inputs(Graph graph, Map<String, Dim> sizes) {
    Map<String, Tensor> inputs = new LinkedHashMap<>();
    graph
        .inputs()
        .forEach(
            (name, type) -> {
              TensorType fixed = type.substitute(sizes);
              inputs.put(name, SeededTensor.of(fixed, name.hashCode()));
            });
    return inputs;
  }

  /** The greatest difference, relative to the greatest expected value. */
  static double difference(Tensor actual, Tensor expected) {
    double[] a = actual.toDoubles();
    double[] e = expected.toDoubles();
    double greatest = 0;
    double difference = 0;
    for (int i = 0; i < e.length; i++) {
      if (Double.compare(a[i], e[i]) != 0) {
        greatest = Math.max(greatest, Math.abs(e[i]));
        double here = Math.abs(a[i] - e[i]);
        difference = Math.max(difference, Double.isNaN(here) ? Double.MAX_VALUE : here);
      }
    }
    return difference == 0 ? 0 : difference / Math.max(1, greatest);
  }

  @Test
  void coversEveryOperator() {
    Set<String> covered = new TreeSet<>(Set.of("opaque", "split"));
    NODES.forEach(node -> covered.add(node.substring(0, node.indexOf('('))));
    assertThat(Operators.all()).contains(Opaque.class);
    assertThat(covered).hasSize(Operators.all().size()).allMatch(Operators::knows);
  }
}
