package dev.espalier.tflite.lower;

import static org.assertj.core.api.Assertions.assertThat;

import dev.espalier.ir.ElementType;
import dev.espalier.tflite.model.Builtin;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class TakenTypesTest {
  @ParameterizedTest
  @EnumSource(Builtin.class)
  void floatsGoEverywhereButIntoLogic(Builtin kind) {
    boolean logical = kind.name().startsWith("LOGICAL_");
    assertThat(TakenTypes.takes(kind, ElementType.F32)).isEqualTo(!logical);
  }

  @ParameterizedTest
  @EnumSource(Builtin.class)
  void bytesAreOnlyMoved(Builtin kind) {
    assertThat(TakenTypes.takes(kind, ElementType.I8))
        .isEqualTo(TakenTypes.takes(kind, ElementType.U8));
    if (TakenTypes.takes(kind, ElementType.I8)) {
      assertThat(TakenTypes.takes(kind, ElementType.I32)).isTrue();
    }
  }

  @ParameterizedTest
  @CsvSource({
    "ADD, I32, true", "RELU, I32, false", "MEAN, I32, false", "SQRT, I32, false",
    "ADD, I8, false", "CAST, U8, true", "ADD, BOOL, false", "LOGICAL_AND, BOOL, true",
    "EQUAL, BOOL, true", "LESS, BOOL, false", "SPLIT, BOOL, false", "SELECT_V2, BOOL, true",
    "ADD, F16, false", "ADD, F64, false", "LOGICAL_NOT, I32, false", "ARG_MAX, I32, true",
  })
  void someKernels(Builtin kind, ElementType element, boolean taken) {
    assertThat(TakenTypes.takes(kind, element)).isEqualTo(taken);
  }

  @Test
  void theInputThatSaysTheType() {
    assertThat(TakenTypes.data(Builtin.ADD)).isZero();
    assertThat(TakenTypes.data(Builtin.SPLIT)).isEqualTo(1);
    assertThat(TakenTypes.data(Builtin.SELECT_V2)).isEqualTo(1);
    assertThat(TakenTypes.data(Builtin.TRANSPOSE_CONV)).isEqualTo(2);
  }
}
