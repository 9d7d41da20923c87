package dev.espalier.passes.simplify;

import dev.espalier.passes.Rule;
import java.util.List;
import java.util.stream.Stream;

/** The rules that make a graph shorter. */
public final class SimplifyRules {
  private SimplifyRules() {}

  /**
   * All of them, in the order in which they are tried: first those that drop a node, then those
   * that make two nodes one, then those that replace a node by one others can work with.
   */
  public static List<Rule<?>> all() {
    return Stream.of(removals(), merges(), replacements()).flatMap(List::stream).toList();
  }

  private static List<Rule<?>> removals() {
    return List.of(
        new RemoveIdentity(),
        new RemoveSameTypeCast(),
        new RemoveZeroPad(),
        new RemoveIdentityTranspose(),
        new RemoveIdentityReshape(),
        new RemoveIdentityExpand(),
        new RemoveIdentityResize(),
        new RemoveFullSlice(),
        new RemoveUnitTile(),
        new RemoveSingleConcat(),
        new RemoveEmptyConcatOperands(),
        new RemoveSingleSplit(),
        new RemoveNeutralOperand(),
        new RemoveZeroTerm(),
        new RemoveConstantWhere(),
        new RemoveDoubleNegation(),
        new RemoveInverseBlocks(),
        new RemoveSplitOfConcat(),
        new RemoveConcatOfParts(),
        new RemoveZeroBias(),
        new RemoveExpandBeforeBroadcast());
  }

  private static List<Rule<?>> merges() {
    return List.of(
        new MergeTransposes(),
        new RecognizeChannelShuffle(),
        new MergeReshapes(),
        new MergeExpands(),
        new MergeSlices(),
        new MergeConcats(),
        new MergeCasts(),
        new MergePads(),
        new MergeIndexSelects());
  }

  private static List<Rule<?>> replacements() {
    return List.of(
        new NarrowSum(),
        new SliceConcatOperand(),
        new HoistSlice(),
        new SliceProduct(),
        new NarrowTranspose(),
        new ReplaceSplitBySlice(),
        new SelectParts(),
        new ReplaceIndexSelectBySlice(),
        new ReplaceGatherByIndexSelect(),
        new ReplaceTransposeByReshape(),
        new ReplaceUnitReduction(),
        new ReplaceZeroProduct(),
        new NarrowShape(),
        new FoldShape());
  }
}
