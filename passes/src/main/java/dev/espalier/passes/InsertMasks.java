package dev.espalier.passes;

import dev.espalier.ir.ElementType;
import dev.espalier.ir.Graph;
import dev.espalier.ir.Node;
import dev.espalier.ir.Tensor;
import dev.espalier.ir.op.ChannelMask;
import dev.espalier.ir.op.Concat;
import dev.espalier.ir.op.IndexSelect;
import dev.espalier.passes.channels.ValueAxis;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.LongStream;

/**
 * Puts channel masks between values and all their readers.
 *
 * <pre>
 *   %r = relu(%a)             %r = relu(%a)
 *   %y = conv(%r, %w)         %r.masked = channel_mask(%r, %r.scores)
 *                             %y = conv(%r.masked, %w)
 * </pre>
 *
 * <p>Masks may share scores; then each takes those it needs, in its own order:
 *
 * <pre>
 *   %r.masked.scores = index_select(%scores) {axis=0, indices=[0,0,1,1]}
 * </pre>
 *
 * <p>A value that is a graph output is returned as it is.
 */
public final class InsertMasks implements Pass {
  /**
   * Scores that masks share.
   *
   * @param name of the constant, unless the graph has one of that name
   * @param values one per channel; above 1/2 it passes
   */
  public record Scores(String name, double[] values) {}

  /**
   * Some of the scores of a vector.
   *
   * @param indices into the vector, in the order of the channels
   */
  public record Part(Scores scores, List<Long> indices) {
    public Part {
      indices = List.copyOf(indices);
    }

    static Part all(Scores scores) {
      return new Part(scores, LongStream.range(0, scores.values().length).boxed().toList());
    }

    private boolean isAll() {
      return indices.equals(all(scores).indices());
    }
  }

  private final Map<ValueAxis, List<Part>> masks;

  /**
   * @param masks per masked axis, where the scores of its indices come from; in an order that is
   *     the same in every run
   */
  public InsertMasks(Map<ValueAxis, List<Part>> masks) {
    this.masks = masks;
  }

  /**
   * Masks with scores of their own.
   *
   * @param scores per masked axis, one score per index; in an order that is the same in every run
   */
  public static InsertMasks separate(Map<ValueAxis, double[]> scores) {
    Map<ValueAxis, List<Part>> masks = new LinkedHashMap<>();
    scores.forEach(
        (axis, own) ->
            masks.put(axis, List.of(Part.all(new Scores(axis.value() + ".masked.scores", own)))));
    return new InsertMasks(masks);
  }

  @Override
  public Graph run(Graph graph) {
    return masks.isEmpty() ? graph : new Insertion(graph).run();
  }

  /** One run. */
  private final class Insertion {
    private final Graph graph;
    private final Rebuild rebuild;
    private final Map<String, String> masked = new HashMap<>();
    private final Map<Scores, String> vectors = new HashMap<>();

    Insertion(Graph graph) {
      this.graph = graph;
      this.rebuild = new Rebuild(graph);
    }

    Graph run() {
      Map<String, List<ValueAxis>> axes =
          masks.keySet().stream().collect(Collectors.groupingBy(ValueAxis::value));
      for (Node node : graph.nodes()) {
        List<String> operands =
            node.operands().stream().map(o -> masked.getOrDefault(o, o)).toList();
        rebuild.node(node.withOperands(operands));
        for (String result : node.results()) {
          axes.getOrDefault(result, List.of()).forEach(this::mask);
        }
      }
      return rebuild.build();
    }

    private void mask(ValueAxis axis) {
      String input = masked.getOrDefault(axis.value(), axis.value());
      String scores = scores(axis);
      String result = rebuild.fresh(axis.value() + ".masked");
      rebuild.node(Node.of(new ChannelMask(axis.axis()), List.of(input, scores), result));
      masked.put(axis.value(), result);
    }

    private String scores(ValueAxis axis) {
      List<String> parts = masks.get(axis).stream().map(part -> part(axis, part)).toList();
      if (parts.size() == 1) {
        return parts.get(0);
      }
      String all = rebuild.fresh(axis.value() + ".scores");
      rebuild.node(Node.of(new Concat(0), parts, all));
      return all;
    }

    private String part(ValueAxis axis, Part part) {
      String vector = vectors.computeIfAbsent(part.scores(), this::constant);
      if (part.isAll()) {
        return vector;
      }
      String selected = rebuild.fresh(axis.value() + ".scores");
      rebuild.node(Node.of(new IndexSelect(0, part.indices()), List.of(vector), selected));
      return selected;
    }

    private String constant(Scores scores) {
      String name = rebuild.fresh(scores.name());
      long[] shape = {scores.values().length};
      rebuild.constant(name, Tensor.of(ElementType.F32, shape, scores.values()));
      return name;
    }
  }
}
