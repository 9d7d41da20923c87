package dev.espalier.passes.simplify;

import static org.assertj.core.api.Assertions.assertThat;

import dev.espalier.ir.Graph;
import dev.espalier.ir.Node;
import dev.espalier.ir.op.Slice;
import dev.espalier.ir.text.IrParser;
import dev.espalier.passes.ApplyRules;
import dev.espalier.passes.PassAssert;
import dev.espalier.passes.Rule;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class HoistSliceTest {
  @Test
  void theOutermostFactorOfAnAxis() {
    PassAssert.on(
            new HoistSlice(),
            """
            graph @g(%a: f32[N,24,5]) {
              %r = reshape(%a) {shape=[N,3,2,4,5]}
              %p = slice(%r) {axes=[1], starts=[0], ends=[1], steps=[1]}
              %q = slice(%r) {axes=[1], starts=[1], ends=[3], steps=[1]}
              %y = add(%p, %q)
              return %y
            }
            """)
        .gives(
            """
            graph @g(%a: f32[N,24,5]) {
              %p.part = slice(%a) {axes=[1], starts=[0], ends=[8], steps=[1]} : f32[N,8,5]
              %p = reshape(%p.part) {shape=[N,1,2,4,5]} : f32[N,1,2,4,5]
              %q.part = slice(%a) {axes=[1], starts=[8], ends=[24], steps=[1]} : f32[N,16,5]
              %q = reshape(%q.part) {shape=[N,2,2,4,5]} : f32[N,2,2,4,5]
              %y = add(%p, %q) : f32[N,2,2,4,5]
              return %y
            }
            """);
  }

  @Test
  void theOutermostOfSeveralAxes() {
    PassAssert.on(
            new HoistSlice(),
            """
            graph @g(%a: f32[6,5]) {
              %r = reshape(%a) {shape=[3,10]}
              %y = slice(%r) {axes=[0], starts=[1], ends=[2], steps=[1]}
              return %y
            }
            """)
        .gives(
            """
            graph @g(%a: f32[6,5]) {
              %y.part = slice(%a) {axes=[0], starts=[2], ends=[4], steps=[1]} : f32[2,5]
              %y = reshape(%y.part) {shape=[1,10]} : f32[1,10]
              return %y
            }
            """);
  }

  @Test
  void anInnerFactorStays() {
    PassAssert.on(
            new HoistSlice(),
            """
            graph @g(%a: f32[N,24]) {
              %r = reshape(%a) {shape=[N,3,8]}
              %y = slice(%r) {axes=[2], starts=[0], ends=[4], steps=[1]}
              return %y
            }
            """)
        .refuses("cannot be cut before");
  }

  @Test
  void aMergedAxisStays() {
    PassAssert.on(
            new HoistSlice(),
            """
            graph @g(%a: f32[2,3,4]) {
              %r = reshape(%a) {shape=[2,12]}
              %y = slice(%r) {axes=[1], starts=[0], ends=[4], steps=[1]}
              return %y
            }
            """)
        .refuses("cannot be cut before");
  }

  @Test
  void aSymbolicAxisStays() {
    PassAssert.on(
            new HoistSlice(),
            """
            graph @g(%a: f32[N,8]) {
              %r = reshape(%a) {shape=[N,2,4]}
              %y = slice(%r) {axes=[0], starts=[0], ends=[1], steps=[1]}
              return %y
            }
            """)
        .refuses("cannot be cut before");
  }

  @Test
  void stepsStay() {
    PassAssert.on(
            new HoistSlice(),
            """
            graph @g(%a: f32[N,24]) {
              %r = reshape(%a) {shape=[N,4,6]}
              %y = slice(%r) {axes=[1], starts=[0], ends=[4], steps=[2]}
              return %y
            }
            """)
        .refuses("not only read in ranges of one axis");
  }

  @Test
  void anotherReaderStays() {
    PassAssert.on(
            new HoistSlice(),
            """
            graph @g(%a: f32[N,24]) {
              %r = reshape(%a) {shape=[N,4,6]}
              %p = slice(%r) {axes=[1], starts=[0], ends=[1], steps=[1]}
              %y = add(%r, %p)
              return %y
            }
            """)
        .refuses("not only read in ranges of one axis");
  }

  @Test
  void everyIndexByItself() {
    PassAssert.on(
            new HoistSlice(),
            """
            graph @g(%a: f32[N,5,2,4]) {
              %t = transpose(%a) {permutation=[2,0,1,3]}
              %p = slice(%t) {axes=[0], starts=[0], ends=[1], steps=[1]}
              %q = slice(%t) {axes=[0], starts=[-1], ends=[2], steps=[1]}
              %y = add(%p, %q)
              return %y
            }
            """)
        .gives(
            """
            graph @g(%a: f32[N,5,2,4]) {
              %p.part = slice(%a) {axes=[2], starts=[0], ends=[1], steps=[1]} : f32[N,5,1,4]
              %p = transpose(%p.part) {permutation=[2,0,1,3]} : f32[1,N,5,4]
              %q.part = slice(%a) {axes=[2], starts=[-1], ends=[2], steps=[1]} : f32[N,5,1,4]
              %q = transpose(%q.part) {permutation=[2,0,1,3]} : f32[1,N,5,4]
              %y = add(%p, %q) : f32[1,N,5,4]
              return %y
            }
            """);
  }

  @Test
  void severalTransposedIndicesStay() {
    PassAssert.on(
            new HoistSlice(),
            """
            graph @g(%a: f32[N,5,3]) {
              %t = transpose(%a) {permutation=[2,0,1]}
              %y = slice(%t) {axes=[0], starts=[0], ends=[2], steps=[1]}
              return %y
            }
            """)
        .refuses("axis 0 of %t cannot be cut before");
  }

  @Test
  void anotherReaderOfATransposedValueStays() {
    PassAssert.on(
            new HoistSlice(),
            """
            graph @g(%a: f32[N,5,3]) {
              %t = transpose(%a) {permutation=[2,0,1]}
              %p = slice(%t) {axes=[0], starts=[0], ends=[1], steps=[1]}
              %y = add(%t, %p)
              return %y
            }
            """)
        .refuses("not only read in ranges of one axis");
  }

  @Test
  void anOutputStays() {
    PassAssert.on(
            new HoistSlice(),
            """
            graph @g(%a: f32[N,5,3]) {
              %t = transpose(%a) {permutation=[2,0,1]}
              %y = slice(%t) {axes=[0], starts=[0], ends=[1], steps=[1]}
              return %t, %y
            }
            """)
        .refuses("not only read in ranges of one axis");
  }

  @Test
  void twoAxesStay() {
    PassAssert.on(
            new HoistSlice(),
            """
            graph @g(%a: f32[4,5,3]) {
              %t = transpose(%a) {permutation=[2,0,1]}
              %y = slice(%t) {axes=[0,1], starts=[0,0], ends=[1,1], steps=[1,1]}
              return %y
            }
            """)
        .refuses("not only read in ranges of one axis");
  }

  @Test
  void otherValuesStay() {
    PassAssert.on(
            new HoistSlice(),
            """
            graph @g(%a: f32[4,5,3]) {
              %y = slice(%a) {axes=[0], starts=[0], ends=[1], steps=[1]}
              return %y
            }
            """)
        .refuses("%a is neither transposed nor reshaped");
  }

  /** In one go: a step per sweep would take time that grows with the square of the length. */
  @Test
  void aLongChainIsPassedInOneSweep() {
    StringBuilder lines = new StringBuilder("graph @g(%t0: f32[2,3,4]) {\n");
    for (int i = 0; i < 4000; i += 2) {
      lines.append("%t" + (i + 1) + " = transpose(%t" + i + ") {permutation=[0,2,1]}\n");
      lines.append("%t" + (i + 2) + " = reshape(%t" + (i + 1) + ") {shape=[2,3,4]}\n");
    }
    lines.append("%y = slice(%t4000) {axes=[0], starts=[1], ends=[2], steps=[1]} return %y }");
    List<String> replaced = new ArrayList<>();
    ApplyRules.Listener listener =
        new ApplyRules.Listener() {
          @Override
          public void replaced(Rule<?> rule, Node node) {
            replaced.add(node.result());
          }
        };
    Graph graph =
        new ApplyRules(listener, List.of(new HoistSlice())).run(IrParser.parse(lines.toString()));
    assertThat(replaced).containsExactly("y");
    assertThat(graph.nodes()).hasSize(4001);
    assertThat(graph.users("t0")).extracting(Node::op).hasOnlyElementsOfType(Slice.class);
    assertThat(graph.type("y").shape()).containsExactly(1, 3, 4);
  }
}
