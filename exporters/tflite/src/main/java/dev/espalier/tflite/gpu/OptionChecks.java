package dev.espalier.tflite.gpu;

import static java.util.Map.entry;

import dev.espalier.ir.Tensor;
import dev.espalier.tflite.Lint.Level;
import dev.espalier.tflite.model.Activation;
import dev.espalier.tflite.model.LiteTensor;
import dev.espalier.tflite.model.Options;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;

/** Which attributes the delegate takes, and which operators it never takes. */
final class OptionChecks {
  static final Map<String, Check> ALL =
      Map.ofEntries(
          entry("activation", OptionChecks::activation),
          entry("strides", site -> positive(site, Windows.steps(site))),
          entry("window", OptionChecks::window),
          entry("depthwise", OptionChecks::depthwise),
          entry("block", OptionChecks::block),
          entry("beta-1", OptionChecks::beta),
          entry("resize-flags", OptionChecks::resizeFlags),
          entry("slice-masks", OptionChecks::sliceMasks),
          entry("positive-steps", OptionChecks::positiveSteps),
          entry("reflect", OptionChecks::reflect),
          entry("resampler", OptionChecks::resampler),
          entry("quantised-option", site -> refused(site, "is for quantised graphs only")),
          entry("never", site -> refused(site, "is not taken")),
          entry("final-choice", OptionChecks::finalChoice),
          entry("stretch", OptionChecks::stretch));

  private OptionChecks() {}

  private static Optional<Finding> require(boolean holds, Site site, String found) {
    return holds
        ? Optional.empty()
        : Optional.of(Rule.UNSUPPORTED_OP.found("%s %s", site.op().name(), found));
  }

  private static Optional<Finding> refused(Site site, String why) {
    return require(false, site, why);
  }

  private static Optional<Finding> activation(Site site) {
    boolean holds = site.op().options().activation() != Activation.SIGN_BIT;
    return require(holds, site, "with the activation SIGN_BIT");
  }

  private static Optional<Finding> positive(Site site, List<Integer> steps) {
    boolean holds = !steps.isEmpty() && steps.stream().allMatch(step -> step > 0);
    return require(holds, site, "with strides, dilations and window " + steps);
  }

  private static Optional<Finding> window(Site site) {
    return site.input(0).rank() == 4 && site.output().rank() == 4
        ? positive(site, Windows.steps(site))
        : Optional.of(Rule.RANK.found("%s of %s", site.op().name(), site.input(0).type()));
  }

  private static Optional<Finding> depthwise(Site site) {
    LiteTensor in = site.input(0);
    LiteTensor weights = site.input(1);
    LiteTensor out = site.output();
    int multiplier =
        site.options(Options.DepthwiseConv2D.class)
            .map(Options.DepthwiseConv2D::depthMultiplier)
            .orElse(0);
    int channels = in.dim(3);
    boolean holds =
        out.dim(3) == channels * multiplier
            && weights.dim(3) == out.dim(3)
            && in.dim(0) == out.dim(0)
            && (multiplier == 1 || channels == 1);
    return require(
        holds,
        site,
        "from " + channels + " to " + out.dim(3) + " channels with depth_multiplier " + multiplier);
  }

  private static Optional<Finding> block(Site site) {
    int block =
        site.options(Options.SpaceToDepth.class)
            .map(Options.SpaceToDepth::blockSize)
            .or(() -> site.options(Options.DepthToSpace.class).map(o -> o.blockSize()))
            .orElse(0);
    return require(block > 1, site, "with block size " + block);
  }

  private static Optional<Finding> beta(Site site) {
    boolean holds = site.options(Options.Softmax.class).filter(o -> o.beta() == 1).isPresent();
    return require(holds, site, "with a beta other than 1");
  }

  private static Optional<Finding> resizeFlags(Site site) {
    boolean both =
        site.options(Options.ResizeBilinear.class)
                .filter(o -> o.alignCorners() && o.halfPixelCenters())
                .isPresent()
            || site.options(Options.ResizeNearestNeighbor.class)
                .filter(o -> o.alignCorners() && o.halfPixelCenters())
                .isPresent();
    return require(!both, site, "with align_corners and half_pixel_centers together");
  }

  private static Optional<Finding> sliceMasks(Site site) {
    boolean holds =
        site.options(Options.StridedSlice.class)
            .filter(o -> (o.ellipsisMask() | o.newAxisMask() | o.shrinkAxisMask()) == 0)
            .isPresent();
    return require(holds, site, "with an ellipsis, new axis or shrink mask");
  }

  private static Optional<Finding> positiveSteps(Site site) {
    boolean holds = site.constant(3).filter(OptionChecks::isPositive).isPresent();
    return require(holds, site, "with steps that are not constant and positive");
  }

  private static boolean isPositive(Tensor numbers) {
    return IntStream.range(0, (int) numbers.size()).allMatch(i -> numbers.at(i) > 0);
  }

  private static Optional<Finding> reflect(Site site) {
    boolean holds = site.options(Options.MirrorPad.class).filter(o -> !o.symmetric()).isPresent();
    return require(holds, site, "in a mode other than REFLECT");
  }

  private static Optional<Finding> resampler(Site site) {
    List<LiteTensor> in = site.runtimeInputs();
    boolean holds =
        in.size() == 2
            && in.get(0).rank() == 4
            && in.get(1).rank() == 4
            && in.get(0).dim(0) == in.get(1).dim(0)
            && in.get(1).dim(3) >= 2;
    return require(holds, site, "of other than an image and a warp of rank 4 and equal batch");
  }

  private static Optional<Finding> finalChoice(Site site) {
    Finding found = Rule.UNSUPPORTED_OP.found("%s is not taken", site.op().name());
    return Optional.of(
        site.wiring().isFinalChoice(site.op())
            ? found
                .at(Level.WARNING)
                .withRemedy("as the last operator it is one part on the CPU; --output logits")
            : found);
  }

  private static Optional<Finding> stretch(Site site) {
    return Optional.of(
        Rule.LEGACY_BROADCAST_TO.found(
            "%s of %s to %s", site.op().name(), site.input(0).type(), site.output().type()));
  }
}
