package dev.espalier.search.report;

import dev.espalier.accuracy.LabelMap;
import dev.espalier.accuracy.Sample;
import dev.espalier.accuracy.score.Predict;
import java.util.ArrayList;
import java.util.List;

/**
 * A picture and what networks see in it.
 *
 * @param seen by each of them
 */
public record Scene(Sample sample, List<Seen> seen) {
  /**
   * What a network sees.
   *
   * @param network what it is called in the page
   */
  public record Seen(String network, LabelMap classes) {}

  public Scene {
    seen = List.copyOf(seen);
  }

  /** The scene with nothing seen in it yet. */
  public static Scene of(Sample sample) {
    return new Scene(sample, List.of());
  }

  /** The same as one more network sees it. */
  public Scene with(String name, Predict network) {
    List<Seen> more = new ArrayList<>(seen);
    more.add(new Seen(name, network.classes(sample.picture())));
    return new Scene(sample, more);
  }
}
