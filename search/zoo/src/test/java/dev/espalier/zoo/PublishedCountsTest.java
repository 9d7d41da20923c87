package dev.espalier.zoo;

import static org.assertj.core.api.Assertions.assertThat;

import dev.espalier.ir.Graph;
import dev.espalier.ir.MacCount;
import dev.espalier.ir.MacCounter;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Parameters of the networks to the last digit, and billions of multiply-accumulates to the three
 * digits torchvision prints, for MobileNetV1 those of Keras and of the paper. Its figures of the
 * DeepLabV3 networks include a second head, used in training only.
 */
class PublishedCountsTest {
  @ParameterizedTest
  @CsvSource({
    "vgg16-bn, 138365992, 15.47",
    "resnet18, 11689512, 1.814",
    "resnet34, 21797672, 3.664",
    "resnet50, 25557032, 4.089",
    "resnet101, 44549160, 7.801",
    "densenet121, 7978856, 2.834",
    "shufflenet-v2, 2278604, 0.145",
    "mobilenet-v1, 4231976, 0.569",
    "mobilenet-v2, 3504872, 0.301",
    "mobilenet-v3-large, 5483032, 0.217",
    "vit-b-16, 86567656, 17.564",
    "swin-t, 28288354, 4.491",
    "lraspp-mobilenet-v3-large, 3221538, 2.086",
  })
  void aNetworkHasThePublishedParametersAndCost(String name, long parameters, double billions) {
    assertCounts(Zoo.named(name).orElseThrow().build(), parameters, billions);
  }

  @ParameterizedTest
  @CsvSource({
    "deeplabv3-resnet50, 42004074, 178.722",
    "deeplabv3-resnet101, 60996202, 258.743",
    "deeplabv3-mobilenet-v3-large, 11029328, 10.452",
  })
  void publishedWithTheHeadForTraining(String name, long parameters, double billions) {
    Architecture architecture = Zoo.named(name).orElseThrow();
    assertCounts(
        architecture.build(architecture.published().withAuxiliary(true)), parameters, billions);
  }

  /** A normalised 3x3 convolution from 1024 to 256 channels, and scores of 150 classes. */
  @Test
  void theHeadForTrainingIsOneMoreOutput() {
    Architecture architecture = Zoo.named("pspnet-r50-ade-mmseg").orElseThrow();
    Graph trained = architecture.build(architecture.published().withAuxiliary(true));
    assertThat(MacCounter.count(trained).parameters()).isEqualTo(46_678_006 + 2_359_808 + 38_550);
    assertThat(trained.type(trained.outputs().get(1)).shape()).containsExactly(1, 150, 64, 64);
  }

  private static void assertCounts(Graph graph, long parameters, double billions) {
    MacCount count = MacCounter.count(graph);
    assertThat(count.parameters()).isEqualTo(parameters);
    assertThat(Math.round(count.total().value() / 1e6) / 1e3).isEqualTo(billions);
  }

  @Test
  void classesAndSizesAreFree() {
    Architecture architecture = Zoo.named("deeplabv3-resnet50").orElseThrow();
    Graph graph = architecture.build(architecture.published().withClasses(1).withSize(65, 97));
    assertThat(MacCounter.count(graph).parameters()).isEqualTo(39_638_869 - 20 * 257);
    assertThat(graph.type(graph.outputs().get(0)).shape()).containsExactly(1, 1, 65, 97);
  }

  @Test
  void everyNetworkIsHereByName() {
    List<String> names = Zoo.all().stream().map(Architecture::name).toList();
    assertThat(names).hasSizeGreaterThan(37).doesNotHaveDuplicates();
    assertThat(Zoo.named("resnet1")).isEmpty();
  }
}
