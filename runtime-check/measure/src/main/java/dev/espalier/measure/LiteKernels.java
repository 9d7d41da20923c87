package dev.espalier.measure;

import dev.espalier.tflite.model.LiteModel;
import dev.espalier.tflite.model.LiteOp;
import dev.espalier.tflite.model.LiteTensor;
import dev.espalier.tflite.model.Options;
import java.util.ArrayList;
import java.util.List;

/** An operator of a TFLite file as a kernel of XNNPACK, or of TFLite itself. */
record LiteKernels(LiteModel model, LiteOp op) {
  HostKernel kernel() {
    return switch (op.kind()) {
      case CONV_2D, DEPTHWISE_CONV_2D -> convolution();
      case TRANSPOSE_CONV -> product(shape(1), shape(2), "TRANSPOSE_CONV");
      case FULLY_CONNECTED -> product(shape(1), shape(0), "FULLY_CONNECTED");
      case BATCH_MATMUL -> product(shape(1), shape(0), "BATCH_MATMUL");
      case ADD, SUB, MUL -> movement("ADD" + operands());
      case DIV, PRELU, MAXIMUM, MINIMUM -> movement(op.name() + operands());
      case RESHAPE, SQUEEZE, EXPAND_DIMS -> movement("RESHAPE");
      case TRANSPOSE -> movement(last(0) == last(op.output()) ? "TRANSPOSE" : "TRANSPOSE last");
      default -> movement(op.name());
    };
  }

  private HostKernel convolution() {
    boolean depthwise = op.options() instanceof Options.DepthwiseConv2D;
    List<Long> w = shape(1);
    List<Long> weights =
        depthwise
            ? List.of(w.get(3), 1L, w.get(1), w.get(2))
            : List.of(w.get(0), w.get(3), w.get(1), w.get(2));
    return new ConvolutionWork(
            false,
            channelsFirst(shape(0)),
            weights,
            channelsFirst(dims(model.output(op))),
            steps(false),
            steps(true),
            false,
            op.options().toString().contains("RELU"))
        .kernel(text());
  }

  private List<Long> steps(boolean dilation) {
    if (op.options() instanceof Options.Conv2D o) {
      return dilation
          ? List.of((long) o.dilationH(), (long) o.dilationW())
          : List.of((long) o.strideH(), (long) o.strideW());
    }
    Options.DepthwiseConv2D o = (Options.DepthwiseConv2D) op.options();
    return dilation
        ? List.of((long) o.dilationH(), (long) o.dilationW())
        : List.of((long) o.strideH(), (long) o.strideW());
  }

  private static List<Long> channelsFirst(List<Long> nhwc) {
    return List.of(nhwc.get(0), nhwc.get(3), nhwc.get(1), nhwc.get(2));
  }

  /** Of weights, or of a second matrix, with rows of the depth of the product. */
  private HostKernel product(List<Long> weights, List<Long> x, String kind) {
    double out = Sizes.megabytes(List.of(dims(model.output(op))));
    double macs = Sizes.mega(Sizes.elements(x) * perInput(weights, x));
    double in = Sizes.megabytes(List.of(x));
    double weight = Sizes.megabytes(List.of(weights));
    return new HostKernel(
        kind,
        text(),
        Sizes.list(1, macs, in + out, weight),
        Sizes.list(
            Sizes.log(macs),
            Sizes.log(in),
            Sizes.log(out),
            Sizes.log(weight),
            Sizes.log(Sizes.last(x)),
            Sizes.log(last(op.output()))));
  }

  /** How often each input is multiplied. */
  private double perInput(List<Long> weights, List<Long> x) {
    return switch (op.kind()) {
      case BATCH_MATMUL -> last(op.output());
      default -> Sizes.elements(weights) / Sizes.last(x);
    };
  }

  private HostKernel movement(String kind) {
    List<List<Long>> read = new ArrayList<>();
    for (int input : op.inputs()) {
      if (input != LiteOp.ABSENT) {
        read.add(dims(model.tensor(input)));
      }
    }
    List<List<Long>> written = op.outputs().stream().map(o -> dims(model.tensor(o))).toList();
    double in = Sizes.megabytes(read);
    double out = Sizes.megabytes(written);
    List<Long> y = written.get(0);
    double rows = Sizes.elements(y) / Math.max(1, Sizes.last(y));
    return new HostKernel(
        kind,
        text(),
        Sizes.list(1, in, out, Sizes.mega(rows)),
        Sizes.list(
            Sizes.log(in),
            Sizes.log(out),
            Sizes.log(Sizes.last(y)),
            Sizes.log(Sizes.last(read.get(0))),
            Sizes.log(y.size() > 1 ? y.get(1) : 1),
            read.size()));
  }

  private String operands() {
    List<Long> a = shape(0);
    List<Long> b = shape(1);
    if (a.equals(b)) {
      return " same";
    }
    return Sizes.elements(b) == 1 || Sizes.elements(a) == 1 ? " scalar" : " broadcast";
  }

  private List<Long> shape(int input) {
    return dims(model.input(op, input));
  }

  private long last(int tensor) {
    return Sizes.last(dims(model.tensor(tensor)));
  }

  private static List<Long> dims(LiteTensor tensor) {
    return tensor.shape().stream().map(Integer::longValue).toList();
  }

  private String text() {
    List<List<Long>> inputs =
        op.inputs().stream()
            .filter(input -> input != LiteOp.ABSENT)
            .map(input -> dims(model.tensor(input)))
            .toList();
    return "%s %s %s %s".formatted(op.name(), inputs, dims(model.output(op)), op.options());
  }
}
