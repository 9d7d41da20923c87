package dev.espalier.tflite.legalize;

import dev.espalier.ir.Graph;
import dev.espalier.passes.ApplyRules;
import dev.espalier.passes.Pass;
import dev.espalier.passes.Rule;
import dev.espalier.passes.fuse.FuseMul;
import dev.espalier.passes.simplify.FoldConstants;
import java.util.ArrayList;
import java.util.List;

/** Rewrites a graph into operators and forms that a target has. */
public final class Legalize implements Pass {
  /** Comes first: what becomes of a product depends on whether its weights are constants. */
  private static final Pass FILL =
      new ApplyRules(new ApplyRules.Listener() {}, List.of(new FillConstants()));

  private static final int MAX_ROUNDS = 100;

  private final ApplyRules rules;

  public Legalize(Capabilities target) {
    List<Rule<?>> all = new ArrayList<>(forAll(target.gpu()));
    all.add(new FuseMul());
    all.add(new SplitGroups(target::takesGroups));
    if (!target.unitClip()) {
      all.add(new ReplaceUnitClip());
    }
    if (target.gpu()) {
      all.add(new ScaleBeforeProduct());
      all.add(new DecomposeLogSoftmax());
      all.add(new ReplaceCeil());
      all.add(new SplitDepthwiseMultiplier());
      all.add(new LiftToFourAxes());
    }
    this.rules = new ApplyRules(new ApplyRules.Listener() {}, all);
  }

  private static List<Rule<?>> forAll(boolean gpu) {
    return List.of(
        new LiftToImage(),
        new DecomposeBatchNormalization(),
        new DecomposeElu(),
        new DecomposeGemm(),
        new DecomposeHardSigmoid(),
        new DecomposeInstanceNormalization(gpu),
        new DecomposeLayerNormalization(gpu),
        new DecomposePRelu(),
        new DecomposeReciprocal(),
        new DecomposeReduceL2(gpu),
        new DecomposeSoftplus(),
        new ReplaceAveragePool(),
        new ReplaceBackwardSlice(),
        new ReplaceColumnFirstDepthToSpace(),
        new ReplaceConstantGather(),
        new WrapGatherIndices(),
        new ReplaceExpandByTile(),
        new ReplaceLastArgMax(),
        new ReplaceNearestResize(),
        new CutNegativePads(),
        new ReplacePadByIndexSelect(),
        new AlignExponentType(),
        new ReplacePow(),
        new ReplaceShape(),
        new SpreadTransposedKernel(),
        new MergeTransposedGroups(),
        new CutTransposedConvolution(gpu),
        new LiftMatMul(gpu));
  }

  @Override
  public Graph run(Graph graph) {
    FoldConstants fold = new FoldConstants();
    Graph current = FILL.run(graph);
    for (int round = 0; round < MAX_ROUNDS; round++) {
      Graph next = fold.run(rules.run(current));
      if (next == current) {
        return current;
      }
      current = next;
    }
    throw new IllegalStateException("the rewrites do not settle after " + MAX_ROUNDS + " rounds");
  }
}
