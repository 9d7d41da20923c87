package dev.espalier.onnx;

import dev.espalier.ir.ElementType;
import dev.espalier.ir.Node;
import dev.espalier.ir.op.Abs;
import dev.espalier.ir.op.Add;
import dev.espalier.ir.op.And;
import dev.espalier.ir.op.Cast;
import dev.espalier.ir.op.Ceil;
import dev.espalier.ir.op.Clip;
import dev.espalier.ir.op.Cos;
import dev.espalier.ir.op.Div;
import dev.espalier.ir.op.Elu;
import dev.espalier.ir.op.Equal;
import dev.espalier.ir.op.Erf;
import dev.espalier.ir.op.Exp;
import dev.espalier.ir.op.Floor;
import dev.espalier.ir.op.Gelu;
import dev.espalier.ir.op.Greater;
import dev.espalier.ir.op.GreaterOrEqual;
import dev.espalier.ir.op.HardSigmoid;
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
import dev.espalier.ir.op.Op;
import dev.espalier.ir.op.Or;
import dev.espalier.ir.op.PRelu;
import dev.espalier.ir.op.Pow;
import dev.espalier.ir.op.Reciprocal;
import dev.espalier.ir.op.Relu;
import dev.espalier.ir.op.Round;
import dev.espalier.ir.op.Sigmoid;
import dev.espalier.ir.op.Sign;
import dev.espalier.ir.op.Sin;
import dev.espalier.ir.op.Softplus;
import dev.espalier.ir.op.Sqrt;
import dev.espalier.ir.op.Sub;
import dev.espalier.ir.op.Tanh;
import dev.espalier.ir.op.Where;
import java.util.List;

/** Operators that work element by element. */
final class ElementwiseReaders {
  /** Since this version operands are broadcast as in NumPy, without being asked to. */
  private static final long BROADCAST = 7;

  private ElementwiseReaders() {}

  static void addTo(OperatorReaders readers) {
    pointwise(readers, 1, "Abs", new Abs());
    pointwise(readers, 1, "Ceil", new Ceil());
    pointwise(readers, 7, "Cos", new Cos());
    pointwise(readers, 9, "Erf", new Erf());
    pointwise(readers, 1, "Exp", new Exp());
    pointwise(readers, 1, "Floor", new Floor());
    pointwise(readers, 14, "HardSwish", new HardSwish());
    pointwise(readers, 1, "Log", new Log());
    pointwise(readers, 1, "Neg", new Neg());
    pointwise(readers, 1, "Not", new Not());
    pointwise(readers, 1, "Reciprocal", new Reciprocal());
    pointwise(readers, 1, "Relu", new Relu());
    pointwise(readers, 11, "Round", new Round());
    pointwise(readers, 1, "Sigmoid", new Sigmoid());
    pointwise(readers, 9, "Sign", new Sign());
    pointwise(readers, 7, "Sin", new Sin());
    pointwise(readers, 1, "Softplus", new Softplus());
    pointwise(readers, 1, "Sqrt", new Sqrt());
    pointwise(readers, 1, "Tanh", new Tanh());
    readers.add("Clip", 1, ElementwiseReaders::clip);
    readers.add("Elu", 1, n -> unary(n, new Elu(n.attributes().real("alpha", 1))));
    readers.add("LeakyRelu", 1, n -> unary(n, new LeakyRelu(n.attributes().real("alpha", 0.01))));
    readers.add("HardSigmoid", 1, ElementwiseReaders::hardSigmoid);
    readers.add("Gelu", 20, ElementwiseReaders::gelu);
    readers.add("Mish", 18, ElementwiseReaders::mish);
    readers.add("Cast", 6, ElementwiseReaders::cast);
    readers.add("CastLike", 15, n -> unary(n, new Cast(n.type(1).element())));
    addBinary(readers);
    readers.add("Where", 9, n -> n.result(new Where(), n.operand(0), n.operand(1), n.operand(2)));
  }

  private static void addBinary(OperatorReaders readers) {
    binary(readers, "Add", new Add());
    binary(readers, "Sub", new Sub());
    binary(readers, "Mul", new Mul());
    binary(readers, "Div", new Div());
    binary(readers, "Pow", new Pow());
    binary(readers, "PRelu", new PRelu());
    binary(readers, "Equal", new Equal());
    binary(readers, "Greater", new Greater());
    binary(readers, "GreaterOrEqual", new GreaterOrEqual());
    binary(readers, "Less", new Less());
    binary(readers, "LessOrEqual", new LessOrEqual());
    binary(readers, "And", new And());
    binary(readers, "Or", new Or());
    readers.add("Mod", 10, ElementwiseReaders::mod);
    readers.add("Sum", 1, n -> variadic(n, new Add()));
    readers.add("Max", 1, n -> variadic(n, new Max()));
    readers.add("Min", 1, n -> variadic(n, new Min()));
    readers.add("Mean", 1, ElementwiseReaders::mean);
  }

