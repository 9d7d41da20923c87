package dev.espalier.search.djl;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDScope;
import ai.djl.pytorch.engine.PtNDArray;
import ai.djl.pytorch.jni.JniUtils;
import ai.djl.training.GradientCollector;
import dev.espalier.ir.ElementType;
import dev.espalier.ir.IrException;
import dev.espalier.ir.Node;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * One run of a network on a batch. Every array that is made on this thread before the pass is
 * closed, its outputs and whatever is computed from them, is freed when it is closed; so what
 * outlives it, such as the state of an optimizer, is made before or after.
 */
public final class Pass implements AutoCloseable {
  private final Program program;
  private final NDScope scope = new NDScope();
  private final ArrayCache memo = new ArrayCache();
  private final Optional<GradientCollector> tape;
  private final Execution execution;
  private Plan plan = new Plan(List.of(), Map.of(), Map.of());

  private Pass(Program program, Mode mode, Map<String, PtNDArray> inputs, boolean record) {
    this.program = program;
    tape = record ? Optional.of(PyTorch.engine().newGradientCollector()) : Optional.empty();
    execution =
        new Execution(
            program,
            new Call.Surroundings(
                program.parameters().precision(), mode, record, program.arrays(), memo),
            inputs);
  }

  static Pass of(
      Program program, Mode mode, Choosing choosing, Map<String, NDArray> inputs, boolean record) {
    Map<String, PtNDArray> arrays = new LinkedHashMap<>();
    inputs.forEach((name, array) -> arrays.put(name, (PtNDArray) array));
    Pass pass = new Pass(program, mode, arrays, record);
    try {
      pass.plan = Plan.of(program, choice -> pass.decide(choice, choosing));
      pass.execution.run(pass.plan);
      return pass;
    } catch (RuntimeException | Error e) {
      pass.close();
      throw e;
    }
  }

  private Decision decide(ChoicePoint choice, Choosing choosing) {
    String logits = choice.logits();
    if (!execution.isSource(logits)) {
      throw new IrException(
          "%%%s: logits must be a constant or an input, not computed", choice.node().result());
    }
    double[] numbers = Tensors.toTensor(execution.value(logits), ElementType.F64).toDoubles();
    for (int i = 0; i < numbers.length; i++) {
      if (Double.isNaN(numbers[i])) {
        throw new IrException("%%%s: logit %d is NaN, a number is needed", logits, i);
      }
    }
    return Decision.of(choice, numbers, choosing);
  }

  /** An output of the graph. */
  public NDArray output(String name) {
    return execution.value(name);
  }

  /** The outputs of the graph, in order. */
  public Map<String, NDArray> outputs() {
    Map<String, NDArray> outputs = new LinkedHashMap<>();
    program.graph().outputs().forEach(name -> outputs.put(name, output(name)));
    return outputs;
  }

  /** A parameter for terms of the loss that involve it directly. */
  public NDArray parameter(Parameter parameter) {
    return execution.leaf(parameter.name());
  }

  /** Computes the gradients of a loss, one number; once per pass. */
  public void backward(NDArray loss) {
    tape.orElseThrow(() -> new IllegalStateException("this pass does not record")).backward(loss);
  }

  /** The gradient of the loss; empty if the loss does not depend on the parameter. */
  public Optional<NDArray> gradient(Parameter parameter) {
    return execution.usedLeaf(parameter.name()).map(JniUtils::getGradient);
  }

  /** The nodes that ran, in order. */
  public List<Node> nodes() {
    return plan.nodes();
  }

  /** The branch taken at each choice that was needed, by the value of the choice. */
  public Map<String, Integer> chosen() {
    Map<String, Integer> chosen = new LinkedHashMap<>();
    plan.decisions().forEach((choice, decision) -> chosen.put(choice, decision.chosen()));
    return chosen;
  }

  @Override
  public void close() {
    tape.ifPresent(GradientCollector::close);
    execution.close();
    memo.close();
    scope.close();
  }
}
