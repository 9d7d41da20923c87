package dev.espalier.compiler;

import dev.espalier.ir.Graph;
import dev.espalier.ir.MacCount;
import dev.espalier.ir.Node;
import dev.espalier.ir.Tensor;
import dev.espalier.ir.op.ChannelMask;
import dev.espalier.ir.op.Choice;
import dev.espalier.ir.op.Opaque;
import dev.espalier.onnx.OnnxModel;
import dev.espalier.onnx.OnnxReader;
import dev.espalier.passes.simplify.FoldConstants;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What is in a model.
 *
 * @param file its name without folders
 * @param operators how many nodes there are of each operator, as the graph names them
 * @param opaque operators that are passed through unchanged, with their number
 * @param sizes values of symbolic dims that the figures are for
 * @param mmcvLike multiply-accumulates as tools like mmcv count them
 */
public record Inspection(
    String file,
    String format,
    long opset,
    String producer,
    List<Port> inputs,
    List<Port> outputs,
    int nodes,
    long parameters,
    long macs,
    long mmcvLike,
    SortedMap<String, Long> sizes,
    SortedMap<String, Integer> operators,
    SortedMap<String, Integer> opaque,
    List<Mask> masks,
    List<ChoicePoint> choices,
    List<CoupledChannels> groups) {
  /** An input or output. */
  public record Port(String name, String type) {}

  /** A channel mask, and how many of its channels it switches off. */
  public record Mask(String name, long channels, long masked) {}

  /** A choice, and its logits: one per branch, the greatest wins. */
  public record ChoicePoint(String name, int branches, List<Double> logits) {}

  /** Reads a model. */
  public static Inspection of(Path file, Map<String, long[]> shapes) {
    OnnxModel model = OnnxReader.read(file, shapes);
    Graph graph = model.graph();
    Sizes sizes = Sizes.of(graph, shapes);
    MacCount count = sizes.count(graph);
    return new Inspection(
        file.getFileName().toString(),
        "onnx",
        model.origin().opset(),
        model.origin().producer().name(),
        ports(graph, List.copyOf(graph.inputs().keySet())),
        ports(graph, graph.outputs()),
        graph.nodes().size(),
        count.parameters(),
        count.total().value(),
        count.mmcvLike().value(),
        sizes.symbols(),
        operators(graph),
        opaque(graph),
        masks(graph),
        choices(graph),
        CoupledChannels.in(graph));
  }

  private static List<Port> ports(Graph graph, List<String> values) {
    return values.stream().map(v -> new Port(v, graph.type(v).toString())).toList();
  }

  private static SortedMap<String, Integer> operators(Graph graph) {
    SortedMap<String, Integer> counts = new TreeMap<>();
    graph.nodes().forEach(node -> counts.merge(node.op().mnemonic(), 1, Integer::sum));
    return counts;
  }

  /** Opaque operators by domain and name, with their number. */
  static SortedMap<String, Integer> opaque(Graph graph) {
    SortedMap<String, Integer> counts = new TreeMap<>();
    for (Node node : graph.nodes()) {
      if (node.op() instanceof Opaque opaque) {
        counts.merge(
            opaque.domain().isEmpty() ? opaque.kind() : opaque.domain() + "::" + opaque.kind(),
            1,
            Integer::sum);
      }
    }
    return counts;
  }

  /** The masks of a graph, in its order; each has its own scores or takes some that are shared. */
  static List<Mask> masks(Graph graph) {
    List<Mask> masks = new ArrayList<>();
    Graph known = new FoldConstants().run(graph);
    for (Node node : known.nodes()) {
      if (node.op() instanceof ChannelMask) {
        known.constant(node, 1).ifPresent(scores -> masks.add(mask(node, scores)));
      }
    }
    return masks;
  }

  private static Mask mask(Node node, Tensor scores) {
    long masked = 0;
    for (double score : scores.toDoubles()) {
      masked += ChannelMask.passes(score) ? 0 : 1;
    }
    return new Mask(name(node), scores.size(), masked);
  }

  /** The choices of a graph, in its order. */
  static List<ChoicePoint> choices(Graph graph) {
    List<ChoicePoint> choices = new ArrayList<>();
    for (Node node : graph.nodes()) {
      if (node.op() instanceof Choice) {
        int branches = node.operands().size() - 1;
        List<Double> logits =
            graph.constant(node, branches).stream()
                .flatMap(tensor -> Arrays.stream(tensor.toDoubles()).boxed())
                .toList();
        choices.add(new ChoicePoint(name(node), branches, logits));
      }
    }
    return choices;
  }

  static String name(Node node) {
    return node.label().isEmpty() ? node.result() : node.label();
  }
}
