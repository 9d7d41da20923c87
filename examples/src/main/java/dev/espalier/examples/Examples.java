package dev.espalier.examples;

import dev.espalier.examples.streets.SearchedStreets;
import dev.espalier.examples.textdetection.TextDetection;
import java.util.List;
import java.util.Optional;

/** The examples there are. */
public final class Examples {
  private static final List<Example> ALL = List.of(new SearchedStreets(), new TextDetection());

  private Examples() {}

  public static List<Example> all() {
    return ALL;
  }

  /** The example of a name. */
  public static Optional<Example> named(String name) {
    return ALL.stream().filter(example -> example.name().equals(name)).findFirst();
  }
}
