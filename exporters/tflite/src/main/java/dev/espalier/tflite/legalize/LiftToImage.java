package dev.espalier.tflite.legalize;

import dev.espalier.ir.op.AveragePool;
import dev.espalier.ir.op.Conv;
import dev.espalier.ir.op.ConvTranspose;
import dev.espalier.ir.op.MaxPool;
import dev.espalier.ir.op.Op;
import dev.espalier.ir.op.Reshape;
import dev.espalier.passes.Match;
import dev.espalier.passes.Outcome;
import dev.espalier.passes.Rule;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * TFLite's windows slide over two axes: a sequence [N,C,L] is an image of one row.
 *
 * <pre>
 * %y = conv(%x, %w) {strides=[2]}   // f32[1,8,32], f32[16,8,3]
 *   |  %y = reshape(conv(reshape(%x), %w) {strides=[1,2]})   // f32[1,8,1,32], f32[16,8,1,3]
 * </pre>
 */
public final class LiftToImage implements Rule<Op> {
  @Override
  public Class<Op> root() {
    return Op.class;
  }

  @Override
  public Outcome apply(Match match, Op op) {
    if (match.node().operands().isEmpty() || match.type(0).rank() != 3) {
      return match.refuse("%%%s is no sequence", match.node().result());
    }
    Optional<Op> image = image(op);
    if (image.isEmpty()) {
      return match.refuse("%s has no windows", op.mnemonic());
    }
    List<String> operands = new ArrayList<>();
    for (int i = 0; i < match.node().operands().size(); i++) {
      operands.add(lifted(match, i));
    }
    String y = match.node("image", image.get(), operands.toArray(String[]::new));
    long[] shape = match.graph().type(match.node().result()).shape();
    return match.replace(Reshape.to(shape), y);
  }

  private static Optional<Op> image(Op op) {
    if (op instanceof Conv conv) {
      return Optional.of(
          new Conv(unit(conv.strides()), unit(conv.dilations()), none(conv.pads()), conv.groups()));
    }
    if (op instanceof ConvTranspose conv) {
      return Optional.of(
          new ConvTranspose(
              unit(conv.strides()),
              unit(conv.dilations()),
              none(conv.pads()),
              List.of(0L, conv.outputPads().get(0)),
              conv.groups()));
    }
    if (op instanceof MaxPool pool) {
      return Optional.of(
          new MaxPool(
              unit(pool.kernel()),
              unit(pool.strides()),
              unit(pool.dilations()),
              none(pool.pads()),
              pool.ceil()));
    }
    if (op instanceof AveragePool pool) {
      return Optional.of(
          new AveragePool(
              unit(pool.kernel()),
              unit(pool.strides()),
              unit(pool.dilations()),
              none(pool.pads()),
              pool.ceil(),
              pool.countIncludePad()));
    }
    return Optional.empty();
  }

  private static List<Long> unit(List<Long> one) {
    return List.of(1L, one.get(0));
  }

  private static List<Long> none(List<Long> pads) {
    return List.of(0L, pads.get(0), 0L, pads.get(1));
  }

  private static String lifted(Match match, int operand) {
    long[] own = match.type(operand).shape();
    if (own.length != 3) {
      return match.operand(operand);
    }
    long[] shape = {own[0], own[1], 1, own[2]};
    return Operand.reshaped(match, "lifted", operand, shape);
  }
}
