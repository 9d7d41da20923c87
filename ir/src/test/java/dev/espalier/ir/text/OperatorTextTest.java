package dev.espalier.ir.text;

import static org.assertj.core.api.Assertions.assertThat;

import dev.espalier.ir.Graph;
import dev.espalier.ir.op.Default;
import dev.espalier.ir.op.Op;
import dev.espalier.ir.op.Operators;
import java.lang.reflect.RecordComponent;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

/** Every operator, with every attribute, is written and read back as the same graph. */
class OperatorTextTest {
  private static final String INPUTS =
      "%x: f32[1,4,8,8], %d: f32[N,4,H,W], %i: i64[3], %p: bool[2,3], %q: bool[3], %m: f32[3,5]";

  static final List<String> NODES =
      List.of(
          "abs(%x)",
          "add(%d, %x)",
          "and(%p, %q)",
          "arg_max(%d) {axis=1, keepDims=false, selectLast=true}",
          "average_pool(%d) {kernel=[3,2], strides=[2,1], dilations=[1,2], pads=[1,0,1,1],"
              + " ceil=true, countIncludePad=true}",
          "batch_normalization(%x, f32[4]#rand(1), f32[4]#rand(2), f32[4]#rand(3), f32[4]#rand(4))"
              + " {epsilon=0.001}",
          "cast(%x) {to=i64}",
          "ceil(%x)",
          "channel_mask(%x, f32[8]#[1, 0, 1, 0, 0.9, 0.5, 0.50001, -3]) {axis=3}",
          "choice(%x, %d, f32[2]#[0.25, -inf])",
          "choice(%x, %d, f32[2]#[1, 1]) {onTie=first}",
          "clip(%x) {min=-inf, max=6.5}",
          "concat(%x, %d, %x) {axis=1}",
          "conv(%d, f32[6,2,3,3]#rand(5), f32[6]#rand(6)) {strides=[2,1], dilations=[1,2],"
              + " pads=[1,2,1,2], groups=2}",
          "conv_transpose(%d, f32[4,3,3,3]#rand(7), f32[6]#rand(8)) {strides=[2,2],"
              + " dilations=[2,1], pads=[1,0,1,0], outputPads=[1,0], groups=2}",
          "cos(%x)",
          "depth_to_space(%d) {block=2, columnFirst=true}",
          "div(%x, f32[]#[2.5])",
          "elu(%x) {alpha=0.1}",
          "equal(%x, %d)",
          "erf(%x)",
          "exp(%x)",
          "expand(f32[1]#[0.5]) {shape=[N,4,2*H+1,floor((W+1)/2)]}",
          "floor(%x)",
          "gather(%d, %i) {axis=3}",
          "gelu(%x) {tanh=true}",
          "gemm(%m, f32[7,3]#rand(9), f32[7]#rand(10)) {transA=true, transB=true, alpha=0.5,"
              + " beta=-2}",
          "greater(%x, %d)",
          "greater_or_equal(%x, %d)",
          "hard_sigmoid(%x) {alpha=0.2, beta=0.5}",
          "hard_swish(%x)",
          "identity(%x)",
          "index_select(%d) {axis=1, indices=[3,0,3]}",
          "instance_normalization(%d, f32[4]#rand(11), f32[4]#rand(12)) {epsilon=0.5}",
          "layer_normalization(%m, f32[5]#rand(13), _) {axis=1, epsilon=1e-12}",
          "leaky_relu(%x) {alpha=0.01}",
          "less(%x, %d)",
          "less_or_equal(%x, %d)",
          "log(%x)",
          "log_softmax(%x) {axis=1}",
          "mat_mul(%x, f32[8,3]#rand(14))",
          "max(%x, %d)",
          "max_pool(%d) {kernel=[3,2], strides=[2,1], dilations=[1,2], pads=[1,0,1,1], ceil=true}",
          "min(%x, %d)",
          "mod(%i, i64[3]#[9223372036854775807, -9223372036854775808, 3])",
          "mul(%x, f32[4,1,1]#rand(15))",
          "neg(%x)",
          "not(%p)",
          "opaque(%x, _, %m) {domain=\"com.acme\", kind=\"Loop \\\"1\\\"\", payload=\"00ff\","
              + " captures=[\"a/b\",\"%m\"], results=[unknown,f32[N,2*H]]}",
          "or(%p, %q)",
          "prelu(%d, f32[4,1,1]#rand(16))",
          "pad(%d) {pads=[0,0,1,2,0,0,-1,4], mode=constant, value=-1.5}",
          "pad(%d) {pads=[0,0,1,2,0,0,1,4], mode=reflect}",
          "pow(%x, f32[]#[3])",
          "reciprocal(%x)",
          "reduce_l2(%d) {axes=[1], keepDims=false}",
          "reduce_max(%d) {axes=[1], keepDims=false}",
          "reduce_mean(%d) {axes=[2,3], keepDims=false}",
          "reduce_min(%d) {axes=[1], keepDims=false}",
          "reduce_prod(%d) {axes=[1], keepDims=false}",
          "reduce_sum(%d) {axes=[1], keepDims=false}",
          "relu(%x)",
          "reshape(%d) {shape=[4*N,H*W]}",
          "resize(%d) {axes=[2,3], scales=[2,0.5], mode=linear, coordinates=align_corners,"
              + " nearest=floor}",
          "resize(%d) {axes=[2,3], sizes=[2*H-1,7], mode=cubic, cubicA=-0.5, excludeOutside=true}",
          "round(%x)",
          "shape(%d) {start=1, end=-1}",
          "sigmoid(%x)",
          "sign(%x)",
          "sin(%x)",
          "slice(%x) {axes=[2,3], starts=[1,-1], ends=[7,-9], steps=[2,-1]}",
          "softmax(%x) {axis=3}",
          "softplus(%x)",
          "space_to_depth(%x) {block=2}",
          "split(%x) {axis=1, sizes=[1,3]}",
          "sqrt(%x)",
          "sub(%x, %d)",
          "tanh(%x)",
          "tile(%d) {repeats=[1,2,3,1]}",
          "transpose(%d) {permutation=[0,2,3,1]}",
          "where(%q, %i, i64[]#[0])");

