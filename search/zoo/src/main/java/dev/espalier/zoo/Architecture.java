package dev.espalier.zoo;

import dev.espalier.ir.Graph;
import dev.espalier.ir.IrException;
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
  /**
   * The graph; its one input is {@code image}, its first output the scores.
   *
   * @param configuration says whether auxiliary heads follow as more outputs
   * @throws IrException when pictures of its size are too small or do not divide
   */
  public Graph build(Configuration configuration) {
    try {
      return design.apply(name, configuration);
    } catch (IrException e) {
      throw new IrException(
          "%s cannot have pictures of %dx%d: %s",
          name, configuration.height(), configuration.width(), e.getMessage());
    }
  }

  /** The graph as published. */
  public Graph build() {
    return build(published);
  }

  /** A classifier of ImageNet. */
  static Architecture classifier(
      String name, String description, BiFunction<String, Configuration, Graph> design) {
    return new Architecture(name, description, Configuration.of(1000, 224, 224), design);
  }

  /** For PASCAL VOC. */
  static Architecture voc(
      String name, String description, BiFunction<String, Configuration, Graph> design) {
    return new Architecture(name, description, Configuration.of(21, 513, 513), design);
  }

  /** For ADE20K. */
  static Architecture ade(
      String name, String description, BiFunction<String, Configuration, Graph> design) {
    return new Architecture(name, description, Configuration.of(150, 512, 512), design);
  }

  /** For Cityscapes at half size. */
  static Architecture city(
      String name, String description, BiFunction<String, Configuration, Graph> design) {
    return new Architecture(name, description, Configuration.of(19, 512, 1024), design);
  }

  /** For Cityscapes. */
  static Architecture cityFull(
      String name, String description, BiFunction<String, Configuration, Graph> design) {
    return new Architecture(name, description, Configuration.of(19, 1024, 2048), design);
  }
}
