package dev.espalier.onnx;

import ai.onnx.proto.OnnxMl.AttributeProto.AttributeType;
import ai.onnx.proto.OnnxMl.FunctionProto;
import ai.onnx.proto.OnnxMl.OperatorSetIdProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import dev.espalier.ir.Tensor;
import java.util.ArrayList;
import java.util.List;

/**
 * The operators that make a graph a supernet, as model-local functions, so that any runtime can run
 * the file. Their bodies are built on Where: what a masked channel or a branch that is not chosen
 * holds, even if it is not finite, does not reach the result.
 */
final class SupernetFunctions {
  static final String DOMAIN = "dev.espalier";
  static final long VERSION = 1;
  static final String CHANNEL_MASK = "ChannelMask";

  /** Followed by the number of branches: functions cannot be variadic. */
  static final String CHOICE = "Choice";

  /** The first operator set in which a mask's body can read its attribute. */
  static final int MASKS_SINCE = 12;

  /** The first one in which it takes other elements than f32. */
  static final int ALL_MASKS_SINCE = 15;

  static final int CHOICES_SINCE = 9;

  private SupernetFunctions() {}

  /**
   * {@code ChannelMask(X, scores)} with the attribute {@code axis}: scores [C] are compared with
   * 1/2 as [C,1,...,1], with as many ones as X has axes behind {@code axis}.
   */
  static FunctionProto channelMask(long opset) {
    FunctionProto.Builder function =
        function(CHANNEL_MASK, opset, List.of("X", "scores")).addAttribute("axis");
    add(function, "axis", Call.of("Constant").withReference("value_int", "axis"));
    add(function, "shape", Call.of("Shape", "X"));
    add(function, "rank", Call.of("Size", "shape"));
    add(function, "one", constant(Tensor.longs(new long[] {1}, 1)));
    add(function, "from", Call.of("Sub", "rank", "axis"));
    add(function, "behind", Call.of("Sub", "from", "one"));
    add(function, "ones", constantOfShape("behind"));
    add(function, "channels", Call.of("Shape", "scores"));
    add(function, "broadcast", Call.of("Concat", "channels", "ones").with("axis", 0));
    like(function, "threshold", 0.5f, "scores", opset);
    add(function, "passes", Call.of("Greater", "scores", "threshold"));
    add(function, "mask", Call.of("Reshape", "passes", "broadcast"));
    like(function, "zero", 0, "X", opset);
    add(function, "Y", Call.of("Where", "mask", "X", "zero"));
    return function.build();
  }

  /** A number of the element type of another value. */
  private static void like(
      FunctionProto.Builder function, String result, float number, String other, long opset) {
    Call constant = constant(Tensor.floats(new long[0], number));
    if (opset < ALL_MASKS_SINCE) {
      add(function, result, constant);
    } else {
      add(function, result + "_f32", constant);
      add(function, result, Call.of("CastLike", result + "_f32", other));
    }
  }

  private static Call constantOfShape(String shape) {
    TensorProto one = TensorBytes.small("", Tensor.longs(new long[] {1}, 1));
    return Call.of("ConstantOfShape", shape)
        .with(Call.attribute("value", AttributeType.TENSOR).setT(one));
  }

  /** {@code ChoiceN(X0, ..., logits)}: the branch of the greatest logit, the first one on ties. */
  static FunctionProto choice(int branches, long opset) {
    List<String> operands = new ArrayList<>();
    for (int b = 0; b < branches; b++) {
      operands.add("X" + b);
    }
    operands.add("logits");
    FunctionProto.Builder function = function(CHOICE + branches, opset, operands);
    add(function, "chosen", Call.of("ArgMax", "logits").with("axis", 0).with("keepdims", false));
    String rest = "X" + (branches - 1);
    for (int b = branches - 2; b >= 0; b--) {
      add(function, "index" + b, constant(Tensor.longs(new long[0], b)));
      add(function, "is" + b, Call.of("Equal", "chosen", "index" + b));
      String result = b == 0 ? "Y" : "rest" + b;
      add(function, result, Call.of("Where", "is" + b, "X" + b, rest));
      rest = result;
    }
    if (branches == 1) {
      add(function, "Y", Call.of("Identity", rest));
    }
    return function.build();
  }

  private static FunctionProto.Builder function(String name, long opset, List<String> operands) {
    return FunctionProto.newBuilder()
        .setName(name)
        .setDomain(DOMAIN)
        .addAllInput(operands)
        .addOutput("Y")
        .addOpsetImport(OperatorSetIdProto.newBuilder().setDomain("").setVersion(opset));
  }

  private static Call constant(Tensor tensor) {
    return Call.of("Constant")
        .with(Call.attribute("value", AttributeType.TENSOR).setT(TensorBytes.small("", tensor)));
  }

  private static void add(FunctionProto.Builder function, String result, Call call) {
    function.addNode(call.makes(result).setName(result));
  }
}