  private static Graph graph(String node) {
    return IrParser.parse("graph @g(" + INPUTS + ") {\n  %y = " + node + "\n  return %y\n}\n");
  }

  @ParameterizedTest
  @FieldSource("NODES")
  void isReadBackEqual(String node) {
    Graph graph = graph(node);
    String text = IrPrinter.print(graph);
    assertThat(text).contains(node.replaceAll("#rand.*", "").replaceAll("\\(.*", "("));
    assertThat(attributes(text)).isEqualTo(attributes(node));
    Graph again = IrParser.parse(text, IrFilesTest.store(graph));
    assertThat(again.nodes()).isEqualTo(graph.nodes());
    assertThat(again.constants().toString()).isEqualTo(graph.constants().toString());
    assertThat(again.resultTypes(again.nodes().get(0)))
        .isEqualTo(graph.resultTypes(graph.nodes().get(0)));
    assertThat(IrPrinter.print(again)).isEqualTo(text);
  }

  private static String attributes(String text) {
    return text.lines()
        .filter(line -> line.contains(" {") && !line.startsWith("graph"))
        .map(line -> line.replaceAll(".*( \\{.*\\}).*", "$1").replace(", mode=constant", ""))
        .collect(Collectors.joining());
  }

  @Test
  void everyOperatorAndEveryAttributeIsThere() {
    Map<Class<?>, String> written = new HashMap<>();
    for (String node : NODES) {
      Op op = graph(node).nodes().get(0).op();
      written.merge(op.getClass(), Attributes.print(op), String::concat);
    }
    Set<String> missing = new TreeSet<>();
    for (Class<? extends Op> operator : Operators.all()) {
      if (!written.containsKey(operator)) {
        missing.add(operator.getSimpleName());
      }
      for (RecordComponent component : operator.getRecordComponents()) {
        if (!written.getOrDefault(operator, "").contains(component.getName() + "=")) {
          missing.add(operator.getSimpleName() + "." + component.getName());
        }
      }
    }
    assertThat(missing).isEmpty();
  }

  @Test
  void defaultsCanBeRead() {
    for (Class<? extends Op> operator : Operators.all()) {
      for (RecordComponent component : operator.getRecordComponents()) {
        Default value = component.getAnnotation(Default.class);
        if (value != null) {
          Cursor cursor = new Cursor(value.value());
          AttributeText.parse(component.getGenericType(), cursor);
          assertThat(cursor.isAtEnd()).as("%s of %s", component, operator).isTrue();
        }
      }
    }
  }
}
