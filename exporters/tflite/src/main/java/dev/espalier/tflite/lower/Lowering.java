package dev.espalier.tflite.lower;

import dev.espalier.ir.Graph;
import dev.espalier.ir.Node;
import dev.espalier.ir.op.BatchNormalization;
import dev.espalier.ir.op.ChannelMask;
import dev.espalier.ir.op.Choice;
import dev.espalier.ir.op.Expand;
import dev.espalier.ir.op.Gemm;
import dev.espalier.ir.op.HardSigmoid;
import dev.espalier.ir.op.InstanceNormalization;
import dev.espalier.ir.op.LayerNormalization;
import dev.espalier.ir.op.Op;
import dev.espalier.ir.op.OpSwitch;
import dev.espalier.ir.op.Opaque;
import dev.espalier.ir.op.Reciprocal;
import dev.espalier.ir.op.ReduceL2;
import dev.espalier.ir.op.Shape;
import dev.espalier.ir.op.Softplus;
import dev.espalier.tflite.LayoutReport.Reason;
import dev.espalier.tflite.NotOnTargetException.Code;
import dev.espalier.tflite.layout.AxisOrder;
import dev.espalier.tflite.layout.Layout;
import dev.espalier.tflite.model.LiteModel;
import dev.espalier.tflite.model.LiteModel.Port;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Makes a TFLite graph of a graph whose operators TFLite has, in the order its layout says. */
public final class Lowering {
  private static final OpSwitch<Site, Void> CASES = cases();

  private final Graph graph;
  private final Layout layout;
  private final LiteBuilder builder = new LiteBuilder();
  private final Values values;
  private final Set<Integer> ports = new HashSet<>();

  private Lowering(Graph graph, Layout layout) {
    this.graph = graph;
    this.layout = layout;
    this.values = new Values(graph, builder);
  }

  /**
   * A lowered graph.
   *
   * @param reasons why each transpose in it was made, by the name of its result
   */
  public record Result(LiteModel model, Map<String, Reason> reasons) {}

  /**
   * Lowers a graph of static sizes.
   *
   * @throws dev.espalier.tflite.NotOnTargetException when TFLite has no such operator
   */
  public static Result lower(Graph graph, Layout layout) {
    return new Lowering(graph, layout).run();
  }

  private Result run() {
    List<Port> inputs = new ArrayList<>();
    layout.inputs().forEach((name, order) -> inputs.add(input(name, order)));
    for (int i = 0; i < graph.nodes().size(); i++) {
      Node node = graph.nodes().get(i);
      Site site = new Site(graph, node, layout.nodes().get(i), builder, values);
      CASES.apply(node.op(), site);
    }
    List<Port> outputs = new ArrayList<>();
    layout.outputs().forEach((name, order) -> outputs.add(output(name, order)));
    LiteModel model =
        new LiteModel(
            graph.name(), builder.tensors(), builder.ops(), inputs, outputs, "", Map.of(), 0);
    return new Result(model, values.reasons());
  }

  private Port input(String name, AxisOrder order) {
    long[] shape = order.store(graph.type(name).shape());
    int tensor = builder.value(name, LiteTypes.of(graph.type(name).element(), name), shape);
    values.define(name, tensor, order);
    ports.add(tensor);
    return new Port(name, tensor);
  }

  /** An output is a tensor of its own, neither an input nor another output. */
  private Port output(String name, AxisOrder order) {
    int tensor = values.in(order, name, name, Reason.IO_CONTRACT);
    boolean own = ports.add(tensor);
    return new Port(name, own ? tensor : values.reshape(name, tensor, name, builder.shape(tensor)));
  }

  private static OpSwitch<Site, Void> cases() {
    OpSwitch.Builder<Site, Void> on = OpSwitch.over();
    LowerElementwise.cases(on);
    LowerConvolutions.cases(on);
    LowerPools.cases(on);
    LowerMatrices.cases(on);
    LowerReductions.cases(on);
    LowerMovement.cases(on);
    LowerResize.cases(on);
    on.on(
        List.<Class<? extends Op>>of(
            BatchNormalization.class,
            Expand.class,
            Gemm.class,
            HardSigmoid.class,
            InstanceNormalization.class,
            LayerNormalization.class,
            Reciprocal.class,
            ReduceL2.class,
            Shape.class,
            Softplus.class),
        Lowering::rewritten);
    on.on(Opaque.class, Lowering::opaque);
    on.on(List.<Class<? extends Op>>of(ChannelMask.class, Choice.class), Lowering::supernet);
    return on.build();
  }

  /** Operators that the rewrites in front of the lowering replace by others. */
  private static Void rewritten(Op op, Site site) {
    throw site.notRewritten();
  }

  private static Void opaque(Opaque op, Site site) {
    Map<String, String> others = new LinkedHashMap<>();
    for (Node node : site.graph().nodes()) {
      if (node.op() instanceof Opaque other && !kind(other).equals(kind(op))) {
        others.putIfAbsent(kind(other), "%s of %s".formatted(kind(other), Site.name(node)));
      }
    }
    throw site.refuse(
        Code.OPAQUE_OP,
        "%s is passed through unchanged, which only ONNX can do (--emit onnx)%s",
        kind(op),
        others.isEmpty() ? "" : ", and so is " + String.join(", ", others.values()));
  }

  private static String kind(Opaque op) {
    return op.domain().isEmpty() ? op.kind() : op.domain() + "::" + op.kind();
  }

  private static Void supernet(Op op, Site site) {
    throw site.refuse(
        Code.OP_NOT_ON_TARGET, "no mask or choice whose decision is computed can be lowered");
  }
}
