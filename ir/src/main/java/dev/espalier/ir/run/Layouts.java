package dev.espalier.ir.run;

import dev.espalier.ir.IrException;
import dev.espalier.ir.Tensor;
import dev.espalier.ir.TensorType;
import dev.espalier.ir.op.ChannelMask;
import dev.espalier.ir.op.DepthToSpace;
import dev.espalier.ir.op.Gather;
import dev.espalier.ir.op.IndexSelect;
import dev.espalier.ir.op.Pad;
import dev.espalier.ir.op.Slice;
import dev.espalier.ir.op.SpaceToDepth;
import dev.espalier.ir.op.Split;
import dev.espalier.ir.op.Transpose;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.IntUnaryOperator;

/** Operators that only move elements: each says where the indices of every axis come from. */
final class Layouts {
  private Layouts() {}

  static Tensor transpose(Transpose op, Call call) {
    int[][] from = Positions.axes(call.shape(0));
    int[][] axes = new int[from.length][];
    Arrays.setAll(axes, i -> from[op.permutation().get(i).intValue()]);
    return move(call, axes);
  }

  static Tensor slice(Slice op, Call call) {
    int[][] axes = Positions.axes(call.shape(0));
    for (int k = 0; k < op.axes().size(); k++) {
      int axis = op.axes().get(k).intValue();
      axes[axis] = pick(axes[axis], Call.ints(op.positions(k, axes[axis].length)));
    }
    return move(call, axes);
  }

  static Tensor indexSelect(IndexSelect op, Call call) {
    int[][] axes = Positions.axes(call.shape(0));
    int axis = (int) op.axis();
    axes[axis] = pick(axes[axis], Call.ints(op.indices()));
    return move(call, axes);
  }

  /** Negative indices count from the end. */
  static Tensor gather(Gather op, Call call) {
    int[][] axes = Positions.axes(call.shape(0));
    int axis = (int) op.axis();
    int length = axes[axis].length;
    long[] indices = call.operand(1).toLongs();
    for (int i = 0; i < indices.length; i++) {
      if (indices[i] < -length || indices[i] >= length) {
        throw new IrException("index %d into an axis of %d", indices[i], length);
      }
      indices[i] += indices[i] < 0 ? length : 0;
    }
    axes[axis] = pick(axes[axis], Call.ints(indices));
    return move(call, axes);
  }

  static List<Tensor> split(Split op, Call call) {
    int axis = (int) op.axis();
    List<Tensor> parts = new ArrayList<>();
    int from = 0;
    for (TensorType type : call.results()) {
      int[][] axes = Positions.axes(call.shape(0));
      int to = from + Math.toIntExact(type.dim(axis).value());
      axes[axis] = Arrays.copyOfRange(axes[axis], from, to);
      parts.add(move(new Call(call.operands(), List.of(type)), axes));
      from = to;
    }
    return parts;
  }

  static Tensor tile(Call call) {
    int[][] axes = Positions.axes(call.shape(0));
    int[] shape = call.resultShape();
    for (int i = 0; i < axes.length; i++) {
      int[] axis = axes[i];
      axes[i] = made(shape[i], j -> axis[j % axis.length]);
    }
    return move(call, axes);
  }

  static Tensor expand(Call call) {
    return Moves.take(
        call.operand(0), Positions.broadcast(call.shape(0), call.resultShape()), call.result(), 0);
  }

  static Tensor pad(Pad op, Call call) {
    int[][] axes = Positions.axes(call.shape(0));
    int[] shape = call.resultShape();
    for (int i = 0; i < axes.length; i++) {
      int[] axis = axes[i];
      int begin = Math.toIntExact(op.begin(i));
      axes[i] = made(shape[i], j -> padded(axis, j - begin, op.mode()));
    }
    return Moves.take(call.operand(0), Positions.of(axes), call.result(), op.value());
  }

  private static int padded(int[] axis, int index, Pad.Mode mode) {
    if (index >= 0 && index < axis.length) {
      return axis[index];
    }
    if (mode == Pad.Mode.CONSTANT) {
      return Positions.NONE;
    }
    if (axis.length == 0) {
      throw new IrException("an axis without elements cannot be padded with its own");
    }
    int last = axis.length - 1;
    if (mode == Pad.Mode.EDGE || last == 0) {
      return axis[Math.max(0, Math.min(last, index))];
    }
    int mirrored = Math.floorMod(index, 2 * last);
    return axis[Math.min(mirrored, 2 * last - mirrored)];
  }

  static Tensor depthToSpace(DepthToSpace op, Call call) {
    int b = (int) op.block();
    int[] shape = call.resultShape();
    int[] s = Positions.strides(call.shape(0));
    int channel = s[1] * (op.columnFirst() ? b * b : 1);
    int block = s[1] * (op.columnFirst() ? 1 : shape[1]);
    return move(
        call,
        Positions.axis(shape[0], s[0]),
        Positions.axis(shape[1], channel),
        made(shape[2], y -> y / b * s[2] + y % b * b * block),
        made(shape[3], x -> x / b * s[3] + x % b * block));
  }

  static Tensor spaceToDepth(SpaceToDepth op, Call call) {
    int b = (int) op.block();
    int channels = call.shape(0)[1];
    int[] shape = call.resultShape();
    int[] s = Positions.strides(call.shape(0));
    return move(
        call,
        Positions.axis(shape[0], s[0]),
        made(
            shape[1], c -> c % channels * s[1] + c / channels / b * s[2] + c / channels % b * s[3]),
        Positions.axis(shape[2], b * s[2]),
        Positions.axis(shape[3], b * s[3]));
  }

  static Tensor channelMask(ChannelMask op, Call call) {
    boolean[] passing = ChannelMask.passing(call.doubles(1));
    int[][] axes = Positions.axes(call.shape(0));
    int[] axis = axes[(int) op.axis()];
    for (int c = 0; c < passing.length; c++) {
      axis[c] = passing[c] ? axis[c] : Positions.NONE;
    }
    return move(call, axes);
  }

  /** Elements from the given positions, and 0 where there are none. */
  private static Tensor move(Call call, int[]... axes) {
    return Moves.take(call.operand(0), Positions.of(axes), call.result(), 0);
  }

  private static int[] pick(int[] axis, int[] indices) {
    return made(indices.length, i -> axis[indices[i]]);
  }

  private static int[] made(int length, IntUnaryOperator positions) {
    int[] axis = new int[length];
    Arrays.setAll(axis, positions);
    return axis;
  }
}
