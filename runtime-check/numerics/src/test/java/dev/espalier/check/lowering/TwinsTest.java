package dev.espalier.check.lowering;

import static org.assertj.core.api.Assertions.assertThat;

import dev.espalier.check.TfliteRunner;
import dev.espalier.check.TfliteRunner.Settings;
import dev.espalier.ir.Graph;
import dev.espalier.ir.Shapes;
import dev.espalier.ir.Tensor;
import dev.espalier.onnx.OnnxReader;
import dev.espalier.passes.Pipeline;
import dev.espalier.passes.SharedData;
import dev.espalier.tflite.TfliteExporter;
import dev.espalier.tflite.TfliteOptions;
import dev.espalier.tflite.file.TfliteWriter;
import dev.espalier.tflite.model.Builtin;
import dev.espalier.tflite.model.LiteModel;
import dev.espalier.tflite.model.Options;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Networks that others have converted to TFLite, and what we make of their ONNX files. */
class TwinsTest {
  private static final double MOST_BYTES = 1.02;

  /** Two runs of one network in single precision, by other orders of sums. */
  private static final double CLOSE = 1e-4;

  @TempDir Path folder;

  @ParameterizedTest
  @CsvSource({
    "portrait-deeplabv3-fused-bn, portrait-deeplabv3-mnv2dm05-513-float, 513, true",
    "portrait-prisma, portrait-prisma-256, 256, false"
  })
  void oursIsTheSameAndNoLarger(String name, String theirs, int size, boolean corners)
      throws IOException {
    Path onnx = shared("onnx/" + name + ".onnx");
    Path twin = shared("tflite/" + theirs + ".tflite");
    Path ours = folder.resolve("ours.tflite");
    LiteModel model = TfliteExporter.export(graph(onnx, size), TfliteOptions.DEFAULTS).model();
    TfliteWriter.write(corners ? withAlignedCorners(model) : model, ours);
    assertThat((double) Files.size(ours)).isLessThanOrEqualTo(MOST_BYTES * Files.size(twin));
    Tensor image = image(size);
    try (TfliteRunner a = TfliteRunner.open(ours, Settings.XNNPACK);
        TfliteRunner b = TfliteRunner.open(twin, Settings.XNNPACK)) {
      assertThat(a.model().ops()).hasSizeLessThanOrEqualTo(b.model().ops().size());
      assertClose(run(a, image), run(b, image));
    }
  }

  /**
   * The resizes of the portrait network have their corners aligned in the TFLite file of the
   * others, but not in the ONNX file; in all else both are one network.
   */
  private static LiteModel withAlignedCorners(LiteModel model) {
    return model.withOps(
        model.ops().stream()
            .map(
                op ->
                    op.kind() == Builtin.RESIZE_BILINEAR
                        ? op.withOptions(new Options.ResizeBilinear(true, false))
                        : op)
            .toList());
  }

  private static Path shared(String name) {
    return SharedData.file("models/" + name);
  }

  private static Graph graph(Path onnx, int size) {
    String input = OnnxReader.read(onnx).graph().inputs().keySet().iterator().next();
    Map<String, long[]> shapes = Map.of(input, new long[] {1, 3, size, size});
    return Pipeline.standard(OnnxReader.read(onnx, shapes).graph()).graph();
  }

  private static Tensor image(int size) {
    long[] shape = {1, size, size, 3};
    Random random = new Random(7);
    float[] values = new float[(int) Shapes.size(shape)];
    for (int i = 0; i < values.length; i++) {
      values[i] = random.nextFloat();
    }
    return Tensor.floats(shape, values);
  }

  private static double[] run(TfliteRunner runner, Tensor image) {
    Map<String, Tensor> outputs = runner.run(Map.of(runner.inputs().get(0).name(), image));
    return outputs.values().iterator().next().toDoubles();
  }

  private static void assertClose(double[] ours, double[] theirs) {
    assertThat(ours).hasSameSizeAs(theirs);
    double range = 0;
    double most = 0;
    for (int i = 0; i < ours.length; i++) {
      range = Math.max(range, Math.abs(theirs[i]));
      most = Math.max(most, Math.abs(ours[i] - theirs[i]));
    }
    assertThat(most).isLessThanOrEqualTo(CLOSE * range);
  }
}
