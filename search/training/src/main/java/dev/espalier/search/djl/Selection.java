package dev.espalier.search.djl;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.pytorch.engine.PtNDArray;
import ai.djl.pytorch.jni.JniUtils;
import dev.espalier.ir.IrException;
import dev.espalier.ir.Tensor;
import dev.espalier.ir.op.Gather;
import dev.espalier.ir.op.IndexSelect;
import java.util.Arrays;
import java.util.List;
import java.util.stream.LongStream;

/** Slices of arrays at given positions of an axis. */
final class Selection {
  private record Positions(List<Long> positions) {}

  private Selection() {}

  static PtNDArray indexSelect(IndexSelect op, Call call) {
    return along(call, call.x(), (int) op.axis(), Layouts.longs(op.indices()));
  }

  /** The given positions of an axis, in that order. */
  static PtNDArray along(Call call, PtNDArray x, int axis, long... positions) {
    Positions key = new Positions(Arrays.stream(positions).boxed().toList());
    PtNDArray indices =
        call.constants().of(key, owner -> (PtNDArray) Tensors.toArray(owner, vector(positions)));
    return select(x, axis, indices);
  }

  private static Tensor vector(long... numbers) {
    return Tensor.longs(new long[] {numbers.length}, numbers);
  }

  /** Negative indices count from the end. */
  static PtNDArray gather(Gather op, Call call) {
    int axis = (int) op.axis();
    long length = call.shape(0)[axis];
    PtNDArray indices = call.operand(1).toType(DataType.INT64, false);
    requireInside(indices, length);
    PtNDArray wrapped =
        JniUtils.remainder(indices, call.constants().scalar((double) length, DataType.INT64));
    return select(call.x(), axis, wrapped);
  }

  private static void requireInside(NDArray indices, long length) {
    LongStream outside =
        Arrays.stream(indices.toLongArray()).filter(i -> i < -length || i >= length);
    outside
        .findFirst()
        .ifPresent(
            index -> {
              throw new IrException("index %d into an axis of %d", index, length);
            });
  }

  /** Rows of a matrix whose rows are the axis; the axes of the indices take the axis' place. */
  private static PtNDArray select(PtNDArray x, int axis, PtNDArray indices) {
    long[] shape = x.getShape().getShape();
    PtNDArray front = axis == 0 ? x : JniUtils.permute(x, toFront(shape.length, axis, 1));
    long rest = Arrays.stream(shape).reduce(1, (a, b) -> a * b) / shape[axis];
    PtNDArray rows = JniUtils.reshape(front, new long[] {shape[axis], rest});
    PtNDArray flat = JniUtils.reshape(indices, new long[] {-1});
    PtNDArray chosen = JniUtils.embedding(flat, rows, false);
    Shape others = new Shape(shape).slice(0, axis).addAll(new Shape(shape).slice(axis + 1));
    Shape found = indices.getShape().addAll(others);
    PtNDArray shaped = JniUtils.reshape(chosen, found.getShape());
    int added = indices.getShape().dimension();
    return axis == 0 ? shaped : JniUtils.permute(shaped, toBack(found.dimension(), axis, added));
  }

  /** The permutation that brings {@code count} axes from a position to the front. */
  private static long[] toFront(int rank, int from, int count) {
    return LongStream.concat(
            LongStream.range(from, from + count),
            LongStream.range(0, rank).filter(i -> i < from || i >= from + count))
        .toArray();
  }

  /** The permutation that brings {@code count} axes from the front to a position. */
  private static long[] toBack(int rank, int to, int count) {
    return LongStream.range(0, rank)
        .map(i -> i < to ? count + i : i < to + count ? i - to : i)
        .toArray();
  }
}
