package dev.espalier.passes.fuse;

import static org.assertj.core.api.Assertions.assertThat;

import dev.espalier.ir.Graph;
import dev.espalier.ir.op.IndexSelect;
import dev.espalier.ir.text.IrParser;
import dev.espalier.passes.PassAssert;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OrderChannelsTest {
  private static PassAssert ordering(String text) {
    return PassAssert.on(new OrderChannels(), text);
  }

  @Test
  void weightsBehindAShuffleTakeTheOrderOn() {
    ordering(
            """
            graph @g(%x: f32[1,4,6,6]) {
              %s = index_select(%x) {axis=1, indices=[0,2,1,3]}
              %d = conv(%s, f32[4,1,3,3]#rand(1), f32[4]#rand(2)) {pads=[1,1,1,1], groups=4}
              %b = batch_normalization(%d, f32[4]#rand(3), f32[4]#rand(4), f32[4]#rand(5), f32[4]#ones)
              %r = relu(%b)
              %k = add(%r, f32[1,4,1,1]#rand(6))
              %p = max_pool(%k) {kernel=[2,2], strides=[2,2]}
              %e = pad(%p) {pads=[0,0,1,1,0,0,0,0]}
              %z = resize(%e) {axes=[2,3], scales=[2.0,2.0], mode=linear}
              %y = conv(%z, f32[5,4,1,1]#rand(7))
              return %y
            }
            """)
        .gives(
            """
            graph @g(%x: f32[1,4,6,6]) {
              %s = index_select(%x) {axis=1, indices=[0,1,2,3]} : f32[1,4,6,6]
              %d = conv(%s, f32[4,1,3,3], f32[4]) {pads=[1,1,1,1], groups=4} : f32[1,4,6,6]
              %b = batch_normalization(%d, f32[4], f32[4], f32[4], f32[4]) : f32[1,4,6,6]
              %r = relu(%b) : f32[1,4,6,6]
              %k = add(%r, f32[1,4,1,1]) : f32[1,4,6,6]
              %p = max_pool(%k) {kernel=[2,2], strides=[2,2]} : f32[1,4,3,3]
              %e = pad(%p) {pads=[0,0,1,1,0,0,0,0]} : f32[1,4,4,4]
              %z = resize(%e) {axes=[2,3], scales=[2,2], mode=linear} : f32[1,4,8,8]
              %y = conv(%z, f32[5,4,1,1]) : f32[1,5,8,8]
              return %y
            }
            """);
  }

  @Test
  void linearLayersTakeTheOrderOn() {
    ordering(
            """
            graph @g(%x: f32[1,4,6,6], %t: f32[2,3,4]) {
              %s = index_select(%x) {axis=1, indices=[3,1,2,0]}
              %m = reduce_mean(%s) {axes=[2,3]}
              %f = reshape(%m) {shape=[1,4]}
              %p = gemm(%f, f32[5,4]#rand(1)) {transB=true}
              %u = index_select(%t) {axis=2, indices=[1,0,1]}
              %q = mat_mul(%u, f32[3,5]#rand(2))
              %y = add(%p, %q)
              return %y
            }
            """)
        .gives(
            """
            graph @g(%x: f32[1,4,6,6], %t: f32[2,3,4]) {
              %s = index_select(%x) {axis=1, indices=[0,1,2,3]} : f32[1,4,6,6]
              %m = reduce_mean(%s) {axes=[2,3]} : f32[1,4,1,1]
              %f = reshape(%m) {shape=[1,4]} : f32[1,4]
              %p = gemm(%f, f32[5,4]) {transB=true} : f32[1,5]
              %u = index_select(%t) {axis=2, indices=[0,1,1]} : f32[2,3,3]
              %q = mat_mul(%u, f32[3,5]) : f32[2,3,5]
              %y = add(%p, %q) : f32[2,3,5]
              return %y
            }
            """);
  }

  @Test
  void laterSelectionsFindTheirIndices() {
    ordering(
            """
            graph @g(%x: f32[1,4,3,3], %z: f32[1,2,3,3]) {
              %s = index_select(%x) {axis=1, indices=[3,0,2,1]}
              %c = concat(%z, %s) {axis=1}
              %p = index_select(%c) {axis=1, indices=[1,2,5]}
              %q = index_select(%c) {axis=1, indices=[0,4,3]}
              %y = conv(%q, f32[5,3,1,1]#rand(1))
              return %p, %y
            }
            """)
        .gives(
            """
            graph @g(%x: f32[1,4,3,3], %z: f32[1,2,3,3]) {
              %s = index_select(%x) {axis=1, indices=[0,1,2,3]} : f32[1,4,3,3]
              %c = concat(%z, %s) {axis=1} : f32[1,6,3,3]
              %p = index_select(%c) {axis=1, indices=[1,5,3]} : f32[1,3,3,3]
              %q = index_select(%c) {axis=1, indices=[0,2,4]} : f32[1,3,3,3]
              %y = conv(%q, f32[5,3,1,1]) : f32[1,5,3,3]
              return %p, %y
            }
            """);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "%y = relu(%s)",
        "%r = relu(%x) %a = add(%s, %r) %y = conv(%a, f32[5,4,1,1]#rand(1))",
        "%a = mul(%s, %s) %y = conv(%a, f32[5,4,1,1]#rand(1))",
        "%a = softmax(%s) {axis=1} %y = conv(%a, f32[5,4,1,1]#rand(1))",
        "%y = conv(%s, f32[4,2,1,1]#rand(1)) {groups=2}",
        "%y = conv(%s, f32[8,1,1,1]#rand(1)) {groups=4}",
        "%a = conv(%s, f32[4,1,1,1]#rand(1), %v) {groups=4} %y = conv(%a, f32[5,4,1,1]#rand(1))",
        "%y = reduce_mean(%s) {axes=[1]}",
        "%a = pad(%s) {pads=[0,1,0,0,0,0,0,0]} %y = conv(%a, f32[5,5,1,1]#rand(1))",
        "%a = concat(%s, %x) {axis=2} %y = conv(%a, f32[5,4,1,1]#rand(1))",
        "%a = reshape(%s) {shape=[1,2,2,6,6]} %y = reduce_mean(%a) {axes=[1]}",
        "%a = transpose(%s) {permutation=[0,2,3,1]} %y = mat_mul(%a, f32[4,3]#rand(1))",
        "%a = mat_mul(%x, %s) %y = relu(%a)",
      })
  void theOrderStaysForReadersThatNeedIt(String rest) {
    ordering(
            """
            graph @g(%%x: f32[1,4,6,6], %%v: f32[4]) {
              %%s = index_select(%%x) {axis=1, indices=[0,2,1,3]}
              %s
              return %%y
            }
            """
                .formatted(rest))
        .changesNothing();
  }

  @Test
  void aSharedWeightKeepsItsOrder() {
    ordering(
            """
            graph @g(%x: f32[1,4,6,6]) {
              %s = index_select(%x) {axis=1, indices=[0,2,1,3]}
              %p = conv(%s, %w=f32[5,4,1,1]#rand(1))
              %q = conv(%x, %w)
              return %p, %q
            }
            """)
        .changesNothing();
  }

  @Test
  void ascendingIndicesStay() {
    ordering(
            """
            graph @g(%x: f32[1,4,6,6]) {
              %s = index_select(%x) {axis=1, indices=[0,2,2,3]}
              %y = conv(%s, f32[5,4,1,1]#rand(1))
              return %y
            }
            """)
        .changesNothing();
  }

  /** However many nodes the order passes. */
  @Test
  void anOrderPassesALongChain() {
    String chain =
        IntStream.range(0, 20_000)
            .mapToObj(i -> "%t" + (i + 1) + " = tanh(%t" + i + ")\n")
            .collect(Collectors.joining());
    Graph graph =
        IrParser.parse(
            """
            graph @g(%x: f32[1,4,6,6]) {
              %t0 = index_select(%x) {axis=1, indices=[0,2,1,3]}
              CHAIN
              %y = conv(%t20000, f32[5,4,1,1]#rand(1))
              return %y
            }
            """
                .replace("CHAIN", chain));
    Graph ordered = new OrderChannels().run(graph);
    assertThat(ordered.nodes().get(0).op()).isEqualTo(new IndexSelect(1, List.of(0L, 1L, 2L, 3L)));
  }
}
