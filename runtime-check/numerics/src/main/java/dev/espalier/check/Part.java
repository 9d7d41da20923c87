package dev.espalier.check;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;

/** A part of a model that can be written as a model of its own. */
interface Part {
  /** The values that must be given. */
  Set<String> inputs();

  /** How many operators it has. */
  int operators();

  /**
   * Writes the part.
   *
   * @param inputs what is given: all it needs, in order, and perhaps more
   */
  void write(Path file, List<PartPort> inputs, PartPort output) throws IOException;
}
