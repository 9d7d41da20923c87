package dev.espalier.onnx;

import static dev.espalier.onnx.Protos.floats;
import static dev.espalier.onnx.Protos.graph;
import static dev.espalier.onnx.Protos.integer;
import static dev.espalier.onnx.Protos.ints;
import static dev.espalier.onnx.Protos.longs;
import static dev.espalier.onnx.Protos.model;
import static dev.espalier.onnx.Protos.node;
import static dev.espalier.onnx.Protos.real;
import static dev.espalier.onnx.Protos.reals;
import static dev.espalier.onnx.Protos.shape;
import static dev.espalier.onnx.Protos.text;
import static dev.espalier.onnx.Protos.write;
import static org.assertj.core.api.Assertions.assertThat;

import ai.onnx.proto.OnnxMl.AttributeProto;
import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import dev.espalier.ir.Graph;
import dev.espalier.ir.Node;
import dev.espalier.ir.Tensor;
import dev.espalier.ir.op.AveragePool;
import dev.espalier.ir.op.Clip;
import dev.espalier.ir.op.InstanceNormalization;
import dev.espalier.ir.op.Mul;
import dev.espalier.ir.op.Op;
import dev.espalier.ir.op.Opaque;
import dev.espalier.ir.op.Pad;
import dev.espalier.ir.op.ReduceMean;
import dev.espalier.ir.op.ReduceSum;
import dev.espalier.ir.op.Reshape;
import dev.espalier.ir.op.Resize;
import dev.espalier.ir.op.Slice;
import dev.espalier.ir.op.Softmax;
import dev.espalier.ir.op.Split;
import dev.espalier.ir.run.Interpreter;
import dev.espalier.ir.run.Precision;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Operators mean what they mean in the opset of their file. */
class ReaderOpsetsTest {
  private static final double INFINITY = Double.POSITIVE_INFINITY;

  @TempDir Path folder;

  private Graph read(long opset, GraphProto.Builder graph) {
    return OnnxReader.read(write(folder, model(opset, graph))).graph();
  }

  private Op only(
      long opset,
      String input,
      String node,
      List<TensorProto.Builder> constants,
      AttributeProto... attributes) {
    GraphProto.Builder graph = graph("x:" + input, "y", node(node, attributes));
    constants.forEach(graph::addInitializer);
    Graph read = read(opset, graph);
    assertThat(read.nodes()).hasSize(1);
    return read.nodes().get(0).op();
  }

  private Op only(long opset, String input, String node, AttributeProto... attributes) {
    return only(opset, input, node, List.of(), attributes);
  }

  private boolean isOpaque(long opset, String inputs, String node, AttributeProto... attributes) {
    Graph read = read(opset, graph(inputs, "y", node(node, attributes)));
    return read.producer("y").orElseThrow().op() instanceof Opaque;
  }

  @Test
  void softmaxWasFlat() {
    assertThat(only(11, "2,3,1", "y = Softmax x")).isEqualTo(new Softmax(1));
    assertThat(only(13, "2,3,4", "y = Softmax x")).isEqualTo(new Softmax(2));
    Graph graph = read(11, graph("x:1,2,2", "y", node("y = Softmax x")));
    assertThat(graph.nodes()).extracting(Node::op).contains(Reshape.to(1, 4), new Softmax(1));
    Tensor x = Tensor.floats(shape(1, 2, 2), 0, 0, 0, 0);
    Tensor y = new Interpreter(Precision.F32).run(graph, Map.of("x", x)).get(0);
    assertThat(y.toDoubles()).containsExactly(0.25, 0.25, 0.25, 0.25);
  }

  @Test
  void boundsOfClip() {
    assertThat(only(6, "2", "y = Clip x", real("min", 0), real("max", 6)))
        .isEqualTo(new Clip(0, 6));
    assertThat(only(6, "2", "y = Clip x")).isEqualTo(new Clip(-INFINITY, INFINITY));
    assertThat(only(11, "2", "y = Clip x - m", List.of(floats("m", shape(), 6))))
        .isEqualTo(new Clip(-INFINITY, 6));
    Graph open = read(13, graph("x:2 a: b:", "y", node("y = Clip x a b")));
    assertThat(open.nodes()).noneMatch(n -> n.op() instanceof Opaque);
  }

