package dev.espalier.tflite.model;

import dev.espalier.ir.ElementType;
import java.util.List;

/**
 * The attributes of an operator. The records have the names and fields of the tables in the file
 * format's schema; operators whose table has no fields have {@link None}.
 */
public sealed interface Options {
  /** The function that the operator applies to its result. */
  default Activation activation() {
    return Activation.NONE;
  }

  /** No attributes. */
  record None() implements Options {}

  /** Attributes of a table this program does not look into, such as those of a recurrent cell. */
  record Other(String table) implements Options {}

  record Conv2D(
      Padding padding,
      int strideW,
      int strideH,
      int dilationW,
      int dilationH,
      Activation activation)
      implements Options {}

  record DepthwiseConv2D(
      Padding padding,
      int strideW,
      int strideH,
      int dilationW,
      int dilationH,
      int depthMultiplier,
      Activation activation)
      implements Options {}

  record TransposeConv(Padding padding, int strideW, int strideH, Activation activation)
      implements Options {}

  record Pool2D(
      Padding padding,
      int strideW,
      int strideH,
      int filterWidth,
      int filterHeight,
      Activation activation)
      implements Options {}

  record FullyConnected(Activation activation, boolean keepNumDims) implements Options {}

  record BatchMatMul(boolean adjX, boolean adjY) implements Options {}

  record Add(Activation activation) implements Options {}

  record Sub(Activation activation) implements Options {}

  record Mul(Activation activation) implements Options {}

  record Div(Activation activation) implements Options {}

  record Concatenation(int axis, Activation activation) implements Options {}

  record Softmax(float beta) implements Options {}

  record LeakyRelu(float alpha) implements Options {}

  record Gelu(boolean approximate) implements Options {}

  record ResizeBilinear(boolean alignCorners, boolean halfPixelCenters) implements Options {}

  record ResizeNearestNeighbor(boolean alignCorners, boolean halfPixelCenters) implements Options {}

  record Reshape(List<Integer> newShape) implements Options {
    public Reshape {
      newShape = List.copyOf(newShape);
    }
  }

  record Squeeze(List<Integer> squeezeDims) implements Options {
    public Squeeze {
      squeezeDims = List.copyOf(squeezeDims);
    }
  }

  /** Of MEAN, SUM, REDUCE_MAX, REDUCE_MIN, REDUCE_PROD, REDUCE_ANY and REDUCE_ALL. */
  record Reducer(boolean keepDims) implements Options {}

  record Gather(int axis, int batchDims) implements Options {}

  record Split(int numSplits) implements Options {}

  record SplitV(int numSplits) implements Options {}

  record StridedSlice(
      int beginMask,
      int endMask,
      int ellipsisMask,
      int newAxisMask,
      int shrinkAxisMask,
      boolean offset)
      implements Options {}

  record SpaceToDepth(int blockSize) implements Options {}

  record DepthToSpace(int blockSize) implements Options {}

  record Cast(ElementType in, ElementType out) implements Options {}

  record ArgMax(ElementType outputType) implements Options {}

  record Pack(int valuesCount, int axis) implements Options {}

  record Unpack(int num, int axis) implements Options {}

  record MirrorPad(boolean symmetric) implements Options {}
}
