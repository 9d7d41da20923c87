package dev.espalier.tflite.file;

import static org.assertj.core.api.Assertions.assertThat;

import dev.espalier.ir.ElementType;
import dev.espalier.tflite.model.Builtin;
import dev.espalier.tflite.model.LiteModel;
import dev.espalier.tflite.model.LiteOp;
import dev.espalier.tflite.model.LiteTensor;
import dev.espalier.tflite.model.Options;
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

class OptionsRoundTripTest {
  static Stream<Map.Entry<Builtin, Options>> samples() {
    return Samples.all().entrySet().stream();
  }

  /** An operator with as many inputs as any needs. */
  private static LiteModel model(Builtin kind, Options options) {
    LiteTensor value = LiteTensor.value("x", ElementType.F32, List.of(4));
    LiteModel one = Sample.of(kind, options, value, value);
    LiteOp op = one.ops().get(0);
    return one.withOps(List.of(op.withInputs(List.of(0, 0, 0, 0))));
  }

  @ParameterizedTest
  @MethodSource("samples")
  void attributesAreReadAsTheyWereWritten(Map.Entry<Builtin, Options> sample) {
    LiteModel model = model(sample.getKey(), sample.getValue());
    LiteModel read = TfliteReader.open(Bytes.of(model)).model();
    assertThat(read.ops().get(0).options()).isEqualTo(sample.getValue());
    assertThat(read.ops().get(0).kind()).isEqualTo(sample.getKey());
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
    LiteModel read =
        TfliteReader.open(
                Bytes.edit(
                    model,
                    tables -> {
                      var op = tables.getSubgraphs()[0].getOperators()[0];
                      op.getBuiltinOptions().setType(BuiltinOptions.NONE);
                    }))
            .model();
    assertThat(read.ops().get(0).options()).isEqualTo(new Options.LeakyRelu(0));
  }
}
