package dev.espalier.onnx;

import static dev.espalier.onnx.Protos.floats;
import static dev.espalier.onnx.Protos.integer;
import static dev.espalier.onnx.Protos.ints;
import static dev.espalier.onnx.Protos.longs;
import static dev.espalier.onnx.Protos.node;
import static dev.espalier.onnx.Protos.shape;
import static dev.espalier.onnx.Protos.tensor;

import ai.onnx.proto.OnnxMl.AttributeProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** One use of every ONNX operator that is read: it makes y of x: f32[1,8,4,4], and of constants. */
final class OnnxSamples {
  /** A node, and the constants it reads. */
  record Sample(NodeProto node, List<TensorProto> constants) {}

  private static final String[] UNARY = {
    "Abs",
    "Ceil",
    "Cos",
    "Erf",
    "Exp",
    "Floor",
    "HardSwish",
    "Log",
    "Neg",
    "Reciprocal",
    "Relu",
    "Round",
    "Sigmoid",
    "Sign",
    "Sin",
    "Softplus",
    "Sqrt",
    "Tanh",
    "Clip",
    "Elu",
    "LeakyRelu",
    "HardSigmoid",
    "Gelu",
    "Mish",
    "Identity",
    "Dropout",
    "Flatten",
    "GlobalAveragePool",
    "GlobalMaxPool",
    "Shape",
    "Size",
    "Transpose",
    "ReduceL2",
    "ReduceMax",
    "ReduceMean",
    "ReduceMin",
    "ReduceProd",
    "ReduceSum"
  };

  private static final String[] BINARY = {
    "Add",
    "Sub",
    "Mul",
    "Div",
    "Pow",
    "PRelu",
    "Equal",
    "Greater",
    "GreaterOrEqual",
    "Less",
    "LessOrEqual",
    "Mod",
    "Sum",
    "Max",
    "Min",
    "Mean"
  };

  private final Map<String, Sample> samples = new TreeMap<>();
  private final Map<String, TensorProto> constants = new LinkedHashMap<>();

  private OnnxSamples() {
    constant(floats("v", shape(8), numbers(8)));
    constant(floats("c", shape(8, 1, 1), numbers(8)));
    constant(floats("k", shape(6, 8, 3, 3), numbers(432)));
    constant(floats("kt", shape(8, 6, 3, 3), numbers(432)));
    constant(floats("m", shape(4, 5), numbers(20)));
    constant(floats("scales", shape(4), 1, 1, 2, 2));
    constant(longs("pads", 0, 0, 1, 1, 0, 0, 1, 1));
    constant(longs("flat", 1, -1));
    constant(longs("whole", 1, 8, 4, 4));
    constant(longs("repeats", 1, 1, 2, 1));
    constant(longs("one", 1));
    constant(longs("zero", 0));
    constant(floats("rows", shape(3, 8), numbers(24)));
    constant(floats("w8", shape(5, 8), numbers(40)));
    constant(longs("parts", 3, 5));
    constant(longs("picked", 5, 0, 3));
    constant(longs("five", 5));
    constant(floats("v2", shape(2), numbers(2)));
    constant(floats("v4", shape(4), numbers(4)));
    constant(TensorProto.newBuilder().setName("half").setDataType(10).addDims(1).addInt32Data(0));
    constant(TensorProto.newBuilder().setName("yes").setDataType(9).addDims(1).addInt32Data(1));
    constant(longs("from", 0).clearDims());
    constant(longs("to", 6).clearDims());
    constant(longs("step", 1).clearDims());
    for (String kind : UNARY) {
      add("y = " + kind + " x");
    }
    for (String kind : BINARY) {
      add("y = " + kind + " x c");
    }
    addLayers();
    addMovement();
    addSources();
  }

  /** The samples by operator. */
  static Map<String, Sample> all() {
    return new OnnxSamples().samples;
  }

  private void addLayers() {
    add("y = Conv x k");
    add("y = ConvTranspose x kt");
    add("y = MatMul x m");
    add("y = BatchNormalization x v v v v");
    add("y = InstanceNormalization x v v");
    add("y = GroupNormalization x v2 v2", integer("num_groups", 2));
    add("y = LayerNormalization x v4", integer("axis", -1));
    add("y = Softmax x", integer("axis", 1));
    add("y = LogSoftmax x", integer("axis", 1));
    add("y = MaxPool x", ints("kernel_shape", 2, 2), ints("strides", 2, 2));
    add("y = AveragePool x", ints("kernel_shape", 2, 2), ints("strides", 2, 2));
    add("y = ArgMax x", integer("axis", 1));
    add("y = Gemm rows w8", integer("transB", 1));
    add("y = Where yes x c");
    add("y = And yes yes");
    add("y = Or yes yes");
    add("y = Not yes");
    add("y = Upsample x scales");
  }

  private void addMovement() {
    add("y = DepthToSpace x", integer("blocksize", 2));
    add("y = SpaceToDepth x", integer("blocksize", 2));
    add("y = Reshape x flat");
    add("y = Squeeze x zero");
    add("y = Unsqueeze x zero");
    add("y = Expand x whole");
    add("y = Tile x repeats");
    add("y = Resize x - scales");
    add("y = Concat x x", integer("axis", 1));
    add("y rest = Split x parts", integer("axis", 1));
    add("y = Slice x one five one");
    add("y = Gather x picked", integer("axis", 1));
    add("y = Pad x pads");
    add("y = Cast x", integer("to", 10));
    add("y = CastLike x half");
  }

  private void addSources() {
    add("y = Constant", tensor("value", floats("", shape(1), 1)));
    add("y = ConstantOfShape whole");
    add("y = Range from to step");
  }

  private void constant(TensorProto.Builder tensor) {
    constants.put(tensor.getName(), tensor.build());
  }

  private void add(String text, AttributeProto... attributes) {
    NodeProto node = node(text, attributes).build();
    List<TensorProto> read = new ArrayList<>();
    for (String name : node.getInputList()) {
      if (constants.containsKey(name) && !read.contains(constants.get(name))) {
        read.add(constants.get(name));
      }
    }
    samples.put(node.getOpType(), new Sample(node, read));
  }

  static float[] numbers(int count) {
    float[] numbers = new float[count];
    for (int i = 0; i < count; i++) {
      numbers[i] = 0.25f + i % 7;
    }
    return numbers;
  }
}
