package dev.espalier.tflite.legalize;

import static org.assertj.core.api.Assertions.assertThat;

import dev.espalier.ir.Graph;
import dev.espalier.ir.text.IrParser;
import dev.espalier.ir.text.IrPrinter;
import dev.espalier.tflite.TfliteExport.Labels;
import dev.espalier.tflite.TfliteOptions.OutputForm;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ChooseOutputsTest {
  private static final String CLASSES =
      """
      graph @g(%x: f32[1,4,6,6]) {
        %s = relu(%x) : f32[1,4,6,6]
        %c = arg_max(%s) {axis=1} : i64[1,1,6,6]
        %r = reshape(%c) {shape=[1,6,6]} : i64[1,6,6]
        %y = cast(%r) {to=u8} : u8[1,6,6]
        return %y
      }
      """;

  @Test
  void anArgMaxAtTheEndIsLeftOut() {
    ChooseOutputs chosen = chosen(OutputForm.LOGITS, CLASSES);
    assertThat(chosen.labels()).isEqualTo(Map.of("y", Labels.SCORES_ONLY));
    assertGives(
        chosen,
        """
        graph @g(%x: f32[1,4,6,6]) {
          %s = relu(%x) : f32[1,4,6,6]
          %y = identity(%s) : f32[1,4,6,6]
          return %y
        }
        """);
  }

  @Test
  void anArgMaxAtTheEndIsKept() {
    Graph graph = IrParser.parse(CLASSES);
    ChooseOutputs chosen = ChooseOutputs.of(graph, OutputForm.ARGMAX);
    assertThat(chosen.graph()).isSameAs(graph);
    assertThat(chosen.labels()).isEqualTo(Map.of("y", Labels.AS_IN_GRAPH));
  }

  @Test
  void scoresStayScores() {
    Graph graph = IrParser.parse(scores(4));
    ChooseOutputs chosen = ChooseOutputs.of(graph, OutputForm.LOGITS);
    assertThat(chosen.graph()).isSameAs(graph);
    assertThat(chosen.labels()).isEqualTo(Map.of("y", Labels.AS_IN_GRAPH));
  }

  @Test
  void scoresBecomeClasses() {
    ChooseOutputs chosen = chosen(OutputForm.ARGMAX, scores(4));
    assertThat(chosen.labels()).isEqualTo(Map.of("y", Labels.CHOSEN));
    assertGives(
        chosen,
        """
        graph @g(%x: f32[1,4,6,6]) {
          %y.graph = relu(%x) : f32[1,4,6,6]
          %y = arg_max(%y.graph) {axis=1, keepDims=false} : i64[1,6,6]
          return %y
        }
        """);
  }

  @Test
  void oneChannelIsNoChoice() {
    assertThat(chosen(OutputForm.ARGMAX, scores(1)).labels())
        .isEqualTo(Map.of("y", Labels.AS_IN_GRAPH));
  }

  @Test
  void vectorsAndIntegersAreNoScores() {
    String text =
        """
        graph @g(%x: f32[1,4,6,6]) {
          %v = reduce_mean(%x) {axes=[2,3], keepDims=false} : f32[1,4]
          %i = cast(%x) {to=i32} : i32[1,4,6,6]
          return %v, %i
        }
        """;
    assertThat(chosen(OutputForm.ARGMAX, text).labels())
        .isEqualTo(Map.of("v", Labels.AS_IN_GRAPH, "i", Labels.AS_IN_GRAPH));
  }

  @Test
  void outputsKeepTheirOrderAndWhatElseIsRead() {
    ChooseOutputs chosen =
        chosen(
            OutputForm.ARGMAX,
            """
            graph @g(%x: f32[1,4,6,6]) {
              %b = relu(%x) : f32[1,4,6,6]
              %a = neg(%b) : f32[1,4,6,6]
              %b.graph = abs(%a) : f32[1,4,6,6]
              return %b, %a
            }
            """);
    assertThat(chosen.graph().outputs()).containsExactly("b", "a");
    assertThat(chosen.labels().keySet()).containsExactly("b", "a");
    assertGives(
        chosen,
        """
        graph @g(%x: f32[1,4,6,6]) {
          %b.graph_ = relu(%x) : f32[1,4,6,6]
          %a.graph = neg(%b.graph_) : f32[1,4,6,6]
          %b = arg_max(%b.graph_) {axis=1, keepDims=false} : i64[1,6,6]
          %a = arg_max(%a.graph) {axis=1, keepDims=false} : i64[1,6,6]
          return %b, %a
        }
        """);
  }

  @Test
  void anArgMaxThatOthersReadToo() {
    ChooseOutputs chosen =
        chosen(
            OutputForm.LOGITS,
            """
            graph @g(%x: f32[1,4,6,6]) {
              %c = arg_max(%x) {axis=1} : i64[1,1,6,6]
              %f = cast(%c) {to=f32} : f32[1,1,6,6]
              %z = mul(%x, %f) : f32[1,4,6,6]
              return %c, %z
            }
            """);
    assertThat(chosen.labels()).isEqualTo(Map.of("c", Labels.SCORES_ONLY, "z", Labels.AS_IN_GRAPH));
    assertGives(
        chosen,
        """
        graph @g(%x: f32[1,4,6,6]) {
          %c.graph = arg_max(%x) {axis=1} : i64[1,1,6,6]
          %f = cast(%c.graph) {to=f32} : f32[1,1,6,6]
          %z = mul(%x, %f) : f32[1,4,6,6]
          %c = identity(%x) : f32[1,4,6,6]
          return %c, %z
        }
        """);
  }

  private static String scores(int classes) {
    return """
        graph @g(%x: f32[1,4,6,6]) {
          %y = relu(%x) : f32[1,4,6,6]
          return %y
        }
        """
        .replace(",4,", "," + classes + ",");
  }

  private static ChooseOutputs chosen(OutputForm form, String text) {
    return ChooseOutputs.of(IrParser.parse(text), form);
  }

  private static void assertGives(ChooseOutputs chosen, String text) {
    assertThat(IrPrinter.print(chosen.graph()).strip()).isEqualTo(text.strip());
  }
}
