package dev.espalier.search.djl;

import ai.djl.ndarray.NDArray;

/**
 * A constant of a graph that training changes.
 *
 * @param name the name of the constant
 * @param value its current numbers; an optimizer changes them in place, outside of a {@link Pass}
 */
public record Parameter(String name, Kind kind, NDArray value) {
  /** Whether it decides about channels or branches. */
  public boolean isDecision() {
    return kind == Kind.SCORES || kind == Kind.LOGITS;
  }

  /** What a parameter is there for; optimizers treat some kinds differently. */
  public enum Kind {
    /** A kernel or a matrix. */
    WEIGHT,
    /** What is added: biases, shifts of normalisations, embeddings of positions. */
    BIAS,
    /** What is multiplied with: scales of normalisations, slopes. */
    SCALE,
    /** One score per channel of a mask; a channel passes if its score is above 1/2. */
    SCORES,
    /** One logit per branch of a choice. */
    LOGITS
  }
}
