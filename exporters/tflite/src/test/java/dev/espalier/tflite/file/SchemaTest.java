package dev.espalier.tflite.file;

import static org.assertj.core.api.Assertions.assertThat;

import dev.espalier.ir.ElementType;
import dev.espalier.tflite.model.Activation;
import dev.espalier.tflite.model.Builtin;
import dev.espalier.tflite.model.Padding;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.tensorflow.lite.schema.ActivationFunctionType;
import org.tensorflow.lite.schema.BuiltinOperator;
import org.tensorflow.lite.schema.BuiltinOptions;
import org.tensorflow.lite.schema.TensorType;

/** Compares our lists with the classes that were generated from the file format's schema. */
class SchemaTest {
  /** Entries that are newer than the generated classes. */
  private static final Set<String> NEWER =
      Set.of(
          "deprecated",
          "offset",
          "size",
          "quantizedBiasType",
          "debugMetadataIndex",
          "largeCustomOptionsOffset",
          "largeCustomOptionsSize",
          "builtinOptions2Type",
          "builtinOptions2");

  static Stream<String> options() {
    return Arrays.stream(BuiltinOptions.names).skip(1);
  }

  private static void hasTheEntriesOf(String table) throws ClassNotFoundException {
    Class<?> generated = Class.forName("org.tensorflow.lite.schema." + table);
    List<String> methods =
        Arrays.stream(generated.getMethods()).map(method -> method.getName()).toList();
    for (Schema.Entry entry : Schema.entries(table)) {
      if (!NEWER.contains(entry.name()) || table.equals("StridedSliceOptions")) {
        assertThat(methods).contains(entry.name());
      }
    }
    long adders = methods.stream().filter(method -> method.startsWith("add")).distinct().count();
    long ours =
        Schema.entries(table).stream().filter(entry -> methods.contains(entry.name())).count();
    assertThat(ours).isEqualTo(adders);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Model",
        "SubGraph",
        "Tensor",
        "Operator",
        "OperatorCode",
        "Buffer",
        "Metadata",
        "SignatureDef",
        "TensorMap",
        "QuantizationParameters",
        "SparsityParameters",
        "DimensionMetadata",
        "VariantSubType"
      })
  void tables(String table) throws ClassNotFoundException {
    hasTheEntriesOf(table);
  }

  @Test
  void attributesOfOperators() throws ClassNotFoundException {
    for (String table : options().toList()) {
      hasTheEntriesOf(table);
    }
    assertThat(options().toList())
        .isEqualTo(
            IntStream.rangeClosed(1, (int) options().count())
                .mapToObj(Schema::optionsName)
                .toList());
  }

  @ParameterizedTest
  @EnumSource(Builtin.class)
  void operators(Builtin kind) {
    assertThat(BuiltinOperator.name(kind.code())).isEqualTo(kind.name());
    assertThat(Builtin.of(kind.code())).contains(kind);
  }

  @Test
  void everyTableOfAttributesBelongsToAnOperator() {
    Set<Integer> used =
        Arrays.stream(Builtin.values()).map(Schema::options).collect(Collectors.toSet());
    assertThat(used).hasSize(BuiltinOptions.names.length);
  }

  @Test
  void enumerators() {
    for (Activation activation : Activation.values()) {
      assertThat(ActivationFunctionType.name(activation.code())).isEqualTo(activation.name());
    }
    for (Padding padding : Padding.values()) {
      assertThat(org.tensorflow.lite.schema.Padding.name(padding.code())).isEqualTo(padding.name());
    }
  }

  @Test
  void elementTypes() {
    assertThat(ElementNumbers.number(ElementType.F32)).isEqualTo(TensorType.FLOAT32);
    assertThat(ElementNumbers.number(ElementType.F16)).isEqualTo(TensorType.FLOAT16);
    assertThat(ElementNumbers.number(ElementType.F64)).isEqualTo(TensorType.FLOAT64);
    assertThat(ElementNumbers.number(ElementType.I8)).isEqualTo(TensorType.INT8);
    assertThat(ElementNumbers.number(ElementType.I16)).isEqualTo(TensorType.INT16);
    assertThat(ElementNumbers.number(ElementType.I32)).isEqualTo(TensorType.INT32);
    assertThat(ElementNumbers.number(ElementType.I64)).isEqualTo(TensorType.INT64);
    assertThat(ElementNumbers.number(ElementType.U8)).isEqualTo(TensorType.UINT8);
    assertThat(ElementNumbers.number(ElementType.U16)).isEqualTo(TensorType.UINT16);
    assertThat(ElementNumbers.number(ElementType.U32)).isEqualTo(TensorType.UINT32);
    assertThat(ElementNumbers.number(ElementType.U64)).isEqualTo(TensorType.UINT64);
    assertThat(ElementNumbers.number(ElementType.BOOL)).isEqualTo(TensorType.BOOL);
    assertThat(ElementNumbers.number(ElementType.STRING)).isEqualTo(TensorType.STRING);
    assertThat(ElementNumbers.type(TensorType.COMPLEX64)).isEqualTo(ElementType.UNKNOWN);
    assertThat(ElementNumbers.type(TensorType.INT4)).isEqualTo(ElementType.UNKNOWN);
    assertThat(ElementNumbers.type(-7)).isEqualTo(ElementType.UNKNOWN);
    assertThat(ElementNumbers.type(99)).isEqualTo(ElementType.UNKNOWN);
  }
}
