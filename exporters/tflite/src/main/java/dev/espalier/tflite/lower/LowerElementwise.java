package dev.espalier.tflite.lower;

import dev.espalier.ir.ElementType;
import dev.espalier.ir.op.Abs;
import dev.espalier.ir.op.Add;
import dev.espalier.ir.op.And;
import dev.espalier.ir.op.Cast;
import dev.espalier.ir.op.Ceil;
import dev.espalier.ir.op.Clip;
import dev.espalier.ir.op.Cos;
import dev.espalier.ir.op.Div;
import dev.espalier.ir.op.Elementwise;
import dev.espalier.ir.op.Elu;
import dev.espalier.ir.op.Equal;
import dev.espalier.ir.op.Erf;
import dev.espalier.ir.op.Exp;
import dev.espalier.ir.op.Floor;
import dev.espalier.ir.op.Gelu;
import dev.espalier.ir.op.Greater;
import dev.espalier.ir.op.GreaterOrEqual;
import dev.espalier.ir.op.HardSwish;
import dev.espalier.ir.op.LeakyRelu;
import dev.espalier.ir.op.Less;
import dev.espalier.ir.op.LessOrEqual;
import dev.espalier.ir.op.Log;
import dev.espalier.ir.op.Max;
import dev.espalier.ir.op.Min;
import dev.espalier.ir.op.Mod;
import dev.espalier.ir.op.Mul;
import dev.espalier.ir.op.Neg;
import dev.espalier.ir.op.Not;
import dev.espalier.ir.op.OpSwitch;
import dev.espalier.ir.op.Or;
import dev.espalier.ir.op.PRelu;
import dev.espalier.ir.op.Pointwise;
import dev.espalier.ir.op.Pow;
import dev.espalier.ir.op.Relu;
import dev.espalier.ir.op.Round;
import dev.espalier.ir.op.Sigmoid;
import dev.espalier.ir.op.Sign;
import dev.espalier.ir.op.Sin;
import dev.espalier.ir.op.Sqrt;
import dev.espalier.ir.op.Sub;
import dev.espalier.ir.op.Tanh;
import dev.espalier.ir.op.Where;
import dev.espalier.tflite.NotOnTargetException.Code;
import dev.espalier.tflite.model.Activation;
import dev.espalier.tflite.model.Builtin;
import dev.espalier.tflite.model.Options;

/** Operators that work element by element. */
final class LowerElementwise {
  private static final Options NONE = new Options.None();

  private LowerElementwise() {}

