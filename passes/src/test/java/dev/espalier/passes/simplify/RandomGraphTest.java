package dev.espalier.passes.simplify;

import static org.assertj.core.api.Assertions.assertThat;

import dev.espalier.ir.Dim;
import dev.espalier.ir.ElementType;
import dev.espalier.ir.Graph;
import dev.espalier.ir.Tensor;
import dev.espalier.ir.TensorType;
import dev.espalier.ir.run.Interpreter;
import dev.espalier.ir.run.Precision;
import dev.espalier.ir.text.IrPrinter;
import dev.espalier.passes.ApplyRules;
import dev.espalier.passes.Pass;
import dev.espalier.passes.Rule;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.LongStream;
import org.assertj.core.data.Offset;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** All simplifications together on random graphs: nothing gets longer, and the numbers stay. */
class RandomGraphTest {
  private static final List<Pass> PASSES =
      List.of(
          new ApplyRules(SimplifyRules.all().toArray(Rule<?>[]::new)),
          new FoldConstants(),
          new MergeEqualNodes(),
          new MergeEqualConstants());

  /** Fixed seeds, and one more if the system property {@code seed} gives it. */
  static LongStream seeds() {
    return LongStream.concat(
        LongStream.range(0, Long.getLong("seeds", 150)), LongStream.of(Long.getLong("seed", 4711)));
  }

  @ParameterizedTest(name = "seed {0}")
  @MethodSource("seeds")
  void simplifyingKeepsTheNumbers(long seed) {
    Graph before = RandomGraph.of(seed);
    Graph after = settle(before);
    Map<String, Tensor> inputs = inputs(before, seed);
    Interpreter interpreter = new Interpreter(Precision.F64);
    List<Tensor> expected = interpreter.run(before, inputs);
    List<Tensor> actual = interpreter.run(after, inputs);
    for (int i = 0; i < expected.size(); i++) {
      assertThat(actual.get(i).type()).isEqualTo(expected.get(i).type());
      assertThat(actual.get(i).toDoubles())
          .as("output %d of\n%sfrom\n%s", i, IrPrinter.print(after), IrPrinter.print(before))
          .containsExactly(expected.get(i).toDoubles(), Offset.offset(1e-9));
    }
  }

  private static Graph settle(Graph graph) {
    Graph before = graph;
    for (int round = 0; round < 50; round++) {
      Graph after = before;
      for (Pass pass : PASSES) {
        after = pass.run(after);
      }
      if (after == before) {
        return after;
      }
      before = after;
    }
    throw new AssertionError("does not settle:\n" + IrPrinter.print(before));
  }

  private static Map<String, Tensor> inputs(Graph graph, long seed) {
    Random random = new Random(seed);
    Map<String, Tensor> inputs = new LinkedHashMap<>();
    graph
        .inputs()
        .forEach(
            (name, type) -> {
              long[] shape = type.substitute(Map.of("N", Dim.of(2))).shape();
              int size = (int) TensorType.of(ElementType.F64, shape).elements().value();
              double[] values = random.doubles(size, -2, 2).toArray();
              inputs.put(name, Tensor.of(ElementType.F64, shape, values));
            });
    return inputs;
  }
}
