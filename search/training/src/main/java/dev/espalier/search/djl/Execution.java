package dev.espalier.search.djl;

import ai.djl.ndarray.NDScope;
import ai.djl.ndarray.types.DataType;
import ai.djl.pytorch.engine.PtNDArray;
import ai.djl.pytorch.jni.JniUtils;
import dev.espalier.ir.ElementType;
import dev.espalier.ir.IrException;
import dev.espalier.ir.Node;
import dev.espalier.ir.TensorType;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Runs the nodes of a plan. A value is given up after its last reader; PyTorch keeps what the
 * gradients need.
 */
final class Execution implements AutoCloseable {
  private final Program program;
  private final Call.Surroundings around;
  private final Map<String, PtNDArray> inputs;
  private final Map<String, PtNDArray> leaves = new HashMap<>();
  private final Map<String, PtNDArray> values = new HashMap<>();

  Execution(Program program, Call.Surroundings around, Map<String, PtNDArray> inputs) {
    this.program = program;
    this.around = around;
    this.inputs = inputs;
  }

  void run(Plan plan) {
    Map<String, Integer> unread = new HashMap<>(plan.reads());
    for (Node node : plan.nodes()) {
      run(plan, node);
      for (String operand : plan.operands(node)) {
        if (unread.merge(operand, -1, Integer::sum) == 0 && values.containsKey(operand)) {
          values.remove(operand).close();
        }
      }
    }
  }

  /** What a kernel makes besides the results that are read is freed at once. */
  private void run(Plan plan, Node node) {
    try (NDScope temporary = new NDScope()) {
      temporary.suppressNotUsedWarning();
      List<Optional<PtNDArray>> operands = operands(plan, node);
      List<PtNDArray> made =
          plan.decision(node)
              .map(decision -> List.of(Choices.merge(decision, this::value, around)))
              .orElseGet(() -> Kernels.run(node.op(), call(node, operands)));
      for (int i = 0; i < node.results().size(); i++) {
        if (plan.reads().containsKey(node.results().get(i))) {
          keep(node.results().get(i), made.get(i), operands);
        }
      }
    } catch (IrException e) {
      throw new IrException("%%%s = %s: %s", node.result(), node.op().mnemonic(), e.getMessage());
    }
  }

  private Call call(Node node, List<Optional<PtNDArray>> operands) {
    return new Call(node, operands, program.graph().resultTypes(node), around);
  }

  private List<Optional<PtNDArray>> operands(Plan plan, Node node) {
    List<String> read = plan.operands(node);
    List<Optional<PtNDArray>> operands = new ArrayList<>();
    for (String operand : node.operands()) {
      operands.add(read.contains(operand) ? Optional.of(value(operand)) : Optional.empty());
    }
    return operands;
  }

  /** Keeps a result in the type it must have, under a handle that no other value has. */
  private void keep(String name, PtNDArray made, List<Optional<PtNDArray>> operands) {
    PtNDArray typed = made.toType(type(program.graph().type(name)), false);
    Long handle = typed.getHandle();
    boolean taken =
        operands.stream().anyMatch(o -> o.filter(a -> a.getHandle().equals(handle)).isPresent());
    PtNDArray own = taken ? JniUtils.reshape(typed, typed.getShape().getShape()) : typed;
    NDScope.unregister(own);
    values.put(name, own);
  }

  private DataType type(TensorType type) {
    ElementType element = program.parameters().computed(type.element());
    return Tensors.dataType(element);
  }

  /** The array of a value that is known by now. */
  PtNDArray value(String name) {
    PtNDArray value = values.getOrDefault(name, inputs.get(name));
    if (value != null) {
      return value;
    }
    return program.isFixed(name) ? program.fixed(name) : leaf(name);
  }

  /** Whether a value does not have to be computed. */
  boolean isSource(String name) {
    return inputs.containsKey(name)
        || program.isFixed(name)
        || program.parameters().value(name).isPresent();
  }

  /**
   * A parameter as this pass sees it: the same memory under a handle of its own, which takes the
   * gradient. So there is no gradient of an earlier step to be cleared or added to.
   */
  PtNDArray leaf(String name) {
    PtNDArray known = leaves.get(name);
    if (known != null) {
      return known;
    }
    PtNDArray array = (PtNDArray) program.parameters().value(name).orElseThrow();
    if (!around.gradients() || !program.parameters().isTrained(name)) {
      return array;
    }
    PtNDArray leaf = JniUtils.detachGradient(array);
    leaf.setRequiresGradient(true);
    NDScope.unregister(leaf);
    leaves.put(name, leaf);
    return leaf;
  }

  /** The leaf of a parameter that was read. */
  Optional<PtNDArray> usedLeaf(String name) {
    return Optional.ofNullable(leaves.get(name));
  }

  @Override
  public void close() {
    values.values().forEach(PtNDArray::close);
    leaves.values().forEach(PtNDArray::close);
  }
}
