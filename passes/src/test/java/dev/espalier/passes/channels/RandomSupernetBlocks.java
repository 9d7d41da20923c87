package dev.espalier.passes.channels;

import dev.espalier.ir.op.Add;
import dev.espalier.ir.op.Choice;
import dev.espalier.ir.op.Greater;
import dev.espalier.ir.op.HardSigmoid;
import dev.espalier.ir.op.Identity;
import dev.espalier.ir.op.Max;
import dev.espalier.ir.op.Mul;
import dev.espalier.ir.op.ReduceMean;
import dev.espalier.ir.op.Sigmoid;
import dev.espalier.ir.op.Sub;
import dev.espalier.ir.op.Where;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.DoubleStream;

/** Blocks of several layers: residual ones, gates, and choices within choices. */
final class RandomSupernetBlocks {
  private final RandomSupernetDraft d;
  private final RandomSupernetLayers layers;
  private final RandomSupernetSpace space;

  RandomSupernetBlocks(
      RandomSupernetDraft draft, RandomSupernetLayers layers, RandomSupernetSpace space) {
    this.d = draft;
    this.layers = layers;
    this.space = space;
  }

  String residual(String x) {
    String y = layers.block(layers.same(x, d.channels(x)));
    return d.emit(
        d.oneOf(new Add(), new Add(), new Sub(), new Max()), x, d.chance(50) ? layers.mask(y) : y);
  }

  /** Wide, depthwise, narrow. */
  String inverted(String x) {
    String wide = layers.block(layers.same(x, d.oneOf(6L, 8L, 10L)));
    String deep = layers.block(layers.depthwise(wide));
    String narrow = layers.block(layers.same(deep, d.channels(x)));
    return d.emit(new Add(), narrow, x);
  }

  /** Squeeze and excite. */
  String gate(String x) {
    String mean = d.emit(new ReduceMean(List.of(2L, 3L), true), x);
    String inner = layers.block(layers.same(mean, layers.width()));
    String gate = layers.same(inner, d.channels(x));
    String open =
        d.chance(50) ? d.emit(new Sigmoid(), gate) : d.emit(new HardSigmoid(1.0 / 6, 0.5), gate);
    return d.emit(new Mul(), x, open);
  }

  /** What is deep in meaning, coarse in space, gates what is fine. */
  String inject(String x) {
    String coarse = layers.any(x, d.channels(x));
    String gate = d.emit(new Sigmoid(), layers.block(layers.same(coarse, d.channels(x))));
    String gated = d.emit(new Mul(), x, space.resizeTo(gate, x));
    return d.chance(50) ? d.emit(new Add(), gated, space.resizeTo(coarse, x)) : gated;
  }

  /** The larger of two values, as a selection. */
  String select(String x) {
    String y = layers.block(layers.same(x, d.channels(x)));
    return d.emit(new Where(), d.emit(new Greater(), x, y), x, y);
  }

  /** Branches of one type; a branch may hold a choice itself. */
  String choose(String x, int depth) {
    List<String> operands = new ArrayList<>();
    int branches = 2 + d.below(2);
    for (int i = 0; i < branches; i++) {
      operands.add(branch(x, depth));
    }
    operands.add(d.constant(DoubleStream.generate(() -> d.below(6)).limit(branches), branches));
    return d.emit(new Choice(), operands.toArray(String[]::new));
  }

  private String branch(String x, int depth) {
    return switch (d.below(depth > 0 ? 6 : 4)) {
      case 0 -> x;
      case 1 -> residual(x);
      case 2 -> layers.block(layers.same(x, d.channels(x)));
      case 3 -> d.emit(new Identity(), x);
      case 4 -> layers.mask(choose(x, depth - 1));
      default -> choose(layers.block(layers.same(x, d.channels(x))), depth - 1);
    };
  }
}
