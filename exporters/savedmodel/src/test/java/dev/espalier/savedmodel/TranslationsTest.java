package dev.espalier.savedmodel;

import static java.util.stream.Collectors.toSet;
import static org.assertj.core.api.Assertions.assertThat;

import dev.espalier.tflite.model.Builtin;
import dev.espalier.tflite.model.LiteOp;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.tensorflow.proto.MetaGraphDef;
import org.tensorflow.proto.NodeDef;

class TranslationsTest {
  @TempDir Path folder;

  /** Every operator is also in the graphs that are compared with TensorFlow. */
  @Test
  void everyTranslationHasACase() {
    Set<Builtin> tried = EnumSet.noneOf(Builtin.class);
    OperatorCase.all().stream()
        .flatMap(each -> each.model().ops().stream())
        .map(LiteOp::kind)
        .forEach(tried::add);

    assertThat(tried).isEqualTo(Translations.covered());
  }

  /** The page is what the exporter makes of each operator. */
  @Test
  void everyOperatorThatIsLoweredToHasATranslation() throws IOException {
    Set<String> known = EnumSet.allOf(Builtin.class).stream().map(Enum::name).collect(toSet());
    String page = Files.readString(Path.of("..", "..", "docs", "tflite.md"));
    Set<Builtin> lowered =
        Pattern.compile("[A-Z][A-Z0-9_]+")
            .matcher(page)
            .results()
            .map(MatchResult::group)
            .filter(known::contains)
            .map(Builtin::valueOf)
            .collect(toSet());

    assertThat(lowered).contains(Builtin.CONV_2D, Builtin.RESIZE_BILINEAR);
    assertThat(Translations.covered()).containsAll(lowered);
  }

  @ParameterizedTest
  @MethodSource("cases")
  void nodesComeAfterWhatTheyReadAndHaveLegalNames(OperatorCase each) {
    MetaGraphDef graph = SavedModels.written(each.model(), folder);

    Set<String> known = new HashSet<>();
    for (NodeDef node : graph.getGraphDef().getNodeList()) {
      assertThat(node.getName()).matches("[A-Za-z0-9.][A-Za-z0-9_./-]*");
      assertThat(node.getInputList()).allMatch(input -> known.contains(node(input)));
      assertThat(known.add(node.getName())).as("unique: " + node.getName()).isTrue();
    }
    graph
        .getSignatureDefOrThrow("serving_default")
        .getOutputsMap()
        .values()
        .forEach(info -> assertThat(known).contains(node(info.getName())));
  }

  /** The node a value comes from. */
  private static String node(String value) {
    return value.replaceAll(":.*", "");
  }

  static List<OperatorCase> cases() {
    return OperatorCase.all();
  }

  @Test
  void namesThatTensorFlowDoesNotAllowAreChanged() {
    ModelBuilder to = new ModelBuilder();
    int first = to.input("_a b", 2);
    int second = to.input("n_a_b", 2);
    List<Integer> shape = List.of(2);
    to.output("y", to.op(Builtin.MAXIMUM, ModelBuilder.NONE, shape, first, second));

    assertThat(SavedModels.nodes(to.build(), folder))
        .extracting(NodeDef::getName)
        .containsExactly("n_a_b", "n_a_b_1", "maximum0/Maximum");
  }

  @Test
  void severalResultsAreToldApart() {
    OperatorCase split =
        OperatorCase.all().stream().filter(c -> c.name().equals("SPLIT")).findFirst().orElseThrow();

    MetaGraphDef graph = SavedModels.written(split.model(), folder);

    assertThat(graph.getSignatureDefOrThrow("serving_default").getOutputsMap().values())
        .extracting(info -> info.getName())
        .containsExactlyInAnyOrder("a/Split:0", "a/Split:1");
  }
}
