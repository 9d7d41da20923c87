package dev.espalier.accuracy.score;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtLoggingLevel;
import ai.onnxruntime.OrtSession;
import dev.espalier.accuracy.DataSet;
import dev.espalier.accuracy.Sample;
import dev.espalier.accuracy.data.DataSets;
import dev.espalier.accuracy.score.Preprocessing.Channels;
import dev.espalier.check.OnnxRuntimeRunner;
import dev.espalier.check.OnnxRuntimeRunner.Optimise;
import dev.espalier.check.Runner;
import dev.espalier.passes.SharedData;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A network whose accuracy is published, over CamVid at 480 x 360. The build takes every twentieth
 * picture; {@code -Despalier.camvid.step=1} takes all.
 */
class CamVidTest {
  private static final int STEP = Integer.getInteger("espalier.camvid.step", 20);
  private static final int WIDTH = 480;
  private static final int HEIGHT = 360;
  private static final int CLASSES = 11;
  private static final int OUTPUTS = 12;
  private static final int VOID = 255;
  private static final double[] MEAN = {110.3313, 108.4091, 105.0335};
  private static final double[] STD = {72.1252, 72.6885, 69.9026};
  private static final double HUNDREDTH_OF_A_POINT = 1e-4;

  private static final Preprocessing PREPROCESSING =
      new Preprocessing(
          Channels.bgr,
          Arrays.stream(MEAN).boxed().toList(),
          Arrays.stream(STD).boxed().toList(),
          1 / 255.0);

  @TempDir private Path folder;

  private static Path archive() {
    return SharedData.file("camvid/camvid11-480x360-val.tar");
  }

  private static Path network() {
    return SharedData.file("models/onnx/espnet-camvid.onnx");
  }

  private static DataSet data() {
    DataSet all = DataSets.open(archive(), DataSets.Options.DEFAULTS);
    return new DataSet() {
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
    };
  }

  private static ConfusionMatrix evaluate(Runner model) {
    try (model) {
      return new Evaluate(model, PREPROCESSING, Optional.empty(), Map.of()).run(data(), () -> {});
    }
  }

  private static Runner onnxRuntime() {
    return OnnxRuntimeRunner.open(network(), new OnnxRuntimeRunner.Settings(Optimise.ALL, 1));
  }

  @Test
  void equalsAnIndependentComputation() throws IOException, OrtException {
    List<int[][]> pixels = predictions();
    ConfusionMatrix matrix = evaluate(onnxRuntime());
    assertThat(matrix.classes()).isEqualTo(CLASSES);
    for (boolean voidInUnion : new boolean[] {false, true}) {
      Accuracy accuracy = matrix.accuracy(CLASSES, voidInUnion);
      double[] ious = ious(pixels, voidInUnion);
      for (int c = 0; c < CLASSES; c++) {
        assertThat(accuracy.classes().get(c).iou().orElse(-1))
            .as("class " + c)
            .isCloseTo(ious[c], within(HUNDREDTH_OF_A_POINT));
      }
      double mean = Arrays.stream(ious).filter(iou -> iou >= 0).average().orElseThrow();
      assertThat(accuracy.mIoU().orElseThrow()).isCloseTo(mean, within(HUNDREDTH_OF_A_POINT));
      assertThat(mean).isBetween(0.5, 0.8);
      assertThat(accuracy.pixelAccuracy().orElseThrow())
          .isCloseTo(pixelAccuracy(pixels), within(HUNDREDTH_OF_A_POINT));
    }
  }

  @Test
  void runtimesAgree() throws IOException {
    Accuracy expected = evaluate(onnxRuntime()).accuracy(CLASSES, false);
    Accuracy lite = evaluate(TinyNetworks.inTflite(folder, network())).accuracy(CLASSES, false);
    assertThat(lite.mIoU().orElseThrow())
        .isCloseTo(expected.mIoU().orElseThrow(), within(HUNDREDTH_OF_A_POINT));
    assertThat(lite.pixelAccuracy().orElseThrow())
        .isCloseTo(expected.pixelAccuracy().orElseThrow(), within(HUNDREDTH_OF_A_POINT));
  }