  static void cases(OpSwitch.Builder<Site, Void> on) {
    pointwise(on, Abs.class, Builtin.ABS);
    pointwise(on, Ceil.class, Builtin.CEIL);
    pointwise(on, Cos.class, Builtin.COS);
    pointwise(on, Elu.class, Builtin.ELU);
    pointwise(on, Exp.class, Builtin.EXP);
    pointwise(on, Floor.class, Builtin.FLOOR);
    pointwise(on, HardSwish.class, Builtin.HARD_SWISH);
    pointwise(on, Log.class, Builtin.LOG);
    pointwise(on, Neg.class, Builtin.NEG);
    pointwise(on, Not.class, Builtin.LOGICAL_NOT);
    pointwise(on, Relu.class, Builtin.RELU);
    pointwise(on, Round.class, Builtin.ROUND);
    pointwise(on, Sigmoid.class, Builtin.LOGISTIC);
    pointwise(on, Sign.class, Builtin.SIGN);
    pointwise(on, Sin.class, Builtin.SIN);
    pointwise(on, Sqrt.class, Builtin.SQRT);
    pointwise(on, Tanh.class, Builtin.TANH);
    on.on(Gelu.class, (op, site) -> unary(Builtin.GELU, new Options.Gelu(op.tanh()), site));
    on.on(
        LeakyRelu.class,
        (op, site) -> unary(Builtin.LEAKY_RELU, new Options.LeakyRelu((float) op.alpha()), site));
    on.on(Clip.class, LowerElementwise::clip);
    on.on(Cast.class, LowerElementwise::cast);
    on.on(
        Erf.class,
        (op, site) -> {
          throw site.refuse(Code.OP_NOT_ON_TARGET, "TFLite has no error function but in GELU");
        });
    binary(on, Add.class, Builtin.ADD, new Options.Add(Activation.NONE));
    binary(on, Sub.class, Builtin.SUB, new Options.Sub(Activation.NONE));
    binary(on, Mul.class, Builtin.MUL, new Options.Mul(Activation.NONE));
    binary(on, Div.class, Builtin.DIV, new Options.Div(Activation.NONE));
    binary(on, Pow.class, Builtin.POW, NONE);
    binary(on, Max.class, Builtin.MAXIMUM, NONE);
    binary(on, Min.class, Builtin.MINIMUM, NONE);
    binary(on, Mod.class, Builtin.FLOOR_MOD, NONE);
    binary(on, Equal.class, Builtin.EQUAL, NONE);
    binary(on, Greater.class, Builtin.GREATER, NONE);
    binary(on, GreaterOrEqual.class, Builtin.GREATER_EQUAL, NONE);
    binary(on, Less.class, Builtin.LESS, NONE);
    binary(on, LessOrEqual.class, Builtin.LESS_EQUAL, NONE);
    binary(on, And.class, Builtin.LOGICAL_AND, NONE);
    binary(on, Or.class, Builtin.LOGICAL_OR, NONE);
    on.on(PRelu.class, LowerBroadcast::prelu);
    on.on(Where.class, (op, site) -> LowerBroadcast.all(Builtin.SELECT_V2, NONE, site));
  }

  private static <O extends Pointwise> void pointwise(
      OpSwitch.Builder<Site, Void> on, Class<O> type, Builtin kind) {
    on.on(type, (op, site) -> unary(kind, NONE, site));
  }

  private static <O extends Elementwise> void binary(
      OpSwitch.Builder<Site, Void> on, Class<O> type, Builtin kind, Options options) {
    on.on(type, (op, site) -> LowerBroadcast.all(kind, options, site));
  }

  private static Void unary(Builtin kind, Options options, Site site) {
    site.result(kind, options, site.operand(0));
    return null;
  }

  private static Void clip(Clip op, Site site) {
    int x = site.operand(0);
    boolean floats = site.element(0) == ElementType.F32;
    if (floats && op.min() == 0 && op.max() == Double.POSITIVE_INFINITY) {
      site.result(Builtin.RELU, NONE, x);
    } else if (floats && op.min() == 0 && op.max() == 6) {
      site.result(Builtin.RELU6, NONE, x);
    } else if (floats && op.min() == 0 && op.max() == 1) {
      site.result(Builtin.RELU_0_TO_1, NONE, x);
    } else if (floats && op.min() == -1 && op.max() == 1) {
      site.result(Builtin.RELU_N1_TO_1, NONE, x);
    } else if (op.max() == Double.POSITIVE_INFINITY) {
      site.result(Builtin.MAXIMUM, NONE, x, site.number(op.min()));
    } else {
      boolean below = op.min() != Double.NEGATIVE_INFINITY;
      int above = below ? site.like(Builtin.MAXIMUM, NONE, x, site.number(op.min())) : x;
      site.result(Builtin.MINIMUM, NONE, above, site.number(op.max()));
    }
    return null;
  }

  /** 64-bit and 32-bit integers are the same in TFLite. */
  private static Void cast(Cast op, Site site) {
    ElementType from = site.element(0);
    ElementType to = LiteTypes.of(op.to(), site.node().result());
    if (from == to) {
      site.forward(site.operand(0));
    } else {
      site.result(Builtin.CAST, new Options.Cast(from, to), site.operand(0));
    }
    return null;
  }
}
