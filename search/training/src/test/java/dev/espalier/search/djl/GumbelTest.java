package dev.espalier.search.djl;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.djl.ndarray.NDArray;
import dev.espalier.ir.Node;
import dev.espalier.ir.text.IrParser;
import dev.espalier.search.djl.Choosing.Branches;
import dev.espalier.search.djl.Choosing.Sampled;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Choices sampled by the Gumbel-max trick, with the gradient of the softmax. */
class GumbelTest {
  private static final String MIXED =
      """
      graph @mixed(%x: f32[2,4,3,3]) {
        %s = conv(%x, %w=f32[4,4,1,1]#rand(1))
        %a = conv(%s, %wa=f32[4,4,1,1]#rand(2))
        %b1 = conv(%s, %wb=f32[4,4,3,3]#rand(3)) {pads=[1,1,1,1]}
        %b = relu(%b1)
        %y = choice(%s, %a, %b, %l=f32[3]#[0.3,1.1,-0.5])
        return %y
      }
      """;

  /** All branches are what they start from. */
  private static final String EQUAL =
      """
      graph @equal(%x: f32[1,2,3,3]) {
        %s = relu(%x)
        %a = identity(%s)
        %b = identity(%s)
        %y = choice(%s, %a, %b, %l=f32[3]#[0.5,0,0])
        return %y
      }
      """;

  private static Sampled sampled(double temperature, long step, Branches branches) {
    return new Sampled(temperature, new Draws(11), step, branches);
  }

  private static NDArray loss(Pass pass) {
    return pass.output("y").square().sum();
  }

  @ParameterizedTest
  @ValueSource(doubles = {5, 1, 0.1})
  void branchesComeAsOftenAsTheSoftmaxSays(double temperature) {
    ChoicePoint choice = ChoicePoint.in(IrParser.parse(MIXED)).get(0);
    double[] logits = {0.3, 1.1, -0.5};
    int draws = 200_000;
    int[] counts = new int[3];
    for (int step = 0; step < draws; step++) {
      Sampled sampled = sampled(temperature, step, Branches.SAMPLED_AND_SKIP);
      counts[Decision.of(choice, logits, sampled).chosen()]++;
    }
    double[] p = softmax(logits);
    double chiSquare = 0;
    for (int k = 0; k < 3; k++) {
      double expected = draws * p[k];
      chiSquare += (counts[k] - expected) * (counts[k] - expected) / expected;
    }
    assertThat(chiSquare).isLessThan(18.4);
  }

  private static double[] softmax(double... x) {
    double sum = 0;
    double[] p = new double[x.length];
    for (int k = 0; k < x.length; k++) {
      p[k] = StrictMath.exp(x[k]);
      sum += p[k];
    }
    for (int k = 0; k < x.length; k++) {
      p[k] /= sum;
    }
    return p;
  }

  /** {@code p_k (a_k - sum p a) / t}, where a are the gradients of the one-hot. */
  private static double[] closedForm(double[] logits, Sampled sampled, double[] a) {
    double[] noisy = new double[logits.length];
    for (int k = 0; k < noisy.length; k++) {
      noisy[k] = (logits[k] + sampled.draws().gumbel(sampled.step(), k)) / sampled.temperature();
    }
    double[] p = softmax(noisy);
    double mean = 0;
    for (int k = 0; k < p.length; k++) {
      mean += p[k] * a[k];
    }
    double[] gradient = new double[p.length];
    for (int k = 0; k < p.length; k++) {
      gradient[k] = p[k] * (a[k] - mean) / sampled.temperature();
    }
    return gradient;
  }

  @ParameterizedTest
  @EnumSource
  void logitsHaveTheGradientOfTheSoftmax(Branches branches) {
    try (Toy toy = new Toy(MIXED)) {
      for (int step = 0; step < 20; step++) {
        Sampled sampled = sampled(step % 2 == 0 ? 1 : 0.4, step, branches);
        double[][] values = branches(toy);
        int chosen = toy.run(Mode.TRAIN, sampled, pass -> pass.chosen().get("y"));
        double[] a = new double[3];
        for (int k = 0; k < 3; k++) {
          boolean computed = branches == Branches.ALL || k == chosen;
          a[k] = 2 * dot(values[chosen], values[computed ? k : 0]);
        }
        double[] expected = closedForm(toy.numbers("l"), sampled, a);
        double[] actual = toy.gradients(Mode.TRAIN, sampled, GumbelTest::loss).get("l");
        double scale = Math.max(1, Math.abs(a[chosen]));
        assertThat(actual).containsExactly(expected, within(1e-12 * scale));
      }
    }
  }

