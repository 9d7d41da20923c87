package dev.espalier.tflite.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.management.ThreadMXBean;
import dev.espalier.ir.ElementType;
import dev.espalier.ir.Tensor;
import dev.espalier.tflite.NotOnTargetException;
import dev.espalier.tflite.model.Builtin;
import dev.espalier.tflite.model.LiteModel;
import dev.espalier.tflite.model.LiteTensor;
import dev.espalier.tflite.model.Options;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the writer can and cannot do. */
class WriterLimitsTest {
  private static final Options NONE = new Options.None();

  @TempDir private Path folder;

  private static LiteModel read(ByteBuffer bytes) {
    return TfliteReader.open(bytes).model();
  }

  private static LiteModel relu(LiteTensor x, LiteTensor y) {
    return Sample.of(Builtin.RELU, NONE, x, y);
  }

  private static LiteTensor f32(String name, Integer... shape) {
    return LiteTensor.value(name, ElementType.F32, List.of(shape));
  }

  @Test
  void weightsDoNotEnterTheHeap() throws IOException {
    Sample sample = new Sample();
    int x = sample.input("x", 1, 4000);
    int y = sample.value("y", 1, 4000);
    Tensor weight = Tensor.filled(ElementType.F32, new long[] {4000, 4000}, 0.25).transpose(1, 0);
    List<Integer> inputs = List.of(x, sample.constant("w", weight), sample.weight("b", 4000));
    LiteModel model =
        sample.op(Builtin.FULLY_CONNECTED, Samples.dense(), inputs, y).output("y", y).model();
    ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    long before = threads.getCurrentThreadAllocatedBytes();
    Path file = folder.resolve("large.tflite");
    TfliteWriter.Summary summary = TfliteWriter.write(model, file);
    assertThat(threads.getCurrentThreadAllocatedBytes() - before).isLessThan(4 << 20);
    assertThat(summary.bytes()).isGreaterThan(64_000_000);
    assertThat(TfliteReader.readWritten(file).tensor(2).data().orElseThrow().at(15_999_999))
        .isEqualTo(0.25);
  }

  @Test
  void filesOverTwoGigabytesAreRefused() {
    Sample sample = new Sample();
    int x = sample.input("x", 1);
    int y = sample.value("y", 1 << 28);
    Tensor weight = Tensor.filled(ElementType.F32, new long[] {1 << 28}, 1);
    Tensor other = Tensor.filled(ElementType.F32, new long[] {1 << 28}, 2);
    sample.op(Builtin.ADD, Samples.add(), List.of(x, sample.constant("w", weight)), y);
    sample.constant("other", other);
    Path file = folder.resolve("huge.tflite");
    assertThatThrownBy(() -> TfliteWriter.write(sample.output("y", y).model(), file))
        .isInstanceOfSatisfying(
            NotOnTargetException.class,
            e -> assertThat(e.code()).isEqualTo(NotOnTargetException.Code.MODEL_TOO_LARGE))
        .hasMessageContaining("at most 2147483647");
    assertThat(file).doesNotExist();
  }

  @Test
  void whatCannotBeWrittenIsNotGuessed() {
    LiteTensor quantized =
        new LiteTensor("x", ElementType.I8, List.of(4), List.of(4), Optional.empty(), true, false);
    assertThatThrownBy(() -> Bytes.of(relu(quantized, f32("y", 4))))
        .isInstanceOf(IllegalStateException.class);
    assertThatThrownBy(
            () -> Bytes.of(Sample.of(Builtin.ADD, Samples.dense(), f32("x", 4), f32("y", 4))))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("ADD needs AddOptions");
    assertThatThrownBy(() -> Bytes.of(Sample.of(Builtin.SOFTMAX, NONE, f32("x", 4), f32("y", 4))))
        .isInstanceOf(IllegalStateException.class);
    Options.Other other = new Options.Other("LSTMOptions");
    assertThatThrownBy(() -> Bytes.of(Sample.of(Builtin.LSTM, other, f32("x", 4), f32("y", 4))))
        .isInstanceOf(IllegalStateException.class);
  }

  @Test
  void constantsWithoutElementsAreAllowed() {
    Sample sample = new Sample();
    int x = sample.input("x", 1);
    int shape = sample.constant("shape", Tensor.of(ElementType.I32, new long[] {0}));
    int y = sample.tensor(LiteTensor.value("y", ElementType.F32, List.of()));
    sample.op(Builtin.RESHAPE, new Options.Reshape(List.of()), List.of(x, shape), y);
    LiteModel read = read(Bytes.of(sample.output("y", y).model()));
    assertThat(read.tensor(shape).type()).isEqualTo("i32[0]");
  }
}
