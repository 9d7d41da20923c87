package dev.espalier.accuracy.score;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.espalier.accuracy.DataSet;
import dev.espalier.accuracy.LabelMap;
import dev.espalier.accuracy.Picture;
import dev.espalier.accuracy.Sample;
import dev.espalier.check.Runner;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EvaluateTest {
  /** Scores are red, green and blue as they are given. */
  private static final String COLOURS =
      """
      graph @colours(%%x: f32[%s]) {
        %%y = conv(%%x, f32[3,3,1,1]#[1, 0, 0, 0, 1, 0, 0, 0, 1])
        return %%y
      }
      """;

  /** Five scores at a fourth of the size. */
  private static final String COARSE =
      """
        %a = conv(%x, f32[8,3,3,3]#rand(1), f32[8]#rand(2)) {pads=[1,1,1,1], strides=[4,4]}
        %r = relu(%a)
        %s = conv(%r, f32[5,8,1,1]#rand(3), f32[5]#rand(4))
      """;

  @TempDir private Path folder;

  private static DataSet data(int count, int width, int height, int classes) {
    Random random = new Random(5);
    List<Sample> samples = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      byte[] rgb = new byte[3 * width * height];
      random.nextBytes(rgb);
      int[] labels = random.ints((long) width * height, -1, classes).toArray();
      samples.add(
          new Sample(
              "s" + i, new Picture(width, height, rgb), new LabelMap(width, height, labels)));
    }
    return of(samples);
  }

  private static DataSet of(List<Sample> samples) {
    return new DataSet() {
      @Override
      public int size() {
        return samples.size();
      }

      @Override
      public String name(int i) {
        return samples.get(i).name();
      }

      @Override
      public Sample sample(int i) {
        return samples.get(i);
      }
    };
  }

  private static ConfusionMatrix run(Runner model, Preprocessing preprocessing, DataSet data) {
    try (model) {
      return new Evaluate(model, preprocessing, Optional.empty(), Map.of()).run(data, () -> {});
    }
  }

  private static long[][] counts(ConfusionMatrix matrix, int classes) {
    long[][] counts = new long[classes][classes];
    for (int t = 0; t < classes; t++) {
      for (int p = 0; p < classes; p++) {
        counts[t][p] = matrix.count(t, p);
      }
    }
    return counts;
  }

  @Test
  void pixelsReachTheModelAsPreprocessed() throws IOException {
    DataSet data = data(4, 9, 7, 3);
    List<Double> mean = List.of(100.0, 120.0, 140.0);
    List<Double> std = List.of(1.0, 2.0, 0.5);
    for (Preprocessing.Channels channels : Preprocessing.Channels.values()) {
      Preprocessing preprocessing = new Preprocessing(channels, mean, std, 1 / 255.0);
      long[][] expected = new long[3][3];
      for (int i = 0; i < data.size(); i++) {
        Sample sample = data.sample(i);
        for (int at = 0; at < 63; at++) {
          int truth = sample.labels().at(at % 9, at / 9);
          int best = 0;
          double[] scores = new double[3];
          for (int c = 0; c < 3; c++) {
            int part = channels == Preprocessing.Channels.bgr ? 2 - c : c;
            int pixel = sample.picture().part(at % 9, at / 9, part);
            scores[c] = (pixel - mean.get(c)) / std.get(c) / 255;
            best = scores[c] > scores[best] ? c : best;
          }
          if (truth >= 0) {
            expected[truth][best]++;
          }
        }
      }
      for (String sizes : List.of("1,3,7,9", "N,3,H,W")) {
        Runner model = TinyNetworks.inOnnxRuntime(folder, COLOURS.formatted(sizes));
        assertThat(counts(run(model, preprocessing, data), 3)).isDeepEqualTo(expected);
      }
    }
  }

  @Test
  void coarseScoresAreInterpolatedAsResizeDoes() throws IOException {
    DataSet data = data(3, 24, 16, 5);
    String head = "graph @coarse(%x: f32[1,3,16,24]) {\n" + COARSE;
    Runner coarse = TinyNetworks.inOnnxRuntime(folder, head + "  return %s\n}");
    Runner fine =
        TinyNetworks.inOnnxRuntime(
            folder,
            head
                + "  %y = resize(%s) {axes=[2,3], sizes=[16,24], mode=linear}\n"
                + "  return %y\n}");
    long[][] expected = counts(run(fine, Preprocessing.NONE, data), 5);
    assertThat(counts(run(coarse, Preprocessing.NONE, data), 5)).isDeepEqualTo(expected);
  }

  @Test
  void classesThatTheModelChoosesAreTaken() throws IOException {
    DataSet data = data(3, 24, 16, 5);
    String head = "graph @coarse(%x: f32[1,3,16,24]) {\n" + COARSE;
    Runner scores = TinyNetworks.inOnnxRuntime(folder, head + "  return %s\n}");
    Path onnx = TinyNetworks.onnx(folder, head + "  return %s\n}");
    long[][] expected = counts(run(scores, Preprocessing.NONE, data), 5);
    assertThat(counts(run(TinyNetworks.inTflite(folder, onnx), Preprocessing.NONE, data), 5))
        .as("channels last")
        .isDeepEqualTo(expected);
    for (String keep : List.of("true", "false")) {
      Runner chosen =
          TinyNetworks.inOnnxRuntime(
              folder,
              head
                  + "  %y = resize(%s) {axes=[2,3], sizes=[16,24], mode=linear}\n"
                  + "  %c = arg_max(%y) {axis=1, keepDims="
                  + keep
                  + "}\n  return %c\n}");
      assertThat(counts(run(chosen, Preprocessing.NONE, data), 5)).isDeepEqualTo(expected);
    }
  }

  @Test
  void picturesAreResizedToTheModel() throws IOException {
    byte[] rgb = new byte[3 * 8 * 4];
    int[] labels = new int[32];
    for (int i = 0; i < 32; i++) {
      labels[i] = i % 8 < 4 ? 0 : 2;
      rgb[3 * i + labels[i]] = (byte) 200;
    }
    Sample sample = new Sample("halves", new Picture(8, 4, rgb), new LabelMap(8, 4, labels));
    for (String sizes : List.of("1,3,2,4", "1,3,20,40", "1,3,7,13")) {
      Runner model = TinyNetworks.inOnnxRuntime(folder, COLOURS.formatted(sizes));
      ConfusionMatrix matrix = run(model, Preprocessing.NONE, of(List.of(sample)));
      assertThat(matrix.count(0, 0)).isEqualTo(16);
      assertThat(matrix.count(2, 2)).isEqualTo(16);
    }
  }

  @Test
  void sizesMayBeFixed() throws IOException {
    DataSet data = data(2, 24, 16, 3);
    Map<String, long[]> shapes = Map.of("x", new long[] {1, 3, 8, 40});
    Runner fixed = TinyNetworks.inOnnxRuntime(folder, COLOURS.formatted("1,3,8,40"));
    long[][] expected = counts(run(fixed, Preprocessing.NONE, data), 3);
    try (Runner free = TinyNetworks.inOnnxRuntime(folder, COLOURS.formatted("1,3,H,W"))) {
      Evaluate open = new Evaluate(free, Preprocessing.NONE, Optional.empty(), Map.of());
      Evaluate resized = new Evaluate(free, Preprocessing.NONE, Optional.empty(), shapes);
      assertThat(counts(open.run(data, () -> {}), 3)).isNotEqualTo(expected);
      assertThat(counts(resized.run(data, () -> {}), 3)).isDeepEqualTo(expected);
    }
  }

  @Test
  void whatCannotBeEvaluatedIsRefused() throws IOException {
    DataSet data = data(1, 9, 7, 5);
    String colours = COLOURS.formatted("1,3,7,9");
    assertThatThrownBy(
            () -> run(TinyNetworks.inOnnxRuntime(folder, colours), Preprocessing.NONE, data))
        .isInstanceOf(NotEvaluableException.class)
        .hasMessage("s0: there are pixels with the label 4, and the model has 3 classes (0 to 2)");
    try (Runner model = TinyNetworks.inOnnxRuntime(folder, colours)) {
      Evaluate evaluate = new Evaluate(model, Preprocessing.NONE, Optional.of("z"), Map.of());
      assertThatThrownBy(() -> evaluate.run(data, () -> {}))
          .hasMessage("the model has no output 'z'; it has [y]");
    }
    String grey = "graph @grey(%x: f32[1,1,7,9]) {\n  %y = relu(%x)\n  return %y\n}";
    assertThatThrownBy(
            () -> run(TinyNetworks.inOnnxRuntime(folder, grey), Preprocessing.NONE, data))
        .hasMessageContaining("wanted an input for one picture")
        .hasMessageContaining("x: f32[1,1,7,9]");
    String one =
        "graph @one(%x: f32[1,3,7,9]) {\n  %y = conv(%x, f32[1,3,1,1]#rand(1))\n  return %y\n}";
    assertThatThrownBy(() -> run(TinyNetworks.inOnnxRuntime(folder, one), Preprocessing.NONE, data))
        .hasMessageContaining("the output y is f32[1,1,7,9], wanted scores of at least 2 classes");
  }

  /** A network that returns no numbers is not one that finds class 0 everywhere. */
  @Test
  void scoresThatAreNotNumbersAreRefused() throws IOException {
    String text =
        "graph @roots(%x: f32[1,3,7,9]) {\n  %n = neg(%x)\n  %y = sqrt(%n)\n  return %y\n}";
    assertThatThrownBy(
            () ->
                run(TinyNetworks.inOnnxRuntime(folder, text), Preprocessing.NONE, data(1, 9, 7, 3)))
        .isInstanceOf(NotEvaluableException.class)
        .hasMessage("the output y has scores that are not a number");
  }

  @Test
  void classesThatCannotBeAreRefused() throws IOException {
    for (String factor : List.of("-1", "1000000")) {
      String text =
          "graph @far(%x: f32[1,3,7,9]) {\n  %y = conv(%x, f32[3,3,1,1]#rand(1))\n"
              + "  %c = arg_max(%y) {axis=1, keepDims=false}\n"
              + "  %one = add(%c, i64[]#[1])\n  %far = mul(%one, i64[]#["
              + factor
              + "])\n  return %far\n}";
      assertThatThrownBy(
              () ->
                  run(
                      TinyNetworks.inOnnxRuntime(folder, text),
                      Preprocessing.NONE,
                      data(1, 9, 7, 3)))
          .isInstanceOf(NotEvaluableException.class)
          .hasMessageMatching("the output far has the class .*, wanted classes from 0 to 4095");
    }
  }

  @Test
  void labelsThatAreNoClassesAreRefused() throws IOException {
    LabelMap instances = new LabelMap(2, 2, new int[] {0, 1, 2, 26_000});
    Sample sample = new Sample("s", new Picture(2, 2, new byte[12]), instances);
    String text =
        "graph @chosen(%x: f32[1,3,H,W]) {\n  %c = arg_max(%x) {axis=1, keepDims=false}\n"
            + "  return %c\n}";
    assertThatThrownBy(
            () ->
                run(
                    TinyNetworks.inOnnxRuntime(folder, text),
                    Preprocessing.NONE,
                    of(List.of(sample))))
        .isInstanceOf(NotEvaluableException.class)
        .hasMessage(
            "s: there are pixels with the label 26000, and there can be 4096 classes (0 to 4095)");
  }
}
