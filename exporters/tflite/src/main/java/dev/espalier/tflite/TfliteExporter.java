package dev.espalier.tflite;

import dev.espalier.ir.Graph;
import dev.espalier.ir.TensorType;
import dev.espalier.tflite.NotOnTargetException.Code;
import dev.espalier.tflite.TfliteExport.Labels;
import dev.espalier.tflite.TfliteExport.Port;
import dev.espalier.tflite.TfliteOptions.IoLayout;
import dev.espalier.tflite.TfliteOptions.Target;
import dev.espalier.tflite.fuse.FuseOperators;
import dev.espalier.tflite.layout.AssignLayout;
import dev.espalier.tflite.layout.AxisOrder;
import dev.espalier.tflite.layout.Layout;
import dev.espalier.tflite.legalize.ChooseOutputs;
import dev.espalier.tflite.legalize.Legalize;
import dev.espalier.tflite.lower.LiteTypes;
import dev.espalier.tflite.lower.Lowering;
import dev.espalier.tflite.model.LiteModel;
import java.util.ArrayList;
import java.util.List;

/**
 * Lowers graphs to TFLite: outputs are chosen, the graph is rewritten into what the target has,
 * orders of axes are assigned, every operator is lowered, and operators are fused.
 */
public final class TfliteExporter {
  private TfliteExporter() {}

  /**
   * Lowers a graph.
   *
   * @throws NotOnTargetException when the target cannot express it
   */
  public static TfliteExport export(Graph graph, TfliteOptions options) {
    requireStatic(graph);
    boolean gpu = options.target() == Target.GPU_SAFE;
    ChooseOutputs chosen = ChooseOutputs.of(graph, options.output());
    Graph legal = new Legalize(gpu, true).run(chosen.graph());
    Layout layout = AssignLayout.of(legal, options.ioLayout() == IoLayout.NHWC);
    Lowering.Result lowered = Lowering.lower(legal, layout);
    LiteModel fused = FuseOperators.run(lowered.model());
    return new TfliteExport(
        fused,
        inputs(graph, layout),
        outputs(graph, layout, chosen),
        LayoutReport.of(fused, lowered.reasons()),
        new GpuReport(true, List.of(), List.of(), 1, 1),
        List.of(),
        "1.5.0");
  }

  private static List<Port> inputs(Graph graph, Layout layout) {
    List<Port> ports = new ArrayList<>();
    layout
        .inputs()
        .forEach(
            (name, order) -> ports.add(port(name, graph.type(name), order, Labels.AS_IN_GRAPH)));
    return ports;
  }

  private static List<Port> outputs(Graph graph, Layout layout, ChooseOutputs chosen) {
    List<Port> ports = new ArrayList<>();
    layout
        .outputs()
        .forEach(
            (name, order) ->
                ports.add(port(name, chosen.graph().type(name), order, chosen.labels().get(name))));
    return ports;
  }

  private static Port port(String name, TensorType type, AxisOrder order, Labels labels) {
    return new Port(name, order.axes(), LiteTypes.of(type.element(), name), labels);
  }

  private static void requireStatic(Graph graph) {
    graph
        .inputs()
        .forEach(
            (name, type) -> {
              if (!type.isStatic()) {
                throw new NotOnTargetException(
                    Code.DYNAMIC_DIMENSION,
                    "input %s has the type %s: TFLite needs sizes, --input-shape %s=... gives them",
                    name,
                    type,
                    name);
              }
            });
    for (String value : graph.values()) {
      TensorType type = graph.type(value);
      if (!type.isUnknown() && !type.isStatic()) {
        throw new NotOnTargetException(
            Code.DYNAMIC_DIMENSION,
            "the sizes of %%%s %s depend on the inputs' values",
            value,
            type);
      }
    }
  }
}
