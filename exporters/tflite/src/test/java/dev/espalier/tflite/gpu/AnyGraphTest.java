package dev.espalier.tflite.gpu;

import static org.assertj.core.api.Assertions.assertThat;

import dev.espalier.ir.ElementType;
import dev.espalier.ir.Tensor;
import dev.espalier.tflite.model.Activation;
import dev.espalier.tflite.model.Builtin;
import dev.espalier.tflite.model.LiteModel;
import dev.espalier.tflite.model.LiteOp;
import dev.espalier.tflite.model.LiteTensor;
import dev.espalier.tflite.model.Options;
import dev.espalier.tflite.model.Padding;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Any graph can be asked about, however little sense its operators make. */
class AnyGraphTest {
  private static final ElementType[] ELEMENTS = {
    ElementType.F32,
    ElementType.F32,
    ElementType.F32,
    ElementType.F16,
    ElementType.I32,
    ElementType.I64,
    ElementType.I8,
    ElementType.BOOL
  };

  private static final List<Options> OPTIONS =
      List.of(
          new Options.None(),
          new Options.Other("LSTMOptions"),
          new Options.Conv2D(Padding.SAME, 2, 2, 1, 1, Activation.RELU),
          new Options.DepthwiseConv2D(Padding.VALID, 1, 0, 1, 1, 0, Activation.NONE),
          new Options.TransposeConv(Padding.SAME, 2, 2, Activation.NONE),
          new Options.Pool2D(Padding.VALID, 2, 2, 3, 3, Activation.NONE),
          new Options.FullyConnected(Activation.RELU6, true),
          new Options.BatchMatMul(true, false),
          new Options.Add(Activation.SIGN_BIT),
          new Options.Mul(Activation.TANH),
          new Options.Softmax(Float.NaN),
          new Options.SpaceToDepth(0),
          new Options.StridedSlice(-1, -1, 0, 0, 0, false),
          new Options.Reducer(false),
          new Options.LeakyRelu(Float.POSITIVE_INFINITY));

  /** Those of the table, most of which are taken. */
  private static final List<Builtin> KINDS =
      OperatorTable.bundled().rows().stream()
          .filter(row -> !row.op().startsWith("CUSTOM:"))
          .map(row -> Builtin.valueOf(row.op()))
          .toList();

  private final Random random = new Random(20);

  @Test
  void isChecked() {
    int taken = 0;
    for (int i = 0; i < 4000; i++) {
      GpuVerdict verdict = GpuRules.check(model());
      assertThat(verdict.report().partitions()).isNotNegative();
      assertThat(verdict.report().alignedChannelsShare()).isBetween(0.0, 1.0);
      taken += verdict.report().supported() ? 1 : 0;
    }
    assertThat(taken).as("graphs that are taken").isPositive();
  }

  private LiteModel model() {
    List<LiteTensor> tensors = new ArrayList<>();
    for (int i = 0; i < 8; i++) {
      tensors.add(tensor("t" + i));
    }
    List<LiteOp> ops = new ArrayList<>();
    int count = 1 + random.nextInt(3);
    for (int i = 0; i < count; i++) {
      int result = tensors.size();
      tensors.add(LiteTensor.value("r" + i, element(), shape()));
      ops.add(op(i, result));
    }
    List<LiteModel.Port> inputs = List.of(new LiteModel.Port("x", 0));
    List<LiteModel.Port> outputs = List.of(new LiteModel.Port("y", tensors.size() - 1));
    return new LiteModel("any", tensors, ops, inputs, outputs, "", Map.of(), 0);
  }

  private LiteOp op(int position, int result) {
    Builtin kind = KINDS.get(random.nextInt(KINDS.size()));
    List<Integer> operands =
        IntStream.range(0, random.nextInt(5))
            .mapToObj(i -> random.nextInt(result + 1) - 1)
            .toList();
    List<Integer> results = random.nextInt(20) == 0 ? List.of() : List.of(result);
    Options options = OPTIONS.get(random.nextInt(OPTIONS.size()));
    int version = 1 + random.nextInt(3);
    return new LiteOp(kind, "Any", version, operands, results, options, "op" + position);
  }

  private ElementType element() {
    return ELEMENTS[random.nextInt(ELEMENTS.length)];
  }

  private List<Integer> shape() {
    if (random.nextBoolean()) {
      return List.of(1, 4, 4, 4);
    }
    return IntStream.range(0, random.nextInt(6)).mapToObj(i -> random.nextInt(5)).toList();
  }

  private LiteTensor tensor(String name) {
    ElementType element = element();
    List<Integer> shape = shape();
    if (random.nextInt(3) == 0) {
      long[] sizes = shape.stream().mapToLong(Integer::longValue).toArray();
      Tensor data = Tensor.filled(element, sizes, random.nextInt(5) - 1);
      return LiteTensor.constant(name, data);
    }
    List<Integer> signature = new ArrayList<>(shape);
    if (random.nextInt(8) == 0) {
      Collections.replaceAll(signature, 1, -1);
    }
    boolean quantized = random.nextInt(8) == 0;
    return new LiteTensor(name, element, shape, signature, Optional.empty(), quantized, false);
  }
}
