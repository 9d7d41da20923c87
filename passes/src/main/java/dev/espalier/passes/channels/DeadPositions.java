package dev.espalier.passes.channels;

import dev.espalier.ir.Graph;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * Which indices along an axis carry nothing: every channel there is known at compile time or
 * reaches no output. Constants never object to being cut.
 */
final class DeadPositions {
  private final Graph graph;
  private final ChannelAnalysis analysis;
  private final ChannelDemand demand;
  private final Map<String, boolean[]> deadChannels = new HashMap<>();
  private final Map<String, boolean[]> unsizedChannels = new HashMap<>();

  DeadPositions(Graph graph, ChannelAnalysis analysis, ChannelDemand demand) {
    this.graph = graph;
    this.analysis = analysis;
    this.demand = demand;
  }

  /** Whether no value has a channel that carries nothing. */
  boolean isEmpty() {
    return analysis.all().entrySet().stream().noneMatch(e -> isDead(e.getKey(), e.getValue()));
  }

  private boolean isDead(String value, Channels channels) {
    return !channels.isAllLive() || !Flags.all(demand.reaching(value));
  }

  /** One flag per index of a factor of an axis. */
  boolean[] of(Member member) {
    return of(member, deadChannels, state -> !state.isLive());
  }

  /** One flag per index of a factor of an axis: it would carry nothing if sizes were known. */
  boolean[] unsized(Member member) {
    return of(member, unsizedChannels, state -> !state.isLive() || state.isUnsized());
  }

  private boolean[] of(
      Member member, Map<String, boolean[]> known, Predicate<ChannelState> isKnown) {
    boolean[] dead = new boolean[Math.toIntExact(member.size())];
    String value = member.axis().value();
    if (graph.constant(value).isPresent()) {
      Arrays.fill(dead, true);
      return dead;
    }
    Optional<Channels> channels =
        analysis.of(value).filter(c -> c.axes().contains(member.axis().axis()));
    if (channels.isEmpty()) {
      return dead;
    }
    boolean[] own = known.computeIfAbsent(value, v -> dead(v, channels.get(), isKnown));
    return allOf(channels.get(), member, own, dead);
  }

  private boolean[] allOf(Channels channels, Member member, boolean[] own, boolean[] dead) {
    boolean[] positions =
        channels.positions(graph.type(member.axis().value()), member.axis().axis(), own);
    Arrays.fill(dead, true);
    for (int p = 0; p < positions.length; p++) {
      if (!positions[p]) {
        dead[member.index(p)] = false;
      }
    }
    return dead;
  }

  private boolean[] dead(String value, Channels channels, Predicate<ChannelState> isKnown) {
    boolean[] dead = new boolean[channels.count()];
    boolean[] reaching = demand.reaching(value);
    for (int c = 0; c < dead.length; c++) {
      dead[c] = isKnown.test(channels.at(c)) || !reaching[c];
    }
    return dead;
  }
}
