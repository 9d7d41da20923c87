package dev.espalier.onnx;

import dev.espalier.ir.Graph;
import dev.espalier.ir.Node;
import dev.espalier.ir.TensorType;
import dev.espalier.ir.op.Axis;
import dev.espalier.ir.op.Reason;
import dev.espalier.ir.op.Ties;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What an operator ties axis 1 of an operand to, as text: {@code x.1} is that axis, y the result,
 * w, b and c are the other operands.
 */
final class TieText implements Ties {
  private static final String OTHERS = "wbcdef";

  private final Graph graph;
  private final Node node;
  private final int x;
  private final Set<String> texts = new LinkedHashSet<>();

  private TieText(Graph graph, Node node, int x) {
    this.graph = graph;
    this.node = node;
    this.x = x;
  }

  /**
   * The text.
   *
   * @param x the position of the operand
   */
  static String of(Graph graph, Node node, int x) {
    TieText text = new TieText(graph, node, x);
    node.op().tie(text);
    return text.texts.isEmpty() ? "none" : String.join(", ", text.texts);
  }

  private String name(Axis axis) {
    int other = axis.position() < x ? axis.position() : axis.position() - 1;
    String value =
        axis.result() ? "y" : axis.position() == x ? "x" : OTHERS.substring(other, other + 1);
    return value + "." + axis.axis();
  }

  private Axis channels() {
    return Axis.in(x, 1);
  }

  private String product(List<Axis> axes) {
    return axes.stream().map(this::name).collect(Collectors.joining("*"));
  }

  private void add(List<Axis> axes, String text) {
    if (axes.contains(channels())) {
      texts.add(text);
    }
  }

  @Override
  public int operands() {
    return node.operands().size();
  }

  @Override
  public boolean has(int operand) {
    return node.operand(operand).isPresent();
  }

  @Override
  public TensorType operand(int position) {
    return graph.type(node.operand(position).orElseThrow());
  }

  @Override
  public TensorType result(int position) {
    String result = node.results().get(position);
    return result.equals(Node.ABSENT) ? TensorType.UNKNOWN : graph.type(result);
  }

  @Override
  public void same(Axis a, Axis b) {
    add(List.of(a, b), "%s = %s".formatted(name(a), name(b)));
  }

  @Override
  public void part(Axis part, Axis whole, long offset) {
    add(List.of(part, whole), "%s in %s".formatted(name(part), name(whole)));
  }

  @Override
  public void product(List<Axis> a, List<Axis> b) {
    if (a.contains(channels())) {
      texts.add(product(a) + " = " + product(b));
    }
  }

  @Override
  public void outer(Axis outer, Axis whole) {
    add(List.of(outer, whole), "%s outer in %s".formatted(name(outer), name(whole)));
  }

  @Override
  public void inner(Axis inner, Axis whole) {
    add(List.of(inner, whole), "%s inner in %s".formatted(name(inner), name(whole)));
  }

  @Override
  public void select(Axis from, Axis to, List<Long> indices) {
    add(List.of(from, to), "%s selected from %s".formatted(name(to), name(from)));
  }

  @Override
  public void blocks(long blocks, List<Axis> axes) {
    add(axes, "equal blocks");
  }

  @Override
  public void free(Axis axis) {
    add(List.of(axis), "free");
  }

  @Override
  public void pin(Axis axis, Reason reason) {
    add(List.of(axis), "pinned: %s".formatted(reason.text()));
  }

  @Override
  public void pinDigit(Axis axis, long inner, long size) {
    add(List.of(axis), "digits of %d stay".formatted(size));
  }
}
