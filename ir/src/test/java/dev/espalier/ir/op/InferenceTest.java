package dev.espalier.ir.op;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.espalier.ir.Graph;
import dev.espalier.ir.IrException;
import dev.espalier.ir.TensorType;
import dev.espalier.ir.text.IrParser;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

/** Types of results, worked out by hand from the definitions of the ONNX operators. */
class InferenceTest {
  private static final String INPUTS =
      "%x: f32[1,4,8,8], %d: f32[N,4,H,W], %t: f32[2,4,9], %m: f32[3,5], %v: f32[4], %i: i64[3],"
          + " %p: bool[2,3], %q: bool[3]";

  /** A node and the type of its first result. */
  static final List<String> TYPES =
      List.of(
          "conv(%d, f32[6,4,3,3]#zeros) -> f32[N,6,H-2,W-2]",
          "conv(%d, f32[6,4,3,3]#zeros) {strides=[2,2], pads=[1,1,1,1]}"
              + " -> f32[N,6,floor((H+1)/2),floor((W+1)/2)]",
          "conv(%d, f32[6,4,3,3]#zeros) {dilations=[2,3], pads=[2,0,2,0]} -> f32[N,6,H,W-6]",
          "conv(%x, f32[6,2,3,1]#zeros, f32[6]#ones) {groups=2} -> f32[1,6,6,8]",
          "conv(%t, f32[6,4,3]#zeros) {strides=[2], dilations=[1], pads=[0,1]} -> f32[2,6,4]",
          "conv_transpose(%x, f32[4,3,2,2]#zeros) {strides=[2,2]} -> f32[1,3,16,16]",
          "conv_transpose(%d, f32[4,3,3,3]#zeros, f32[6]#ones) {strides=[2,2], pads=[1,1,1,1],"
              + " outputPads=[1,1], groups=2} -> f32[N,6,2*H,2*W]",
          "conv_transpose(%x, f32[4,3,2,2]#zeros) {dilations=[3,1]} -> f32[1,3,11,9]",
          "max_pool(%x) {kernel=[3,3], strides=[2,2]} -> f32[1,4,3,3]",
          "max_pool(%x) {kernel=[3,3], strides=[2,2], ceil=true} -> f32[1,4,4,4]",
          "max_pool(%x) {kernel=[2,2], strides=[3,3], pads=[0,0,1,1], ceil=true} -> f32[1,4,3,3]",
          "average_pool(%d) {kernel=[2,2], strides=[2,2]}"
              + " -> f32[N,4,floor((H)/2),floor((W)/2)]",
          "average_pool(%d) {kernel=[3,3], pads=[1,1,1,1]} -> f32[N,4,H,W]",
          "gemm(%m, f32[5,7]#zeros) -> f32[3,7]",
          "gemm(%m, f32[7,3]#zeros, f32[7]#ones) {transA=true, transB=true} -> f32[5,7]",
          "mat_mul(%x, f32[8,3]#zeros) -> f32[1,4,8,3]",
          "mat_mul(%x, f32[8]#zeros) -> f32[1,4,8]",
          "mat_mul(%v, f32[4,2]#zeros) -> f32[2]",
          "mat_mul(%v, %v) -> f32[]",
          "mat_mul(f32[2,1,3,4]#ones, f32[5,4,6]#ones) -> f32[2,5,3,6]",
          "add(%d, f32[4,1,1]#ones) -> f32[N,4,H,W]",
          "sub(%m, f32[2,1,1]#ones) -> f32[2,3,5]",
          "mul(%d, %x) -> f32[N,4,8,8]",
          "pow(%m, i64[]#[2]) -> f32[3,5]",
          "prelu(%d, f32[4,1,1]#ones) -> f32[N,4,H,W]",
          "equal(%m, %m) -> bool[3,5]",
          "greater(%m, f32[]#[0]) -> bool[3,5]",
          "and(%p, %q) -> bool[2,3]",
          "not(%q) -> bool[3]",
          "where(%p, %i, i64[]#[0]) -> i64[2,3]",
          "batch_normalization(%d, f32[4]#ones, f32[4]#ones, f32[4]#ones, f32[4]#ones)"
              + " -> f32[N,4,H,W]",
          "instance_normalization(%d, f32[4]#ones, f32[4]#ones) -> f32[N,4,H,W]",
          "layer_normalization(%m, f32[5]#ones) {axis=1} -> f32[3,5]",
          "concat(%d, %d) {axis=2} -> f32[N,4,2*H,W]",
          "concat(%x, %x, %x) {axis=0} -> f32[3,4,8,8]",
          "split(%x) {axis=1, sizes=[1,3]} -> f32[1,1,8,8]",
          "slice(%x) {axes=[2,3], starts=[1,-1], ends=[7,-9], steps=[2,-1]} -> f32[1,4,3,8]",
          "slice(%x) {axes=[1], starts=[-100], ends=[100], steps=[1]} -> f32[1,4,8,8]",
          "slice(%x) {axes=[1], starts=[3], ends=[1], steps=[1]} -> f32[1,0,8,8]",
          "slice(%d) {axes=[2], starts=[1], ends=[-1], steps=[1]} -> f32[N,4,H-2,W]",
          "slice(%d) {axes=[3], starts=[0], ends=[9223372036854775807], steps=[2]}"
              + " -> f32[N,4,H,floor((W+1)/2)]",
          "pad(%d) {pads=[0,0,1,2,0,0,-1,4]} -> f32[N,4,H,W+6]",
          "reshape(%d) {shape=[4*N,H*W]} -> f32[4*N,H*W]",
          "reshape(%x) {shape=[256]} -> f32[256]",
          "expand(%m) {shape=[2,1,1]} -> f32[2,3,5]",
          "expand(f32[1]#ones) {shape=[N,3]} -> f32[N,3]",
          "transpose(%d) {permutation=[0,2,3,1]} -> f32[N,H,W,4]",
          "resize(%d) {axes=[2,3], scales=[2,0.5]} -> f32[N,4,2*H,floor((W)/2)]",
          "resize(%x) {axes=[2,3], scales=[1.3,0.7]} -> f32[1,4,10,5]",
          "resize(%d) {axes=[3], sizes=[2*W+1]} -> f32[N,4,H,2*W+1]",
          "reduce_mean(%d) {axes=[2,3]} -> f32[N,4,1,1]",
          "reduce_max(%d) {axes=[3,2], keepDims=false} -> f32[N,4]",
          "arg_max(%d) {axis=1} -> i64[N,1,H,W]",
          "arg_max(%d) {axis=1, keepDims=false} -> i64[N,H,W]",
          "softmax(%d) {axis=1} -> f32[N,4,H,W]",
          "log_softmax(%d) {axis=3} -> f32[N,4,H,W]",
          "depth_to_space(%d) {block=2} -> f32[N,1,2*H,2*W]",
          "space_to_depth(%d) {block=2} -> f32[N,16,floor((H)/2),floor((W)/2)]",
          "gather(%d, %i) {axis=3} -> f32[N,4,H,3]",
          "gather(%m, i64[]#[1]) -> f32[5]",
          "gather(%m, i64[2,2]#zeros) {axis=1} -> f32[3,2,2]",
          "index_select(%d) {axis=1, indices=[3,3,0,1,2]} -> f32[N,5,H,W]",
          "tile(%d) {repeats=[1,2,3,1]} -> f32[N,8,3*H,W]",
          "shape(%d) {start=1} -> i64[3]",
          "shape(%d) {start=-2, end=-1} -> i64[1]",
          "cast(%d) {to=f16} -> f16[N,4,H,W]",
          "channel_mask(%d, f32[4]#ones) -> f32[N,4,H,W]",
          "channel_mask(%t, f32[9]#ones) {axis=2} -> f32[2,4,9]",
          "choice(%d, %d, f32[2]#ones) -> f32[N,4,H,W]",
          "identity(%d) -> f32[N,4,H,W]",
          "opaque(%x, _) {domain=\"\", kind=\"Loop\", payload=\"\", results=[unknown]} -> unknown");

