package dev.espalier.zoo;

import static dev.espalier.zoo.Architecture.classifier;

import dev.espalier.ir.Graph;
import java.util.List;
import java.util.function.BiFunction;

/** Classifiers, and the segmentation networks that are commonly built on them. */
final class GeneralNetworks {
  private static final int VOC = 21;

  static final List<Architecture> ALL =
      List.of(
          classifier("vgg16-bn", "VGG, 16 layers, with batch normalisation", Vgg.V16::build),
          classifier("resnet18", "residual network, 18 layers", ResNet.R18::build),
          classifier("resnet34", "residual network, 34 layers", ResNet.R34::build),
          classifier("resnet50", "residual network, 50 layers", ResNet.R50::build),
          classifier("resnet101", "residual network, 101 layers", ResNet.R101::build),
          classifier("densenet121", "densely connected, 121 layers", DenseNet.D121::build),
          classifier("shufflenet-v2", "ShuffleNetV2 x1.0", ShuffleNetV2.X1::build),
          classifier("mobilenet-v1", "MobileNetV1", MobileNetV1::build),
          classifier("mobilenet-v2", "MobileNetV2", MobileNetV2::build),
          classifier("mobilenet-v3-large", "MobileNetV3-Large", MobileNetV3::build),
          classifier(
              "vit-b-16", "vision transformer, base, 16x16 patches", VisionTransformer.B16::build),
          classifier("swin-t", "Swin transformer, tiny, windows of 7x7", Swin.TINY::build),
          segmentation(
              "lraspp-mobilenet-v3-large",
              "light head LR-ASPP on MobileNetV3-Large",
              (name, c) -> LightHead.enlarged(MobileNetV3::stages, name, c)),
          segmentation(
              "deeplabv3-resnet50",
              "DeepLabV3 on ResNet-50",
              DeepLabV3.of(ResNet.R50, 8, AuxiliaryHead.USUAL)::build),
          segmentation(
              "deeplabv3-resnet101",
              "DeepLabV3 on ResNet-101",
              DeepLabV3.of(ResNet.R101, 8, AuxiliaryHead.USUAL)::build),
          segmentation(
              "deeplabv3-mobilenet-v3-large",
              "DeepLabV3 on MobileNetV3-Large",
              DeepLabV3.of(MobileNetV3::stages, 16, new AuxiliaryHead(1, 10))::build),
          new Architecture(
              "deeplabv3-mobilenet-v2",
              "DeepLabV3 without atrous branches on MobileNetV2 at 1/8",
              Configuration.of(VOC, 513, 513),
              DeepLabV3.light(MobileNetV2::stages, 8)::build));

  private GeneralNetworks() {}

  private static Architecture segmentation(
      String name, String description, BiFunction<String, Configuration, Graph> design) {
    return new Architecture(name, description, Configuration.of(VOC, 520, 520), design);
  }
}
