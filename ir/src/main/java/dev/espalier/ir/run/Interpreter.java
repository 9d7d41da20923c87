package dev.espalier.ir.run;

import dev.espalier.ir.ChoiceResolver;
import dev.espalier.ir.Dim;
import dev.espalier.ir.Graph;
import dev.espalier.ir.IrException;
import dev.espalier.ir.Node;
import dev.espalier.ir.Shapes;
import dev.espalier.ir.Symbols;
import dev.espalier.ir.Tensor;
import dev.espalier.ir.TensorType;
import dev.espalier.ir.op.Choice;
import dev.espalier.ir.op.Op;
import dev.espalier.ir.op.Opaque;
import dev.espalier.ir.op.Operands;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Runs a graph plainly, operator by operator: the reference that passes and runtimes are compared
 * with. Every operator computes in double (integers in long, exactly) and rounds its result once,
 * to the type its {@link Precision} keeps.
 */
public final class Interpreter {
  /** Elements of the largest tensor that is computed. */
  private static final long LARGEST = 1 << 28;

  private final Precision precision;

  public Interpreter(Precision precision) {
    this.precision = precision;
  }

  /**
   * The graph's outputs, in order; nodes they do not need are not run. Symbolic dims take their
   * sizes from the inputs. A missing or ill-typed input is an {@link IrException}.
   */
  public List<Tensor> run(Graph graph, Map<String, Tensor> inputs) {
    Map<String, Tensor> values = values(graph, needed(graph), inputs);
    return graph.outputs().stream().map(values::get).toList();
  }

  private static List<Node> needed(Graph graph) {
    Set<String> wanted = new HashSet<>(graph.outputs());
    List<Node> needed = new ArrayList<>();
    for (int i = graph.nodes().size() - 1; i >= 0; i--) {
      Node node = graph.nodes().get(i);
      if (node.results().stream().anyMatch(wanted::contains)) {
        needed.add(node);
        wanted.addAll(node.operands());
        wanted.remove(Node.ABSENT);
      }
    }
    Collections.reverse(needed);
    return needed;
  }

  /** As {@link #run}, every value of the graph by name. */
  public Map<String, Tensor> values(Graph graph, Map<String, Tensor> inputs) {
    return values(graph, graph.nodes(), inputs);
  }

  private Map<String, Tensor> values(Graph graph, List<Node> nodes, Map<String, Tensor> inputs) {
    Map<String, Tensor> values = new LinkedHashMap<>();
    graph.inputs().forEach((name, type) -> values.put(name, input(name, type, inputs)));
    Map<String, long[]> shapes = new LinkedHashMap<>();
    values.forEach((name, tensor) -> shapes.put(name, tensor.shape()));
    Map<String, Dim> symbols = Symbols.solve(graph, shapes);
    graph.constants().forEach((name, tensor) -> values.put(name, precision.kept(tensor)));
    for (Node node : nodes) {
      List<Tensor> results = run(graph, node, symbols, values);
      for (int i = 0; i < node.results().size(); i++) {
        if (!node.results().get(i).equals(Node.ABSENT)) {
          values.put(node.results().get(i), results.get(i));
        }
      }
    }
    return values;
  }

  private Tensor input(String name, TensorType type, Map<String, Tensor> inputs) {
    Tensor tensor = inputs.get(name);
    if (tensor == null) {
      throw new IrException("%%%s: an input %s is needed, got none", name, type);
    }
    Tensor kept = precision.kept(tensor);
    if (kept.element() != precision.kept(type.element())) {
      throw new IrException("%%%s: %s is needed, got %s", name, type, tensor.type());
    }
    return kept;
  }

  private List<Tensor> run(
      Graph graph, Node node, Map<String, Dim> symbols, Map<String, Tensor> values) {
    List<Optional<Tensor>> operands =
        node.operands().stream().map(name -> Optional.ofNullable(values.get(name))).toList();
    try {
      if (node.op() instanceof Choice) {
        Tensor logits = operands.get(operands.size() - 1).orElseThrow();
        int branch = ChoiceResolver.resolve(graph, node, logits);
        return List.of(operands.get(branch).orElseThrow());
      }
      return evaluate(node.op().substitute(symbols), operands);
    } catch (IrException e) {
      throw new IrException("%s: %s", text(node), e.getMessage());
    }
  }

  /** Such as {@code %y = conv(%x, %w)}. */
  private static String text(Node node) {
    return "%"
        + node.results().stream().filter(r -> !r.equals(Node.ABSENT)).findFirst().orElse("?")
        + " = "
        + node.op().mnemonic()
        + node.operands().stream().map(o -> "%" + o).collect(Collectors.joining(", ", "(", ")"));
  }

  /**
   * The results of one operator; absent operands are empty. All branches of a choice cost the same
   * here.
   */
  public List<Tensor> evaluate(Op op, List<Optional<Tensor>> operands) {
    List<Optional<Tensor>> kept = operands.stream().map(o -> o.map(precision::kept)).toList();
    List<Optional<TensorType>> types = kept.stream().map(o -> o.map(Tensor::type)).toList();
    List<TensorType> results = new ArrayList<>();
    for (TensorType type : op.infer(new Operands(types, (a, b) -> {}))) {
      results.add(type.withElement(precision.kept(type.element())));
      if (!(op instanceof Opaque) && (!type.isStatic() || Shapes.size(type.shape()) > LARGEST)) {
        throw new IrException("a result %s is unknown in size or too large to compute", type);
      }
    }
    return Kernels.run(op, new Call(kept, List.copyOf(results)));
  }
}
