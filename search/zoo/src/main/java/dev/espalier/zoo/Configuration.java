package dev.espalier.zoo;

import dev.espalier.ir.ElementType;

/**
 * What is left open when a network is built.
 *
 * @param classes channels of the result
 * @param height of the picture that goes in, in pixels
 * @param width of the picture that goes in, in pixels
 * @param scale of the number of channels inside: 1 for the published network
 * @param seed of the weights
 * @param randomStatistics whether normalisations and biases get random parameters, as after
 *     training, and not those that training starts from; weights are then scaled so that what goes
 *     in shows in what comes out
 * @param composite whether GELU, layer normalisation and the hard activations are one operator each
 *     and not written with simpler ones
 * @param element of weights and pictures
 * @param auxiliary whether the heads that only training reads are built too, each of them one more
 *     output behind the scores
 */
public record Configuration(
    int classes,
    int height,
    int width,
    double scale,
    long seed,
    boolean randomStatistics,
    boolean composite,
    ElementType element,
    boolean auxiliary) {
  public Configuration {
    requirePositive("classes", classes);
    requirePositive("height", height);
    requirePositive("width", width);
    if (!(scale > 0)) {
      throw new IllegalArgumentException("the scale of channels is above 0, not " + scale);
    }
    if (!element.isFloat()) {
      throw new IllegalArgumentException("weights are floating-point, not " + element.text());
    }
  }

  /** The published channels, for pictures of a size. */
  public static Configuration of(int classes, int height, int width) {
    return new Configuration(classes, height, width, 1, 1, false, true, ElementType.F32, false);
  }

  public Configuration withClasses(int other) {
    return new Configuration(
        other, height, width, scale, seed, randomStatistics, composite, element, auxiliary);
  }

  public Configuration withSize(int otherHeight, int otherWidth) {
    return new Configuration(
        classes,
        otherHeight,
        otherWidth,
        scale,
        seed,
        randomStatistics,
        composite,
        element,
        auxiliary);
  }

  public Configuration withScale(double other) {
    return new Configuration(
        classes, height, width, other, seed, randomStatistics, composite, element, auxiliary);
  }

  public Configuration withSeed(long other) {
    return new Configuration(
        classes, height, width, scale, other, randomStatistics, composite, element, auxiliary);
  }

  public Configuration withRandomStatistics() {
    return new Configuration(
        classes, height, width, scale, seed, true, composite, element, auxiliary);
  }

  public Configuration withPrimitives() {
    return new Configuration(
        classes, height, width, scale, seed, randomStatistics, false, element, auxiliary);
  }

  public Configuration withElement(ElementType other) {
    return new Configuration(
        classes, height, width, scale, seed, randomStatistics, composite, other, auxiliary);
  }

  /** The graph that is trained, or that which is deployed: with or without auxiliary heads. */
  public Configuration withAuxiliary(boolean other) {
    return new Configuration(
        classes, height, width, scale, seed, randomStatistics, composite, element, other);
  }

  /** A published number of channels to scale; at least 2. */
  int channels(int published) {
    return Math.max(2, (int) Math.round(published * scale));
  }

  private static void requirePositive(String what, int value) {
    if (value < 1) {
      throw new IllegalArgumentException(what + ": 1 or more, not " + value);
    }
  }
}
