package dev.espalier.search.cost;

import dev.espalier.ir.Graph;
import dev.espalier.ir.text.IrParser;
import dev.espalier.latency.profile.ShippedProfiles;
import dev.espalier.zoo.Supernet;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;

/** A supernet like RTSeg's: two choices in a row, with attention-like streams, and one apart. */
final class SmallSupernet {
  private static final String HEAD =
      """
      graph @g(%x: f32[1,3,32,32]) {
        %a = conv(%x, f32[8,3,3,3]#rand(1), f32[8]#rand(2)) {pads=[1,1,1,1], strides=[2,2]}
        %b0 = relu(%a)
      """;

  private static final String MIXED =
      """
        %cI = conv(%b, f32[24,8,1,1]#rand(3), f32[24]#rand(4))
        %dI = relu(%cI)
        %eI = conv(%dI, f32[24,1,3,3]#rand(5), f32[24]#rand(6)) {pads=[1,1,1,1], groups=24}
        %fI = relu(%eI)
        %gI = conv(%fI, f32[8,24,1,1]#rand(7), f32[8]#rand(8))
        %hI = add(%gI, %b)
        %iI = relu(%hI)
        %tI = reshape(%b) {shape=[1,8,256]}
        %uI = transpose(%tI) {permutation=[0,2,1]}
        %vI = mat_mul(%uI, f32[8,8]#rand(9))
        %wI = layer_normalization(%vI, f32[8]#rand(10), f32[8]#rand(11)) {axis=2}
        %oI = mat_mul(%wI, f32[8,16]#rand(12))
        %pI = relu(%oI)
        %qI = mat_mul(%pI, f32[16,8]#rand(13))
        %rI = add(%vI, %qI)
        %sI = transpose(%rI) {permutation=[0,2,1]}
        %yI = reshape(%sI) {shape=[1,8,16,16]}
        %zI = choice(%b, %iI, %yI, f32[3]#[0, 0.I, 0])
      """;

  private static final String TAIL =
      """
        %k = conv(%b, f32[12,8,3,3]#rand(14), f32[12]#rand(15)) {pads=[1,1,1,1]}
        %l = relu(%k)
        %m = conv(%l, f32[12,12,3,3]#rand(16), f32[12]#rand(17)) {pads=[1,1,1,1]}
        %n = add(%m, %l)
        %ch = choice(%l, %n, f32[2]#[0, 0])
        %y = conv(%ch, f32[5,12,1,1]#rand(18))
        return %y
      }
      """;

  static final Graph GRAPH = graph();
  static final CostMeasure MACS = new MacMeasure();
  static final CostMeasure LATENCY =
      new LatencyMeasure(ShippedProfiles.named("adreno660-tvm-opencl-fp16").orElseThrow());

  private SmallSupernet() {}

  /** Its cost in multiply-accumulates, learned once for all tests. */
  static DeployedCost macs() {
    return Learned.MACS;
  }

  /** Its predicted time, learned once for all tests. */
  static DeployedCost latency() {
    return Learned.LATENCY;
  }

  private static final class Learned {
    static final DeployedCost MACS = new DeployedCost(GRAPH, SmallSupernet.MACS);
    static final DeployedCost LATENCY = new DeployedCost(GRAPH, SmallSupernet.LATENCY);
  }

  private static Graph graph() {
    String text =
        HEAD
            + MIXED.replace("%b", "%b0").replace("I", "1")
            + MIXED.replace("%b", "%z1").replace("I", "2")
            + TAIL.replace("%b", "%z2");
    return Supernet.of(IrParser.parse(text));
  }

  /** A random selection of so many channels of each group. */
  static boolean[][] selection(SearchSpace space, int[] kept, Random random) {
    boolean[][] passing = new boolean[kept.length][];
    for (int group = 0; group < kept.length; group++) {
      List<Boolean> own = new ArrayList<>();
      for (int c = 0; c < space.groups().get(group).channels(); c++) {
        own.add(c < kept[group]);
      }
      Collections.shuffle(own, random);
      passing[group] = new boolean[own.size()];
      for (int c = 0; c < own.size(); c++) {
        passing[group][c] = own.get(c);
      }
    }
    return passing;
  }

  /** Scores of 1 and 0. */
  static double[][] numbers(boolean[][] passing) {
    double[][] scores = new double[passing.length][];
    for (int g = 0; g < scores.length; g++) {
      scores[g] = new double[passing[g].length];
      for (int c = 0; c < scores[g].length; c++) {
        scores[g][c] = passing[g][c] ? 1 : 0;
      }
    }
    return scores;
  }

  static int[] widths(SearchSpace space, Random random) {
    int[] kept = space.channels();
    for (int group = 0; group < kept.length; group++) {
      kept[group] = random.nextInt(5) == 0 ? kept[group] : 1 + random.nextInt(kept[group]);
    }
    return kept;
  }

  static int[] branches(SearchSpace space, Random random) {
    return space.choices().stream().mapToInt(c -> random.nextInt(c.branches())).toArray();
  }

  /** Probabilities of 1. */
  static double[][] oneHot(SearchSpace space, int... branches) {
    double[][] p = new double[branches.length][];
    for (int choice = 0; choice < p.length; choice++) {
      p[choice] = new double[space.choices().get(choice).branches()];
      p[choice][branches[choice]] = 1;
    }
    return p;
  }
}
