package dev.espalier.onnx;

import dev.espalier.ir.Dim;
import dev.espalier.ir.ElementType;
import dev.espalier.ir.TensorType;
import dev.espalier.ir.op.Clip;
import dev.espalier.ir.op.Elementwise;
import dev.espalier.ir.op.Elu;
import dev.espalier.ir.op.Equal;
import dev.espalier.ir.op.Gelu;
import dev.espalier.ir.op.GreaterOrEqual;
import dev.espalier.ir.op.HardSigmoid;
import dev.espalier.ir.op.HardSwish;
import dev.espalier.ir.op.LeakyRelu;
import dev.espalier.ir.op.LessOrEqual;
import dev.espalier.ir.op.Max;
import dev.espalier.ir.op.Min;
import dev.espalier.ir.op.Mod;
import dev.espalier.ir.op.Op;
import dev.espalier.ir.op.OpSwitch;
import dev.espalier.ir.op.PRelu;
import dev.espalier.ir.op.Pointwise;
import dev.espalier.ir.op.Pow;
import java.util.Map;

/** Writes operators that work element by element; newer ones are expanded for older opsets. */
final class WriteElementwise {
  /** The first operator set of an operator, where that is not the oldest one written. */
  private static final Map<String, Integer> SINCE = Map.of("Erf", 9, "Sign", 9, "Round", 11);

  /** The first operator set in which an operator takes integers. */
  private static final Map<String, Integer> INTEGERS_SINCE =
      Map.of("Clip", 12, "Relu", 14, "Max", 12, "Min", 12, "Pow", 12, "Greater", 9, "Less", 9);

  private WriteElementwise() {}

  static void cases(OpSwitch.Builder<Site, Call> on) {
    on.on(Pointwise.class, WriteElementwise::plain)
        .on(Elementwise.class, WriteElementwise::plain)
        .on(Clip.class, WriteElementwise::clip)
        .on(Elu.class, (op, site) -> plain(op, site).with("alpha", op.alpha()))
        .on(LeakyRelu.class, (op, site) -> plain(op, site).with("alpha", op.alpha()))
        .on(HardSigmoid.class, WriteElementwise::hardSigmoid)
        .on(HardSwish.class, WriteElementwise::hardSwish)
        .on(Gelu.class, WriteElementwise::gelu)
        .on(GreaterOrEqual.class, (op, site) -> orEqual("Less", site))
        .on(LessOrEqual.class, (op, site) -> orEqual("Greater", site))
        .on(Equal.class, WriteElementwise::equal)
        .on(Max.class, WriteElementwise::extreme)
        .on(Min.class, WriteElementwise::extreme)
        .on(Mod.class, WriteElementwise::mod)
        .on(Pow.class, WriteElementwise::pow)
        .on(PRelu.class, WriteElementwise::prelu);
  }

  /** An operator that has the same name in ONNX. */
  static Call plain(Op op, Site site) {
    String kind = op.getClass().getSimpleName();
    requireTypes(kind, site);
    return site.since(SINCE.getOrDefault(kind, 0)).call(kind);
  }

  private static void requireTypes(String kind, Site site) {
    if (!site.element().isFloat()) {
      site.since(INTEGERS_SINCE.getOrDefault(kind, 0));
    }
  }

  private static Call clip(Clip op, Site site) {
    requireTypes("Clip", site);
    if (site.opset() < 11) {
      Call call = site.call("Clip");
      call = Double.isInfinite(op.min()) ? call : call.with("min", op.min());
      return Double.isInfinite(op.max()) ? call : call.with("max", op.max());
    }
    String min = Double.isInfinite(op.min()) ? "" : site.number("min", op.min());
    String max = Double.isInfinite(op.max()) ? "" : site.number("max", op.max());
    return Call.of("Clip", site.operand(0), min, max);
  }

  private static Call hardSigmoid(HardSigmoid op, Site site) {
    return site.call("HardSigmoid").with("alpha", op.alpha()).with("beta", op.beta());
  }

