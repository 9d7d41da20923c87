package dev.espalier.cli;

import static dev.espalier.onnx.Protos.floats;
import static dev.espalier.onnx.Protos.graph;
import static dev.espalier.onnx.Protos.integer;
import static dev.espalier.onnx.Protos.ints;
import static dev.espalier.onnx.Protos.longs;
import static dev.espalier.onnx.Protos.model;
import static dev.espalier.onnx.Protos.node;
import static dev.espalier.onnx.Protos.opset;
import static dev.espalier.onnx.Protos.real;
import static dev.espalier.onnx.Protos.reference;
import static dev.espalier.onnx.Protos.shape;
import static dev.espalier.onnx.Protos.tensor;
import static dev.espalier.onnx.Protos.text;

import ai.onnx.proto.OnnxMl.AttributeProto.AttributeType;
import ai.onnx.proto.OnnxMl.FunctionProto;
import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.SparseTensorProto;
import ai.onnx.proto.OnnxMl.StringStringEntryProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import ai.onnx.proto.OnnxMl.ValueInfoProto;
import dev.espalier.onnx.Protos;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

/** Small valid models that between them use most of what an ONNX file can have. */
final class FuzzSeeds {
  /** The file that the model with external data reads; 64 floats. */
  static final String WEIGHTS = "weights.bin";

  private static final String NETWORK =
      """
      graph @network(%x: f32[N,3,8,8]) {
        %c = conv(%x, f32[8,3,3,3]#rand(1), f32[8]#rand(2)) {strides=[2,2], pads=[1,1,1,1]}
        %n = batch_normalization(%c, f32[8]#rand(3), f32[8]#rand(4), f32[8]#rand(5), f32[8]#ones)
        %h = hard_swish(%n)
        %d = conv(%h, f32[8,1,3,3]#rand(6)) {pads=[1,1,1,1], groups=8}
        %g = reduce_mean(%d) {axes=[2,3]}
        %f = conv(%g, f32[8,8,1,1]#rand(7))
        %s = sigmoid(%f)
        %e = mul(%d, %s)
        %p = max_pool(%e) {kernel=[2,2], strides=[2,2]}
        %u = resize(%p) {axes=[2,3], scales=[2,2], mode=linear}
        %k = concat(%u, %e) {axis=1}
        %t = conv_transpose(%k, f32[16,4,2,2]#rand(8)) {strides=[2,2]}
        %o = pad(%t) {pads=[0,0,1,1,0,0,1,1], mode=reflect}
        %y = softmax(%o) {axis=1}
        return %y
      }
      """;

  private static final String SUPERNET =
      """
      graph @supernet(%x: f32[1,4,6,6]) {
        %a = conv(%x, f32[8,4,1,1]#rand(1))
        %r = relu(%a)
        %m = channel_mask(%r, f32[8]#[1, 0, 1, 0, 1, 1, 0.5, 1])
        %b = conv(%m, f32[4,8,3,3]#rand(2), f32[4]#rand(3)) {pads=[1,1,1,1]}
        %i = average_pool(%x) {kernel=[3,3], pads=[1,1,1,1]}
        %q = choice(%b, %i, %x, f32[3]#[0.1, 0.7, 0.7])
        %l, %h = split(%q) {axis=1, sizes=[1,3]}
        %z = slice(%h) {axes=[2], starts=[1], ends=[5], steps=[2]}
        %v = transpose(%z) {permutation=[0,2,3,1]}
        %y = mat_mul(%v, f32[3,5]#rand(4))
        %w = clip(%l) {min=0, max=6}
        return %y, %w
      }
      """;

  private FuzzSeeds() {}

