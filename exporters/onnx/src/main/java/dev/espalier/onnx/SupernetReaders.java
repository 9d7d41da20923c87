package dev.espalier.onnx;

import dev.espalier.ir.ChoiceResolver;
import dev.espalier.ir.Shapes;
import dev.espalier.ir.Tensor;
import dev.espalier.ir.op.ChannelMask;
import dev.espalier.ir.op.Choice;
import dev.espalier.ir.op.Choice.OnTie;
import java.util.List;

/** Masks and choices, which a file has as functions of the domain {@code dev.espalier}. */
final class SupernetReaders {
  private SupernetReaders() {}

  static boolean knows(String kind) {
    return kind.equals("ChannelMask") || kind.matches("Choice[0-9]+");
  }

  static void read(OnnxNode node) {
    if (node.proto().getOpType().equals("ChannelMask")) {
      mask(node);
    } else {
      choice(node);
    }
  }

  private static void mask(OnnxNode node) {
    int rank = node.type(0).rank();
    int axis = Shapes.axis(node.attributes().integer("axis", 1), rank);
    Tensor scores = node.vector(1).orElseThrow(() -> open(node, 1));
    requireFinite(node.operand(1), node.proto().getName(), scores);
    node.result(new ChannelMask(axis), node.operand(0), node.operand(1));
  }

  private static void choice(OnnxNode node) {
    List<String> operands = node.presentOperands();
    int logits = operands.size() - 1;
    if (logits < 1) {
      throw OnnxException.malformed("a choice of nothing");
    }
    Tensor given = node.constant(logits).orElseThrow(() -> open(node, logits));
    requireFinite(node.operand(logits), node.proto().getName(), given);
    boolean tie = ChoiceResolver.best(given).size() > 1;
    node.result(new Choice(tie ? OnTie.FIRST : OnTie.CHEAPER), operands);
  }

  private static NotModelled open(OnnxNode node, int operand) {
    return new NotModelled("%%%s is not constant", node.operand(operand));
  }

  /** Scores decide what is kept, so they must be numbers. */
  static void requireFinite(String value, String label, Tensor scores) {
    double[] numbers = scores.toDoubles();
    for (int i = 0; i < numbers.length; i++) {
      if (!Double.isFinite(numbers[i])) {
        throw new OnnxException(
            OnnxException.Code.MASK_SCORE_NOT_FINITE,
            "the mask of node '%s' has the score %s at index %d of %%%s",
            label,
            numbers[i],
            i,
            value);
      }
    }
  }
}
