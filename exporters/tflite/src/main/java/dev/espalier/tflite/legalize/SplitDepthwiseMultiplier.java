package dev.espalier.tflite.legalize;

import dev.espalier.ir.op.Concat;
import dev.espalier.ir.op.Conv;
import dev.espalier.ir.op.IndexSelect;
import dev.espalier.passes.Match;
import dev.espalier.passes.Outcome;
import dev.espalier.passes.Rule;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.LongStream;

/**
 * GPUs take depthwise convolutions with one result per channel: several are as many convolutions,
 * whose channels are put in order afterwards.
 *
 * <pre>
 * %y = conv(%x, %w) {groups=8}   // %w: f32[16,1,3,3], %x: f32[1,8,9,9]
 *   |  %a = conv(%x, %w[0,2,4,...]) {groups=8}
 *   |  %b = conv(%x, %w[1,3,5,...]) {groups=8}
 *   |  %y = index_select(concat(%a, %b)) {axis=1, indices=[0,8,1,9,...]}
 * </pre>
 *
 * Not for one result per channel, nor for one channel, nor for computed weights.
 */
public final class SplitDepthwiseMultiplier implements Rule<Conv> {
  @Override
  public Class<Conv> root() {
    return Conv.class;
  }

  @Override
  public Outcome apply(Match match, Conv op) {
    long channels = match.type(0).dim(1).value();
    long results = match.graph().type(match.node().result()).dim(1).value();
    if (op.groups() != channels || channels == 1 || match.constant(1).isEmpty()) {
      return match.refuse(
          "%%%s is not depthwise, or its weights are computed", match.node().result());
    }
    if (results == channels) {
      return match.refuse("%%%s has one result per channel", match.node().result());
    }
    long multiplier = results / channels;
    List<String> parts = new ArrayList<>();
    for (int j = 0; j < multiplier; j++) {
      int first = j;
      int[] rows =
          IntStream.range(0, (int) channels).map(c -> (int) (c * multiplier) + first).toArray();
      List<String> operands = new ArrayList<>(match.node().operands());
      for (int i = 1; i < operands.size(); i++) {
        operands.set(i, Operand.selected(match, "part", i, 0, rows));
      }
      parts.add(match.node("part", op, operands.toArray(String[]::new)));
    }
    String joined = match.node("joined", new Concat(1), parts.toArray(String[]::new));
    List<Long> order =
        LongStream.range(0, results)
            .map(i -> i % multiplier * channels + i / multiplier)
            .boxed()
            .toList();
    return match.replace(new IndexSelect(1, order), joined);
  }
}
