package dev.espalier.tflite.text;

import static org.assertj.core.api.Assertions.assertThat;

import dev.espalier.ir.ElementType;
import dev.espalier.ir.Tensor;
import dev.espalier.tflite.model.Activation;
import dev.espalier.tflite.model.Builtin;
import dev.espalier.tflite.model.LiteModel;
import dev.espalier.tflite.model.LiteModel.Port;
import dev.espalier.tflite.model.LiteOp;
import dev.espalier.tflite.model.LiteTensor;
import dev.espalier.tflite.model.Options;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class LitePrinterTest {
  private static final Options NONE = new Options.None();

  private static LiteTensor value(String name, Integer... shape) {
    return LiteTensor.value(name, ElementType.F32, List.of(shape));
  }

  @Test
  void everyLine() {
    Tensor weight = Tensor.filled(ElementType.F32, new long[] {4, 8}, 0.5);
    LiteModel model =
        new LiteModel(
            "a net",
            List.of(
                value("x/y", 1, 8),
                LiteTensor.constant("w", weight),
                LiteTensor.constant("axes", Tensor.of(ElementType.I32, new long[] {2}, 1, 0)),
                value("same", 1, 4),
                value("same", 1, 4),
                value("", 4, 1),
                new LiteTensor(
                    "state",
                    ElementType.I8,
                    List.of(1, 4),
                    List.of(-1, 4),
                    Optional.empty(),
                    true,
                    true)),
            List.of(
                new LiteOp(
                    Builtin.FULLY_CONNECTED,
                    "",
                    6,
                    List.of(0, 1, LiteOp.ABSENT),
                    List.of(3),
                    new Options.FullyConnected(Activation.RELU6, false),
                    "dense"),
                new LiteOp(
                    Builtin.FULLY_CONNECTED,
                    "",
                    6,
                    List.of(0, 1),
                    List.of(4),
                    new Options.FullyConnected(Activation.NONE, true),
                    "same"),
                new LiteOp(Builtin.TRANSPOSE, "", 1, List.of(3, 2), List.of(5), NONE, ""),
                new LiteOp(Builtin.CUSTOM, "My Op", 2, List.of(4, 6), List.of(), NONE, "")),
            List.of(new Port("image", 0)),
            List.of(new Port("b", 5), new Port("a", 4)),
            "made by \"us\"",
            Map.of("min_runtime_version", new byte[16]),
            2);
    assertThat(LitePrinter.print(model))
        .isEqualTo(
            """
            // description "made by \\"us\\""
            // metadata min_runtime_version, 16 bytes
            // 2 more graphs
            tflite @"a net"(image=%"x/y": f32[1,8]) {
              %same@3 = FULLY_CONNECTED v6(%"x/y", %w=WEIGHT, _) {activation=relu6, keepNumDims=false} : f32[1,4] @dense
              %same@4 = FULLY_CONNECTED v6(%"x/y", %w) {activation=none, keepNumDims=true} : f32[1,4]
              %""@5 = TRANSPOSE v1(%same@3, i32[2]#[1, 0]) : f32[4,1]
              CUSTOM "My Op" v2(%same@4, %state)
              return b=%""@5, a=%same@4
            }
            """
                .replace("WEIGHT", weight.toString()));
  }

  @Test
  void typesSayWhatIsSpecial() {
    LiteTensor state =
        new LiteTensor(
            "s", ElementType.I8, List.of(1, 4), List.of(-1, 4), Optional.empty(), true, true);
    LiteModel model =
        new LiteModel(
            "m", List.of(state), List.of(), List.of(new Port("s", 0)), List.of(), "", Map.of(), 0);
    assertThat(LitePrinter.print(model)).startsWith("tflite @m(s=%s: i8[?,4] q variable) {");
  }

  @Test
  void attributesOfAllKinds() {
    LiteModel model =
        new LiteModel(
            "m",
            List.of(value("x", 2), value("y", 2), value("z", 2)),
            List.of(
                new LiteOp(
                    Builtin.LEAKY_RELU,
                    "",
                    1,
                    List.of(0),
                    List.of(1),
                    new Options.LeakyRelu(0.1f),
                    "y"),
                new LiteOp(
                    Builtin.RESHAPE,
                    "",
                    1,
                    List.of(1),
                    List.of(2),
                    new Options.Reshape(List.of(2, -1)),
                    "z")),
            List.of(),
            List.of(new Port("z", 2)),
            "",
            Map.of(),
            0);
    assertThat(LitePrinter.print(model))
        .contains("LEAKY_RELU v1(%x) {alpha=0.1} : f32[2]\n")
        .contains("RESHAPE v1(%y) {newShape=[2,-1]} : f32[2]\n");
  }
}
