package dev.espalier.passes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.espalier.ir.Graph;
import dev.espalier.ir.IrException;
import dev.espalier.ir.Node;
import dev.espalier.ir.Tensor;
import dev.espalier.ir.TensorType;
import dev.espalier.ir.run.Interpreter;
import dev.espalier.ir.run.Precision;
import dev.espalier.ir.text.IrParser;
import dev.espalier.ir.text.IrPrinter;
import dev.espalier.ir.text.SeededTensor;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Checks what a pass makes of a graph: its text, its inputs and outputs, the numbers it computes,
 * and that a second run changes nothing.
 *
 * <p>Numbers are compared in double, with weights in double: the pass runs a second time on the
 * same text with f64 for f32, so that what it folds is not rounded to float on the way.
 */
public final class PassAssert {
  private static final double TOLERANCE = 1e-9;

  private final Pass pass;
  private final String text;
  private final List<String> refusals;
  private final Map<String, Long> sizes = new TreeMap<>();

  private PassAssert(Pass pass, String text, List<String> refusals) {
    this.pass = pass;
    this.text = text;
    this.refusals = refusals;
  }

  public static PassAssert on(Pass pass, String text) {
    return new PassAssert(pass, text, new ArrayList<>());
  }

  /** On the pass that applies one rule. */
  public static PassAssert on(Rule<?> rule, String text) {
    return on(List.of(rule), text);
  }

  /** On the pass that applies some rules. */
  public static PassAssert on(List<Rule<?>> rules, String text) {
    List<String> refusals = new ArrayList<>();
    ApplyRules.Listener listener =
        new ApplyRules.Listener() {
          @Override
          public void refused(Rule<?> refusing, Node node, Outcome.Refused refused) {
            refusals.add(refused.reason());
          }
        };
    return new PassAssert(new ApplyRules(listener, rules), text, refusals);
  }

  /** The size of a symbolic dim when numbers are compared; by default 8, and 2 for N. */
  public PassAssert with(String symbol, long size) {
    sizes.put(symbol, size);
    return this;
  }

  /** The text of the result, with the digests of constants left out. */
  public void gives(String expected) {
    Graph before = IrParser.parse(text);
    Graph after = pass.run(before);
    assertThat(withoutDigests(IrPrinter.print(after)).strip()).isEqualTo(expected.strip());
    assertThat(after).as("the result is another instance").isNotSameAs(before);
    assertThat(pass.run(after)).as("a second run changes nothing").isSameAs(after);
    assertThat(List.copyOf(after.inputs().entrySet()))
        .isEqualTo(List.copyOf(before.inputs().entrySet()));
    assertThat(after.outputs()).isEqualTo(before.outputs());
    assertSameNumbers(structure(after));
  }

  /** The result still has these operators, and computes the same numbers. */
  public void keeps(String... mnemonics) {
    Graph after = pass.run(IrParser.parse(text));
    assertThat(after.nodes()).extracting(node -> node.op().mnemonic()).contains(mnemonics);
    assertSameNumbers(structure(after));
  }

  public void changesNothing() {
    Graph graph = IrParser.parse(text);
    assertThat(pass.run(graph)).as("the result is the same instance").isSameAs(graph);
  }

  /** The rule changes nothing, for a reason that contains the given words. */
  public void refuses(String reason) {
    changesNothing();
    assertThat(refusals).as("reasons").anyMatch(given -> given.contains(reason));
  }

  /** The model is at fault, with a message that contains the given words. */
  public void fails(String message) {
    Graph graph = IrParser.parse(text);
    assertThatThrownBy(() -> pass.run(graph))
        .isInstanceOf(IrException.class)
        .hasMessageContaining(message);
  }

  private void assertSameNumbers(List<String> structure) {
    Graph before = IrParser.parse(text.replaceAll("\\bf32\\b", "f64"));
    Graph after = pass.run(before);
    assertThat(structure(after)).as("nodes of the result in f64").isEqualTo(structure);
    Interpreter interpreter = new Interpreter(Precision.F64);
    for (int seed = 1; seed <= 3; seed++) {
      Map<String, Tensor> inputs = inputs(before, seed);
      List<Tensor> expected = interpreter.run(before, inputs);
      List<Tensor> actual = interpreter.run(after, inputs);
      for (int i = 0; i < expected.size(); i++) {
        assertClose("%" + before.outputs().get(i), expected.get(i), actual.get(i));
      }
    }
  }

  private static List<String> structure(Graph graph) {
    return graph.nodes().stream().map(n -> n.results() + " = " + n.op().mnemonic()).toList();
  }

  private static void assertClose(String output, Tensor expected, Tensor actual) {
    assertThat(actual.type()).as(output).isEqualTo(expected.type());
    double[] numbers = expected.toDoubles();
    assertThat(Arrays.stream(numbers).allMatch(Double::isFinite)).as(output + " finite").isTrue();
    double range = range(numbers);
    double[] others = actual.toDoubles();
    for (int i = 0; i < numbers.length; i++) {
      assertThat(Math.abs(others[i] - numbers[i]) <= TOLERANCE * range)
          .as("%s[%d] is %s, was %s", output, i, others[i], numbers[i])
          .isTrue();
    }
  }

  private static double range(double[] numbers) {
    double min = Arrays.stream(numbers).min().orElse(0);
    double max = Arrays.stream(numbers).max().orElse(0);
    double range = max > min ? max - min : Math.abs(max);
    return range > 0 ? range : 1;
  }

  /** The range grows with the seed, so that the ends of clips and the like are reached. */
  private Map<String, Tensor> inputs(Graph graph, int seed) {
    Map<String, Tensor> inputs = new LinkedHashMap<>();
    graph
        .inputs()
        .forEach(
            (name, type) -> {
              TensorType concrete =
                  TensorType.of(
                      type.element(),
                      type.dims().stream().mapToLong(dim -> dim.evaluate(sizes(graph))).toArray());
              long own = 1000L * seed + inputs.size();
              inputs.put(name, SeededTensor.of(concrete, own, Math.pow(4, seed - 1)));
            });
    return inputs;
  }

  private Map<String, Long> sizes(Graph graph) {
    Map<String, Long> all = new TreeMap<>();
    for (TensorType type : graph.inputs().values()) {
      type.dims()
          .forEach(
              dim -> dim.symbols().forEach(symbol -> all.put(symbol, symbol.equals("N") ? 2L : 8)));
    }
    all.putAll(sizes);
    return all;
  }

  private static String withoutDigests(String text) {
    return text.replaceAll("#[0-9a-f]{10}(?![0-9a-f])", "");
  }
}
