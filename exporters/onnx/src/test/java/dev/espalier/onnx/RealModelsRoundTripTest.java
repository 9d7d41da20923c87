package dev.espalier.onnx;

import static org.assertj.core.api.Assertions.assertThat;

import dev.espalier.ir.Dim;
import dev.espalier.ir.Tensor;
import dev.espalier.ir.TensorType;
import dev.espalier.ir.text.SeededTensor;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Real models compute the same after they were read and written. */
class RealModelsRoundTripTest {
  /** Sizes for the symbolic dims of inputs without a batch; some networks need multiples of 32. */
  private static final long[] SIZES = {1, 3, 96, 160};

  @TempDir Path folder;

  @ParameterizedTest
  @MethodSource("dev.espalier.onnx.SharedModels#valid")
  void computesTheSame(String name) throws Exception {
    Path original = SharedModels.file(name);
    OnnxModel model = OnnxReader.read(original);
    Path written = folder.resolve("model.onnx");
    OnnxWriter.Summary summary = new OnnxWriter().write(model, written);
    assertThat(summary.opset()).isEqualTo(OnnxWriter.DEFAULT_OPSET);
    assertThat(summary.bytes()).isEqualTo(Files.size(written));
    Map<String, Tensor> inputs = inputs(model);
    List<Tensor> expected = Ort.run(original, inputs);
    List<Tensor> actual = Ort.run(written, inputs);
    for (int i = 0; i < expected.size(); i++) {
      assertThat(actual.get(i).type()).isEqualTo(expected.get(i).type());
      assertThat(difference(actual.get(i).toDoubles(), expected.get(i).toDoubles()))
          .as(model.graph().outputs().get(i))
          .isLessThan(1e-5);
    }
    assertSameAgain(model, written);
  }

  private void assertSameAgain(OnnxModel model, Path written) throws Exception {
    Path again = folder.resolve("again.onnx");
    new OnnxWriter().write(model, again);
    assertThat(Files.mismatch(written, again)).isEqualTo(-1);
    OnnxModel read = OnnxReader.read(written);
    assertThat(read.graph().inputs()).isEqualTo(model.graph().inputs());
    assertThat(read.graph().outputs()).isEqualTo(model.graph().outputs());
    assertThat(read.graph().nodes()).hasSameSizeAs(model.graph().nodes());
    assertThat(read.origin().inputs()).isEqualTo(model.origin().inputs());
    assertThat(read.origin().outputs().keySet()).isEqualTo(model.origin().outputs().keySet());
    assertThat(read.origin().metadata())
        .containsAllEntriesOf(model.origin().metadata())
        .containsKey("espalier.original_producer");
  }

  private static Map<String, Tensor> inputs(OnnxModel model) {
    Map<String, Tensor> inputs = new LinkedHashMap<>();
    for (Map.Entry<String, TensorType> input : model.graph().inputs().entrySet()) {
      List<Dim> dims = new ArrayList<>();
      for (int i = 0; i < input.getValue().rank(); i++) {
        Dim dim = input.getValue().dim(i);
        dims.add(dim.isConstant() ? dim : Dim.of(SIZES[i]));
      }
      inputs.put(input.getKey(), SeededTensor.of(input.getValue().withDims(dims), 1));
    }
    return inputs;
  }

  /** The greatest difference, relative to the range of the expected values. */
  private static double difference(double[] actual, double[] expected) {
    double low = Double.POSITIVE_INFINITY;
    double high = Double.NEGATIVE_INFINITY;
    double difference = 0;
    for (int i = 0; i < expected.length; i++) {
      low = Math.min(low, expected[i]);
      high = Math.max(high, expected[i]);
      difference = Math.max(difference, Math.abs(expected[i] - actual[i]));
    }
    return difference / (high > low ? high - low : 1);
  }
}
