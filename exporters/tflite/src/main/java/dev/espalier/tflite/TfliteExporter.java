package dev.espalier.tflite;

import dev.espalier.ir.Graph;
import dev.espalier.ir.TensorType;
import dev.espalier.tflite.Lint.Level;
import dev.espalier.tflite.NotOnTargetException.Code;
import dev.espalier.tflite.TfliteExport.Labels;
import dev.espalier.tflite.TfliteExport.Port;
import dev.espalier.tflite.TfliteOptions.IoLayout;
import dev.espalier.tflite.TfliteOptions.Precision;
import dev.espalier.tflite.TfliteOptions.Target;
import dev.espalier.tflite.file.ConversionMetadata;
import dev.espalier.tflite.file.ConversionMetadata.Optimization;
import dev.espalier.tflite.file.OperatorVersions;
import dev.espalier.tflite.file.RuntimeVersion;
import dev.espalier.tflite.fuse.CopyBeforeOverwriting;
import dev.espalier.tflite.fuse.FuseOperators;
import dev.espalier.tflite.gpu.GpuRules;
import dev.espalier.tflite.gpu.GpuVerdict;
import dev.espalier.tflite.layout.AssignLayout;
import dev.espalier.tflite.layout.AxisOrder;
import dev.espalier.tflite.layout.Layout;
import dev.espalier.tflite.legalize.Capabilities;
import dev.espalier.tflite.legalize.ChooseOutputs;
import dev.espalier.tflite.legalize.Legalize;
import dev.espalier.tflite.lower.LiteTypes;
import dev.espalier.tflite.lower.Lowering;
import dev.espalier.tflite.model.LiteModel;
import dev.espalier.tflite.weights.StoreWeightsAsHalf;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

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
    return export(graph, Set.of(), options);
  }

  /**
   * Lowers a graph.
   *
   * @param done how the graph was made smaller before, for the file's metadata
   * @throws NotOnTargetException when the target cannot express it
   */
  public static TfliteExport export(Graph graph, Set<Optimization> done, TfliteOptions options) {
    requireStatic(graph);
    ChooseOutputs chosen = ChooseOutputs.of(graph, options.output());
    Lowered lowered = lower(chosen, options);
    Layout layout = lowered.layout();
    StoreWeightsAsHalf.Result stored = store(lowered.model(), options);
    LiteModel fused = OperatorVersions.assign(CopyBeforeOverwriting.run(stored.model()));
    options
        .targetRuntime()
        .ifPresent(v -> OperatorVersions.requireRuntime(fused, RuntimeVersion.parse(v)));
    LiteModel model = ConversionMetadata.describe(fused, optimizations(done, options));
    GpuVerdict verdict = GpuRules.check(model);
    if (options.target() == Target.GPU_SAFE) {
      verdict.errors().stream().findFirst().ifPresent(TfliteExporter::refuse);
    }
    return new TfliteExport(
        model,
        inputs(graph, layout),
        outputs(layout, chosen),
        LayoutReport.of(model, lowered.reasons()),
        verdict.report(),
        lints(verdict, stored.lints(), options.target()),
        OperatorVersions.minRuntime(model).map(RuntimeVersion::toString).orElse(""));
  }

  /**
   * The operators of a graph in 32-bit floats: no file, and not checked against what a GPU takes.
   *
   * @throws NotOnTargetException when the target cannot express it
   */
  public static LiteModel lower(Graph graph, TfliteOptions options) {
    requireStatic(graph);
    return lower(ChooseOutputs.of(graph, options.output()), options).model();
  }

  /** Operators in the order of axes in which they are stored. */
  private record Lowered(
      LiteModel model, Layout layout, Map<String, LayoutReport.Reason> reasons) {}

  private static Lowered lower(ChooseOutputs chosen, TfliteOptions options) {
    Graph legal = new Legalize(Capabilities.of(options)).run(chosen.graph());
    Layout layout = AssignLayout.of(legal, options.ioLayout() == IoLayout.NHWC);
    Lowering.Result lowered = Lowering.lower(legal, layout);
    return new Lowered(FuseOperators.run(lowered.model()), layout, lowered.reasons());
  }

  private static void refuse(Lint lint) {
    Code code =
        switch (lint.rule()) {
          case "gpu/unsupported-op",
              "gpu/version-ceiling",
              "gpu/broadcast-pattern",
              "gpu/legacy-broadcast-to" ->
              Code.OP_NOT_ON_TARGET;
          case "gpu/rank" -> Code.RANK_NOT_SUPPORTED;
          case "gpu/dynamic-shape" -> Code.DYNAMIC_DIMENSION;
          case "gpu/const-operand" -> Code.REQUIRES_CONSTANT_INPUT;
          default -> Code.GPU_WRONG_RESULT;
        };
    throw new NotOnTargetException(code, "%s: %s (%s)", lint.node(), lint.message(), lint.rule());
  }

  private static StoreWeightsAsHalf.Result store(LiteModel model, TfliteOptions options) {
    return options.precision() == Precision.FP16
        ? StoreWeightsAsHalf.run(model)
        : new StoreWeightsAsHalf.Result(model, List.of());
  }

  private static Set<Optimization> optimizations(Set<Optimization> done, TfliteOptions options) {
    Set<Optimization> all = EnumSet.noneOf(Optimization.class);
    all.addAll(done);
    if (options.precision() == Precision.FP16) {
      all.add(Optimization.PTQ_FLOAT16);
    }
    return all;
  }

  /** What the GPU would do is a remark where it need not take the file. */
  private static List<Lint> lints(GpuVerdict verdict, List<Lint> ofWeights, Target target) {
    List<Lint> lints = new ArrayList<>(ofWeights);
    for (Lint lint : verdict.lints()) {
      lints.add(
          target == Target.GPU_SAFE
              ? lint
              : new Lint(lint.rule(), Level.NOTE, lint.node(), lint.message()));
    }
    return lints;
  }

  private static List<Port> inputs(Graph graph, Layout layout) {
    List<Port> ports = new ArrayList<>();
    layout
        .inputs()
        .forEach(
            (name, order) -> ports.add(port(name, graph.type(name), order, Labels.AS_IN_GRAPH)));
    return ports;
  }

  private static List<Port> outputs(Layout layout, ChooseOutputs chosen) {
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
                    "input %s is %s, and TFLite needs all sizes",
                    name,
                    type);
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
