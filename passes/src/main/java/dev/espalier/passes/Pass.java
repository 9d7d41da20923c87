package dev.espalier.passes;

import dev.espalier.ir.Graph;

/** A change to a whole graph. Returns the same instance when it has nothing to do. */
public interface Pass {
  Graph run(Graph graph);

  /** The same again and again, until it has nothing to do. */
  static Pass settled(Pass step) {
    return graph -> {
      Graph before = graph;
      Graph after = step.run(before);
      while (after != before) {
        before = after;
        after = step.run(before);
      }
      return after;
    };
  }

  /** The name in reports and messages: {@code FuseChannelMask} is {@code fuse-channel-mask}. */
  default String name() {
    return Names.kebab(getClass());
  }
}
