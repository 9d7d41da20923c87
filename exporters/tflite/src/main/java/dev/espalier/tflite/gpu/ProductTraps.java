package dev.espalier.tflite.gpu;

import static java.util.Map.entry;

import dev.espalier.tflite.model.LiteTensor;
import dev.espalier.tflite.model.Options;
import dev.espalier.tflite.model.Padding;
import java.util.Map;
import java.util.Optional;

/** Convolutions and matrix products: flags that are not read, and channels that cost. */
final class ProductTraps {
  static final Map<String, Check> ALL =
      Map.ofEntries(
          entry("bmm-adjoint", ProductTraps::adjoint),
          entry("bmm-rank3", ProductTraps::rank3),
          entry("transpose-conv-shape", ProductTraps::transposedShape),
          entry("split-group-conv", ProductTraps::splitGroups),
          entry("unaligned-channels", ProductTraps::unaligned));

  private static final int SLICE = 4;

  private ProductTraps() {}

  private static Optional<Finding> adjoint(Site site) {
    return site.options(Options.BatchMatMul.class)
        .filter(o -> o.adjX() || o.adjY())
        .map(
            o ->
                Rule.BMM_ADJOINT.found("BATCH_MATMUL with adj_x %s, adj_y %s", o.adjX(), o.adjY()));
  }

  private static Optional<Finding> rank3(Site site) {
    boolean computed = site.isRuntime(0) && site.isRuntime(1);
    boolean rank3 = site.input(0).rank() == 3 || site.input(1).rank() == 3;
    return computed && rank3
        ? Optional.of(
            Rule.BMM_RANK3.found(
                "BATCH_MATMUL of %s by %s", site.input(0).type(), site.input(1).type()))
        : Optional.empty();
  }

  private static Optional<Finding> transposedShape(Site site) {
    LiteTensor in = site.input(2);
    LiteTensor weights = site.input(1);
    LiteTensor out = site.output();
    return site.options(Options.TransposeConv.class)
        .filter(
            o ->
                !agrees(o.padding(), in.dim(1), weights.dim(1), o.strideH(), out.dim(1))
                    || !agrees(o.padding(), in.dim(2), weights.dim(2), o.strideW(), out.dim(2)))
        .map(
            o ->
                Rule.TRANSPOSE_CONV_SHAPE.found(
                    "TRANSPOSE_CONV %s of %s to %s", o.padding(), in.type(), out.type()));
  }

  /**
   * Whether an axis comes out the same on CPU and GPU. The CPU cuts off what the size of the result
   * leaves no room for; the GPU cuts off what a convolution of the same input would pad.
   */
  private static boolean agrees(Padding padding, int in, int kernel, int stride, int out) {
    int cut = padding == Padding.VALID ? 0 : Math.max(kernel - (in - 1) % stride - 1, 0);
    return out == (in - 1) * stride + kernel - cut;
  }

  private static Optional<Finding> splitGroups(Site site) {
    int in = Site.channels(site.input(0));
    int perGroup = Site.channels(site.input(1));
    if (perGroup <= 0 || in <= perGroup) {
      return Optional.empty();
    }
    int groups = in / perGroup;
    int out = site.input(1).dim(0) / groups;
    boolean depthwise = perGroup == 1 && out == 1;
    return depthwise || (perGroup % SLICE == 0 && out % SLICE == 0)
        ? Optional.empty()
        : Optional.of(
            Rule.SPLIT_GROUP_CONV.found(
                "CONV_2D in %d groups from %d to %d channels each", groups, perGroup, out));
  }

  private static Optional<Finding> unaligned(Site site) {
    LiteTensor out = site.output();
    int channels = Site.channels(out);
    return channels % SLICE == 0
        ? Optional.empty()
        : Optional.of(
            Rule.UNALIGNED_CHANNELS.found(
                "%s to %d channels, stored as %d",
                site.op().name(), channels, (channels + SLICE - 1) / SLICE * SLICE));
  }
}
