package dev.espalier.tflite.gpu;

import dev.espalier.ir.ElementType;
import dev.espalier.tflite.model.LiteModel;
import java.util.function.ToIntFunction;

/** One use of an operator; its text is the line of the table that it breaks, and how. */
record Use(String op, String what, Rule rule, LiteModel model) {
  static final int[] IMAGE = {1, 8, 8, 4};

  static Use use(String op, String what, Rule rule, ToIntFunction<Net> build) {
    Net net = new Net();
    return new Use(op, what, rule, net.out(build.applyAsInt(net)));
  }

  static Use bad(String op, String what, ToIntFunction<Net> build) {
    return use(op, what, Rule.UNSUPPORTED_OP, build);
  }

  static Use mixed(String op, String what, ToIntFunction<Net> build) {
    return use(op, what, Rule.CONST_OPERAND, build);
  }

  static int x(Net net) {
    return net.input(IMAGE);
  }

  static int ints(Net net, int... shape) {
    return net.input(ElementType.I32, shape);
  }

  @Override
  public String toString() {
    String line =
        OperatorTable.bundled().rows().stream()
            .filter(row -> row.op().equals(op))
            .map(OperatorTable.Row::text)
            .findFirst()
            .orElseThrow();
    return op + " | " + line + " <- " + what;
  }
}
