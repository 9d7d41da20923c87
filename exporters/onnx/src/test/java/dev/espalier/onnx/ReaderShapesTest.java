package dev.espalier.onnx;

import static dev.espalier.onnx.Protos.floats;
import static dev.espalier.onnx.Protos.graph;
import static dev.espalier.onnx.Protos.integer;
import static dev.espalier.onnx.Protos.ints;
import static dev.espalier.onnx.Protos.longs;
import static dev.espalier.onnx.Protos.model;
import static dev.espalier.onnx.Protos.node;
import static dev.espalier.onnx.Protos.shape;
import static dev.espalier.onnx.Protos.tensor;
import static dev.espalier.onnx.Protos.text;
import static dev.espalier.onnx.Protos.write;
import static org.assertj.core.api.Assertions.assertThat;

import ai.onnx.proto.OnnxMl.GraphProto;
import dev.espalier.ir.Graph;
import dev.espalier.ir.op.Opaque;
import dev.espalier.ir.op.Resize;
import dev.espalier.ir.op.Slice;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Shapes that a file computes become attributes, with symbolic sizes as expressions. */
class ReaderShapesTest {
  @TempDir Path folder;

  private Graph read(GraphProto.Builder graph) {
    return OnnxReader.read(write(folder, model(17, graph))).graph();
  }

  private Graph typed(GraphProto.Builder graph, String type, int nodes) {
    Graph read = read(graph);
    assertThat(read.type("y")).hasToString(type);
    assertThat(read.nodes()).hasSize(nodes).noneMatch(n -> n.op() instanceof Opaque);
    return read;
  }

  @Test
  void reshapeFillsIn() {
    GraphProto.Builder graph = graph("x:N,6,H,W", "y", node("y = Reshape x s"));
    typed(graph.clone().addInitializer(longs("s", 0, 2, 3, -1)), "f32[N,2,3,H*W]", 1);
    typed(graph.clone().addInitializer(longs("s", 0, -1)), "f32[N,6*H*W]", 1);
    typed(graph.clone().addInitializer(longs("s", -1, 6, 1)), "f32[H*N*W,6,1]", 1);
  }

  @Test
  void reshapeByAComputedShape() {
    typed(
        graph(
                "x:N,6,H,W",
                "y",
                node("s = Shape x"),
                node("n = Gather s zero"),
                node("h = Slice s two four"),
                node("u = Unsqueeze n axis"),
                node("l = Concat u rest h", integer("axis", 0)),
                node("y = Reshape x l"))
            .addInitializer(longs("zero", 0).clearDims())
            .addInitializer(longs("two", 2))
            .addInitializer(longs("four", 4))
            .addInitializer(longs("axis", 0))
            .addInitializer(longs("rest", 2, 3)),
        "f32[N,2,3,H,W]",
        1);
  }

  @Test
  void sizesOfOldUpsampling() {
    Graph read =
        typed(
            graph(
                    "x:1,3,H,W",
                    "y",
                    node("s = Shape x"),
                    node("h = Slice s two four"),
                    node("f = Cast h", integer("to", 1)),
                    node("d = Mul f scale"),
                    node("e = Floor d"),
                    node("i = Cast e", integer("to", 7)),
                    node("c = Slice s zero two"),
                    node("z = Concat c i", integer("axis", 0)),
                    node("y = Resize x - - z", text("mode", "linear")))
                .addInitializer(longs("zero", 0))
                .addInitializer(longs("two", 2))
                .addInitializer(longs("four", 4))
                .addInitializer(floats("scale", shape(2), 2, 0.5f)),
            "f32[1,3,2*H,floor((W)/2)]",
            1);
    assertThat(((Resize) read.nodes().get(0).op()).axes()).containsExactly(2L, 3L);
  }

  @Test
  void expandAsPytorchWritesIt() {
    typed(
        graph(
                "x:1,3,1 z:N,3,T",
                "y",
                node("s = Shape z"),
                node("n = ConstantOfShape three", tensor("value", longs("", 1))),
                node("m = Mul n minus"),
                node("e = Equal s m"),
                node("w = Where e n s"),
                node("y = Expand x w"))
            .addInitializer(longs("three", 3))
            .addInitializer(longs("minus", -1)),
        "f32[N,3,T]",
        1);
  }

  @Test
  void boundsThatDependOnSizes() {
    Graph read =
        typed(
            graph(
                    "x:1,3,H",
                    "y",
                    node("s = Shape x", integer("start", 2)),
                    node("b = Sub s one"),
                    node("y = Slice x one b axis"))
                .addInitializer(longs("one", 1))
                .addInitializer(longs("axis", -1)),
            "f32[1,3,H-2]",
            1);
    assertThat(read.nodes().get(0).op())
        .isEqualTo(new Slice(List.of(2L), List.of(1L), List.of(-1L), List.of(1L)));
  }

  @Test
  void boundsFarOutsideMeanTheEnds() {
    typed(
        graph("x:1,3,H", "y", node("y = Slice x low high axis"))
            .addInitializer(longs("low", Long.MIN_VALUE))
            .addInitializer(longs("high", Long.MAX_VALUE))
            .addInitializer(longs("axis", 2)),
        "f32[1,3,H]",
        1);
  }

  @Test
  void constantsOfASymbolicShape() {
    typed(
        graph(
            "x:N,3", "y", node("s = Shape x"), node("z = ConstantOfShape s"), node("y = Add x z")),
        "f32[N,3]",
        2);
  }

  @Test
  void dimsWithoutAName() {
    Graph read =
        read(graph("a.b:?,3,-1,None c:?,n-1", "y z", node("y = Relu a.b"), node("z = Relu c")));
    assertThat(read.type("y")).hasToString("f32[a.b.d0,3,a.b.d2,a.b.d3]");
    assertThat(read.type("z")).hasToString("f32[c.d0,n_1]");
  }

  @Test
  void whatIsNotKnownStaysOpaque() {
    GraphProto.Builder graph = graph("x:1,6 s:2", "y:1,K", node("i = Cast s", integer("to", 7)));
    Graph read = read(graph.addNode(node("y = Reshape x i")));
    assertThat(read.producer("y").orElseThrow().op()).isInstanceOf(Opaque.class);
    assertThat(read.type("y")).hasToString("f32[1,K]");
    Graph sized =
        read(
            graph(
                "x:1,3,H",
                "y",
                node(
                    "y = MaxPool x",
                    ints("kernel_shape", 2),
                    ints("strides", 2),
                    text("auto_pad", "SAME_UPPER"))));
    assertThat(sized.producer("y").orElseThrow().op()).isInstanceOf(Opaque.class);
  }
}
