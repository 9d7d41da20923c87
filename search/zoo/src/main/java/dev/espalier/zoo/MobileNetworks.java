package dev.espalier.zoo;

import static dev.espalier.zoo.Architecture.ade;
import static dev.espalier.zoo.Architecture.city;
import static dev.espalier.zoo.Architecture.cityFull;

import java.util.List;

/** Segmentation networks that are made for phones, and supernets of such networks. */
final class MobileNetworks {
  private static final int ADE = 150;
  private static final int CAMVID = 11;
  private static final String SEGFORMER = "SegFormer-B0, scores at 1/4";

  static final List<Architecture> ALL =
      List.of(
          ade("topformer-tiny-ade", "TopFormer-T, scores at 1/8", TopFormers.tiny(true)::build),
          ade("topformer-small-ade", "TopFormer-S, scores at 1/8", TopFormers.SMALL::build),
          ade("topformer-base-ade", "TopFormer-B, scores at 1/8", TopFormers.base(256)::build),
          new Architecture(
              "topformer-tiny-ade-448",
              "TopFormer-T for smaller pictures, scores at 1/8",
              Configuration.of(ADE, 448, 448),
              TopFormers.tiny(true)::build),
          city("topformer-tiny-city", "TopFormer-T, scores at 1/8", TopFormers.tiny(false)::build),
          city(
              "topformer-base-city",
              "TopFormer-B, narrow head, scores at 1/8",
              TopFormers.base(128)::build),
          TopFormerSpace.largest()
              .architecture("etf-max", "largest of the Efficient-TopFormer space, scores at 1/8"),
          TopFormerSpace.smallest()
              .architecture("etf-min", "smallest of the Efficient-TopFormer space, scores at 1/8"),
          city("bisenetv2-city", "BiSeNetV2", BiSeNetV2::build),
          ade("segformer-b0-ade", SEGFORMER, SegFormer::build),
          city("segformer-b0-city", SEGFORMER, SegFormer::build),
          cityFull("segformer-b0-city-full", SEGFORMER, SegFormer::build),
          city("rtseg-supernet-A-uniform2.5x", "supernet of RTSeg, 5 choices", RtSeg.A::build),
          city("rtseg-supernet-B-fit", "supernet of RTSeg, 6 choices", RtSeg.B::build),
          city(
              "rtseg-supernet-C-table4",
              "supernet of RTSeg, 6 choices, attention twice as wide",
              RtSeg.C::build),
          new Architecture(
              "rtseg-small",
              "supernet of RTSeg for small pictures, 4 choices",
              Configuration.of(CAMVID, 180, 240),
              RtSeg.SMALL::build));

  private MobileNetworks() {}
}