  @Test
  void boundsOfSlice() {
    Slice cut = new Slice(List.of(1L), List.of(1L), List.of(3L), List.of(1L));
    assertThat(only(9, "2,4", "y = Slice x", ints("starts", 1), ints("ends", 3), ints("axes", 1)))
        .isEqualTo(cut);
    List<TensorProto.Builder> operands = List.of(longs("s", 1), longs("e", 3), longs("a", -1));
    assertThat(only(10, "2,4", "y = Slice x s e a", operands)).isEqualTo(cut);
  }

  @Test
  void axesOfSqueezeAndReductions() {
    Op flat = Reshape.to(2);
    assertThat(only(11, "1,2,1", "y = Squeeze x", ints("axes", 0, -1))).isEqualTo(flat);
    assertThat(only(13, "1,2,1", "y = Squeeze x a", List.of(longs("a", 0, 2)))).isEqualTo(flat);
    assertThat(only(13, "1,2,1", "y = Squeeze x")).isEqualTo(flat);
    Op deep = Reshape.to(1, 2, 1);
    assertThat(only(11, "2", "y = Unsqueeze x", ints("axes", 2, 0))).isEqualTo(deep);
    assertThat(only(13, "2", "y = Unsqueeze x a", List.of(longs("a", -1, 0)))).isEqualTo(deep);
    assertThat(only(11, "2,3", "y = ReduceSum x", ints("axes", -1), integer("keepdims", 0)))
        .isEqualTo(new ReduceSum(List.of(1L), false));
    assertThat(only(13, "2,3", "y = ReduceSum x a", List.of(longs("a", 1))))
        .isEqualTo(new ReduceSum(List.of(1L), true));
    assertThat(only(17, "2,3", "y = ReduceMean x", ints("axes", 0)))
        .isEqualTo(new ReduceMean(List.of(0L), true));
    assertThat(only(18, "2,3", "y = ReduceMean x a", List.of(longs("a", 0))))
        .isEqualTo(new ReduceMean(List.of(0L), true));
    assertThat(only(18, "2,3", "y = ReduceMean x"))
        .isEqualTo(new ReduceMean(List.of(0L, 1L), true));
    assertThat(only(18, "2,3", "y = Squeeze x")).isEqualTo(Reshape.to(2, 3));
  }

  @Test
  void anEmptyListOfAxesMayMeanNone() {
    Graph graph =
        read(
            18,
            graph(
                "x:2",
                "y",
                node("z = ReduceMax x", integer("noop_with_empty_axes", 1)),
                node("y = Relu z")));
    assertThat(graph.nodes()).hasSize(1);
  }

  @Test
  void partsOfSplit() {
    Graph old = read(11, graph("x:4", "y", node("y z = Split x", ints("split", 1, 3))));
    assertThat(old.nodes().get(0).op()).isEqualTo(new Split(0, List.of(1L, 3L)));
    Graph equal = read(13, graph("x:4", "y", node("y z = Split x")));
    assertThat(equal.nodes().get(0).op()).isEqualTo(new Split(0, List.of(2L, 2L)));
    Graph rest = read(18, graph("x:5", "y", node("y z = Split x", integer("num_outputs", 2))));
    assertThat(rest.nodes().get(0).op()).isEqualTo(new Split(0, List.of(3L, 2L)));
  }

  @Test
  void pads() {
    Pad pad = new Pad(List.of(0L, 1L, 0L, 2L), Pad.Mode.CONSTANT, 3);
    assertThat(only(10, "2,2", "y = Pad x", ints("pads", 0, 1, 0, 2), real("value", 3)))
        .isEqualTo(pad);
    List<TensorProto.Builder> constants = List.of(longs("p", 0, 1, 0, 2), floats("v", shape(), 3));
    assertThat(only(13, "2,2", "y = Pad x p v", constants)).isEqualTo(pad);
    List<TensorProto.Builder> some =
        List.of(longs("p", 1, 2), floats("v", shape(), 3), longs("a", -1));
    assertThat(only(18, "2,2", "y = Pad x p v a", some)).isEqualTo(pad);
    assertThat(isOpaque(19, "x:2 p:2", "y = Pad x p", text("mode", "wrap"))).isTrue();
  }