  /** A node and what is wrong with it. */
  static final List<String> FAULTS =
      List.of(
          "conv(%x, f32[6,5,1,1]#zeros) -> input channels: 4 and 5 differ",
          "conv(%x, f32[6,4,3]#zeros) -> rank 4 is needed, got f32[6,4,3]",
          "conv(%m, f32[6,4,3]#zeros) -> rank 3 or more is needed, got f32[3,5]",
          "conv(%x, f32[6,4,1,1]#zeros, f32[5]#zeros) -> bias: 5 and 6 differ",
          "conv(%x, f32[6,4,1,1]#zeros) {groups=3} -> input channels: 4 and 12 differ",
          "conv(%x, f32[6,1,1,1]#zeros) {groups=4} -> 4 groups for a weight f32[6,1,1,1]",
          "conv(%x, f32[6,4,1,1]#zeros) {groups=0} -> 0 groups for a weight f32[6,4,1,1]",
          "conv(%x, f32[6,4,1,1]#zeros) {strides=[1]} -> 2 spatial axes need as many strides and"
              + " dilations and twice as many pads, got [1], [1, 1] and [0, 0, 0, 0]",
          "conv(%x, f32[6,4,1,1]#zeros) {strides=[1,0]}"
              + " -> strides [1, 0] and dilations [1, 1] must be positive",
          "conv(%x, f32[6,4,9,9]#zeros)"
              + " -> a window of 9 with dilation 1 does not fit into 8 with pads 0",
          "conv_transpose(%x, f32[3,4,1,1]#zeros) -> input channels: 4 and 3 differ",
          "conv_transpose(%x, f32[4,2,1,1]#zeros, f32[2]#ones) {groups=2} -> bias: 2 and 4 differ",
          "conv_transpose(%x, f32[4,2,1,1]#zeros) {groups=3} -> 3 groups for a weight f32[4,2,1,1]",
          "conv_transpose(%x, f32[4,2,1,1]#zeros) {outputPads=[1]}"
              + " -> output pads [1] for f32[1,4,8,8]",
          "max_pool(%x) {kernel=[3]} -> a kernel [3] for f32[1,4,8,8]",
          "average_pool(%x) {kernel=[9,1]}"
              + " -> a window of 9 with dilation 1 does not fit into 8 with pads 0",
          "gemm(%m, f32[4,7]#zeros) -> inner dimension: 5 and 4 differ",
          "gemm(%m, f32[5,7]#zeros, f32[2,3,7]#zeros)"
              + " -> c f32[2,3,7] does not broadcast to f32[3,7]",
          "gemm(%m, f32[5,7]#zeros, f32[6]#zeros) -> c: 6 and 7 differ",
          "mat_mul(%m, %m) -> inner dimension: 5 and 3 differ",
          "mat_mul(%m, f32[]#[1]) -> rank 1 or more is needed, got f32[]",
          "add(%x, %i) -> element types differ: f32[1,4,8,8] and i64[3]",
          "add(%x, f32[3]#zeros) -> broadcast: 8 and 3 differ",
          "where(%i, %i, %i) -> where of i64[3], i64[3], i64[3]",
          "where(%q, %i, f32[3]#ones) -> where of bool[3], i64[3], f32[3]",
          "batch_normalization(%d, f32[4]#ones, f32[4]#ones, f32[5]#ones, f32[4]#ones)"
              + " -> mean: 5 and 4 differ",
          "instance_normalization(%d, f32[4]#ones, f32[5]#ones) -> bias: 5 and 4 differ",
          "layer_normalization(%m, f32[4]#ones) {axis=1} -> scale: 4 and 5 differ",
          "layer_normalization(%m, f32[2,3,5]#ones) {axis=1}"
              + " -> f32[2,3,5] does not broadcast to f32[3,5]",
          "layer_normalization(%m, f32[5]#ones) {axis=2} -> axis 2 of a value of rank 2",
          "concat(%x, %m) {axis=1} -> rank 4 is needed, got f32[3,5]",
          "concat(%x, %x) {axis=7} -> axis 7 of a value of rank 4",
          "concat(%m, f32[4,5]#ones) {axis=1} -> axis 0: 3 and 4 differ",
          "concat(%i, %q) {axis=0} -> element types differ: i64[3] and bool[3]",
          "split(%x) {axis=1, sizes=[2,3]} -> sum of the parts: 4 and 5 differ",
          "slice(%d) {axes=[2], starts=[-1], ends=[0], steps=[-1]}"
              + " -> slice of the symbolic axis H by -1",
          "pad(%m) {pads=[1,1]} -> pads [1, 1] for f32[3,5]",
          "pad(%m) {pads=[-2,0,-2,0]} -> pads [-2, 0, -2, 0] leave nothing of f32[3,5]",
          "reshape(%x) {shape=[255]} -> elements of the reshape: 256 and 255 differ",
          "expand(%m) {shape=[3,4]} -> broadcast: 5 and 4 differ",
          "transpose(%x) {permutation=[0,1,1,2]}"
              + " -> [0, 1, 1, 2] is not a permutation of the axes of f32[1,4,8,8]",
          "resize(%d) {axes=[2], scales=[1.3]} -> resize of the symbolic axis H by 1.3",
          "resize(%x) {axes=[2], scales=[0]} -> resize by 0.0",
          "reduce_sum(%x) {axes=[4]} -> axis 4 of a value of rank 4",
          "softmax(%x) {axis=4} -> axis 4 of a value of rank 4",
          "depth_to_space(%x) {block=3} -> axis 1 of f32[1,4,8,8] is no multiple of 9",
          "space_to_depth(%x) {block=3} -> axis 2 of f32[1,4,8,8] is no multiple of 3",
          "space_to_depth(%x) {block=0} -> blocks of 0",
          "index_select(%x) {axis=1, indices=[4]} -> index 4 of axis 1 of f32[1,4,8,8]",
          "tile(%x) {repeats=[1]} -> rank 1 is needed, got f32[1,4,8,8]",
          "channel_mask(%x, f32[3]#ones) -> scores: 3 and 4 differ",
          "choice(%x, %x, f32[3]#ones) -> logits: 3 and 2 differ",
          "choice(%x, %m, f32[2]#ones) -> branches of types f32[1,4,8,8] and f32[3,5]",
          "choice(%m, f32[3,6]#ones, f32[2]#ones) -> branches: 5 and 6 differ");