  private static Call hardSwish(HardSwish op, Site site) {
    if (site.opset() >= 14) {
      return site.call("HardSwish");
    }
    String gate = site.value(hardSigmoid(new HardSigmoid(1.0 / 6, 0.5), site));
    return Call.of("Mul", site.operand(0), gate);
  }

  /** Before opset 20 in the form in which PyTorch writes it. */
  private static Call gelu(Gelu op, Site site) {
    if (site.opset() >= 20) {
      return site.call("Gelu").with("approximate", op.tanh() ? "tanh" : "none");
    }
    String x = site.operand(0);
    String inner = op.tanh() ? tanhOfCube(site, x) : erf(site, x);
    String sum = site.value(Call.of("Add", inner, site.number("one", 1)));
    String product = site.value(Call.of("Mul", x, sum));
    return Call.of("Mul", product, site.number("half", 0.5));
  }

  private static String erf(Site site, String x) {
    site.since(9);
    String root = site.number("root2", Math.sqrt(2));
    return site.value(Call.of("Erf", site.value(Call.of("Div", x, root))));
  }

  private static String tanhOfCube(Site site, String x) {
    String cube = site.value(Call.of("Pow", x, site.number("three", 3)));
    String part = site.value(Call.of("Mul", cube, site.number("cubic", 0.044715)));
    String sum = site.value(Call.of("Add", x, part));
    String scaled = site.value(Call.of("Mul", sum, site.number("scale", Math.sqrt(2 / Math.PI))));
    return site.value(Call.of("Tanh", scaled));
  }

  /** Before opset 12 as the negation of the opposite, which is the same for all but NaN. */
  private static Call orEqual(String opposite, Site site) {
    if (site.opset() >= 12) {
      return site.call(site.node().op().getClass().getSimpleName());
    }
    requireTypes(opposite, site);
    return Call.of("Not", site.value(site.call(opposite)));
  }

  /** Broadcast from opset 8 on. */
  private static Call extreme(Op op, Site site) {
    return plain(op, site.type(0).equals(site.type(1)) ? site : site.since(8));
  }

  /** Floats are compared from opset 11 on; before, what is neither less nor greater is equal. */
  private static Call equal(Equal op, Site site) {
    if (site.opset() >= 11 || !site.element().isFloat()) {
      return plain(op, site);
    }
    String less = site.value(site.call("Less"));
    String greater = site.value(site.call("Greater"));
    return Call.of("Not", site.value(Call.of("Or", less, greater)));
  }

  /** ONNX's Mod takes floats only with the sign of the dividend. */
  private static Call mod(Mod op, Site site) {
    if (!site.element().isFloat()) {
      return site.since(10).call("Mod");
    }
    String quotient = site.value(Call.of("Floor", site.value(site.call("Div"))));
    String whole = site.value(Call.of("Mul", quotient, site.operand(1)));
    return Call.of("Sub", site.operand(0), whole);
  }

  /** Both operands have the same type before opset 12. */
  private static Call pow(Pow op, Site site) {
    requireTypes("Pow", site);
    ElementType base = site.element();
    if (site.opset() >= 12 || site.type(1).element() == base) {
      return site.call("Pow");
    }
    String exponent =
        site.value(Call.of("Cast", site.operand(1)).with("to", ElementTypes.number(base)));
    return Call.of("Pow", site.operand(0), exponent);
  }

  /** ONNX broadcasts only the slope. */
  private static Call prelu(PRelu op, Site site) {
    if (site.graph().type(site.node().result()).equals(site.type(0)) && fits(site.type(1), site)) {
      return site.call("PRelu");
    }
    String above = site.value(Call.of("Relu", site.operand(0)));
    String below = site.value(Call.of("Sub", site.operand(0), above));
    return Call.of("Add", above, site.value(Call.of("Mul", below, site.operand(1))));
  }

  private static boolean fits(TensorType slope, Site site) {
    int shift = site.rank() - slope.rank();
    for (int i = 0; i < slope.rank(); i++) {
      Dim dim = slope.dim(i);
      if (shift + i < 0 || !dim.is(1) && !dim.equals(site.type(0).dim(shift + i))) {
        return false;
      }
    }
    return true;
  }
}
