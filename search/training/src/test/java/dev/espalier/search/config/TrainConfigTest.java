package dev.espalier.search.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

class TrainConfigTest {
  private static final String LEAST =
      """
      network: {name: tiny.onnx}
      data: {train: streets}
      steps: 10
      """;

  @Test
  void whatIsLeftOutHasDefaults() {
    TrainConfig config = TrainConfig.parse("run.yaml", LEAST);
    assertThat(config.batch()).isEqualTo(8);
    assertThat(config.optimizer().method()).isEqualTo(OptimizerConfig.Method.SGD);
    assertThat(config.optimizer().betas()).containsExactly(0.9, 0.999);
    assertThat(config.data().streets().size()).isEqualTo(List.of(240, 160));
    assertThat(config.data().ignore()).containsExactly(255);
    assertThat(config.crop()).isEmpty();
    assertThat(config.loss().classWeights()).isEmpty();
  }

  @Test
  void whatIsSaidIsTaken() {
    TrainConfig config =
        TrainConfig.parse(
            "run.yaml",
            LEAST + "crop: [64, 32]\noptimizer: {method: adamw, rate: 0.5}\nseed: 3000000000\n");
    assertThat(config.crop()).contains(List.of(64, 32));
    assertThat(config.optimizer().rate()).isEqualTo(0.5);
    assertThat(config.optimizer().method()).isEqualTo(OptimizerConfig.Method.ADAMW);
    assertThat(config.optimizer().momentum()).isEqualTo(0.9);
    assertThat(config.seed()).isEqualTo(3_000_000_000L);
  }

  @Test
  void unknownKeysSuggestTheNearest() {
    refused(LEAST + "optimizer: {momentun: 0.5}")
        .hasMessageContaining(
            "run.yaml: optimizer: there is no key 'momentun'; did you mean momentum?")
        .hasMessageContaining("the keys are method, rate, momentum");
  }

  @Test
  void missingKeysAreNamed() {
    refused("network: {}\ndata: {train: streets}\n")
        .hasMessageContaining("run.yaml: network: the key 'name' is missing")
        .hasMessageContaining("run.yaml: the key 'steps' is missing");
  }

  @Test
  void valuesAreComparedWithWhatIsAllowed() {
    refused(LEAST + "batch: 0")
        .hasMessageContaining("batch: found 0, wanted a whole number from 1");
    refused(LEAST + "batch: 2.5").hasMessageContaining("batch: found 2.5, wanted a whole number");
    refused(LEAST + "optimizer: {method: sdg}")
        .hasMessageContaining("optimizer.method: found \"sdg\", wanted sgd, adamw");
    refused(LEAST + "crop: [64, big]")
        .hasMessageContaining("crop[1]: found \"big\", wanted a whole number from 16");
    refused(LEAST + "crop: 64").hasMessageContaining("crop: found 64, wanted a list of 2");
    refused(LEAST + "optimizer: {rate: 0}")
        .hasMessageContaining("optimizer.rate: found 0, wanted a number above 0");
    refused("5").hasMessageContaining("found 5, wanted keys with values");
  }

  @Test
  void brokenYamlNamesTheLine() {
    refused(LEAST + "steps: 5").hasMessageContaining("run.yaml: line 4: Duplicate field 'steps'");
    refused("network: [").hasMessageContaining("run.yaml: line 1: ");
  }

  @Test
  void fileThatIsNotThereIsNamed() {
    assertThatThrownBy(() -> TrainConfig.read(Path.of("nowhere.yaml")))
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining("nowhere.yaml: there is no such file");
  }

  /** Every value but a few names is in the text of the tree, which checkpoints compare. */
  @Test
  void treeHasEveryKey() {
    TrainConfig config = TrainConfig.parse("run.yaml", LEAST);
    assertThat(config.tree().at("/schedule/power").asDouble()).isEqualTo(0.9);
    assertThat(config.tree().equals(TrainConfig.parse("b.yaml", LEAST + "batch: 8").tree()))
        .isTrue();
    assertThat(config.tree().equals(TrainConfig.parse("b.yaml", LEAST + "batch: 9").tree()))
        .isFalse();
  }

  private static org.assertj.core.api.AbstractThrowableAssert<?, ?> refused(String yaml) {
    return assertThatThrownBy(() -> TrainConfig.parse("run.yaml", yaml))
        .isInstanceOf(ConfigException.class);
  }
}