  /** The values of the branches, each taken as the deployed one. */
  private static double[][] branches(Toy toy) {
    double[] before = toy.numbers("l");
    double[][] values = new double[3][];
    for (int k = 0; k < 3; k++) {
      double[] logits = new double[3];
      logits[k] = 1;
      toy.put("l", logits);
      values[k] = toy.output(Mode.EVALUATE, "y");
    }
    toy.put("l", before);
    return values;
  }

  private static double dot(double[] a, double[] b) {
    double sum = 0;
    for (int i = 0; i < a.length; i++) {
      sum += a[i] * b[i];
    }
    return sum;
  }

  @ParameterizedTest
  @EnumSource
  void equalBranchesGiveNoGradient(Branches branches) {
    try (Toy toy = new Toy(EQUAL)) {
      for (double temperature : new double[] {5, 1, 0.1}) {
        for (int step = 0; step < 10; step++) {
          Sampled sampled = sampled(temperature, step, branches);
          double[] gradient = toy.gradients(Mode.TRAIN, sampled, GumbelTest::loss).get("l");
          assertThat(gradient).containsExactly(new double[3], within(1e-12));
        }
      }
    }
  }

  @Test
  void onlyTheSampledBranchAndSkipRun() {
    try (Toy toy = new Toy(MIXED)) {
      Map<Integer, List<String>> ran = new TreeMap<>();
      for (int step = 0; step < 30; step++) {
        Sampled sampled = sampled(1, step, Branches.SAMPLED_AND_SKIP);
        toy.run(
            Mode.TRAIN,
            sampled,
            pass ->
                ran.put(pass.chosen().get("y"), pass.nodes().stream().map(Node::result).toList()));
      }
      assertThat(ran)
          .isEqualTo(
              Map.of(
                  0, List.of("s", "y"),
                  1, List.of("s", "a", "y"),
                  2, List.of("s", "b1", "b", "y")));
      List<Node> all = toy.run(Mode.TRAIN, sampled(1, 0, Branches.ALL), Pass::nodes);
      assertThat(all).hasSize(5);
    }
  }

  @Test
  void theValueIsThatOfTheChosenBranchAndOthersLearnNothing() {
    try (Toy toy = new Toy(MIXED)) {
      double[][] values = branches(toy);
      List<Integer> seen = new ArrayList<>();
      for (int step = 0; step < 30; step++) {
        for (Branches branches : Branches.values()) {
          Sampled sampled = sampled(1, step, branches);
          toy.learn(
              Mode.TRAIN,
              sampled,
              GumbelTest::loss,
              pass -> {
                int chosen = pass.chosen().get("y");
                seen.add(chosen);
                assertThat(Toy.numbers(pass.output("y"))).isEqualTo(values[chosen]);
                assertNothing(pass, toy.parameter("wa"), chosen == 1);
                assertNothing(pass, toy.parameter("wb"), chosen == 2);
                return chosen;
              });
        }
      }
      assertThat(seen).contains(0, 1, 2);
    }
  }

  private static void assertNothing(Pass pass, Parameter parameter, boolean learns) {
    double most = pass.gradient(parameter).map(g -> g.abs().max().getDouble()).orElse(0.0);
    if (learns) {
      assertThat(most).isGreaterThan(0);
    } else {
      assertThat(most).isEqualTo(0);
    }
  }

  @Test
  void aChoiceWithoutSkipRunsAllItsBranches() {
    String text =
        """
        graph @g(%x: f32[1,2,3,3]) {
          %a = relu(%x)
          %b = sigmoid(%x)
          %y = choice(%a, %b, %l=f32[2]#[0.3,0.1])
          return %y
        }
        """;
    try (Toy toy = new Toy(text)) {
      Sampled sampled = sampled(1, 0, Branches.SAMPLED_AND_SKIP);
      assertThat(toy.run(Mode.TRAIN, sampled, Pass::nodes)).hasSize(3);
    }
  }

  @Test
  void extremeLogitsGiveNumbers() {
    try (Toy toy = new Toy(MIXED)) {
      for (double[] logits : new double[][] {{1e4, -1e4, 0}, {-1e4, -1e4, 1e4}}) {
        toy.put("l", logits);
        for (double temperature : new double[] {5, 0.1}) {
          Sampled sampled = sampled(temperature, 3, Branches.ALL);
          double[] gradient = toy.gradients(Mode.TRAIN, sampled, GumbelTest::loss).get("l");
          assertThat(gradient).doesNotContain(Double.NaN);
        }
      }
    }
  }

  @Test
  void tiesGoToTheCheaperBranch() {
    try (Toy toy = new Toy(MIXED)) {
      toy.put("l", 0, 2, 2);
      assertThat(toy.run(Mode.EVALUATE, Choosing.BEST, Pass::chosen)).containsEntry("y", 1);
      toy.put("l", 2, 2, 2);
      assertThat(toy.run(Mode.EVALUATE, Choosing.BEST, Pass::chosen)).containsEntry("y", 0);
    }
  }
}
