package dev.espalier.tflite.legalize;

import dev.espalier.ir.op.Concat;
import dev.espalier.ir.op.Op;
import dev.espalier.ir.op.Slice;
import dev.espalier.passes.Match;
import dev.espalier.passes.Outcome;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/** A grouped convolution as one convolution per group, whose results are concatenated. */
final class SplitConvolution {
  private SplitConvolution() {}

  /**
   * @param plain the convolution of one group
   * @param weightAxis the axis of the weights along which the groups lie
   */
  static Outcome apply(Match match, Op plain, long groups, int weightAxis) {
    List<String> parts = new ArrayList<>();
    for (int group = 0; group < groups; group++) {
      List<String> operands = new ArrayList<>();
      operands.add(channels(match, group, groups));
      operands.add(part(match, 1, weightAxis, group, groups));
      if (match.node().operand(2).isPresent()) {
        operands.add(part(match, 2, 0, group, groups));
      }
      parts.add(match.node("group", plain, operands.toArray(String[]::new)));
    }
    return match.replace(new Concat(1), parts);
  }

  private static String channels(Match match, long group, long groups) {
    long size = match.type(0).dim(1).value() / groups;
    Slice slice =
        new Slice(List.of(1L), List.of(group * size), List.of((group + 1) * size), List.of(1L));
    return match.node("channels", slice, match.operand(0));
  }

  /** The part of an operand that belongs to a group. */
  private static String part(Match match, int operand, int axis, int group, long groups) {
    int size = (int) (match.type(operand).shape()[axis] / groups);
    int[] own = IntStream.range(group * size, (group + 1) * size).toArray();
    return Operand.selected(match, "part", operand, axis, own);
  }
}
