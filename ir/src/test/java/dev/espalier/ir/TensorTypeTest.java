package dev.espalier.ir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class TensorTypeTest {
  @ParameterizedTest
  @ValueSource(strings = {"f32[]", "i64[0]", "f32[1,3,H,2*W+floor((H+1)/2)]", "bool[N]", "unknown"})
  void textIsReadBack(String text) {
    assertThat(TensorType.parse(text)).hasToString(text);
  }

  @ParameterizedTest
  @ValueSource(strings = {"f32", "f32[", "f33[1]", "[1]", "f32[1,]", "f32[1]x", ""})
  void unreadableTypes(String text) {
    assertThatThrownBy(() -> TensorType.parse(text)).isInstanceOf(IrException.class);
  }

  @ParameterizedTest
  @EnumSource(ElementType.class)
  void elementTypesAreReadBack(ElementType element) {
    assertThat(ElementType.parse(element.text())).isEqualTo(element);
  }

  @Test
  void sizes() {
    TensorType type = TensorType.parse("f32[2,H,3]");
    assertThat(type.isStatic()).isFalse();
    assertThat(type.elements()).isEqualTo(Dim.symbol("H").times(6));
    assertThat(type.substitute(Map.of("H", Dim.of(5))).shape()).containsExactly(2, 5, 3);
    assertThat(type.withDim(1, Dim.of(1)).elements()).isEqualTo(Dim.of(6));
    assertThat(TensorType.UNKNOWN.isStatic()).isFalse();
    assertThat(TensorType.f32().elements()).isEqualTo(Dim.of(1));
  }
}
