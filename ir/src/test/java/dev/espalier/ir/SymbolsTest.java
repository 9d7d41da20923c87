package dev.espalier.ir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.espalier.ir.op.Op;
import dev.espalier.ir.op.Operators;
import dev.espalier.ir.text.IrParser;
import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SymbolsTest {
  @Test
  void oneInputsDimMayNeedAnothers() {
    Graph graph =
        IrParser.parse("graph @g(%x: f32[N+2*M], %y: f32[M]) {\n  %z = relu(%x)\n  return %z\n}");
    assertThat(Symbols.solve(graph, Map.of("x", new long[] {10}, "y", new long[] {3})))
        .isEqualTo(Map.of("M", Dim.of(3), "N", Dim.of(4)));
    assertThat(Symbols.solve(graph, Map.of("y", new long[] {3}))).isEqualTo(Map.of("M", Dim.of(3)));
    assertThatThrownBy(() -> Symbols.solve(graph, Map.of("x", new long[] {10})))
        .isInstanceOf(IrException.class)
        .hasMessageContaining("%x");
  }

  @Test
  void aDimThatDoesNotDetermineItsSymbolIsAnError() {
    Graph graph =
        IrParser.parse("graph @g(%x: f32[floor((N+1)/2)]) {\n  %z = relu(%x)\n  return %z\n}");
    assertThatThrownBy(() -> Symbols.solve(graph, Map.of("x", new long[] {2})))
        .isInstanceOf(IrException.class)
        .hasMessageContaining("no value of N");
  }

  @Test
  void bindingReplacesSymbolsInTypesAndAttributes() {
    Graph graph =
        IrParser.parse(
            """
            graph @g(%x: f32[1,1,H,W]) {
              %r = reshape(%x) {shape=[1,H*W]}
              %e = expand(%r) {shape=[H,H*W]}
              %s = resize(%x) {axes=[2,3], sizes=[2*H,2*W]}
              %o = opaque(%x) {domain="", kind="Magic", payload="", results=[f32[H]]}
              return %e, %s, %o
            }
            """);
    Graph bound = Symbols.bind(graph, Map.of("H", Dim.of(2), "W", Dim.of(5)));
    assertThat(bound.type("e")).isEqualTo(TensorType.f32(2, 10));
    assertThat(bound.type("s")).isEqualTo(TensorType.f32(1, 1, 4, 10));
    assertThat(bound.type("o")).isEqualTo(TensorType.f32(2));
    assertThat(bound.assumptions()).isEmpty();
  }

  @Test
  void operatorsWithDimsReplaceTheirSymbols() throws NoSuchMethodException {
    List<String> types = List.of("java.util.List<dev.espalier.ir.Dim>", "dev.espalier.ir.Dim");
    for (Class<? extends Op> operator : Operators.all()) {
      boolean hasDims =
          Arrays.stream(operator.getRecordComponents())
              .map(RecordComponent::getGenericType)
              .anyMatch(type -> types.contains(type.getTypeName()));
      Class<?> declaring = operator.getMethod("substitute", Map.class).getDeclaringClass();
      assertThat(declaring == operator || !hasDims).as(operator.getSimpleName()).isTrue();
    }
  }
}