  private static Graph graph(String node) {
    return IrParser.parse("graph @g(" + INPUTS + ") {\n  %y = " + node + "\n  return %y\n}\n");
  }

  @ParameterizedTest
  @FieldSource("TYPES")
  void resultsHaveTheirTypes(String row) {
    String[] parts = row.split(" -> ", -1);
    assertThat(graph(parts[0]).type("y")).isEqualTo(TensorType.parse(parts[1]));
  }

  @ParameterizedTest
  @FieldSource("FAULTS")
  void operandsThatDoNotFitAreNamed(String row) {
    String[] parts = row.split(" -> ", -1);
    String mnemonic = parts[0].substring(0, parts[0].indexOf('('));
    assertThatThrownBy(() -> graph(parts[0]))
        .isInstanceOf(IrException.class)
        .hasMessage("line 2: %%y: %s: %s".formatted(mnemonic, parts[1]));
  }

  @Test
  void everyOperatorOutsideTheFamiliesIsThere() {
    Set<Class<?>> seen = new HashSet<>();
    TYPES.forEach(row -> seen.add(graph(row.split(" -> ", -1)[0]).nodes().get(0).op().getClass()));
    Set<String> missing = new TreeSet<>();
    for (Class<? extends Op> operator : Operators.all()) {
      boolean family =
          Pointwise.class.isAssignableFrom(operator)
              || Elementwise.class.isAssignableFrom(operator)
              || Reduction.class.isAssignableFrom(operator);
      if (!family && !seen.contains(operator)) {
        missing.add(operator.getSimpleName());
      }
    }
    assertThat(missing).isEmpty();
  }

