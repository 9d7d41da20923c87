package dev.espalier.zoo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.espalier.ir.Graph;
import dev.espalier.ir.Tensor;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WeightsTest {
  private static final Architecture RESNET = Zoo.named("resnet18").orElseThrow();

  private static Tensor weight(String network, String name) {
    Architecture architecture = Zoo.named(network).orElseThrow();
    return architecture.build(architecture.published()).constants().get(name);
  }

  private static double deviation(Tensor tensor) {
    double[] values = tensor.toDoubles();
    double mean = Arrays.stream(values).average().orElseThrow();
    assertThat(mean).isCloseTo(0, within(1e-3));
    return Math.sqrt(Arrays.stream(values).map(v -> (v - mean) * (v - mean)).average().orElse(0));
  }

  @Test
  void convolutionsAreScaledByTheOutputsAWeightFeeds() {
    Tensor weight = weight("resnet18", "layer2.0.conv1.weight");
    assertThat(weight.shape()).containsExactly(128, 64, 3, 3);
    assertThat(deviation(weight)).isCloseTo(Math.sqrt(2.0 / (128 * 9)), within(2e-4));
  }

  @Test
  void convolutionsOfDenseNetworksAreScaledByTheInputsOfASum() {
    Tensor weight = weight("densenet121", "features.denseblock3.denselayer20.conv1.weight");
    assertThat(weight.shape()).containsExactly(128, 864, 1, 1);
    assertThat(deviation(weight)).isCloseTo(Math.sqrt(2.0 / 864), within(2e-4));
  }

  /**
   * The deviation of a normal distribution that is cut off at two deviations is 0.8796 of its own.
   */
  @Test
  void weightsOfTransformersAreCutOffAtTwoDeviations() {
    Tensor weight = weight("vit-b-16", "encoder.layers.3.mlp.0.weight");
    assertThat(weight.shape()).containsExactly(768, 3072);
    assertThat(Arrays.stream(weight.toDoubles()).map(Math::abs).max().orElse(0))
        .isLessThanOrEqualTo(0.04)
        .isGreaterThan(0.0399);
    assertThat(deviation(weight)).isCloseTo(0.02 * 0.8796, within(2e-5));
  }

  @Test
  void normalisationsStartAsIdentities() {
    Graph graph = RESNET.build(RESNET.published());
    assertThat(graph.constants().get("bn1.weight").toDoubles()).containsOnly(1);
    assertThat(graph.constants().get("bn1.bias").toDoubles()).containsOnly(0);
    assertThat(graph.constants().get("bn1.running_mean").toDoubles()).containsOnly(0);
    assertThat(graph.constants().get("bn1.running_var").toDoubles()).containsOnly(1);
  }

  @Test
  void randomStatisticsDifferByChannelAndVariancesArePositive() {
    Graph graph = RESNET.build(RESNET.published().withRandomStatistics());
    for (String name : new String[] {"bn1.weight", "bn1.bias", "bn1.running_mean", "fc.bias"}) {
      assertThat(graph.constants().get(name).toDoubles()).as(name).doesNotHaveDuplicates();
    }
    double[] variances = graph.constants().get("bn1.running_var").toDoubles();
    assertThat(variances).doesNotHaveDuplicates();
    assertThat(Arrays.stream(variances).min().orElse(0)).isGreaterThanOrEqualTo(0.5);
  }

  @Test
  void theSeedDecides() {
    Tensor weight = RESNET.build(RESNET.published()).constants().get("conv1.weight");
    Configuration other = RESNET.published().withSeed(2);
    assertThat(RESNET.build(RESNET.published()).constants().get("conv1.weight").digest())
        .isEqualTo(weight.digest());
    assertThat(RESNET.build(other).constants().get("conv1.weight").digest())
        .isNotEqualTo(weight.digest());
  }

  /** Quantiles from tables of the normal distribution. */
  @ParameterizedTest
  @CsvSource({
    "0.5, 0",
    "0.75, 0.6744897501960817",
    "0.975, 1.959963984540054",
    "0.001, -3.090232306167813",
    "1e-20, -9.262340089798408"
  })
  void quantilesAreThoseOfTheNormalDistribution(double p, double quantile) {
    assertThat(NormalQuantile.of(p)).isCloseTo(quantile, within(1e-6));
  }
}
