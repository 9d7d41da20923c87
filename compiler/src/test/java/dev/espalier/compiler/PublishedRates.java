package dev.espalier.compiler;

import dev.espalier.passes.SharedData;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.List;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;

/** Frame rates on an Adreno 660 that papers print for networks of the zoo. */
final class PublishedRates {
  /**
   * A network as a paper has it.
   *
   * @param zoo its name in the zoo
   * @param dataset in the published rows
   * @param methods in the published rows; papers differ
   */
  record Network(
      String zoo, String dataset, List<String> methods, int classes, int height, int width) {
    private static Network ade(String zoo, String method) {
      return new Network(zoo, "ADE20K", List.of(method), 150, 512, 512);
    }

    private static Network city(String zoo, String... methods) {
      return new Network(zoo, "Cityscapes", List.of(methods), 19, 512, 1024);
    }

    private static Network voc(String zoo, String method, int side) {
      return new Network(zoo, "PASCAL VOC 2012", List.of(method), 21, side, side);
    }
  }

  static final List<Network> NETWORKS =
      List.of(
          Network.ade("pspnet-r50-ade-mmseg", "PSPNet"),
          Network.ade("bisenetv2-city", "BiSeNetV2"),
          Network.ade("segformer-b0-ade", "SegFormer-B0"),
          Network.ade("topformer-base-ade", "TopFormer-Base"),
          Network.ade("topformer-tiny-ade", "TopFormer-Tiny"),
          new Network("pspnet-r101-city-713", "Cityscapes", List.of("PSPNet"), 19, 713, 713),
          Network.city("bisenetv2-city", "BiSeNetV2"),
          Network.city("deeplabv3plus-mbv2-lite-city", "DeepLabV3+"),
          Network.city("stdc1-seg-city-infer", "STDC1-Seg50", "STDC1"),
          Network.city("stdc2-seg-city-infer", "STDC2-Seg50", "STDC2"),
          Network.city("segformer-b0-city", "SegFormer-B0"),
          Network.city("topformer-base-city", "TopFormer-Base"),
          Network.city("topformer-tiny-city", "TopFormer-Tiny"),
          Network.voc("deeplabv3plus-r101-lite-voc", "DeepLabV3+ R101", 513),
          Network.voc("deeplabv3plus-mbv2-lite-voc", "DeepLabV3+ MBV2", 513),
          Network.voc("topformer-base-ade", "TopFormer-B", 512),
          Network.voc("topformer-small-ade", "TopFormer-S", 512),
          Network.voc("topformer-tiny-ade", "TopFormer-T", 512));

  private PublishedRates() {}

  /** The different times that papers print for a network, in milliseconds. */
  static List<Double> milliseconds(Network network) throws IOException {
    CSVFormat format = CSVFormat.DEFAULT.builder().setHeader().setSkipHeaderRecord(true).get();
    try (CSVParser rows =
        CSVParser.parse(
            Files.newBufferedReader(
                SharedData.file("latency/published_adreno660_fps.csv"), StandardCharsets.UTF_8),
            format)) {
      return rows.stream()
          .filter(row -> row.get("dataset").equals(network.dataset()))
          .filter(row -> network.methods().contains(row.get("method")))
          .map(row -> row.get("fps"))
          .filter(rate -> !rate.isEmpty())
          .map(rate -> 1000 / Double.parseDouble(rate))
          .distinct()
          .toList();
    }
  }
}