  private static void pointwise(OperatorReaders readers, long since, String kind, Op op) {
    readers.add(kind, since, node -> unary(node, op));
  }

  private static void unary(OnnxNode node, Op op) {
    node.result(op, node.operand(0));
  }

  private static void binary(OperatorReaders readers, String kind, Op op) {
    readers.add(
        kind,
        1,
        node -> {
          if (node.opset() < BROADCAST
              && (node.attributes().flag("broadcast", false) || kind.equals("PRelu"))) {
            throw new NotModelled("broadcasting of opset %d is not modelled", node.opset());
          }
          node.result(op, node.operand(0), node.operand(1));
        });
  }

  private static void hardSigmoid(OnnxNode node) {
    Attributes attributes = node.attributes();
    unary(node, new HardSigmoid(attributes.real("alpha", 0.2), attributes.real("beta", 0.5)));
  }

  private static void gelu(OnnxNode node) {
    unary(node, new Gelu(node.attributes().text("approximate", "none").equals("tanh")));
  }

  /** {@code x tanh(softplus(x))}. */
  private static void mish(OnnxNode node) {
    String softplus = node.node("softplus", new Softplus(), node.operand(0));
    String tanh = node.node("tanh", new Tanh(), softplus);
    node.result(new Mul(), node.operand(0), tanh);
  }

  private static void cast(OnnxNode node) {
    int number = Math.toIntExact(node.attributes().integer("to", 0));
    ElementType to = ElementTypes.of(number);
    if (to == ElementType.UNKNOWN) {
      throw new NotModelled("the element type %d is not modelled", number);
    }
    unary(node, new Cast(to));
  }

  /** The sign of the remainder is that of the divisor, unless it is to be as in C. */
  private static void mod(OnnxNode node) {
    if (node.attributes().flag("fmod", false)) {
      throw new NotModelled("fmod is not modelled");
    }
    node.result(new Mod(), node.operand(0), node.operand(1));
  }

  private static void clip(OnnxNode node) {
    if (node.opset() < 11) {
      double min = node.attributes().real("min", -Float.MAX_VALUE);
      double max = node.attributes().real("max", Float.MAX_VALUE);
      limit(node, unbounded(min), unbounded(max));
    } else if (isKnown(node, 1) && isKnown(node, 2)) {
      limit(
          node,
          node.has(1) ? node.real(1) : Double.NEGATIVE_INFINITY,
          node.has(2) ? node.real(2) : Double.POSITIVE_INFINITY);
    } else {
      String low = node.has(1) ? node.node("low", new Max(), node.operand(0), node.operand(1)) : "";
      String x = low.equals(Node.ABSENT) ? node.operand(0) : low;
      if (node.has(2)) {
        node.result(new Min(), x, node.operand(2));
      } else {
        node.result(new Max(), node.operand(0), node.operand(1));
      }
    }
  }

  private static boolean isKnown(OnnxNode node, int operand) {
    return !node.has(operand) || node.constant(operand).isPresent();
  }

  /** The greatest float stands for no bound in old files. */
  private static double unbounded(double bound) {
    boolean greatest = (float) Math.abs(bound) >= Float.MAX_VALUE;
    return greatest ? Math.copySign(Double.POSITIVE_INFINITY, bound) : bound;
  }

  /** Where the bounds are crossed, the upper one wins. */
  private static void limit(OnnxNode node, double min, double max) {
    if (Double.isNaN(min) || Double.isNaN(max)) {
      throw new NotModelled("a bound is not a number");
    }
    unary(node, new Clip(Math.min(min, max), max));
  }

  private static void variadic(OnnxNode node, Op op) {
    List<String> operands = node.operands();
    String total = node.operand(0);
    for (int i = 1; i < operands.size() - 1; i++) {
      total = node.node("part", op, total, node.operand(i));
    }
    if (operands.size() == 1) {
      node.forward(total);
    } else {
      node.result(op, total, node.operand(operands.size() - 1));
    }
  }

  private static void mean(OnnxNode node) {
    List<String> operands = node.operands();
    String total = node.operand(0);
    for (int i = 1; i < operands.size(); i++) {
      total = node.node("part", new Add(), total, node.operand(i));
    }
    ElementType element = node.type(0).element();
    node.result(new Div(), total, node.scalar("count", element, operands.size()));
  }
}
