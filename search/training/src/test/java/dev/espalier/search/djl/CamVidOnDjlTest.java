package dev.espalier.search.djl;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.espalier.accuracy.DataSet;
import dev.espalier.accuracy.Sample;
import dev.espalier.accuracy.data.DataSets;
import dev.espalier.accuracy.score.Accuracy;
import dev.espalier.accuracy.score.Evaluate;
import dev.espalier.accuracy.score.Preprocessing;
import dev.espalier.accuracy.score.Preprocessing.Channels;
import dev.espalier.check.OnnxRuntimeRunner;
import dev.espalier.check.OnnxRuntimeRunner.Optimise;
import dev.espalier.check.Runner;
import dev.espalier.passes.SharedData;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** A real network has the same accuracy on PyTorch; every twentieth picture of the split. */
class CamVidOnDjlTest {
  private static final int STEP = Integer.getInteger("espalier.camvid.step", 20);
  private static final int CLASSES = 11;
  private static final double HUNDREDTH_OF_A_POINT = 1e-4;
  private static final Preprocessing PREPROCESSING =
      new Preprocessing(
          Channels.bgr,
          List.of(110.3313, 108.4091, 105.0335),
          List.of(72.1252, 72.6885, 69.9026),
          1 / 255.0);

  private record Some(DataSet all) implements DataSet {
    @Override
    public int size() {
      return (all.size() + STEP - 1) / STEP;
    }

    @Override
    public String name(int i) {
      return all.name(i * STEP);
    }

    @Override
    public Sample sample(int i) {
      return all.sample(i * STEP);
    }
  }

  @Test
  void accuracyIsThatOfOnnxRuntime() {
    Path network = SharedData.file("models/onnx/espnet-camvid.onnx");
    Path archive = SharedData.file("camvid/camvid11-480x360-val.tar");
    DataSet data = new Some(DataSets.open(archive, DataSets.Options.DEFAULTS));
    Accuracy expected =
        accuracy(
            OnnxRuntimeRunner.open(network, new OnnxRuntimeRunner.Settings(Optimise.ALL, 1)), data);
    Accuracy actual = accuracy(DjlRunner.open(network, 1), data);
    assertThat(actual.mIoU().orElseThrow())
        .isCloseTo(expected.mIoU().orElseThrow(), within(HUNDREDTH_OF_A_POINT));
    assertThat(actual.pixelAccuracy().orElseThrow())
        .isCloseTo(expected.pixelAccuracy().orElseThrow(), within(HUNDREDTH_OF_A_POINT));
  }

  private static Accuracy accuracy(Runner model, DataSet data) {
    try (model) {
      return new Evaluate(model, PREPROCESSING, Optional.empty(), Map.of())
          .run(data, () -> {})
          .accuracy(CLASSES, false);
    }
  }
}
