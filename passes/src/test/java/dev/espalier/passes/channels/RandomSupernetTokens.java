package dev.espalier.passes.channels;

import dev.espalier.ir.Dim;
import dev.espalier.ir.TensorType;
import dev.espalier.ir.op.Add;
import dev.espalier.ir.op.ChannelMask;
import dev.espalier.ir.op.Conv;
import dev.espalier.ir.op.Gelu;
import dev.espalier.ir.op.Gemm;
import dev.espalier.ir.op.LayerNormalization;
import dev.espalier.ir.op.MatMul;
import dev.espalier.ir.op.Mul;
import dev.espalier.ir.op.ReduceMean;
import dev.espalier.ir.op.Relu;
import dev.espalier.ir.op.Reshape;
import dev.espalier.ir.op.Softmax;
import dev.espalier.ir.op.Sub;
import dev.espalier.ir.op.Tile;
import dev.espalier.ir.op.Transpose;
import java.util.List;
import java.util.Optional;
import java.util.stream.DoubleStream;

/** Sequences [N,L,C], what makes them of images, and vectors [N,C] at the end of networks. */
final class RandomSupernetTokens {
  private final RandomSupernetDraft d;

  RandomSupernetTokens(RandomSupernetDraft draft) {
    this.d = draft;
  }

  /** The positions of an image as a sequence. */
  String fromImage(String x) {
    List<Dim> dims = d.type(x).dims();
    Dim length = dims.get(2).times(dims.get(3));
    String rows = d.emit(new Reshape(List.of(dims.get(0), dims.get(1), length)), x);
    return d.emit(new Transpose(List.of(0L, 2L, 1L)), rows);
  }

  /** A sequence as an image of height 1, or of height 2 where that divides. */
  String toImage(String x) {
    List<Dim> dims = d.type(x).dims();
    Dim height = Dim.of(dims.get(1).isConstant() && dims.get(1).value() % 2 == 0 ? 2 : 1);
    Dim width = dims.get(1).dividedBy(height).orElseThrow();
    String rows = d.emit(new Transpose(List.of(0L, 2L, 1L)), x);
    return d.emit(new Reshape(List.of(dims.get(0), dims.get(2), height, width)), rows);
  }

  private long width(String x) {
    return d.dim(x, 2).value();
  }

  private String mask(String x, int percent) {
    int axis = d.type(x).rank() - 1;
    long c = d.dim(x, axis).value();
    return d.chance(percent) ? d.emit(new ChannelMask(axis), x, d.bits(c)) : x;
  }

  String linear(String x, long columns) {
    long c = width(x);
    String y = d.emit(new MatMul(), x, d.weight(c, c, columns));
    return d.chance(50) ? d.emit(new Add(), y, d.bias(columns)) : y;
  }

  private String normalise(String x) {
    long c = width(x);
    return d.emit(new LayerNormalization(2, 0.01), x, d.bias(c), d.bias(c));
  }

  /** Two linear layers around an activation, and the sequence added. */
  String feedForward(String x) {
    String y = d.chance(50) ? normalise(x) : x;
    y = mask(linear(y, d.oneOf(6L, 8L)), 60);
    y = mask(d.emit(d.oneOf(new Gelu(false), new Relu()), y), 30);
    y = mask(linear(y, width(x)), 40);
    return d.chance(70) ? d.emit(new Add(), x, y) : y;
  }

  /** A region with the sequence first [L,N,C], as some frameworks have it. */
  String sequenceFirst(String x) {
    String y = d.emit(new Transpose(List.of(1L, 0L, 2L)), x);
    y = mask(linear(y, d.oneOf(4L, 6L)), 60);
    y = mask(linear(d.emit(new Relu(), y), width(x)), 30);
    return d.emit(new Add(), x, d.emit(new Transpose(List.of(1L, 0L, 2L)), y));
  }

