package dev.espalier.tflite.layout;

import dev.espalier.ir.Graph;
import dev.espalier.ir.IrException;
import dev.espalier.ir.text.IrParser;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;

/** A small random graph of operators that want channels last, the graph's order, or either. */
final class RandomNet {
  private static final List<String> NODES =
      List.of(
          "conv(%a, f32[4,4,1,1]#rand(1))",
          "max_pool(%a) {kernel=[3,3], pads=[1,1,1,1]}",
          "relu(%a)",
          "add(%a, %b)",
          "mul(%a, %b)",
          "concat(%a, %b) {axis=1}",
          "softmax(%a) {axis=1}",
          "softmax(%a) {axis=3}",
          "reduce_mean(%a) {axes=[2,3]}",
          "reduce_max(%a) {axes=[1], keepDims=false}",
          "slice(%a) {axes=[1], starts=[0], ends=[2], steps=[1]}",
          "reshape(%a) {shape=[1,4,9]}",
          "reshape(%a) {shape=[1,9,4]}",
          "reshape(%a) {shape=[1,4,3,3]}",
          "reshape(%a) {shape=[1,3,3,4]}",
          "reshape(%a) {shape=[1,36]}",
          "transpose(%a) {permutation=[0,2,1]}",
          "transpose(%a) {permutation=[0,2,3,1]}",
          "transpose(%a) {permutation=[0,3,1,2]}",
          "mat_mul(%a, %b)",
          "mat_mul(%a, f32[4,4]#rand(2))",
          "mat_mul(%a, f32[9,9]#rand(2))",
          "gather(%a, %i) {axis=1}");

  private RandomNet() {}

  static Graph of(long seed, int nodes) {
    Random random = new Random(seed);
    List<String> lines = new ArrayList<>();
    List<String> values = new ArrayList<>(List.of("x", "z"));
    while (lines.size() < nodes) {
      String node = NODES.get(random.nextInt(NODES.size()));
      String line = "%v" + lines.size() + " = " + node;
      for (String operand : List.of("%a", "%b")) {
        line = line.replaceAll(operand + "\\b", "%" + values.get(random.nextInt(values.size())));
      }
      List<String> longer = new ArrayList<>(lines);
      longer.add(line);
      if (isValid(longer)) {
        values.add("v" + lines.size());
        lines = longer;
      }
    }
    Collections.shuffle(values, random);
    values.removeAll(List.of("x", "z"));
    return parse(lines, values.subList(0, Math.min(2, nodes)));
  }

  private static boolean isValid(List<String> lines) {
    try {
      parse(lines, List.of("v" + (lines.size() - 1)));
      return true;
    } catch (IrException e) {
      return false;
    }
  }

  private static Graph parse(List<String> lines, List<String> outputs) {
    return IrParser.parse(
        "graph @g(%x: f32[1,4,3,3], %z: f32[1,4,9], %i: i32[4]) {\n"
            + String.join("\n", lines)
            + "\nreturn %"
            + String.join(", %", outputs)
            + "\n}");
  }
}
