package dev.espalier.passes.prune;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * A pool whose coupled groups are ranked, each run of equal blocks by itself.
 *
 * @param runs the groups of each run that may be removed, the least important last
 */
record RankedPool(Pool pool, List<List<RankedGroup>> runs) {
  /**
   * A coupled group.
   *
   * @param channels of the run that belong to it
   * @param score the mean of these channels
   */
  record RankedGroup(int group, int channels, double score) {}

  RankedPool {
    runs = List.copyOf(runs);
  }

  /**
   * Ranks a pool.
   *
   * @param score of each channel; higher is more important
   * @param open the groups that may be removed and belong to no pool before
   */
  static RankedPool of(Pool pool, double[] score, Set<Integer> open) {
    List<List<RankedGroup>> runs = new ArrayList<>();
    Set<Integer> left = new HashSet<>(open);
    int channel = 0;
    for (List<Integer> run : pool.runs()) {
      Map<Integer, List<Double>> scores = new LinkedHashMap<>();
      for (int group : run) {
        if (left.contains(group)) {
          scores.computeIfAbsent(group, g -> new ArrayList<>()).add(score[channel]);
        }
        channel++;
      }
      runs.add(ranked(scores));
      left.removeAll(scores.keySet());
    }
    return new RankedPool(pool, runs);
  }

  private static List<RankedGroup> ranked(Map<Integer, List<Double>> scores) {
    List<RankedGroup> groups = new ArrayList<>();
    scores.forEach((group, own) -> groups.add(new RankedGroup(group, own.size(), mean(own))));
    groups.sort(Comparator.comparingDouble(group -> -group.score()));
    return groups;
  }

  private static double mean(List<Double> scores) {
    return scores.stream().mapToDouble(s -> s).average().orElse(0);
  }
}
