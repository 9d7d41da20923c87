package dev.espalier.onnx;

import static dev.espalier.onnx.Protos.floats;
import static dev.espalier.onnx.Protos.graph;
import static dev.espalier.onnx.Protos.integer;
import static dev.espalier.onnx.Protos.ints;
import static dev.espalier.onnx.Protos.longs;
import static dev.espalier.onnx.Protos.model;
import static dev.espalier.onnx.Protos.node;
import static dev.espalier.onnx.Protos.shape;
import static dev.espalier.onnx.Protos.write;
import static org.assertj.core.api.Assertions.assertThat;

import ai.onnx.proto.OnnxMl.GraphProto;
import dev.espalier.ir.Graph;
import dev.espalier.ir.Node;
import dev.espalier.ir.op.ChannelMask;
import dev.espalier.ir.op.Choice;
import dev.espalier.ir.op.Conv;
import dev.espalier.ir.op.Mul;
import dev.espalier.ir.op.Where;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Masks and choices in every form a file may have them. */
class ReaderSupernetTest {
  @TempDir Path folder;

  private Graph read(GraphProto.Builder graph) {
    return OnnxReader.read(write(folder, model(17, graph))).graph();
  }

  private void isMask(GraphProto.Builder graph, long axis, double... scores) {
    Graph read = read(graph);
    Node mask = read.producer("y").orElseThrow();
    assertThat(mask.op()).isEqualTo(new ChannelMask(axis));
    assertThat(mask.input()).isEqualTo("x");
    assertThat(read.constant(mask, 1).orElseThrow().toDoubles()).containsExactly(scores);
    assertThat(read.nodes()).hasSize(1);
  }

  private void isNoMask(GraphProto.Builder graph, Class<?> operator) {
    assertThat(read(graph).producer("y").orElseThrow().op()).isInstanceOf(operator);
  }

  @Test
  void functions() {
    isMask(
        graph("x:1,3,H,W", "y", node("y = ChannelMask x s").setDomain("dev.espalier"))
            .addInitializer(floats("s", shape(3), 0.4f, 0.6f, 7)),
        1,
        0.4f,
        0.6f,
        7);
    isMask(
        graph(
                "x:1,T,3",
                "y",
                node("y = ChannelMask x s", integer("axis", -1)).setDomain("dev.espalier"))
            .addInitializer(floats("s", shape(3), 0, 1, 0)),
        2,
        0,
        1,
        0);
    Graph choice =
        read(
            graph(
                    "x:1,3",
                    "y",
                    node("a = Relu x"),
                    node("y = Choice3 x a x l").setDomain("dev.espalier"))
                .addInitializer(floats("l", shape(3), 0, 1, 0)));
    Node node = choice.producer("y").orElseThrow();
    assertThat(node.op()).isEqualTo(new Choice());
    assertThat(node.operands()).containsExactly("x", "a", "x", "l");
  }

  private static GraphProto.Builder conv(float... weights) {
    long[] shape = shape(weights.length, 1, 1, 1);
    return graph("x:1,3,8,8", "y", node("y = Conv x w", integer("group", weights.length)))
        .addInitializer(floats("w", shape, weights));
  }

  @Test
  void convolutions() {
    isMask(conv(0, 1, 0), 1, 0, 1, 0);
    isMask(conv(1, 1, 1), 1, 1, 1, 1);
    isNoMask(conv(0, 1, 0.5f), Conv.class);
    isNoMask(conv(0, 1, 1 + 1e-7f), Conv.class);
    isNoMask(conv(0, 1, Float.NaN), Conv.class);
    GraphProto.Builder strided = conv(0, 1, 0);
    strided.getNodeBuilder(0).addAttribute(ints("strides", 2, 2));
    isNoMask(strided, Conv.class);
    GraphProto.Builder biased = conv(0, 1, 0).addInitializer(floats("b", shape(3), 0, 0, 0));
    biased.getNodeBuilder(0).addInput("b");
    isNoMask(biased, Conv.class);
  }

  @Test
  void convolutionsOfOneAxis() {
    isMask(
        graph("x:1,2,L", "y", node("y = Conv x w", integer("group", 2)))
            .addInitializer(floats("w", shape(2, 1, 1), 1, 0)),
        1,
        1,
        0);
  }

  private static GraphProto.Builder mul(String input, String operands, long[] shape, float... m) {
    return graph("x:" + input, "y", node("y = Mul " + operands))
        .addInitializer(floats("m", shape, m));
  }

  @Test
  void products() {
    isMask(mul("N,2,H,W", "x m", shape(1, 2, 1, 1), 0, 1), 1, 0, 1);
    isMask(mul("N,2,H,W", "m x", shape(2, 1, 1), 1, 0), 1, 1, 0);
    isMask(mul("N,2", "x m", shape(2), 1, 0), 1, 1, 0);
    isMask(mul("N,T,2", "x m", shape(2), 1, 0), 2, 1, 0);
    isNoMask(mul("N,2,H,2", "x m", shape(2), 1, 0), Mul.class);
    isNoMask(mul("N,2,2,2", "x m", shape(2, 1), 1, 0), Mul.class);
    isNoMask(mul("N,2,H,W", "x m", shape(1, 2, 1, 1), 0, 2), Mul.class);
    isNoMask(mul("N,1,H,W", "x m", shape(1, 2, 1, 1), 0, 1), Mul.class);
    isNoMask(mul("N,2,H,W", "x m", shape(), 1), Mul.class);
    isNoMask(mul("2,H,W", "x m", shape(1, 2, 1, 1), 0, 1), Mul.class);
  }

  private static GraphProto.Builder compared(String operator, float threshold) {
    return graph(
            "x:1,3,4,4",
            "y",
            node("g = " + operator),
            node("c = Cast g", integer("to", 1)),
            node("r = Reshape c shape"),
            node("y = Mul r x"))
        .addInitializer(floats("s", shape(3), 0.5f, 0.25f, 3))
        .addInitializer(floats("t", shape(), threshold))
        .addInitializer(longs("shape", 1, 3, 1, 1));
  }

  @Test
  void comparisonsOfScores() {
    isMask(compared("Greater s t", 0.5f), 1, 0.5, 0.25, 3);
    isMask(compared("Less t s", 0.5f), 1, 0.5, 0.25, 3);
    isMask(compared("Greater s t", 0.2f), 1, 1, 1, 1);
    isMask(compared("GreaterOrEqual s t", 0.5f), 1, 1, 0, 1);
    isMask(compared("LessOrEqual t s", 0.25f), 1, 1, 1, 1);
    isNoMask(compared("Less s t", 0.5f), Mul.class);
  }

  @Test
  void conditions() {
    GraphProto.Builder graph =
        graph("x:1,3,4,4", "y", node("g = Greater s t"), node("y = Where g x z"))
            .addInitializer(floats("s", shape(1, 3, 1, 1), 0.5f, 0.25f, 3))
            .addInitializer(floats("t", shape(), 0.5f));
    isMask(graph.clone().addInitializer(floats("z", shape(), 0)), 1, 0.5, 0.25, 3);
    isNoMask(graph.clone().addInitializer(floats("z", shape(), 1)), Where.class);
  }
}
