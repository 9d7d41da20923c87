package dev.espalier.measure.net;

import dev.espalier.ir.Dim;
import dev.espalier.ir.Graph;
import dev.espalier.ir.op.Add;
import dev.espalier.ir.op.Concat;
import dev.espalier.ir.op.Conv;
import dev.espalier.ir.op.MatMul;
import dev.espalier.ir.op.Op;
import dev.espalier.ir.op.Relu;
import dev.espalier.ir.op.Reshape;
import dev.espalier.ir.op.Resize;
import dev.espalier.ir.op.Softmax;
import dev.espalier.ir.op.Transpose;
import dev.espalier.latency.read.ProbeResults;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.UnaryOperator;

/**
 * Models of a single operator that span the classes of kernels, to be timed on a device: the time
 * of an operator is that of its model less that of {@link #BASELINE}.
 */
public final class Probes {
  /** The model that does next to nothing. */
  public static final String BASELINE = ProbeResults.BASELINE;

  private static final int CHANNELS = 64;
  private static final int SIDE = 56;

  private Probes() {}

  /** The models by name. */
  public static Map<String, Graph> all() {
    Map<String, Graph> probes = new TreeMap<>();
    probes.put(BASELINE, probe(BASELINE, 4, 8, Draft::relu));
    probes.put("conv1x1-64", picture("conv1x1-64", p -> p.conv(64, 1, 1, 1)));
    probes.put("conv1x1-256", picture("conv1x1-256", p -> p.conv(256, 1, 1, 1)));
    probes.put("conv3x3-24", picture("conv3x3-24", p -> p.conv(24, 3, 1, 1)));
    probes.put("conv3x3-stride2", picture("conv3x3-stride2", p -> p.conv(64, 3, 2, 1)));
    probes.put("conv5x5-32", picture("conv5x5-32", p -> p.conv(32, 5, 1, 1)));
    probes.put("conv3x3-winograd", probe("conv3x3-winograd", 128, SIDE, p -> p.conv(128, 3, 1, 1)));
    probes.put("depthwise3x3", picture("depthwise3x3", p -> p.conv(64, 3, 1, 64)));
    probes.put("depthwise3x3-stride2", picture("depthwise3x3-stride2", p -> p.conv(64, 3, 2, 64)));
    probes.put("depthwise5x5", picture("depthwise5x5", p -> p.conv(64, 5, 1, 64)));
    probes.put("add", picture("add", p -> p.pair(new Add())));
    probes.put("concat", picture("concat", p -> p.pair(new Concat(1))));
    probes.put("resize", picture("resize", Draft::resize));
    probes.put("softmax", picture("softmax", p -> p.unary(new Softmax(1))));
    probes.put("reshape", picture("reshape", p -> p.unary(Reshape.to(1, CHANNELS, 28, 112))));
    probes.put(
        "transpose", picture("transpose", p -> p.unary(new Transpose(List.of(0L, 1L, 3L, 2L)))));
    probes.put("batch-matmul", picture("batch-matmul", p -> p.pair(new MatMul())));
    return probes;
  }

  private static Graph picture(String name, UnaryOperator<Draft> layer) {
    return probe(name, CHANNELS, SIDE, layer);
  }

  private static Graph probe(String name, int channels, int side, UnaryOperator<Draft> layer) {
    Layers layers = new Layers(name);
    Draft end = layer.apply(new Draft(layers, layers.input(1, channels, side, side)));
    return layers.build(List.of(end.value()));
  }

  /** A value and what can be put behind it. */
  private record Draft(Layers layers, String value) {
    Draft relu() {
      return unary(new Relu());
    }

    Draft unary(Op op) {
      return new Draft(layers, layers.node(op, value));
    }

    /** An operator on this value and another input of the same shape. */
    Draft pair(Op op) {
      String other = layers.input(layers.shape(value));
      return new Draft(layers, layers.node(op, value, other));
    }

    Draft conv(long out, long kernel, long stride, long groups) {
      long in = layers.shape(value)[1] / groups;
      long pad = kernel / 2;
      Conv conv =
          new Conv(List.of(stride, stride), List.of(1L, 1L), List.of(pad, pad, pad, pad), groups);
      String weights = layers.weights(in * kernel * kernel, out, in, kernel, kernel);
      return new Draft(layers, layers.node(conv, value, weights, layers.filled(0.1, out)));
    }

    Draft resize() {
      long[] shape = layers.shape(value);
      return unary(
          new Resize(
              List.of(2L, 3L),
              List.of(),
              List.of(Dim.of(2 * shape[2]), Dim.of(2 * shape[3])),
              Resize.Mode.LINEAR,
              Resize.Coordinates.HALF_PIXEL,
              Resize.Nearest.FLOOR,
              -0.75,
              false));
    }
  }
}
