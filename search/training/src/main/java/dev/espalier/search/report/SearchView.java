package dev.espalier.search.report;

import java.util.List;

/** What the page of a search shows; texts are as they stand there, but for escapes. */
record SearchView(
    String method,
    String network,
    Verdict verdict,
    List<Accuracy> accuracies,
    List<Size> sizes,
    List<ChartView> charts,
    List<WidthView.Resolution> resolutions,
    List<WidthView> layers,
    List<BlockView> blocks,
    List<PartView> parts,
    String unit,
    SceneView scenes,
    String config) {
  /** How well a network does. */
  record Accuracy(String network, String meaning, String value) {}

  /** A figure of the supernet and of what was found, and the second as a share of the first. */
  record Size(String name, String supernet, String model, String share) {}
}
