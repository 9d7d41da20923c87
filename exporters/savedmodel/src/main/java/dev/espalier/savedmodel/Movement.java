package dev.espalier.savedmodel;

import dev.espalier.ir.ElementType;
import dev.espalier.ir.Tensor;
import dev.espalier.tflite.NotOnTargetException.Code;
import dev.espalier.tflite.model.LiteTensor;
import dev.espalier.tflite.model.Options;
import java.util.ArrayList;
import java.util.List;

/** Operators that select, arrange and convert elements. */
final class Movement {
  private Movement() {}

  /** An operator of a value and integers, whose type is an attribute of the given name. */
  static String indexed(Call call, String type, String indexType) {
    return call.node(type, call.ins())
        .with("T", call.element())
        .with(indexType, call.tensor(1).element())
        .add();
  }

  static String cast(Call call) {
    return call.node("Cast", call.in(0))
        .with("SrcT", call.element())
        .with("DstT", call.result().element())
        .add();
  }

  static String concat(Call call) {
    Options.Concatenation options = call.options(Options.Concatenation.class);
    List<String> inputs = new ArrayList<>(call.ins());
    inputs.add(axis(call, options.axis()));
    String joined =
        call.node("ConcatV2", inputs)
            .with("T", call.element())
            .with("N", inputs.size() - 1)
            .with("Tidx", ElementType.I32)
            .add();
    return call.activated(joined);
  }

  static String spaceToDepth(Call call) {
    int size = call.options(Options.SpaceToDepth.class).blockSize();
    return call.typed("SpaceToDepth", call.in(0)).with("block_size", size).add();
  }

  static String depthToSpace(Call call) {
    int size = call.options(Options.DepthToSpace.class).blockSize();
    return call.typed("DepthToSpace", call.in(0)).with("block_size", size).add();
  }

  static String gather(Call call) {
    Options.Gather options = call.options(Options.Gather.class);
    return call.node("GatherV2", call.in(0), call.in(1), axis(call, options.axis()))
        .with("Tparams", call.element())
        .with("Tindices", call.tensor(1).element())
        .with("Taxis", ElementType.I32)
        .with("batch_dims", options.batchDims())
        .add();
  }

  static String mirrorPad(Call call) {
    boolean symmetric = call.options(Options.MirrorPad.class).symmetric();
    return call.typed("MirrorPad", call.in(0), call.in(1))
        .with("Tpaddings", call.tensor(1).element())
        .with("mode", symmetric ? "SYMMETRIC" : "REFLECT")
        .add();
  }

  static String padValue(Call call) {
    return call.typed("PadV2", call.in(0), call.in(1), call.scalar(2))
        .with("Tpaddings", call.tensor(1).element())
        .add();
  }

  static String pack(Call call) {
    return call.node("Pack", call.ins())
        .with("T", call.element())
        .with("N", call.ins().size())
        .with("axis", call.options(Options.Pack.class).axis())
        .add();
  }

  static String unpack(Call call) {
    return call.typed("Unpack", call.in(0))
        .with("num", call.results())
        .with("axis", call.options(Options.Unpack.class).axis())
        .add();
  }

  static String reshape(Call call) {
    int[] shape = call.result().shape().stream().mapToInt(Integer::intValue).toArray();
    return call.reshape(call.in(0), call.element(), shape);
  }

  static String squeeze(Call call) {
    return call.typed("Squeeze", call.in(0))
        .with("squeeze_dims", call.options(Options.Squeeze.class).squeezeDims())
        .add();
  }

  static String select(Call call) {
    return call.node("SelectV2", call.ins()).with("T", call.tensor(1).element()).add();
  }

  static String split(Call call) {
    return call.node("Split", call.scalar(0), call.in(1))
        .with("T", call.tensor(1).element())
        .with("num_split", call.results())
        .add();
  }

  static String splitSizes(Call call) {
    return call.typed("SplitV", call.in(0), call.in(1), call.scalar(2))
        .with("Tlen", call.tensor(1).element())
        .with("num_split", call.results())
        .add();
  }

  static String stridedSlice(Call call) {
    Options.StridedSlice options = call.options(Options.StridedSlice.class);
    if (options.offset()) {
      throw call.refuse(
          Code.UNSUPPORTED_ATTRIBUTE_VALUE, "TensorFlow has no ends relative to the begins");
    }
    return call.node("StridedSlice", call.ins())
        .with("T", call.element())
        .with("Index", call.tensor(1).element())
        .with("begin_mask", options.beginMask())
        .with("end_mask", options.endMask())
        .with("ellipsis_mask", options.ellipsisMask())
        .with("new_axis_mask", options.newAxisMask())
        .with("shrink_axis_mask", options.shrinkAxisMask())
        .add();
  }

  private static String axis(Call call, int axis) {
    LiteTensor value = call.tensor(0);
    int position = axis < 0 ? axis + value.rank() : axis;
    return call.constant("axis", Tensor.scalar(ElementType.I32, position));
  }
}