  @Test
  void pointwiseOperatorsKeepTheType() {
    for (Class<? extends Op> operator : Operators.in(Pointwise.class)) {
      if (operator.getRecordComponents().length == 0) {
        Graph graph = graph(Operators.mnemonic(operator) + "(%d)");
        assertThat(graph.type("y")).isEqualTo(graph.type("d"));
      }
    }
  }

  @Test
  void splitHasOneResultPerPart() {
    Graph graph =
        IrParser.parse(
            "graph @g(%d: f32[N,4,H,W]) {\n"
                + "  %a, %b = split(%d) {axis=1, sizes=[1,3]}\n  return %a, %b\n}");
    assertThat(graph.type("a")).hasToString("f32[N,1,H,W]");
    assertThat(graph.type("b")).hasToString("f32[N,3,H,W]");
  }

  @Test
  void valuesOfUnknownTypeAreForOpaqueOperatorsOnly() {
    String text =
        """
        graph @g(%x: f32[1]) {
          %u = opaque(%x) {domain="", kind="A", payload="", results=[unknown]}
          %y = NEXT
          return %y
        }
        """;
    String opaque = "opaque(%u) {domain=\"\", kind=\"B\", payload=\"\", results=[f32[2]]}";
    assertThat(IrParser.parse(text.replace("NEXT", opaque)).type("y")).hasToString("f32[2]");
    assertThatThrownBy(() -> IrParser.parse(text.replace("NEXT", "relu(%u)")))
        .isInstanceOf(IrException.class)
        .hasMessage("line 3: %y: relu of a value of unknown type");
  }

  @Test
  void dimsThatOverflowAreTheModelsFault() {
    assertThatThrownBy(
            () ->
                IrParser.parse(
                    "graph @g(%x: f32[4611686018427387904]) {\n"
                        + "  %y = tile(%x) {repeats=[4]}\n  return %y\n}"))
        .isInstanceOf(IrException.class)
        .hasMessageContaining("a dimension overflows");
  }
}