  /** Labels and predictions of each picture, by the libraries alone. */
  private static List<int[][]> predictions() throws IOException, OrtException {
    Map<String, byte[]> files = unpack(archive());
    List<String> pictures =
        files.keySet().stream().filter(name -> name.contains("/image/")).toList();
    OrtEnvironment environment =
        OrtEnvironment.getEnvironment(OrtLoggingLevel.ORT_LOGGING_LEVEL_ERROR);
    List<int[][]> pixels = new ArrayList<>();
    try (OrtSession session = environment.createSession(network().toString())) {
      for (int i = 0; i < pictures.size(); i += STEP) {
        String label = pictures.get(i).replace("/image/", "/label/").replace(".jpg", ".png");
        BufferedImage truth = ImageIO.read(new ByteArrayInputStream(files.get(label)));
        float[][] scores = scores(environment, session, files.get(pictures.get(i)));
        int[][] both = new int[2][WIDTH * HEIGHT];
        for (int p = 0; p < WIDTH * HEIGHT; p++) {
          both[0][p] = truth.getRaster().getDataBuffer().getElem(p);
          for (int c = 1; c < OUTPUTS; c++) {
            both[1][p] = scores[c][p] > scores[both[1][p]][p] ? c : both[1][p];
          }
        }
        pixels.add(both);
      }
    }
    return pixels;
  }

  private static float[][] scores(OrtEnvironment environment, OrtSession session, byte[] jpeg)
      throws IOException, OrtException {
    BufferedImage picture = ImageIO.read(new ByteArrayInputStream(jpeg));
    float[][][][] input = new float[1][3][HEIGHT][WIDTH];
    for (int y = 0; y < HEIGHT; y++) {
      for (int x = 0; x < WIDTH; x++) {
        int rgb = picture.getRGB(x, y);
        for (int c = 0; c < 3; c++) {
          double bgr = rgb >> 8 * c & 0xff;
          input[0][c][y][x] = (float) ((bgr - MEAN[c]) / STD[c] / 255);
        }
      }
    }
    try (OnnxTensor tensor = OnnxTensor.createTensor(environment, input);
        OrtSession.Result result = session.run(Map.of("image", tensor))) {
      float[][][][] logits = (float[][][][]) result.get(0).getValue();
      float[][] flat = new float[OUTPUTS][WIDTH * HEIGHT];
      for (int c = 0; c < OUTPUTS; c++) {
        for (int y = 0; y < HEIGHT; y++) {
          System.arraycopy(logits[0][c][y], 0, flat[c], y * WIDTH, WIDTH);
        }
      }
      return flat;
    }
  }

  /** Headers of 512 bytes with name and octal size, contents in blocks of 512. */
  private static Map<String, byte[]> unpack(Path tar) throws IOException {
    byte[] bytes = Files.readAllBytes(tar);
    Map<String, byte[]> files = new TreeMap<>();
    for (int at = 0; bytes[at] != 0; ) {
      String name = new String(bytes, at, 100, StandardCharsets.US_ASCII).replace("\0", "");
      String octal = new String(bytes, at + 124, 12, StandardCharsets.US_ASCII);
      int size = Integer.parseInt(octal.replace("\0", "").strip(), 8);
      files.put(name, Arrays.copyOfRange(bytes, at + 512, at + 512 + size));
      at += 512 + (size + 511) / 512 * 512;
    }
    return files;
  }

  /** Of each class; -1 where it is nowhere. */
  private static double[] ious(List<int[][]> pixels, boolean voidInUnion) {
    double[] ious = new double[CLASSES];
    for (int c = 0; c < CLASSES; c++) {
      long both = 0;
      long either = 0;
      for (int[][] picture : pixels) {
        for (int p = 0; p < WIDTH * HEIGHT; p++) {
          boolean is = picture[0][p] == c;
          boolean found = picture[1][p] == c && (voidInUnion || picture[0][p] != VOID);
          both += is && found ? 1 : 0;
          either += is || found ? 1 : 0;
        }
      }
      ious[c] = either == 0 ? -1 : (double) both / either;
    }
    return ious;
  }

  private static double pixelAccuracy(List<int[][]> pixels) {
    long right = 0;
    long labelled = 0;
    for (int[][] picture : pixels) {
      for (int p = 0; p < WIDTH * HEIGHT; p++) {
        labelled += picture[0][p] == VOID ? 0 : 1;
        right += picture[0][p] == picture[1][p] ? 1 : 0;
      }
    }
    return (double) right / labelled;
  }
}
