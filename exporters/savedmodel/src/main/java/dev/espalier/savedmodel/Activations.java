package dev.espalier.savedmodel;

import dev.espalier.tflite.model.Options;

/** Functions of one element; those TensorFlow has no operator for are written as formulas. */
final class Activations {
  private static final double CUBIC = 0.044715;

  private Activations() {}

  static String leakyRelu(Call call) {
    return call.typed("LeakyRelu", call.in(0))
        .with("alpha", call.options(Options.LeakyRelu.class).alpha())
        .add();
  }

  /** max(x, 0) + max(-x, 0) * -alpha. */
  static String prelu(Call call) {
    String rest = call.typed("Relu", call.typed("Neg", call.in(0)).add()).add();
    String scaled = call.typed("Mul", rest, call.typed("Neg", call.in(1)).add()).add();
    return call.typed("AddV2", call.typed("Relu", call.in(0)).add(), scaled).add();
  }

  /** x * (min(max(x + 3, 0), 6) / 6). */
  static String hardSwish(Call call) {
    String raised = call.typed("AddV2", call.in(0), call.number("three", 3)).add();
    String cut = call.typed("Relu6", raised).add();
    String gate = call.typed("Mul", cut, call.number("sixth", 1 / 6.0)).add();
    return call.typed("Mul", call.in(0), gate).add();
  }

  /** x / 2 * (1 + erf(x / sqrt 2)), or its approximation by tanh. */
  static String gelu(Call call) {
    String half = call.typed("Mul", call.number("half", 0.5), call.in(0)).add();
    String function =
        call.options(Options.Gelu.class).approximate()
            ? call.typed("Tanh", cubic(call)).add()
            : call.typed("Erf", scaled(call, call.in(0), Math.sqrt(0.5))).add();
    return call.typed("Mul", half, call.typed("AddV2", call.number("one", 1), function).add())
        .add();
  }

  /** sqrt(2 / pi) * (x + 0.044715 x^3). */
  private static String cubic(Call call) {
    String cube = call.typed("Pow", call.in(0), call.number("three", 3)).add();
    String small = call.typed("Mul", call.number("cubic", CUBIC), cube).add();
    String sum = call.typed("AddV2", call.in(0), small).add();
    return scaled(call, sum, Math.sqrt(2 / Math.PI));
  }

  static String softmax(Call call) {
    float beta = call.options(Options.Softmax.class).beta();
    String scores = beta == 1 ? call.in(0) : scaled(call, call.in(0), beta);
    return call.typed("Softmax", scores).add();
  }

  private static String scaled(Call call, String value, double factor) {
    return call.typed("Mul", value, call.number("factor", factor)).add();
  }
}
