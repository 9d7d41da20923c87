package dev.espalier.passes.prune;

import dev.espalier.passes.channels.Member;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * Channels that are ranked against each other: one class of coupled axes and its producers.
 *
 * @param name the first value of the class
 * @param groups per channel, the coupled group it belongs to
 * @param producers the nodes that make the channels, each with the factor of its result's axis
 * @param blocks equal runs of channels that must keep equally many; 1 if there are none
 */
record Pool(String name, List<Integer> groups, Map<Producer, Member> producers, int blocks) {
  int size() {
    return groups.size();
  }

  /** The groups of each of the equal runs, one per channel. */
  List<List<Integer>> runs() {
    int length = size() / blocks;
    return IntStream.range(0, blocks)
        .mapToObj(run -> groups.subList(run * length, (run + 1) * length))
        .toList();
  }

  /**
   * The smallest multiple of {@code align} that is not below a width, or all channels there are.
   */
  static int aligned(int width, int align, int channels) {
    return Math.min(channels, (width + align - 1) / align * align);
  }
}
