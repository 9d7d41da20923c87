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
 * DeepLabV3 networks include a second head, used in training only, which is taken off here.
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
    assertCounts(name, parameters, billions, 0);
  }

  /** The head: a 3x3 convolution to a quarter of the channels, normalised, and a classifier. */
  @ParameterizedTest
  @CsvSource({
    "deeplabv3-resnet50, 42004074, 178.722, 1024",
    "deeplabv3-resnet101, 60996202, 258.743, 1024",
    "deeplabv3-mobilenet-v3-large, 11029328, 10.452, 40",
  })
  void theHeadForTrainingIsLeftOut(String name, long parameters, double billions, long channels) {
    long hidden = channels / 4;
    long weights = 9 * channels * hidden + hidden * 21;
    assertCounts(name, parameters - weights - 2 * hidden - 21, billions, 65 * 65 * weights);
  }

  private static void assertCounts(String name, long parameters, double billions, long rest) {
    Architecture architecture = Zoo.named(name).orElseThrow();
    MacCount count = MacCounter.count(architecture.build(architecture.published()));
    assertThat(count.parameters()).isEqualTo(parameters);
    assertThat(Math.round((count.total().value() + rest) / 1e6) / 1e3).isEqualTo(billions);
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
