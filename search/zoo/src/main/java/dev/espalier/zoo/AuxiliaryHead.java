package dev.espalier.zoo;

import java.util.List;

/**
 * A classifier of pixels that only training puts on features in the middle of a network, named
 * {@code auxiliary}.
 *
 * @param stage of the features, see {@link Backbone#stages}
 * @param hidden channels inside
 */
record AuxiliaryHead(int stage, int hidden) {
  /** That on the third stage, as most networks have it. */
  static final AuxiliaryHead USUAL = new AuxiliaryHead(2, 256);

  void on(List<Value> stages) {
    Value features = stages.get(stage);
    features.network().auxiliary(() -> ScoreHead.of(hidden).of(features.in("auxiliary")));
  }
}
