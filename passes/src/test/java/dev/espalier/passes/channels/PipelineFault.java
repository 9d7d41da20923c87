package dev.espalier.passes.channels;

import dev.espalier.ir.Graph;
import dev.espalier.ir.Node;
import dev.espalier.ir.Shapes;
import dev.espalier.ir.Tensor;
import dev.espalier.ir.TensorType;
import dev.espalier.ir.op.ChannelMask;
import dev.espalier.ir.op.Choice;
import dev.espalier.ir.run.Interpreter;
import dev.espalier.ir.run.Precision;
import dev.espalier.passes.Pipeline;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;

/**
 * What is wrong with what the standard pipeline makes of a graph: it throws, gives other numbers in
 * double, leaves a mask or a choice, or finds something to do in its own result.
 *
 * @param kind the same for faults with the same cause, as far as that can be told
 * @param what the fault in full
 */
record PipelineFault(String kind, String what) {
  private static final double TOLERANCE = 1e-9;
  private static final Interpreter INTERPRETER = new Interpreter(Precision.F64);

  /** The fault, if there is one; the seed makes the inputs. */
  static Optional<PipelineFault> in(Graph before, long seed) {
    Graph after;
    try {
      after = Pipeline.standard(before).graph();
      if (Pipeline.standard(after).graph() != after) {
        return Optional.of(new PipelineFault("unsettled", "a second run changes the result"));
      }
    } catch (RuntimeException e) {
      return Optional.of(thrown(e));
    }
    if (after.nodes().stream().anyMatch(PipelineFault::isUndecided)) {
      return Optional.of(new PipelineFault("undecided", "a mask or a choice is left"));
    }
    return difference(before, after, seed);
  }

  boolean isLike(PipelineFault other) {
    return kind.equals(other.kind);
  }

  private static PipelineFault thrown(RuntimeException e) {
    StackTraceElement place =
        Arrays.stream(e.getStackTrace())
            .filter(frame -> frame.getClassName().startsWith("dev.espalier"))
            .findFirst()
            .orElseThrow();
    return new PipelineFault(
        e.getClass().getSimpleName() + " in " + place, e.getMessage() + " in " + place);
  }

  private static boolean isUndecided(Node node) {
    return node.op() instanceof Choice || node.op() instanceof ChannelMask;
  }

  private static Optional<PipelineFault> difference(Graph before, Graph after, long seed) {
    if (!after.outputs().equals(before.outputs()) || !after.inputs().equals(before.inputs())) {
      return Optional.of(new PipelineFault("signature", "other inputs or outputs"));
    }
    Map<String, Tensor> inputs = inputs(before, seed);
    Map<String, Tensor> values = INTERPRETER.values(before, inputs);
    if (!values.values().stream().allMatch(PipelineFault::isFinite)) {
      return Optional.empty();
    }
    List<Tensor> actual = INTERPRETER.run(after, inputs);
    for (int i = 0; i < actual.size(); i++) {
      String output = before.outputs().get(i);
      Optional<String> found = difference(values.get(output), actual.get(i));
      if (found.isPresent()) {
        return found.map(what -> new PipelineFault("numbers", "%" + output + ": " + what));
      }
    }
    return Optional.empty();
  }

  /** Inputs for symbolic sizes as in {@link RandomSupernetDraft#SIZES}. */
  static Map<String, Tensor> inputs(Graph graph, long seed) {
    Random random = new Random(seed);
    Map<String, Tensor> inputs = new LinkedHashMap<>();
    graph.inputs().forEach((name, type) -> inputs.put(name, random(type, random)));
    return inputs;
  }

  private static Tensor random(TensorType type, Random random) {
    long[] shape =
        type.dims().stream().mapToLong(d -> d.evaluate(RandomSupernetDraft.SIZES)).toArray();
    int count = Math.toIntExact(Shapes.size(shape));
    double[] values =
        type.element().isFloat()
            ? random.doubles(count, -2, 2).toArray()
            : random.ints(count, 0, 2).asDoubleStream().toArray();
    return Tensor.of(type.element(), shape, values);
  }

  /** Nothing is promised where an intermediate is not finite. */
  private static boolean isFinite(Tensor tensor) {
    return !tensor.element().isFloat()
        || Arrays.stream(tensor.toDoubles()).allMatch(Double::isFinite);
  }

  private static Optional<String> difference(Tensor expected, Tensor actual) {
    if (!actual.type().equals(expected.type())) {
      return Optional.of(actual.type() + ", was " + expected.type());
    }
    double[] a = expected.toDoubles();
    double[] b = actual.toDoubles();
    double range = Math.max(1e-3, Arrays.stream(a).map(Math::abs).max().orElse(1));
    for (int i = 0; i < a.length; i++) {
      if (!(Math.abs(a[i] - b[i]) <= TOLERANCE * range)) {
        return Optional.of("element %d is %s, was %s".formatted(i, b[i], a[i]));
      }
    }
    return Optional.empty();
  }
}