  /** A convolution along the sequence, between transposes. */
  String convolve(String x) {
    long c = width(x);
    long rows = d.oneOf(4L, 6L);
    String rowsLast = d.emit(new Transpose(List.of(0L, 2L, 1L)), mask(x, 40));
    Conv op = new Conv(List.of(1L), List.of(1L), List.of(1L, 1L), 1);
    String y = d.emit(op, rowsLast, d.weight(3 * c, rows, c, 3), d.bias(rows));
    return mask(d.emit(new Transpose(List.of(0L, 2L, 1L)), y), 60);
  }

  /** What the sequence has more than its mean, or its positions one by one, several times. */
  String repeat(String x) {
    if (d.chance(50)) {
      return d.emit(new Sub(), x, d.emit(new ReduceMean(List.of(1L), true), x));
    }
    String twice = d.emit(new Tile(List.of(1L, 1L, 2L)), mask(x, 50));
    return linear(twice, 4);
  }

  /** Attention of one head or of two, with masks on queries, keys, values or what comes out. */
  String attention(String x) {
    long heads = d.between(1, 2);
    long size = d.oneOf(2L, 3L, 4L);
    String from = d.chance(50) ? normalise(x) : x;
    String q = heads(mask(linear(from, heads * size), 40), heads, List.of(0L, 2L, 1L, 3L));
    String k = heads(mask(linear(from, heads * size), 40), heads, List.of(0L, 2L, 3L, 1L));
    String v = heads(mask(linear(from, heads * size), 40), heads, List.of(0L, 2L, 1L, 3L));
    String scale = d.constant(DoubleStream.of(1 / Math.sqrt((double) size)));
    String scores = d.emit(new Mul(), d.emit(new MatMul(), q, k), scale);
    String mixed = d.emit(new MatMul(), d.emit(new Softmax(3), scores), v);
    String joined = d.emit(new Transpose(List.of(0L, 2L, 1L, 3L)), mixed);
    List<Dim> dims = d.type(x).dims();
    String flat =
        d.emit(new Reshape(List.of(dims.get(0), dims.get(1), Dim.of(heads * size))), joined);
    String y = mask(linear(flat, width(x)), 40);
    return d.chance(70) ? d.emit(new Add(), x, y) : y;
  }

  private String heads(String x, long heads, List<Long> permutation) {
    List<Dim> dims = d.type(x).dims();
    Dim size = dims.get(2).dividedBy(Dim.of(heads)).orElseThrow();
    String four = d.emit(new Reshape(List.of(dims.get(0), dims.get(1), Dim.of(heads), size)), x);
    return d.emit(new Transpose(permutation), four);
  }

  /** An image as one vector per sample, if its size is known, and a gemm or two behind it. */
  Optional<String> classify(String x) {
    Dim flat = TensorType.product(d.type(x).dims().subList(1, 4));
    if (!flat.isConstant() || flat.value() > 200) {
      return Optional.empty();
    }
    String y = d.emit(new Reshape(List.of(d.dim(x, 0), flat)), x);
    y = mask(gemm(y, d.oneOf(4L, 6L)), 60);
    return Optional.of(d.chance(50) ? gemm(d.emit(new Relu(), y), 3) : y);
  }

  /** The mean over space as a vector, and a gemm behind it. */
  String pooled(String x) {
    String mean = d.emit(new ReduceMean(List.of(2L, 3L), false), x);
    return gemm(mask(mean, 30), d.oneOf(3L, 4L));
  }

  private String gemm(String x, long columns) {
    long c = d.dim(x, 1).value();
    boolean transposed = d.chance(50);
    String weight = transposed ? d.weight(c, columns, c) : d.weight(c, c, columns);
    Gemm op = new Gemm(false, transposed, d.oneOf(1.0, 0.5), d.oneOf(1.0, 2.0));
    return d.chance(60) ? d.emit(op, x, weight, d.bias(columns)) : d.emit(op, x, weight);
  }
}