  @Test
  void interpolation() {
    Resize twice =
        new Resize(
            List.of(2L),
            List.of(2.0),
            List.of(),
            Resize.Mode.NEAREST,
            Resize.Coordinates.ASYMMETRIC,
            Resize.Nearest.FLOOR,
            -0.75,
            false);
    assertThat(only(7, "1,1,4", "y = Upsample x", reals("scales", 1, 1, 2))).isEqualTo(twice);
    List<TensorProto.Builder> scales = List.of(floats("s", shape(3), 1, 1, 2));
    assertThat(only(9, "1,1,4", "y = Upsample x s", scales)).isEqualTo(twice);
    assertThat(only(10, "1,1,4", "y = Resize x s", scales)).isEqualTo(twice);
    Resize half =
        (Resize) only(10, "1,1,4", "y = Resize x s", List.of(floats("s", shape(3), 1, 1, 0.5f)));
    assertThat(half.nearest()).isEqualTo(Resize.Nearest.CEIL);
    Resize modern = (Resize) only(13, "1,1,4", "y = Resize x - s", scales);
    assertThat(modern.coordinates()).isEqualTo(Resize.Coordinates.HALF_PIXEL);
    Resize some =
        (Resize) only(18, "1,1,4", "y = Resize x - - z", List.of(longs("z", 9)), ints("axes", -1));
    assertThat(some.sizes()).hasToString("[9]");
    assertThat(some.axes()).containsExactly(2L);
    assertThat(isOpaque(18, "x:1,1,4 s:3", "y = Resize x - s", integer("antialias", 1))).isTrue();
  }

  @Test
  void normalisationInTraining() {
    String inputs = "x:1,2 s:2 b:2 m:2 v:2";
    String bn = "y = BatchNormalization x s b m v";
    assertThat(isOpaque(15, inputs, bn, integer("training_mode", 1))).isTrue();
    assertThat(isOpaque(15, inputs, bn)).isFalse();
    assertThat(isOpaque(6, inputs, bn)).isTrue();
    assertThat(isOpaque(6, inputs, bn, integer("is_test", 1))).isFalse();
    assertThat(isOpaque(7, inputs, bn, integer("spatial", 0))).isTrue();
    assertThat(isOpaque(13, "x:1 r: t:", "y = Dropout x r t")).isTrue();
  }

  @Test
  void groupNormalisation() {
    Graph graph =
        read(
            21,
            graph(
                "x:N,4,H s:4 b:4",
                "y",
                node("y = GroupNormalization x s b", integer("num_groups", 2))));
    assertThat(graph.nodes()).extracting(Node::op).contains(new InstanceNormalization(1e-5));
    assertThat(graph.type("y")).hasToString("f32[N,4,H]");
  }

  @Test
  void broadcastingWasAskedFor() {
    assertThat(isOpaque(6, "x:2 z:2", "y = Add x z")).isFalse();
    assertThat(isOpaque(6, "x:2 z:2", "y = Add x z", integer("broadcast", 1))).isTrue();
    assertThat(isOpaque(6, "x:1,2 z:2", "y = PRelu x z")).isTrue();
    assertThat(only(7, "1", "y = Mul x x")).isEqualTo(new Mul());
  }

  @Test
  void padsThatFollowFromSizes() {
    AveragePool upper =
        (AveragePool)
            only(
                17,
                "1,1,5",
                "y = AveragePool x",
                ints("kernel_shape", 2),
                ints("strides", 2),
                text("auto_pad", "SAME_UPPER"));
    assertThat(upper.pads()).containsExactly(0L, 1L);
    AveragePool lower =
        (AveragePool)
            only(
                17,
                "1,1,5",
                "y = AveragePool x",
                ints("kernel_shape", 2),
                ints("strides", 2),
                text("auto_pad", "SAME_LOWER"));
    assertThat(lower.pads()).containsExactly(1L, 0L);
    AveragePool any =
        (AveragePool)
            only(
                17,
                "1,1,W",
                "y = AveragePool x",
                ints("kernel_shape", 3),
                text("auto_pad", "SAME_UPPER"));
    assertThat(any.pads()).containsExactly(1L, 1L);
  }

  @Test
  void opsetsNobodyKnows() {
    assertThat(isOpaque(24, "x:2", "y = Relu x")).isFalse();
    assertThat(isOpaque(99, "x:2", "y = Relu x")).isTrue();
    assertThat(isOpaque(17, "x:2", "y = Marvel x")).isTrue();
    assertThat(isOpaque(13, "x:2", "y = Gelu x")).isTrue();
  }
}