  /** The models by name; what they read beside them is written into the folder, too. */
  static Map<String, ModelProto> in(Path folder) throws IOException {
    Map<String, ModelProto> seeds = new LinkedHashMap<>();
    for (String text : new String[] {NETWORK, SUPERNET}) {
      Path file = TinyModels.write(text, folder.resolve("seed.onnx"));
      ModelProto seed = ModelProto.parseFrom(Files.readAllBytes(file));
      seeds.put(seed.getGraph().getName(), seed);
    }
    Files.write(folder.resolve(WEIGHTS), new byte[256]);
    seeds.put("shapes", shapes().build());
    seeds.put("bodies", bodies().build());
    seeds.put("functions", functions().build());
    seeds.put("tensors", tensors().build());
    return seeds;
  }

  /** Shapes that are computed, and values that grow with them. */
  private static ModelProto.Builder shapes() {
    GraphProto.Builder graph =
        graph(
            "x:N,4,H,6",
            "y z",
            node("s = Shape x"),
            node("n = Gather s zero", integer("axis", 0)),
            node("h = Gather s two"),
            node("hh = Mul h two"),
            node("m = Concat n four hh six", integer("axis", 0)),
            node("r = Resize x - - m", text("mode", "nearest")),
            node("flat = Concat n minus", integer("axis", 0)),
            node("f = Reshape r flat"),
            node("k = ConstantOfShape kdims", tensor("value", floats("", shape(1), 2))),
            node("t = Tile k reps"),
            node("e = Expand t edims"),
            node("ids = Range zero0 six0 one0"),
            node("hot = OneHot ids depth values"),
            node("q = Cast hot", integer("to", 1)),
            node("p = Pad q pads"),
            node("w = MatMul e p"),
            node("y = ReduceSum w axes", integer("keepdims", 0)),
            node("z = Slice f from to"));
    scalars(graph);
    return model(13, graph);
  }

  private static void scalars(GraphProto.Builder graph) {
    Map<String, long[]> vectors = new LinkedHashMap<>();
    vectors.put("zero", shape(0));
    vectors.put("two", shape(2));
    vectors.put("four", shape(4));
    vectors.put("six", shape(6));
    vectors.put("minus", shape(-1));
    vectors.put("kdims", shape(2, 3));
    vectors.put("reps", shape(1, 2));
    vectors.put("edims", shape(5, 2, 6));
    vectors.put("pads", shape(0, 1, 0, 1));
    vectors.put("values", shape(0, 1));
    vectors.put("axes", shape(1));
    vectors.put("from", shape(0, 1));
    vectors.put("to", shape(1, 1000));
    vectors.forEach((name, values) -> graph.addInitializer(longs(name, values)));
    for (String name : new String[] {"zero0", "six0", "one0", "depth"}) {
      long value = name.equals("zero0") ? 0 : name.equals("one0") ? 1 : 6;
      graph.addInitializer(longs(name, value).clearDims());
    }
  }

  /** Control flow, nested, with values captured from around it. */
  private static ModelProto.Builder bodies() {
    GraphProto.Builder inner = graph("", "deep", node("deep = Add x w"));
    GraphProto.Builder then = graph("", "t", node("u = Relu x"), node("t = Mul u w"));
    GraphProto.Builder otherwise =
        graph(
            "",
            "o",
            node("c2 = Not c"),
            node("o = If c2", graph("then_branch", inner), graph("else_branch", inner)));
    GraphProto.Builder loop =
        graph("acc", "again sum", node("again = Identity cond"), node("sum = Add acc w"));
    loop.clearInput()
        .addInput(typed("i", 7))
        .addInput(typed("cond", 9))
        .addInput(ValueInfoProto.newBuilder().setName("acc"));
    GraphProto.Builder graph =
        graph(
            "x:2,3",
            "y z",
            node("total = ReduceSum x", integer("keepdims", 0)),
            node("c = Greater total limit"),
            node("b = If c", graph("then_branch", then), graph("else_branch", otherwise)),
            node("l = Loop count always b", graph("body", loop)),
            node("y = Softmax l", integer("axis", -1)),
            node("z = If always", graph("then_branch", inner), graph("else_branch", then)));
    graph
        .addInitializer(floats("w", shape(3), 1, 2, 3))
        .addInitializer(floats("limit", shape(), 0.5f))
        .addInitializer(longs("count", 3).clearDims())
        .addInitializer(TensorProto.newBuilder().setName("always").setDataType(9).addInt32Data(1));
    return model(15, graph);
  }

