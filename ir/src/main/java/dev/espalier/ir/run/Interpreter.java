package dev.espalier.ir.run;

import dev.espalier.ir.ChoiceResolver;
import dev.espalier.ir.Dim;
import dev.espalier.ir.ElementType;
import dev.espalier.ir.Graph;
import dev.espalier.ir.IrException;
import dev.espalier.ir.Node;
import dev.espalier.ir.Symbols;
import dev.espalier.ir.Tensor;
import dev.espalier.ir.TensorType;
import dev.espalier.ir.op.Choice;
import dev.espalier.ir.op.Op;
import dev.espalier.ir.op.Opaque;
import dev.espalier.ir.op.Operands;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Runs a graph plainly, operator by operator: the reference that passes and runtimes are compared
 * with. Every operator computes in double (integers in long, exactly) and rounds its result once,
 * to the type its {@link Precision} keeps.
 */
public final class Interpreter {
  private final Precision precision;

  public Interpreter(Precision precision) {
    this.precision = precision;
  }

  /** The graph's outputs, in order. A missing or ill-typed input is an {@link IrException}. */
  public List<Tensor> run(Graph graph, Map<String, Tensor> inputs) {
    Map<String, Tensor> values = values(graph, inputs);
    return graph.outputs().stream().map(values::get).toList();
  }

  /** Every value of the graph by name. Symbolic dims take their sizes from the inputs. */
  public Map<String, Tensor> values(Graph graph, Map<String, Tensor> inputs) {
    Map<String, Tensor> values = new LinkedHashMap<>();
    graph.inputs().forEach((name, type) -> values.put(name, input(name, type, inputs)));
    Map<String, long[]> shapes = new LinkedHashMap<>();
    values.forEach((name, tensor) -> shapes.put(name, tensor.shape()));
    Map<String, Dim> symbols = Symbols.solve(graph, shapes);
    graph.constants().forEach((name, tensor) -> values.put(name, precision.kept(tensor)));
    for (Node node : graph.nodes()) {
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
      ElementType element = precision.kept(type.element());
      results.add(type.withElement(element));
      if (!(op instanceof Opaque) && !type.isStatic()) {
        throw new IrException("%s of a result %s, its size is not known", op.mnemonic(), type);
      }
    }
    return Kernels.run(op, new Call(kept, List.copyOf(results)));
  }
}
