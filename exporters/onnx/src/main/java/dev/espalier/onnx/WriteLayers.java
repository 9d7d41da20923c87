package dev.espalier.onnx;

import dev.espalier.ir.Dim;
import dev.espalier.ir.TensorType;
import dev.espalier.ir.op.AveragePool;
import dev.espalier.ir.op.BatchNormalization;
import dev.espalier.ir.op.Conv;
import dev.espalier.ir.op.ConvTranspose;
import dev.espalier.ir.op.Gemm;
import dev.espalier.ir.op.InstanceNormalization;
import dev.espalier.ir.op.LayerNormalization;
import dev.espalier.ir.op.LogSoftmax;
import dev.espalier.ir.op.MatMul;
import dev.espalier.ir.op.MaxPool;
import dev.espalier.ir.op.OpSwitch;
import dev.espalier.ir.op.Softmax;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.LongStream;

/** Writes convolutions, matrix products, pools and normalisations. */
final class WriteLayers {
  private WriteLayers() {}

  static void cases(OpSwitch.Builder<Site, Call> on) {
    on.on(Conv.class, WriteLayers::conv)
        .on(ConvTranspose.class, WriteLayers::convTranspose)
        .on(MatMul.class, WriteElementwise::plain)
        .on(Gemm.class, WriteLayers::gemm)
        .on(MaxPool.class, WriteLayers::maxPool)
        .on(AveragePool.class, WriteLayers::averagePool)
        .on(BatchNormalization.class, (op, site) -> epsilon(op.epsilon(), op, site))
        .on(InstanceNormalization.class, (op, site) -> epsilon(op.epsilon(), op, site))
        .on(LayerNormalization.class, WriteLayers::layerNormalization)
        .on(Softmax.class, (op, site) -> softmax("Softmax", op.axis(), site))
        .on(LogSoftmax.class, (op, site) -> softmax("LogSoftmax", op.axis(), site));
  }

  private static Call conv(Conv op, Site site) {
    return window(site.call("Conv"), kernel(site), op.strides(), op.pads())
        .with("dilations", op.dilations())
        .with("group", op.groups());
  }

  private static Call convTranspose(ConvTranspose op, Site site) {
    Call call =
        window(site.call("ConvTranspose"), kernel(site), op.strides(), op.pads())
            .with("dilations", op.dilations())
            .with("group", op.groups());
    return op.outputPads().stream().allMatch(pad -> pad == 0)
        ? call
        : call.with("output_padding", op.outputPads());
  }

  private static List<Long> kernel(Site site) {
    List<Dim> weight = site.type(1).dims();
    return weight.subList(2, weight.size()).stream().map(Dim::value).toList();
  }

  private static Call window(Call call, List<Long> kernel, List<Long> strides, List<Long> pads) {
    return call.with("kernel_shape", kernel).with("strides", strides).with("pads", pads);
  }

  private static Call maxPool(MaxPool op, Site site) {
    site.since(site.element().isFloat() ? 0 : 12);
    Call call = window(site.call("MaxPool"), op.kernel(), op.strides(), op.pads());
    return pool(call, op.dilations(), 10, op.ceil(), site);
  }

  private static Call averagePool(AveragePool op, Site site) {
    Call call =
        window(site.call("AveragePool"), op.kernel(), op.strides(), op.pads())
            .with("count_include_pad", op.countIncludePad());
    return pool(call, op.dilations(), 19, op.ceil(), site);
  }

  private static Call pool(
      Call call, List<Long> dilations, int dilatedSince, boolean ceil, Site site) {
    if (dilations.stream().anyMatch(d -> d != 1)) {
      site.since(dilatedSince);
      call.with("dilations", dilations);
    }
    if (ceil) {
      site.since(10);
      call.with("ceil_mode", true);
    }
    return call;
  }

  /** Before opset 11 the third operand must be there. */
  private static Call gemm(Gemm op, Site site) {
    Call call =
        site.has(2) || site.opset() >= 11
            ? site.call("Gemm")
            : Call.of("Gemm", site.operand(0), site.operand(1), site.number("zero", 0));
    return call.with("alpha", op.alpha())
        .with("beta", op.beta())
        .with("transA", op.transA())
        .with("transB", op.transB());
  }

  private static Call epsilon(double epsilon, dev.espalier.ir.op.Op op, Site site) {
    return WriteElementwise.plain(op, site).with("epsilon", epsilon);
  }

  private static Call layerNormalization(LayerNormalization op, Site site) {
    List<Dim> normalised = site.type(0).dims().subList((int) op.axis(), site.rank());
    boolean plain =
        site.type(1).dims().equals(normalised)
            && (!site.has(2) || site.type(2).dims().equals(normalised));
    if (site.opset() >= 17 && plain) {
      return site.call("LayerNormalization").with("axis", op.axis()).with("epsilon", op.epsilon());
    }
    return expandedLayerNormalization(op, site);
  }

  private static Call expandedLayerNormalization(LayerNormalization op, Site site) {
    List<Long> axes = LongStream.range(op.axis(), site.rank()).boxed().toList();
    String x = site.operand(0);
    String mean = site.value(WriteReductions.reduce("ReduceMean", x, axes, true, site));
    String centred = site.value(Call.of("Sub", x, mean));
    String squared = site.value(Call.of("Pow", centred, site.number("two", 2)));
    String variance = site.value(WriteReductions.reduce("ReduceMean", squared, axes, true, site));
    String safe = site.value(Call.of("Add", variance, site.number("epsilon", op.epsilon())));
    String deviation = site.value(Call.of("Sqrt", safe));
    Call unit = Call.of("Div", centred, deviation);
    Call scaled = Call.of("Mul", site.value(unit), site.operand(1));
    return site.has(2) ? Call.of("Add", site.value(scaled), site.operand(2)) : scaled;
  }

  /** Before opset 13 all axes from the given one on are normalised together. */
  private static Call softmax(String kind, long axis, Site site) {
    int last = site.rank() - 1;
    TensorType x = site.type(0);
    boolean together = TensorType.product(x.dims().subList((int) axis + 1, x.rank())).is(1);
    if (site.opset() >= 13 || together) {
      return site.call(kind).with("axis", axis);
    }
    Long[] swap = LongStream.rangeClosed(0, last).boxed().toArray(Long[]::new);
    swap[(int) axis] = (long) last;
    swap[last] = axis;
    List<Long> permutation = new ArrayList<>(Arrays.asList(swap));
    String turned = site.value(site.call("Transpose").with("perm", permutation));
    String result = site.value(Call.of(kind, turned).with("axis", last));
    return Call.of("Transpose", result).with("perm", permutation);
  }
}