  private static ValueInfoProto typed(String name, int element) {
    ValueInfoProto.Builder value = Protos.value(name + ":");
    value.getTypeBuilder().getTensorTypeBuilder().setElemType(element);
    return value.build();
  }

  /** Functions that call each other, with attributes handed on. */
  private static ModelProto.Builder functions() {
    FunctionProto.Builder leak =
        FunctionProto.newBuilder()
            .setDomain("local")
            .setName("Leak")
            .addInput("a")
            .addOutput("b")
            .addAttribute("slope")
            .addOpsetImport(opset("", 16))
            .addNode(node("b = LeakyRelu a", reference("alpha", AttributeType.FLOAT, "slope")));
    FunctionProto.Builder block =
        FunctionProto.newBuilder()
            .setDomain("local")
            .setName("Block")
            .addInput("v")
            .addInput("k")
            .addOutput("r")
            .addOutput("q")
            .addOpsetImport(opset("", 16))
            .addOpsetImport(opset("local", 1))
            .addNode(node("g = Gemm v k", integer("transB", 1)))
            .addNode(node("q = Leak g", real("slope", 0.2f)).setDomain("local"))
            .addNode(node("one = Constant", tensor("value", longs("", 1))))
            .addNode(node("r = TopK q one", integer("axis", 1)).addOutput("where"));
    GraphProto.Builder graph =
        graph(
                "x:2,4",
                "y z",
                node("b1 h = Block x w").setDomain("local"),
                node("b2 - = Block h w").setDomain("local"),
                node("y = LayerNormalization h gamma", integer("axis", -1)),
                node("z = Concat b1 b2", integer("axis", 1)))
            .addInitializer(floats("w", shape(4, 4), new float[16]))
            .addInitializer(floats("gamma", shape(4), 1, 2, 3, 4));
    return model(17, graph)
        .addOpsetImport(opset("local", 1))
        .addFunctions(leak)
        .addFunctions(block);
  }

  /** Weights in every form: typed, raw, sparse, in another file, as nodes, and as inputs. */
  private static ModelProto.Builder tensors() {
    TensorProto.Builder external =
        floats("outside", shape(4, 4, 2, 2)).setDataLocation(TensorProto.DataLocation.EXTERNAL);
    external
        .addExternalData(entry("location", WEIGHTS))
        .addExternalData(entry("offset", "0"))
        .addExternalData(entry("length", "256"));
    SparseTensorProto.Builder sparse =
        SparseTensorProto.newBuilder()
            .setValues(floats("sparse", shape(2), 3, 4))
            .setIndices(longs("", 1, 3))
            .addDims(4);
    TensorProto.Builder half = TensorProto.newBuilder().setName("half").setDataType(10).addDims(4);
    for (int i = 0; i < 4; i++) {
      half.addInt32Data(0x3c00 + i);
    }
    GraphProto.Builder graph =
        graph(
            "x:1,4,5,5 w:4",
            "y",
            node("f = Cast half", integer("to", 1)),
            node("a = Constant", tensor("value", floats("", shape(4), 1, 1, 0, 1))),
            node("c = Conv x outside f", ints("pads", 1, 0, 0, 1), ints("strides", 1, 2)),
            node("n = BatchNormalization c a f sparse w", real("epsilon", 0.01f)),
            node("p = AveragePool n", ints("kernel_shape", 2, 2), integer("ceil_mode", 1)),
            node("t = Transpose p", ints("perm", 0, 2, 3, 1)),
            node("y = Pow t a"));
    graph
        .addInitializer(external)
        .addInitializer(half)
        .addInitializer(floats("w", shape(4), 1, 2, 3, 4))
        .addSparseInitializer(sparse);
    return model(12, graph);
  }

  private static StringStringEntryProto entry(String key, String value) {
    return StringStringEntryProto.newBuilder().setKey(key).setValue(value).build();
  }
}
