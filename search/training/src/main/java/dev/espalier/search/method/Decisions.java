package dev.espalier.search.method;

import dev.espalier.ir.op.ChannelMask;
import dev.espalier.search.cost.FitToTarget;
import dev.espalier.search.cost.SearchSpace;
import dev.espalier.search.djl.Parameter;
import dev.espalier.search.djl.Parameters;
import dev.espalier.search.djl.Tensors;
import java.util.List;

/** The scores and logits of a supernet, in the order of its space. */
public final class Decisions {
  /** How much greater a logit is than others that have no share in the softmax. */
  private static final double CERTAIN = 1e4;

  private final SearchSpace space;
  private final List<Parameter> scores;
  private final List<Parameter> logits;

  public Decisions(SearchSpace space, Parameters parameters) {
    this.space = space;
    this.scores =
        space.groups().stream().map(g -> parameters.named(g.scores()).orElseThrow()).toList();
    this.logits =
        space.choices().stream().map(c -> parameters.named(c.logits()).orElseThrow()).toList();
  }

  /** The scores of each group. */
  public List<Parameter> scores() {
    return scores;
  }

  /** The logits of each choice. */
  public List<Parameter> logits() {
    return logits;
  }

  /** Whether each channel of each group passes. */
  public boolean[][] passing() {
    boolean[][] passing = new boolean[scores.size()][];
    for (int g = 0; g < passing.length; g++) {
      float[] values = scores.get(g).value().toFloatArray();
      passing[g] = new boolean[values.length];
      for (int c = 0; c < values.length; c++) {
        passing[g][c] = ChannelMask.passes(values[c]);
      }
    }
    return passing;
  }

  /** How many channels of each group pass. */
  public static int[] kept(boolean[][] passing) {
    int[] kept = new int[passing.length];
    for (int g = 0; g < kept.length; g++) {
      for (boolean passes : passing[g]) {
        kept[g] += passes ? 1 : 0;
      }
    }
    return kept;
  }

  /** The branch of each choice with the greatest logit; ties go to the cheaper one. */
  public int[] branches() {
    return FitToTarget.branches(space, logitValues());
  }

  /** The numbers of the scores. */
  public double[][] scoreValues() {
    return values(scores);
  }

  /** The numbers of the logits. */
  public double[][] logitValues() {
    return values(logits);
  }

  private static double[][] values(List<Parameter> parameters) {
    return parameters.stream().map(p -> doubles(p.value().toFloatArray())).toArray(double[][]::new);
  }

  private static double[] doubles(float... values) {
    double[] doubles = new double[values.length];
    for (int i = 0; i < doubles.length; i++) {
      doubles[i] = values[i];
    }
    return doubles;
  }

  /** Logits whose softmax is 1 for given branches, else 0. */
  public double[][] certain(int... branches) {
    double[][] certain = new double[branches.length][];
    for (int c = 0; c < certain.length; c++) {
      certain[c] = new double[space.choices().get(c).branches()];
      certain[c][branches[c]] = CERTAIN;
    }
    return certain;
  }

  /** Makes scores 0 or 1, and logits 1 for given branches, else 0. */
  public void set(boolean[][] passing, int... branches) {
    setPassing(passing);
    setBranches(branches);
  }

  private void setPassing(boolean[][] passing) {
    for (int g = 0; g < scores.size(); g++) {
      float[] values = new float[passing[g].length];
      for (int c = 0; c < values.length; c++) {
        values[c] = passing[g][c] ? 1 : 0;
      }
      Tensors.set(scores.get(g).value(), values);
    }
  }

  /** Makes logits 1 for given branches, else 0. */
  public void setBranches(int... branches) {
    for (int c = 0; c < logits.size(); c++) {
      float[] values = new float[space.choices().get(c).branches()];
      values[branches[c]] = 1;
      Tensors.set(logits.get(c).value(), values);
    }
  }
}
