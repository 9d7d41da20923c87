package dev.espalier.search.train;

import dev.espalier.search.djl.Parameter;

/**
 * Which parameters shrink, and how much.
 *
 * @param all whether biases and the parameters of normalisations do, too; scores of masks and
 *     logits of choices never do
 */
public record Decay(double weight, boolean all) {
  double of(Parameter parameter) {
    return switch (parameter.kind()) {
      case WEIGHT -> weight;
      case BIAS, SCALE -> all ? weight : 0;
      case SCORES, LOGITS -> 0;
    };
  }
}
