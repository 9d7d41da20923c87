package dev.espalier.ir.run;

import dev.espalier.ir.ChoiceResolver;
import dev.espalier.ir.IrException;
import dev.espalier.ir.Tensor;
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
import dev.espalier.ir.op.Elementwise;
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
import dev.espalier.ir.op.Pointwise;
import dev.espalier.ir.op.ReduceL2;
import dev.espalier.ir.op.ReduceMax;
import dev.espalier.ir.op.ReduceMean;
import dev.espalier.ir.op.ReduceMin;
import dev.espalier.ir.op.ReduceProd;
import dev.espalier.ir.op.ReduceSum;
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

/** What runs each operator. */
final class Kernels {
  private static final OpSwitch<Call, List<Tensor>> ALL =
      OpSwitch.<Call, List<Tensor>>over()
          .on(Pointwise.class, one(Arithmetic::pointwise))
          .on(Elementwise.class, one(Arithmetic::elementwise))
          .on(Where.class, one((op, call) -> Arithmetic.where(call)))
          .on(Cast.class, one((op, call) -> Arithmetic.cast(call)))
          .on(
              ReduceSum.class,
              one((op, call) -> Reductions.fold(op, call, 0, Double::sum, Long::sum)))
          .on(
              ReduceProd.class,
              one((op, call) -> Reductions.fold(op, call, 1, (a, b) -> a * b, (a, b) -> a * b)))
          .on(
              ReduceMax.class,
              one(
                  (op, call) ->
                      Reductions.fold(op, call, Double.NEGATIVE_INFINITY, Math::max, Math::max)))
          .on(
              ReduceMin.class,
              one(
                  (op, call) ->
                      Reductions.fold(op, call, Double.POSITIVE_INFINITY, Math::min, Math::min)))
          .on(ReduceMean.class, one(Reductions::mean))
          .on(ReduceL2.class, one(Reductions::norm))
          .on(ArgMax.class, one(Reductions::argMax))
          .on(Softmax.class, one((op, call) -> Reductions.softmax(op.axis(), false, call)))
          .on(LogSoftmax.class, one((op, call) -> Reductions.softmax(op.axis(), true, call)))
          .on(Conv.class, one(Convolutions::conv))
          .on(ConvTranspose.class, one(Convolutions::transpose))
          .on(MaxPool.class, one(Pooling::max))
          .on(AveragePool.class, one(Pooling::average))
          .on(Gemm.class, one(Products::gemm))
          .on(MatMul.class, one((op, call) -> Products.matMul(call)))
          .on(BatchNormalization.class, one(Norms::batch))
          .on(InstanceNormalization.class, one(Norms::instance))
          .on(LayerNormalization.class, one(Norms::layer))
          .on(Resize.class, one(Interpolation::resize))
          .on(Identity.class, one((op, call) -> call.operand(0)))
          .on(Reshape.class, one((op, call) -> call.operand(0).reshape(call.result().shape())))
          .on(Shape.class, one((op, call) -> shape(op, call)))
          .on(Transpose.class, one(Layouts::transpose))
          .on(Slice.class, one(Layouts::slice))
          .on(IndexSelect.class, one(Layouts::indexSelect))
          .on(Gather.class, one(Layouts::gather))
          .on(Split.class, Layouts::split)
          .on(Concat.class, one((op, call) -> Moves.concat((int) op.axis(), call)))
          .on(Tile.class, one((op, call) -> Layouts.tile(call)))
          .on(Expand.class, one((op, call) -> Layouts.expand(call)))
          .on(Pad.class, one(Layouts::pad))
          .on(DepthToSpace.class, one(Layouts::depthToSpace))
          .on(SpaceToDepth.class, one(Layouts::spaceToDepth))
          .on(ChannelMask.class, one(Layouts::channelMask))
          .on(Choice.class, one((op, call) -> choice(call)))
          .on(Opaque.class, (op, call) -> refuse(op))
          .build();

  private Kernels() {}

  static List<Tensor> run(Op op, Call call) {
    return ALL.apply(op, call);
  }

  private static <O extends Op> BiFunction<O, Call, List<Tensor>> one(
      BiFunction<O, Call, Tensor> kernel) {
    return (op, call) -> List.of(kernel.apply(op, call));
  }

  private static Tensor shape(Shape op, Call call) {
    long[] dims = op.dims(call.operand(0).type()).stream().mapToLong(d -> d.value()).toArray();
    return call.give(dims);
  }

  /** Outside a graph all branches cost the same. */
  private static Tensor choice(Call call) {
    int branches = call.operands().size() - 1;
    return call.operand(ChoiceResolver.best(call.operand(branches)).get(0));
  }

  private static List<Tensor> refuse(Opaque op) {
    throw new IrException(
        "the interpreter does not know the operator %s%s",
        op.kind(), op.domain().isEmpty() ? "" : " of domain " + op.domain());
  }
}
