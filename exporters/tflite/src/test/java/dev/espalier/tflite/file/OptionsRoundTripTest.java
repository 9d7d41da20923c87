package dev.espalier.tflite.file;

import static org.assertj.core.api.Assertions.assertThat;

import dev.espalier.ir.ElementType;
import dev.espalier.tflite.model.Builtin;
import dev.espalier.tflite.model.LiteModel;
import dev.espalier.tflite.model.LiteTensor;
import dev.espalier.tflite.model.Options;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.tensorflow.lite.schema.BuiltinOptions;
import org.tensorflow.lite.schema.Operator;

class OptionsRoundTripTest {
  static Stream<Map.Entry<Builtin, Options>> samples() {
    return Samples.all().entrySet().stream();
  }

  private static LiteModel model(Builtin kind, Options options) {
    LiteTensor value = LiteTensor.value("x", ElementType.F32, List.of(4));
    return Sample.of(kind, options, value, value);
  }

  /** The attributes of the only operator in a file. */
  private static Options read(ByteBuffer file, Builtin kind) {
    Operator op = Bytes.tables(file).subgraphs(0).operators(0);
    return OptionsReader.read(op, Schema.options(kind));
  }

  @ParameterizedTest
  @MethodSource("samples")
  void attributesAreReadAsTheyWereWritten(Map.Entry<Builtin, Options> sample) {
    ByteBuffer file = Bytes.of(model(sample.getKey(), sample.getValue()));
    assertThat(read(file, sample.getKey())).isEqualTo(sample.getValue());
  }

  @Test
  void everyKindOfAttributesIsTried() {
    Set<Class<?>> tried =
        Samples.all().values().stream().map(Object::getClass).collect(Collectors.toSet());
    Set<Class<?>> all = new HashSet<>(Arrays.asList(Options.class.getPermittedSubclasses()));
    all.remove(Options.Other.class);
    assertThat(tried).isEqualTo(all);
  }

  @Test
  void leftOutAttributesHaveTheSchemasDefaults() {
    LiteModel model = model(Builtin.LEAKY_RELU, new Options.LeakyRelu(0.5f));
    ByteBuffer file =
        Bytes.edit(
            model,
            tables -> {
              var op = tables.getSubgraphs()[0].getOperators()[0];
              op.getBuiltinOptions().setType(BuiltinOptions.NONE);
            });
    assertThat(read(file, Builtin.LEAKY_RELU)).isEqualTo(new Options.LeakyRelu(0));
  }
}
