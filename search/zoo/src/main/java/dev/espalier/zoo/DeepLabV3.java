package dev.espalier.zoo;

import dev.espalier.ir.Graph;
import java.util.List;
import java.util.Optional;

/**
 * DeepLabV3 (Chen et al.: Rethinking atrous convolution, 2017): the pyramid on the features of
 * another network, and a classifier.
 *
 * @param backbone the other network
 * @param outputStride pixels per feature
 * @param pyramid on the last features
 * @param convolves whether a 3x3 convolution is in front of the classifier
 * @param auxiliary one more head for training
 * @param enlargement of the scores to the size of the picture
 */
record DeepLabV3(
    Backbone backbone,
    int outputStride,
    AtrousPyramid pyramid,
    boolean convolves,
    Optional<AuxiliaryHead> auxiliary,
    Interpolation enlargement) {
  /** As torchvision has it. */
  static DeepLabV3 of(Backbone backbone, int outputStride, AuxiliaryHead auxiliary) {
    return new DeepLabV3(
        backbone,
        outputStride,
        AtrousPyramid.of(12, 24, 36),
        true,
        Optional.of(auxiliary),
        Interpolation.BILINEAR);
  }

  /** Of the pyramid only what needs no dilation, as published for phones. */
  static DeepLabV3 light(Backbone backbone, int outputStride) {
    return new DeepLabV3(
        backbone,
        outputStride,
        AtrousPyramid.of(),
        false,
        Optional.empty(),
        Interpolation.BILINEAR);
  }

  /** As in the paper: at 1/16, the classifier on the pyramid. */
  static DeepLabV3 published(Backbone backbone) {
    return new DeepLabV3(
        backbone, 16, AtrousPyramid.of(6, 12, 18), false, Optional.empty(), Interpolation.ALIGNED);
  }

  Graph build(String name, Configuration configuration) {
    NetworkBuilder network = new NetworkBuilder(name, configuration, Initialization.FAN_OUT);
    List<Value> stages = backbone.stages(network.image().in("backbone"), outputStride);
    Value x = pyramid.of(stages.get(3).in("classifier.aspp")).in("classifier");
    Value scores =
        convolves
            ? ScoreHead.of(pyramid.channels()).of(x)
            : x.conv("scores", configuration.classes(), Kernel.of(1).withBias());
    auxiliary.ifPresent(head -> head.on(stages));
    return network.build(enlargement.toInput(scores));
  }
}
