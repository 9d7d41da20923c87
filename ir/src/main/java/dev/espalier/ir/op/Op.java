package dev.espalier.ir.op;

import dev.espalier.ir.Dim;
import dev.espalier.ir.TensorType;
import java.util.List;
import java.util.Map;

/**
 * What one node computes. An operator is a record of its attributes; weights are operands like any
 * other value. The methods here are the facts every backend shares: how an operator is written to a
 * file format, or run, lives with that format or runtime.
 */
public sealed interface Op
    permits Pointwise,
        Elementwise,
        Reduction,
        ArgMax,
        AveragePool,
        BatchNormalization,
        Cast,
        ChannelMask,
        Choice,
        Concat,
        Conv,
        ConvTranspose,
        DepthToSpace,
        Expand,
        Gather,
        Gemm,
        Identity,
        IndexSelect,
        InstanceNormalization,
        LayerNormalization,
        LogSoftmax,
        MatMul,
        MaxPool,
        Opaque,
        Pad,
        Reshape,
        Resize,
        Shape,
        Slice,
        Softmax,
        SpaceToDepth,
        Split,
        Tile,
        Transpose,
        Where {
  /** The name in textual IR: {@code ConvTranspose} is {@code conv_transpose}. */
  default String mnemonic() {
    return Operators.mnemonic(getClass());
  }

  Arity arity();

  /**
   * The types of the results; an operand that does not fit is an {@link
   * dev.espalier.ir.IrException}.
   */
  List<TensorType> infer(Operands in);

  /** Multiply-accumulates by the canonical count: convolutions and matrix products. */
  default Dim macs(Operands in, List<TensorType> results) {
    return Dim.of(0);
  }

  /** Says which indices of operand and result axes are removed together. */
  void tie(Ties ties);

  /** This operator with symbols in its attributes replaced by dims. */
  default Op substitute(Map<String, Dim> symbols) {
    return this;
  }

  /** This operator after indices were removed from its axes; operands are cut by the caller. */
  default Op keep(Kept kept) {
    return this;
  }
}
