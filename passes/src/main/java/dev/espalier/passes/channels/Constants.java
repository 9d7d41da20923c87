package dev.espalier.passes.channels;

import dev.espalier.ir.Graph;
import dev.espalier.ir.Tensor;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * The removed channels whose known, non-zero values a node still has to account for.
 *
 * @param folded those that add the same number everywhere, and so belong in the bias
 * @param uniform those that hold one number, but meet a padded border
 * @param fixed those that hold a map, or other numbers in each row of a matrix
 * @param carriers per group of a convolution, the channel that can carry the uniform ones
 * @param carriersToKeep those carriers that would be removed otherwise
 */
record Constants(
    List<Integer> folded,
    List<Integer> uniform,
    List<Integer> fixed,
    Map<Integer, Integer> carriers,
    List<Integer> carriersToKeep) {

  /** The least share of the largest constant that a carrier may have. */
  private static final double SMALLEST = 0.01;

  boolean areFolded() {
    return uniform.isEmpty() && fixed.isEmpty();
  }

  /** Those that no bias can hold. */
  List<Integer> unfolded() {
    List<Integer> all = new ArrayList<>(uniform);
    all.addAll(fixed);
    return all;
  }

  static Constants of(Graph graph, ChannelAnalysis analysis, Removal removal, LinearReader reader) {
    ValueAxis contracted = reader.contracted();
    Optional<Channels> x =
        analysis
            .of(reader.node(), reader.operand())
            .filter(c -> c.axes().equals(List.of(contracted.axis())))
            .filter(c -> !reader.isConvolution() || c.repeat() == 1);
    List<Integer> folded = new ArrayList<>();
    List<Integer> uniform = new ArrayList<>();
    List<Integer> fixed = new ArrayList<>();
    if (x.isEmpty()) {
      return new Constants(folded, uniform, fixed, Map.of(), List.of());
    }
    boolean[] gone = removal.positions(contracted);
    boolean[] read = reads(graph, analysis, removal, reader);
    boolean anywhere = !reader.isConvolution() || weights(graph, analysis, reader).isUniform();
    Optional<KnownEntries> entries = KnownEntries.of(graph, analysis, reader);
    for (int p = 0; p < gone.length; p++) {
      ChannelState state = x.get().at(p / x.get().repeat());
      boolean known = !state.isLive() || entries.isPresent() && entries.get().areKnown(p);
      if (!gone[p] || !read[p] || !known || state.isZero()) {
        continue;
      }
      boolean number =
          state instanceof ChannelState.Constant
              || !reader.isConvolution() && !Double.isNaN(LinearStates.value(x.get(), p));
      (number ? anywhere ? folded : uniform : fixed).add(p);
    }
    return withCarriers(folded, uniform, fixed, x.get(), gone, reader.groups());
  }

  private static Constants withCarriers(
      List<Integer> folded,
      List<Integer> uniform,
      List<Integer> fixed,
      Channels x,
      boolean[] gone,
      long groups) {
    int perBlock = (int) (x.count() / groups);
    Map<Integer, Integer> carriers = new TreeMap<>();
    List<Integer> toKeep = new ArrayList<>();
    for (int channel : uniform) {
      carriers.computeIfAbsent(channel / perBlock, b -> carrier(x, gone, b * perBlock, perBlock));
    }
    carriers.values().stream().filter(c -> gone[c]).forEach(toKeep::add);
    return new Constants(folded, uniform, fixed, carriers, toKeep);
  }

  /**
   * The channel with the largest constant, the first of equal ones. A constant channel that stays
   * anyway carries for nothing and is cheaper, unless its constant is so small that rounding would
   * grow.
   */
  private static int carrier(Channels x, boolean[] gone, int from, int count) {
    int largest = from;
    int staying = -1;
    for (int c = from; c < from + count; c++) {
      largest = size(x, c) > size(x, largest) ? c : largest;
      boolean better = !gone[c] && size(x, c) > 0;
      staying = better && (staying < 0 || size(x, c) > size(x, staying)) ? c : staying;
    }
    return staying >= 0 && size(x, staying) >= SMALLEST * size(x, largest) ? staying : largest;
  }

  private static double size(Channels x, int channel) {
    return x.at(channel) instanceof ChannelState.Constant constant ? Math.abs(constant.value()) : 0;
  }

  static ConvWeights weights(Graph graph, ChannelAnalysis analysis, LinearReader reader) {
    return ConvWeights.of(new Flow(graph, reader.node(), analysis.all())).orElseThrow();
  }

  /** Which positions of the contracted axis have a weight other than zero in a row that stays. */
  private static boolean[] reads(
      Graph graph, ChannelAnalysis analysis, Removal removal, LinearReader reader) {
    boolean[] rows =
        removal.positions(new ValueAxis(reader.node().result(), reader.result().orElseThrow()));
    for (int row = 0; row < rows.length; row++) {
      rows[row] = !rows[row];
    }
    if (reader.isConvolution()) {
      return weights(graph, analysis, reader).reaching(rows);
    }
    Tensor weight = graph.constant(reader.node(), 1).orElseThrow();
    return new MatrixWeights(weight, reader.weightAxis()).reaching(rows);
  }
}
