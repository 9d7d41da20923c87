package dev.espalier.savedmodel;

import dev.espalier.ir.ElementType;
import dev.espalier.tflite.model.Activation;
import dev.espalier.tflite.model.Builtin;
import dev.espalier.tflite.model.Options;
import java.util.ArrayList;
import java.util.List;

/** Functions of one element, and of two with broadcasting. */
final class ElementCases {
  private static final List<Integer> SHAPE = List.of(1, 4, 5, 3);

  private ElementCases() {}

  static List<OperatorCase> all() {
    List<OperatorCase> cases = new ArrayList<>();
    for (Builtin kind :
        List.of(
            Builtin.ABS,
            Builtin.CEIL,
            Builtin.COS,
            Builtin.ELU,
            Builtin.EXP,
            Builtin.FLOOR,
            Builtin.HARD_SWISH,
            Builtin.LOGISTIC,
            Builtin.LOG_SOFTMAX,
            Builtin.NEG,
            Builtin.RELU,
            Builtin.RELU6,
            Builtin.RELU_0_TO_1,
            Builtin.RELU_N1_TO_1,
            Builtin.ROUND,
            Builtin.SIGN,
            Builtin.SIN,
            Builtin.SQUARE,
            Builtin.TANH)) {
      cases.add(unary(kind.name(), kind, -4, 4, ModelBuilder.NONE));
    }
    for (Builtin kind : List.of(Builtin.LOG, Builtin.SQRT, Builtin.RSQRT)) {
      cases.add(unary(kind.name(), kind, 0.5, 4, ModelBuilder.NONE));
    }
    Builtin gelu = Builtin.GELU;
    cases.add(unary("GELU erf", gelu, -4, 4, new Options.Gelu(false)));
    cases.add(unary("GELU tanh", gelu, -4, 4, new Options.Gelu(true)));
    cases.add(unary("LEAKY_RELU", Builtin.LEAKY_RELU, -4, 4, new Options.LeakyRelu(0.1f)));
    cases.add(unary("SOFTMAX", Builtin.SOFTMAX, -4, 4, new Options.Softmax(1)));
    cases.add(unary("SOFTMAX beta", Builtin.SOFTMAX, -4, 4, new Options.Softmax(0.5f)));
    cases.add(prelu());
    binary(cases);
    comparisons(cases);
    return cases;
  }

  private static OperatorCase unary(
      String name, Builtin kind, double low, double high, Options options) {
    return OperatorCase.of(
        name, low, high, to -> to.output("y", to.op(kind, options, SHAPE, input(to, "x"))));
  }

  private static int input(ModelBuilder to, String name) {
    return to.input(name, SHAPE.toArray(Integer[]::new));
  }

  private static OperatorCase prelu() {
    return OperatorCase.of(
        "PRELU",
        to ->
            to.output(
                "y",
                to.op(
                    Builtin.PRELU, ModelBuilder.NONE, SHAPE, input(to, "x"), to.weights(1, 1, 3))));
  }

  private static void binary(List<OperatorCase> cases) {
    cases.add(binary("ADD", Builtin.ADD, new Options.Add(Activation.RELU)));
    cases.add(binary("SUB", Builtin.SUB, new Options.Sub(Activation.RELU6)));
    cases.add(binary("MUL", Builtin.MUL, new Options.Mul(Activation.RELU_N1_TO_1)));
    cases.add(binary("DIV", Builtin.DIV, new Options.Div(Activation.NONE)));
    for (Builtin kind :
        List.of(
            Builtin.MAXIMUM,
            Builtin.MINIMUM,
            Builtin.SQUARED_DIFFERENCE,
            Builtin.POW,
            Builtin.FLOOR_DIV)) {
      cases.add(binary(kind.name(), kind, ModelBuilder.NONE));
    }
    cases.add(floorMod());
    cases.add(integerQuotient());
  }

  /** A full operand with one per channel. */
  private static OperatorCase binary(String name, Builtin kind, Options options) {
    return OperatorCase.of(
        name,
        0.5,
        4,
        to -> {
          int a = input(to, "a");
          int b = to.input("b", 1, 1, 1, 3);
          int version = kind == Builtin.FLOOR_DIV ? 2 : 1;
          to.output("y", to.op(kind, version, options, ElementType.F32, SHAPE, a, b));
        });
  }

  private static OperatorCase floorMod() {
    return OperatorCase.of(
        "FLOOR_MOD",
        to -> {
          Options none = ModelBuilder.NONE;
          int divisor = to.number(1.5);
          to.output("y", to.op(Builtin.FLOOR_MOD, none, SHAPE, input(to, "x"), divisor));
        });
  }

  /** Whole numbers of both signs, halved. */
  private static OperatorCase integerQuotient() {
    return OperatorCase.of(
        "DIV of integers",
        -9,
        9,
        to -> {
          Options whole = new Options.Cast(ElementType.F32, ElementType.I32);
          int x = to.op(Builtin.CAST, 1, whole, ElementType.I32, SHAPE, input(to, "x"));
          Options div = new Options.Div(Activation.NONE);
          to.output("y", to.op(Builtin.DIV, 1, div, ElementType.I32, SHAPE, x, to.integer(2)));
        });
  }

  private static void comparisons(List<OperatorCase> cases) {
    for (Builtin kind :
        List.of(
            Builtin.EQUAL,
            Builtin.NOT_EQUAL,
            Builtin.LESS,
            Builtin.LESS_EQUAL,
            Builtin.GREATER,
            Builtin.GREATER_EQUAL)) {
      cases.add(comparison(kind));
    }
    cases.add(logic(Builtin.LOGICAL_AND));
    cases.add(logic(Builtin.LOGICAL_OR));
  }

  /** Rounded numbers compared, so that some are equal; SELECT_V2 makes numbers of the answers. */
  private static OperatorCase comparison(Builtin kind) {
    return OperatorCase.of(
        kind.name(),
        to -> {
          int a = to.op(Builtin.ROUND, ModelBuilder.NONE, SHAPE, input(to, "x"));
          int test = test(to, kind, a, to.number(1));
          Options none = ModelBuilder.NONE;
          to.output("y", to.op(Builtin.SELECT_V2, none, SHAPE, test, a, to.number(9)));
        });
  }

  private static int test(ModelBuilder to, Builtin kind, Integer... operands) {
    return to.op(kind, 1, ModelBuilder.NONE, ElementType.BOOL, SHAPE, operands);
  }

  private static OperatorCase logic(Builtin kind) {
    return OperatorCase.of(
        kind.name(),
        to -> {
          int x = input(to, "x");
          int above = test(to, Builtin.GREATER, x, to.number(-1));
          int below = test(to, Builtin.LESS, x, to.number(1));
          int both = test(to, Builtin.LOGICAL_NOT, test(to, kind, above, below));
          Options cast = new Options.Cast(ElementType.BOOL, ElementType.F32);
          to.output("y", to.op(Builtin.CAST, cast, SHAPE, both));
        });
  }
}
