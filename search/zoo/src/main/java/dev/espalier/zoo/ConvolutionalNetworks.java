package dev.espalier.zoo;

import static dev.espalier.zoo.Architecture.ade;
import static dev.espalier.zoo.Architecture.city;
import static dev.espalier.zoo.Architecture.cityFull;
import static dev.espalier.zoo.Architecture.classifier;
import static dev.espalier.zoo.Architecture.voc;

import java.util.List;

/** The convolutional networks of published comparisons, for their data sets. */
final class ConvolutionalNetworks {
  private static final int VOC = 21;
  private static final int CITYSCAPES = 19;
  private static final String DEEPLAB_R101 = "DeepLabV3 on ResNet-101 at 1/16, as published";

  static final List<Architecture> ALL =
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
          new Architecture(
              "pspnet-r101-city-713",
              "PSPNet on ResNet-101 with a narrow stem, and its head for training",
              Configuration.of(CITYSCAPES, 713, 713).withAuxiliary(true),
              new PspNet(ResNet.R101.deep(32, 32, 64), Interpolation.ALIGNED, true)::build),
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

  private ConvolutionalNetworks() {}
}
