package dev.espalier.savedmodel;

import static org.assertj.core.api.Assertions.assertThat;

import dev.espalier.ir.Graph;
import dev.espalier.onnx.OnnxReader;
import dev.espalier.passes.Pipeline;
import dev.espalier.tflite.TfliteExporter;
import dev.espalier.tflite.TfliteOptions;
import dev.espalier.tflite.TfliteOptions.IoLayout;
import dev.espalier.tflite.TfliteOptions.OutputForm;
import dev.espalier.tflite.TfliteOptions.Precision;
import dev.espalier.tflite.TfliteOptions.Target;
import dev.espalier.tflite.file.TfliteReader;
import dev.espalier.tflite.model.LiteModel;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Whole networks, compared with TensorFlow and its converter. */
@TestInstance(Lifecycle.PER_CLASS)
class ModelsOracleTest {
  /** What a TFLite file may be off the original. */
  private static final double TOLERANCE = 1e-4;

  /** Two files of the same runtime differ less. */
  private static final double FILE_TOLERANCE = 1e-5;

  /** Room for names and metadata. */
  private static final double SIZE = 1.02;

  /** Sizes of inputs where a model leaves them open. */
  private static final Map<String, Map<String, long[]>> SHAPES =
      Map.of(
          "portrait-prisma", Map.of("input_3", new long[] {1, 3, 256, 256}),
          "ppocrv3-det", Map.of("x", new long[] {1, 3, 128, 192}),
          "st-mobilenetv2-0.35-128", Map.of("input_1", new long[] {1, 3, 128, 128}));

  /**
   * Operators that we have and the converter does not: a PAD that two convolutions read is written
   * for each of them, so that a GPU merges it into both; a RELU stays behind a transposed
   * convolution, which a GPU does not take with an activation.
   */
  private static final Map<String, Integer> MORE = Map.of("espnet-camvid", 1, "ppocrv3-det", 1);

  private final List<String> rows = new ArrayList<>(List.of(Comparison.head()));

  @TempDir(cleanup = CleanupMode.ON_SUCCESS)
  Path folder;

  static List<String> networks() {
    return List.of(
        "espnet-camvid",
        "light_resnet50",
        "light_squeezenet",
        "mnist",
        "mobilenetv2-dwbc",
        "nanodet-m-320",
        "pan-mobilenetv3s",
        "portrait-deeplabv3-unfused-bn",
        "portrait-prisma",
        "ppocrv3-det",
        "st-mobilenetv2-0.35-128",
        "u2netp",
        "ultraface-rfb-320",
        "yunet-n-320");
  }

  @ParameterizedTest
  @MethodSource("networks")
  void agrees(String name) throws IOException, InterruptedException {
    Comparison comparison = compare(name, exported(name, Precision.FP32));

    assertThat(comparison.official()).as("off the converter's file").isLessThan(FILE_TOLERANCE);
    requireNoMoreOperators(name, comparison);
  }

  /** The converter stores biases with 16 bits, too, so the two files may differ by much. */
  @ParameterizedTest
  @MethodSource("networks")
  void agreesWithHalfWeights(String name) throws IOException, InterruptedException {
    Comparison comparison = compare(name + " fp16", exported(name, Precision.FP16));

    requireNoMoreOperators(name, comparison);
  }

  /** Files of other converters, read and written again. */
  @ParameterizedTest
  @ValueSource(strings = {"portrait-deeplabv3-mnv2dm05-513-float", "portrait-prisma-256"})
  void filesOfOthersAgree(String name) throws IOException, InterruptedException {
    Path file = shared("models/tflite/" + name + ".tflite");
    Comparison comparison = compare(name + ".tflite", TfliteReader.read(file));

    assertThat(comparison.official()).as("off the converter's file").isLessThan(FILE_TOLERANCE);
  }

  private static LiteModel exported(String name, Precision precision) {
    Path file = shared("models/onnx/" + name + ".onnx");
    Map<String, long[]> shapes = SHAPES.getOrDefault(name, Map.of());
    Graph graph = Pipeline.standard(OnnxReader.read(file, shapes).graph()).graph();
    TfliteOptions options =
        new TfliteOptions(
            Target.ANY, IoLayout.NHWC, OutputForm.LOGITS, precision, Optional.empty());
    return TfliteExporter.export(graph, options).model();
  }

  private static void requireNoMoreOperators(String name, Comparison comparison) {
    assertThat(comparison.ours().total() - comparison.theirs().total())
        .as("more operators: %s", comparison.ours().beyond(comparison.theirs()))
        .isLessThanOrEqualTo(MORE.getOrDefault(name, 0));
  }

  private Comparison compare(String name, LiteModel model)
      throws IOException, InterruptedException {
    Trial trial = Trial.prepare(name, model, -1, 1, folder.resolve(name));
    TensorFlowRun.of(List.of(trial), trial.folder());
    Comparison comparison = Comparison.of(trial);
    rows.add(comparison.row());

    assertThat(comparison.tensorFlow()).as("off TensorFlow").isLessThan(TOLERANCE);
    assertThat((double) comparison.bytes())
        .as("bytes")
        .isLessThanOrEqualTo(SIZE * comparison.theirBytes());
    return comparison;
  }

  private static Path shared(String name) {
    Path file = Path.of(System.getProperty("shared.data", "no-shared-data"), name);
    Assumptions.assumeTrue(Files.exists(file), () -> file + " is not there");
    return file;
  }

  /** The figures of docs/oracle.md. */
  @AfterAll
  void writeTable() throws IOException {
    Path table = Files.createDirectories(Path.of("target", "oracle")).resolve("models.md");
    Files.write(table, rows);
  }
}
