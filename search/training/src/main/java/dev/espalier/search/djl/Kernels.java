package dev.espalier.search.djl;

import ai.djl.pytorch.engine.PtNDArray;
import ai.djl.pytorch.jni.JniUtils;
import dev.espalier.ir.IrException;
import dev.espalier.ir.op.ArgMax;
import dev.espalier.ir.op.AveragePool;
import dev.espalier.ir.op.BatchNormalization;
import dev.espalier.ir.op.Cast;
import dev.espalier.ir.op.ChannelMask;
import dev.espalier.ir.op.Choice;
import dev.espalier.ir.op.Concat;
import dev.espalier.ir.op.Conv;
import dev.espalier.ir.op.ConvTranspose;
import dev.espalier.ir.op.DepthToSpace;
import dev.espalier.ir.op.Expand;
import dev.espalier.ir.op.Gather;
import dev.espalier.ir.op.Gemm;
import dev.espalier.ir.op.Identity;
import dev.espalier.ir.op.IndexSelect;
import dev.espalier.ir.op.InstanceNormalization;
import dev.espalier.ir.op.LayerNormalization;
import dev.espalier.ir.op.LogSoftmax;
import dev.espalier.ir.op.MatMul;
import dev.espalier.ir.op.MaxPool;
import dev.espalier.ir.op.Op;
import dev.espalier.ir.op.OpSwitch;
import dev.espalier.ir.op.Opaque;
import dev.espalier.ir.op.Pad;
import dev.espalier.ir.op.Reshape;
import dev.espalier.ir.op.Resize;
import dev.espalier.ir.op.Shape;
import dev.espalier.ir.op.Slice;
import dev.espalier.ir.op.Softmax;
import dev.espalier.ir.op.SpaceToDepth;
import dev.espalier.ir.op.Split;
import dev.espalier.ir.op.Tile;
import dev.espalier.ir.op.Transpose;
import dev.espalier.ir.op.Where;
import java.util.List;
import java.util.function.BiFunction;
import java.util.function.Function;

/** What runs each operator on PyTorch. */
final class Kernels {
  private static final OpSwitch<Call, List<PtNDArray>> ALL = all();

  private Kernels() {}

  private static OpSwitch<Call, List<PtNDArray>> all() {
    OpSwitch.Builder<Call, List<PtNDArray>> kernels = OpSwitch.over();
    Pointwises.add(kernels);
    Elementwises.add(kernels);
    Reductions.add(kernels);
    return kernels
        .on(Where.class, one((op, call) -> Elementwises.where(call)))
        .on(Cast.class, one((op, call) -> Elementwises.cast(call)))
        .on(ArgMax.class, one(Reductions::argMax))
        .on(Softmax.class, one((op, call) -> JniUtils.softmax(call.x(), op.axis(), call.type())))
        .on(
            LogSoftmax.class,
            one((op, call) -> JniUtils.logSoftmax(call.x(), op.axis(), call.type())))
        .on(Conv.class, one(Convolutions::conv))
        .on(ConvTranspose.class, one(Convolutions::transpose))
        .on(MaxPool.class, one(Pooling::max))
        .on(AveragePool.class, one(Pooling::average))
        .on(Gemm.class, one(Products::gemm))
        .on(MatMul.class, one((op, call) -> JniUtils.matmul(call.x(), call.operand(1))))
        .on(BatchNormalization.class, one(Norms::batch))
        .on(InstanceNormalization.class, one(Norms::instance))
        .on(LayerNormalization.class, one(Norms::layer))
        .on(Resize.class, one(Interpolation::resize))
        .on(Identity.class, one((op, call) -> call.x()))
        .on(Reshape.class, one((op, call) -> JniUtils.reshape(call.x(), call.resultShape())))
        .on(Shape.class, one(Layouts::shape))
        .on(Transpose.class, one(Layouts::transpose))
        .on(Slice.class, one(Layouts::slice))
        .on(IndexSelect.class, one(Selection::indexSelect))
        .on(Gather.class, one(Selection::gather))
        .on(Split.class, Layouts::split)
        .on(Concat.class, one(Layouts::concat))
        .on(Tile.class, one(Layouts::tile))
        .on(Expand.class, one((op, call) -> Layouts.expand(call)))
        .on(Pad.class, one(Padding::pad))
        .on(DepthToSpace.class, one(Layouts::depthToSpace))
        .on(SpaceToDepth.class, one(Layouts::spaceToDepth))
        .on(ChannelMask.class, one(Masks::apply))
        .on(Choice.class, (op, call) -> choose())
        .on(Opaque.class, (op, call) -> refuse(op))
        .build();
  }

  /** The results of an operator; one may be an operand itself. */
  static List<PtNDArray> run(Op op, Call call) {
    return ALL.apply(op, call);
  }

  static <O extends Op> BiFunction<O, Call, List<PtNDArray>> one(
      BiFunction<O, Call, PtNDArray> kernel) {
    return (op, call) -> List.of(kernel.apply(op, call));
  }

  /** A kernel of one operand that has no attributes. */
  static <O extends Op> BiFunction<O, Call, List<PtNDArray>> unary(
      Function<PtNDArray, PtNDArray> kernel) {
    return (op, call) -> List.of(kernel.apply(call.x()));
  }

  private static List<PtNDArray> choose() {
    throw new IllegalStateException("a pass makes its choices itself");
  }

  private static List<PtNDArray> refuse(Opaque op) {
    throw new IrException(
        "PyTorch is not told what the operator %s%s does",
        op.kind(), op.domain().isEmpty() ? "" : " of domain " + op.domain());
  }
}
