package dev.espalier.zoo;

import dev.espalier.ir.Graph;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.stream.Stream;

/** The networks that can be built. */
public final class Zoo {
  private static final int IMAGENET = 1000;
  private static final int VOC = 21;
  private static final int ADE20K = 150;
  private static final int CITYSCAPES = 19;
  private static final String DEEPLAB_R101 = "DeepLabV3 on ResNet-101 at 1/16, as published";

  private static final List<Architecture> KNOWN =
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
              "deeplabv3-resnet50", "DeepLabV3 on ResNet-50", DeepLabV3.of(ResNet.R50, 8)::build),
          segmentation(
              "deeplabv3-resnet101",
              "DeepLabV3 on ResNet-101",
              DeepLabV3.of(ResNet.R101, 8)::build),
          segmentation(
              "deeplabv3-mobilenet-v3-large",
              "DeepLabV3 on MobileNetV3-Large",
              DeepLabV3.of(MobileNetV3::stages, 16)::build),
          new Architecture(
              "deeplabv3-mobilenet-v2",
              "DeepLabV3 without atrous branches on MobileNetV2 at 1/8",
              Configuration.of(VOC, 513, 513),
              DeepLabV3.light(MobileNetV2::stages, 8)::build));

  /** The networks of the published comparisons, for their data sets. */
  private static final List<Architecture> COMPARED =
      List.of(
          voc("deeplabv3-r101-os16-voc", DEEPLAB_R101, DeepLabV3.published(ResNet.R101)::build),
          new Architecture(
              "deeplabv3-r101-os16-1080x720",
              DEEPLAB_R101,
              Configuration.of(VOC, 720, 1080),
              DeepLabV3.published(ResNet.R101)::build),
          cityFull(
              "deeplabv3-r101-os16-city-full",
              DEEPLAB_R101,
              DeepLabV3.published(ResNet.R101)::build),
          city(
              "deeplabv3plus-mbv2-lite-city",
              "DeepLabV3+ without atrous branches on MobileNetV2",
              DeepLabV3Plus.light(MobileNetV2::stages)::build),
          voc(
              "deeplabv3plus-mbv2-lite-voc",
              "DeepLabV3+ without atrous branches on MobileNetV2",
              DeepLabV3Plus.light(MobileNetV2::stages)::build),
          voc(
              "deeplabv3plus-r50-lite-voc",
              "DeepLabV3+ without atrous branches on ResNet-50",
              DeepLabV3Plus.light(ResNet.R50)::build),
          voc(
              "deeplabv3plus-r101-lite-voc",
              "DeepLabV3+ without atrous branches on ResNet-101",
              DeepLabV3Plus.light(ResNet.R101)::build),
          city(
              "deeplabv3plus-mbv2-full-city",
              "DeepLabV3+ on MobileNetV2",
              DeepLabV3Plus.full(MobileNetV2::stages)::build),
          ade(
              "deeplabv3plus-mbv2-mmseg-os16-ade",
              "DeepLabV3+ on MobileNetV2, wide, scores at 1/4",
              DeepLabV3Plus.wide(MobileNetV2::stages)::build),
          ade(
              "pspnet-mbv2-os8-ade",
              "PSPNet on MobileNetV2, scores at 1/8",
              new PspNet(MobileNetV2::stages, Interpolation.BILINEAR, false)::build),
          voc(
              "pspnet-r50-voc",
              "PSPNet on ResNet-50",
              new PspNet(ResNet.R50.deep(64, 64, 128), Interpolation.ALIGNED, true)::build),
          ade(
              "pspnet-r50-ade-mmseg",
              "PSPNet on ResNet-50 with a narrow stem",
              new PspNet(ResNet.R50.deep(32, 32, 64), Interpolation.BILINEAR, true)::build),
          city("stdc1-seg-city-infer", "STDC1, scores at 1/8", Stdc.STDC1::build),
          city("stdc2-seg-city-infer", "STDC2, scores at 1/8", Stdc.STDC2::build),
          city("enet-city", "ENet", ENet::build),
          cityFull("bisenet-r18-city-full", "BiSeNet on ResNet-18", BiSeNet::build),
          cityFull("pidnet-s-city-full", "PIDNet-S, scores at 1/8", PidNet.SMALL::build),
          classifier("mobilenetv2-cls", "MobileNetV2", MobileNetV2::build),
          ade(
              "lraspp-mbv2-os16-ade",
              "light head LR-ASPP on MobileNetV2, scores at 1/8",
              (name, c) -> LightHead.plain(MobileNetV2::stages, name, c)),
          ade(
              "lraspp-mbv3l-os16-ade",
              "light head LR-ASPP on MobileNetV3-Large, scores at 1/8",
              (name, c) -> LightHead.plain(MobileNetV3::stages, name, c)),
          city(
              "lraspp-mbv3l-mmseg-os8-city",
              "light head on MobileNetV3-Large at 1/8, refined, scores at 1/2",
              LightHead::refined));

  private static final List<Architecture> ALL =
      Stream.of(KNOWN, COMPARED).flatMap(List::stream).toList();

  private Zoo() {}

  /** Every network, in a fixed order. */
  public static List<Architecture> all() {
    return ALL;
  }

  public static Optional<Architecture> named(String name) {
    return ALL.stream().filter(a -> a.name().equals(name)).findFirst();
  }

  private static Architecture classifier(
      String name, String description, BiFunction<String, Configuration, Graph> design) {
    return new Architecture(name, description, Configuration.of(IMAGENET, 224, 224), design);
  }

  private static Architecture segmentation(
      String name, String description, BiFunction<String, Configuration, Graph> design) {
    return new Architecture(name, description, Configuration.of(VOC, 520, 520), design);
  }

  private static Architecture voc(
      String name, String description, BiFunction<String, Configuration, Graph> design) {
    return new Architecture(name, description, Configuration.of(VOC, 513, 513), design);
  }

  private static Architecture ade(
      String name, String description, BiFunction<String, Configuration, Graph> design) {
    return new Architecture(name, description, Configuration.of(ADE20K, 512, 512), design);
  }

  private static Architecture city(
      String name, String description, BiFunction<String, Configuration, Graph> design) {
    return new Architecture(name, description, Configuration.of(CITYSCAPES, 512, 1024), design);
  }

  private static Architecture cityFull(
      String name, String description, BiFunction<String, Configuration, Graph> design) {
    return new Architecture(name, description, Configuration.of(CITYSCAPES, 1024, 2048), design);
  }
}
