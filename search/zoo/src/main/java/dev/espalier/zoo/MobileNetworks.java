package dev.espalier.zoo;

import static dev.espalier.zoo.Architecture.ade;
import static dev.espalier.zoo.Architecture.city;

import java.util.List;

/** Segmentation networks that are made for phones, and supernets of such networks. */
final class MobileNetworks {
  private static final int ADE = 150;

  static final List<Architecture> ALL =
      List.of(
          ade("topformer-tiny-ade", "TopFormer-T", TopFormers.tiny(true)::build),
          ade("topformer-small-ade", "TopFormer-S", TopFormers.SMALL::build),
          ade("topformer-base-ade", "TopFormer-B", TopFormers.base(256)::build),
          new Architecture(
              "topformer-tiny-ade-448",
              "TopFormer-T for smaller pictures",
              Configuration.of(ADE, 448, 448),
              TopFormers.tiny(true)::build),
          city("topformer-tiny-city", "TopFormer-T", TopFormers.tiny(false)::build),
          city("topformer-base-city", "TopFormer-B, narrow head", TopFormers.base(128)::build));

  private MobileNetworks() {}
}
