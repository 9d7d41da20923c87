package dev.espalier.search.train;

import static org.assertj.core.api.Assertions.assertThat;

import dev.espalier.accuracy.DataSet;
import dev.espalier.accuracy.SampleFolder;
import dev.espalier.accuracy.streets.Streets;
import dev.espalier.search.config.TrainConfig;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TrainingDataTest {
  @TempDir Path base;

  private void write(String folder, int first, int count) throws IOException {
    SampleFolder samples = new SampleFolder(base.resolve(folder));
    Streets streets = new Streets(7, first, count, 32, 24);
    for (int i = 0; i < count; i++) {
      samples.write(streets.sample(i));
    }
  }

  private TrainingData open(String more) {
    String data = "data: {train: data, classes: 8" + more + "}";
    String config = "network: {name: rtseg-small}\nsteps: 1\n" + data;
    return TrainingData.open(TrainConfig.parse("run.yaml", config).data(), base);
  }

  private static List<String> names(DataSet data) {
    return IntStream.range(0, data.size()).mapToObj(data::name).toList();
  }

  /** Nothing is validated on what it is trained on if there is something else. */
  @Test
  void plainFoldersHaveParts() throws IOException {
    write("data/train", 0, 3);
    write("data/val", 5, 2);
    TrainingData parts = open("");
    assertThat(parts.train().size()).isEqualTo(3);
    assertThat(parts.validation().size()).isEqualTo(2);
    assertThat(names(parts.validation())).doesNotContainAnyElementsOf(names(parts.train()));
    assertThat(open(", validationSplit: train").validation().size()).isEqualTo(3);
    assertThat(open(", trainSplit: val").train().size()).isEqualTo(2);
  }

  @Test
  void oneFolderIsForBoth() throws IOException {
    write("data", 0, 3);
    TrainingData whole = open("");
    assertThat(names(whole.validation())).isEqualTo(names(whole.train())).hasSize(3);
  }

  @Test
  void foldersOfTheirOwnAreTakenWhole() throws IOException {
    write("data/train", 0, 3);
    write("other/val", 5, 2);
    assertThat(open(", validation: other").validation().size()).isEqualTo(2);
  }
}
