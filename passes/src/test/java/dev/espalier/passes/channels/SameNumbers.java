package dev.espalier.passes.channels;

import static org.assertj.core.api.Assertions.assertThat;

import dev.espalier.ir.Dim;
import dev.espalier.ir.Graph;
import dev.espalier.ir.Shapes;
import dev.espalier.ir.Tensor;
import dev.espalier.ir.TensorType;
import dev.espalier.ir.run.Interpreter;
import dev.espalier.ir.run.Precision;
import dev.espalier.passes.Pipeline;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/** Compares a graph with what the standard pipeline makes of it, in double. */
final class SameNumbers {
  private static final double TOLERANCE = 1e-9;

  private SameNumbers() {}

  /** The compiled graph, after the comparison; {@code what} names the graph in messages. */
  static Graph afterPipeline(String what, Graph before, long seed) {
    Graph after;
    try {
      after = Pipeline.standard(before).graph();
    } catch (RuntimeException e) {
      throw new AssertionError(what, e);
    }
    assertThat(after.outputs()).as(what).isEqualTo(before.outputs());
    Interpreter interpreter = new Interpreter(Precision.F64);
    Map<String, Tensor> inputs = inputs(before, new Random(seed));
    List<Tensor> expected = interpreter.run(before, inputs);
    List<Tensor> actual = interpreter.run(after, inputs);
    for (int i = 0; i < expected.size(); i++) {
      assertClose(what, expected.get(i), actual.get(i));
    }
    assertThat(Pipeline.standard(after).graph()).as("a second run of " + what).isSameAs(after);
    return after;
  }

  private static Map<String, Tensor> inputs(Graph graph, Random random) {
    Map<String, Tensor> inputs = new LinkedHashMap<>();
    graph.inputs().forEach((name, type) -> inputs.put(name, random(type, random)));
    return inputs;
  }

  private static Tensor random(TensorType type, Random random) {
    long[] shape = type.dims().stream().mapToLong(SameNumbers::size).toArray();
    int count = Math.toIntExact(Shapes.size(shape));
    double[] values =
        type.element().isFloat()
            ? random.doubles(count, -2, 2).toArray()
            : random.ints(count, 0, 2).asDoubleStream().toArray();
    return Tensor.of(type.element(), shape, values);
  }

  private static long size(Dim dim) {
    return dim.evaluate(RandomSupernetDraft.SIZES);
  }

  private static void assertClose(String what, Tensor expected, Tensor actual) {
    assertThat(actual.type()).as(what).isEqualTo(expected.type());
    double[] a = expected.toDoubles();
    double[] b = actual.toDoubles();
    double range = Math.max(1e-3, Arrays.stream(a).map(Math::abs).max().orElse(1));
    for (int k = 0; k < a.length; k++) {
      assertThat(Math.abs(a[k] - b[k]))
          .as("element %d of %s", k, what)
          .isLessThanOrEqualTo(TOLERANCE * range);
    }
  }
}
