package dev.espalier.zoo;

import dev.espalier.ir.op.Add;
import dev.espalier.ir.op.Clip;
import dev.espalier.ir.op.Div;
import dev.espalier.ir.op.Erf;
import dev.espalier.ir.op.Gelu;
import dev.espalier.ir.op.HardSigmoid;
import dev.espalier.ir.op.HardSwish;
import dev.espalier.ir.op.Mul;
import dev.espalier.ir.op.Relu;
import dev.espalier.ir.op.Sigmoid;

/** What follows a layer element by element. */
enum Activation {
  NONE,
  RELU,
  RELU6,
  SIGMOID,
  HARD_SIGMOID,
  HARD_SWISH,
  GELU;

  Value of(Value x) {
    return switch (this) {
      case NONE -> x;
      case RELU -> x.then(new Relu());
      case RELU6 -> x.then(new Clip(0, 6));
      case SIGMOID -> x.then(new Sigmoid());
      case HARD_SIGMOID -> isComposite(x) ? x.then(new HardSigmoid(1.0 / 6, 0.5)) : hardSigmoid(x);
      case HARD_SWISH -> isComposite(x) ? x.then(new HardSwish()) : x.times(hardSigmoid(x));
      case GELU -> isComposite(x) ? x.then(new Gelu(false)) : gelu(x);
    };
  }

  private static boolean isComposite(Value x) {
    return x.network().configuration().composite();
  }

  /** {@code relu6(x + 3) / 6}. */
  private static Value hardSigmoid(Value x) {
    Value clipped = x.then("add", new Add(), x.number(3)).then(new Clip(0, 6));
    return clipped.then("div", new Div(), x.number(6));
  }

  /** {@code x (1 + erf(x / sqrt(2))) / 2}. */
  private static Value gelu(Value x) {
    Value erf = x.then("div", new Div(), x.number(Math.sqrt(2))).then(new Erf());
    return x.then(new Mul(), erf.then("add", new Add(), x.number(1))).times(0.5);
  }
}
