package dev.espalier.zoo;

import static org.assertj.core.api.Assertions.assertThat;

import dev.espalier.ir.Graph;
import dev.espalier.ir.MacCounter;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Parameters of the published networks, to the last digit. */
class PublishedCountsTest {
  @ParameterizedTest
  @CsvSource({
    "resnet18, 11689512, 1814073344",
    "resnet34, 21797672, 3663761408",
    "resnet50, 25557032, 4089184256",
    "resnet101, 44549160, 7801405440",
    "vit-b-16, 86567656, 17563828224",
  })
  void parametersAndMultiplyAccumulatesAreThePublishedOnes(
      String name, long parameters, long macs) {
    Architecture architecture = Zoo.named(name).orElseThrow();
    Graph graph = architecture.build(architecture.published());
    assertThat(MacCounter.count(graph).parameters()).isEqualTo(parameters);
    assertThat(MacCounter.count(graph).total().value()).isEqualTo(macs);
  }
}
