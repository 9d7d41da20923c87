package dev.espalier.passes.channels;

import dev.espalier.ir.Dim;
import dev.espalier.ir.ElementType;
import dev.espalier.ir.Graph;
import dev.espalier.ir.TensorType;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;

/**
 * Random small supernets in double: every structure of {@code RandomSupernet*} mixed, with masks
 * everywhere, several inputs and outputs, values read many times, and sizes known or symbolic.
 */
final class RandomSupernet {
  private final RandomSupernetDraft d;
  private final RandomSupernetLayers layers;
  private final RandomSupernetSpace space;
  private final RandomSupernetChannels channels;
  private final RandomSupernetBlocks blocks;
  private final RandomSupernetTokens tokens;

  private RandomSupernet(long seed) {
    this.d = new RandomSupernetDraft(seed);
    this.layers = new RandomSupernetLayers(d);
    this.space = new RandomSupernetSpace(d);
    this.channels = new RandomSupernetChannels(d);
    this.blocks = new RandomSupernetBlocks(d, layers, space);
    this.tokens = new RandomSupernetTokens(d);
  }

  static Graph of(long seed) {
    return new RandomSupernet(seed).grow();
  }

  private Graph grow() {
    inputs();
    d.unread().stream()
        .filter(x -> RandomSupernetDraft.isImage(d.type(x)) && d.chance(80))
        .forEach(x -> d.offer(layers.block(layers.same(x, layers.width()))));
    List<UnaryOperator<String>> ofImages = ofImages();
    List<UnaryOperator<String>> ofTokens =
        List.of(
            tokens::feedForward,
            tokens::attention,
            tokens::toImage,
            tokens::sequenceFirst,
            tokens::convolve,
            tokens::repeat);
    int steps = 3 + d.below(11);
    for (int i = 0; i < steps; i++) {
      Optional<String> sequence = d.chance(35) ? d.tokens() : Optional.empty();
      if (sequence.isPresent()) {
        d.offer(ofTokens.get(d.below(ofTokens.size())).apply(sequence.get()));
      } else {
        d.image().ifPresent(x -> d.offer(ofImages.get(d.below(ofImages.size())).apply(x)));
      }
    }
    return d.build(List.copyOf(outputs()));
  }

  private List<UnaryOperator<String>> ofImages() {
    return List.of(
        x -> layers.block(layers.any(x, layers.width())),
        x -> layers.block(layers.any(x, layers.width())),
        x -> layers.block(layers.same(x, layers.width())),
        x -> layers.block(layers.same(x, layers.width())),
        x -> layers.block(layers.depthwise(x)),
        x -> layers.block(layers.transposed(x)),
        layers::activate,
        layers::normalise,
        layers::mask,
        blocks::residual,
        blocks::residual,
        blocks::inverted,
        blocks::gate,
        blocks::inject,
        blocks::select,
        x -> blocks.choose(x, 2),
        space::pool,
        space::resize,
        space::pad,
        space::slice,
        space::rearrange,
        space::reduce,
        space::context,
        space::spatialGate,
        channels::concat,
        channels::concat,
        channels::split,
        channels::slice,
        channels::select,
        channels::shuffle,
        channels::channelsLast,
        tokens::fromImage);
  }

  private void inputs() {
    boolean symbolic = d.chance(20);
    Dim batch = d.chance(30) ? Dim.symbol("N") : Dim.of(d.oneOf(1, 1, 2));
    Dim height = symbolic ? Dim.symbol("H") : Dim.of(d.between(4, 8));
    Dim width = symbolic ? Dim.symbol("W") : Dim.of(d.between(4, 8));
    for (int i = d.below(3); i < 3; i++) {
      image(batch, Dim.of(d.oneOf(2, 3, 4)), height, width);
    }
    if (d.chance(20)) {
      Dim length = symbolic ? Dim.symbol("L") : Dim.of(d.between(2, 6));
      image(batch, length, Dim.of(d.oneOf(4, 6)));
    }
  }

  private void image(Dim... dims) {
    d.input(new TensorType(ElementType.F64, List.of(dims)));
  }

  /** Heads on most of what nothing reads, and some values from anywhere. */
  private Set<String> outputs() {
    Set<String> outputs = new LinkedHashSet<>();
    for (String end : d.unread()) {
      if (d.chance(75)) {
        outputs.add(head(end));
      }
    }
    while (outputs.isEmpty() || d.chance(20)) {
      d.pick(type -> true).ifPresent(outputs::add);
    }
    return outputs;
  }

  private String head(String x) {
    if (d.type(x).rank() == 3) {
      return tokens.linear(x, 3);
    } else if (!RandomSupernetDraft.isImage(d.type(x))) {
      return x;
    }
    return switch (d.below(4)) {
      case 0 -> tokens.classify(x).orElseGet(() -> tokens.pooled(x));
      case 1 -> layers.same(space.resize(x), 3);
      default -> layers.same(x, 3);
    };
  }
}
