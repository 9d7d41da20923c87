package dev.espalier.zoo;

import dev.espalier.ir.Graph;
import java.util.function.BiFunction;

/**
 * A network of the zoo.
 *
 * @param name as on the command line
 * @param description in one line
 * @param published the configuration of the publication
 * @param design the graph of a name and a configuration
 */
public record Architecture(
    String name,
    String description,
    Configuration published,
    BiFunction<String, Configuration, Graph> design) {
  /** The graph; one input {@code image}, the outputs last. */
  public Graph build(Configuration configuration) {
    return design.apply(name, configuration);
  }
}
