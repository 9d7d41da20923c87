package dev.espalier.passes.prune;

import dev.espalier.passes.channels.Member;
import java.util.List;
import java.util.Map;

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
}
