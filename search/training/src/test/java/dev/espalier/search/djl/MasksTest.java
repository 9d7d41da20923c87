package dev.espalier.search.djl;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import ai.djl.ndarray.NDArray;
import dev.espalier.ir.ElementType;
import dev.espalier.ir.IrException;
import dev.espalier.ir.Tensor;
import java.util.Arrays;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The straight-through estimator of channel masks. */
class MasksTest {
  private static final String LINEAR =
      """
      graph @linear(%x: f32[1,5,1,1]) {
        %z = conv(%x, %w=f32[6,5,1,1]#rand(1))
        %y = channel_mask(%z, %c=f32[6]#[0.2,0.7,0.5,0.9,0.4,0.6])
        return %y
      }
      """;

  /** Half the square of the distance of y from its target, which is all ones. */
  private static NDArray loss(Pass pass) {
    return pass.output("y").sub(1).square().sum().mul(0.5);
  }

  @Test
  void aScoreHasTheGradientOfItsBinaryMask() {
    try (Toy toy = new Toy(LINEAR)) {
      double[] gradient = toy.gradients(Mode.TRAIN, Choosing.BEST, MasksTest::loss).get("c");
      double[] scores = toy.numbers("c");
      double[] w = toy.numbers("w");
      double[] x = toy.input("x");
      for (int c = 0; c < scores.length; c++) {
        double[] b = Arrays.stream(scores).map(s -> s > 0.5 ? 1 : 0).toArray();
        b[c] += 1e-6;
        double above = plainLoss(w, x, b);
        b[c] -= 2e-6;
        double below = plainLoss(w, x, b);
        assertThat(gradient[c]).isCloseTo((above - below) / 2e-6, within(1e-8));
      }
    }
  }

  private static double plainLoss(double[] w, double[] x, double[] b) {
    double loss = 0;
    for (int o = 0; o < b.length; o++) {
      double z = 0;
      for (int i = 0; i < x.length; i++) {
        z += w[o * x.length + i] * x[i];
      }
      loss += 0.5 * (b[o] * z - 1) * (b[o] * z - 1);
    }
    return loss;
  }

  @Test
  void filtersThatAreOffKeepTheirWeights() {
    try (Toy toy = new Toy(LINEAR)) {
      Map<String, double[]> gradients = toy.gradients(Mode.TRAIN, Choosing.BEST, MasksTest::loss);
      double[] scores = toy.numbers("c");
      for (int o = 0; o < scores.length; o++) {
        double[] row = Arrays.copyOfRange(gradients.get("w"), 5 * o, 5 * o + 5);
        if (scores[o] > 0.5) {
          assertThat(row).doesNotContain(0);
        } else {
          assertThat(row).containsOnly(0);
        }
        assertThat(Math.abs(gradients.get("c")[o])).isGreaterThan(1e-9);
      }
    }
  }

  @Test
  void theThresholdIsStrict() {
    String text =
        """
        graph @g(%x: f32[2,4,3,3]) {
          %y = channel_mask(%x, %c=f32[4]#[0.2,0.7,0.5,0.9])
          return %y
        }
        """;
    try (Toy toy = new Toy(text)) {
      toy.set("x", Tensor.filled(ElementType.F32, new long[] {2, 4, 3, 3}, 1));
      double[] y = toy.output(Mode.EVALUATE, "y");
      assertThat(new double[] {y[0], y[9], y[18], y[27]}).containsExactly(0, 1, 0, 1);
      double[] gradient =
          toy.gradients(Mode.TRAIN, Choosing.BEST, pass -> pass.output("y").sum()).get("c");
      assertThat(gradient).containsExactly(18, 18, 18, 18);
      toy.put("c", 0.5, Math.nextUp(0.5), Math.nextDown(0.5), 1);
      y = toy.output(Mode.EVALUATE, "y");
      assertThat(new double[] {y[0], y[9], y[18], y[27]}).containsExactly(0, 1, 0, 1);
    }
  }

  /** The arrays of computed scores are freed, and their memory is taken again by the next. */
  @Test
  void eachPartOfSharedScoresIsAMaskOfItsOwn() {
    StringBuilder text = new StringBuilder("graph @g(%").append("x: f32[1,2,1,1]) {\n");
    int parts = 16;
    for (int i = 0; i < parts; i++) {
      String scores = i == 0 ? "c=f32[4]#[0.2,0.7,0.5,0.9]" : "c";
      text.append(
          "%%s%d = index_select(%%%s) {axis=0, indices=[%d,%d]}%n"
              .formatted(i, scores, i % 4, i / 4));
      text.append("%%m%d = channel_mask(%%x, %%s%d)%n".formatted(i, i));
    }
    for (int i = 1; i < parts; i++) {
      text.append("%%a%d = add(%s, %%m%d)%n".formatted(i, i == 1 ? "%m0" : "%a" + (i - 1), i));
    }
    text.append("return %a15, ");
    for (int i = 0; i < parts; i++) {
      text.append(i == 0 ? "" : ", ").append("%m").append(i);
    }
    double[] passes = {0, 1, 0, 1};
    try (Toy toy = new Toy(text.append("\n}\n").toString())) {
      toy.set("x", Tensor.filled(ElementType.F32, new long[] {1, 2, 1, 1}, 1));
      for (int i = 0; i < parts; i++) {
        assertThat(toy.output(Mode.EVALUATE, "m" + i))
            .containsExactly(passes[i % 4], passes[i / 4]);
      }
      double[] gradient =
          toy.gradients(Mode.TRAIN, Choosing.BEST, pass -> pass.output("a15").sum()).get("c");
      assertThat(gradient).containsExactly(8, 8, 8, 8);
    }
  }

  @ParameterizedTest
  @ValueSource(doubles = {Double.NaN, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY})
  void scoresThatAreNotFiniteAreErrors(double score) {
    try (Toy toy = new Toy(LINEAR)) {
      toy.put("c", 1, 1, score, 1, 1, 1);
      assertThatThrownBy(() -> toy.output(Mode.EVALUATE, "y"))
          .isInstanceOf(IrException.class)
          .hasMessageContaining("%y = channel_mask")
          .hasMessageContaining("score 2 is " + score);
    }
  }

  @Test
  void aChannelThatIsOffHidesInfinities() {
    try (Toy toy = new Toy(LINEAR)) {
      double[] x = {1, 1, 1, 1, 1};
      toy.set("x", Tensor.of(ElementType.F32, new long[] {1, 5, 1, 1}, x));
      double[] w = new double[30];
      Arrays.fill(w, 0, 5, Double.POSITIVE_INFINITY);
      toy.put("w", w);
      assertThat(toy.output(Mode.EVALUATE, "y")).containsOnly(0);
    }
  }

  /** The loss {@code (b w - 1)^2 / 2} from c = 0.4, w = 1, in steps of 0.05. */
  @Test
  void aChannelComesBackWithItsWeight() {
    String text =
        """
        graph @g(%x: f32[1,1,1,1]) {
          %z = conv(%x, %w=f32[1,1,1,1]#[1])
          %y = channel_mask(%z, %c=f32[1]#[0.4])
          return %y
        }
        """;
    try (Toy toy = new Toy(text)) {
      toy.set("x", Tensor.filled(ElementType.F32, new long[] {1, 1, 1, 1}, 1));
      toy.put("c", 0.4);
      int kept = -1;
      for (int i = 0; i < 10; i++) {
        kept = kept < 0 && toy.output(Mode.EVALUATE, "y")[0] == 1 ? i : kept;
        Map<String, double[]> gradients = toy.gradients(Mode.TRAIN, Choosing.BEST, MasksTest::loss);
        toy.put("c", toy.numbers("c")[0] - 0.05 * gradients.get("c")[0]);
        toy.put("w", toy.numbers("w")[0] - 0.05 * gradients.get("w")[0]);
      }
      assertThat(kept).isEqualTo(3);
      assertThat(toy.numbers("c")[0]).isCloseTo(0.55, within(1e-12));
      assertThat(toy.numbers("w")[0]).isEqualTo(1);
    }
  }

  private static String masked(String before, String after) {
    return """
        graph @g(%%x: f32[2,3,8,8]) {
          %%a = conv(%%x, %%w=f32[8,3,3,3]#rand(1)) {pads=[1,1,1,1]}
          %s
          %%y = conv(%s, %%k=f32[4,8,3,3]#rand(2))
          return %%y
        }
        """
        .formatted(before, after);
  }

  @Test
  void allOnesChangeNothing() {
    String norm =
        "%b = batch_normalization(%a, %g=f32[8]#rand(3), %h=f32[8]#rand(4), f32[8]#zeros, f32[8]#fill(1))\n%r = relu(%b)";
    String mask = norm + "\n%m = channel_mask(%r, %c=f32[8]#fill(1))";
    try (Toy with = new Toy(masked(mask, "%m"));
        Toy without = new Toy(masked(norm, "%r"))) {
      assertThat(with.output(Mode.TRAIN, "y")).isEqualTo(without.output(Mode.TRAIN, "y"));
      Map<String, double[]> expected =
          without.gradients(Mode.TRAIN, Choosing.BEST, MasksTest::loss);
      Map<String, double[]> actual = with.gradients(Mode.TRAIN, Choosing.BEST, MasksTest::loss);
      expected.forEach((name, gradient) -> assertThat(actual.get(name)).isEqualTo(gradient));
    }
  }

  /** Mean size of the gradients of scores, of channels that are off and of those that are on. */
  private static double[] sizes(String body, String last) {
    String scores = "f32[8]#[0.2,0.7,0.1,0.9,0.3,0.8,0.4,0.6]";
    try (Toy toy = new Toy(masked(body.replace("SCORES", "%c=" + scores), last))) {
      double[] gradient = toy.gradients(Mode.TRAIN, Choosing.BEST, MasksTest::loss).get("c");
      double off = 0;
      double on = 0;
      for (int c = 0; c < 8; c++) {
        off += c % 2 == 0 ? Math.abs(gradient[c]) / 4 : 0;
        on += c % 2 == 1 ? Math.abs(gradient[c]) / 4 : 0;
      }
      return new double[] {off, on};
    }
  }

  @Test
  void onlyTheLastPlaceGivesEveryScoreAGradient() {
    String norm =
        "batch_normalization(%s, f32[8]#fill(1), f32[8]#zeros, f32[8]#zeros, f32[8]#fill(1))";
    double[] first =
        sizes(
            "%m = channel_mask(%a, SCORES)\n%b = " + norm.formatted("%m") + "\n%r = relu(%b)",
            "%r");
    double[] middle =
        sizes(
            "%b = " + norm.formatted("%a") + "\n%m = channel_mask(%b, SCORES)\n%r = relu(%m)",
            "%r");
    double[] last =
        sizes(
            "%b = " + norm.formatted("%a") + "\n%r = relu(%b)\n%m = channel_mask(%r, SCORES)",
            "%m");
    assertThat(middle[0]).isEqualTo(0);
    assertThat(last[0]).isGreaterThan(1e-4);
    assertThat(first[1]).isLessThan(1e-3 * last[1]);
    assertThat(last[1]).isGreaterThan(1e-3);
  }

  private static String residual(String first, String second, String third) {
    return """
        graph @g(%%x: f32[2,3,6,6]) {
          %%a = conv(%%x, f32[4,3,1,1]#rand(1))
          %%ma = channel_mask(%%a, %s)
          %%b = conv(%%ma, f32[4,4,3,3]#rand(2)) {pads=[1,1,1,1]}
          %%mb = channel_mask(%%b, %s)
          %%s = add(%%ma, %%mb)
          %%d = conv(%%s, f32[4,1,3,3]#rand(3)) {pads=[1,1,1,1], groups=4}
          %%md = channel_mask(%%d, %s)
          %%y = add(%%s, %%md)
          return %%y
        }
        """
        .formatted(first, second, third);
  }

  @Test
  void aScoreOfSeveralMembersHasTheSumOfTheirGradients() {
    String numbers = "f32[4]#[0.2,0.7,0.4,0.9]";
    try (Toy shared = new Toy(residual("%c=" + numbers, "%c", "%c"));
        Toy apart = new Toy(residual("%p=" + numbers, "%q=" + numbers, "%r=" + numbers))) {
      double[] together = shared.gradients(Mode.TRAIN, Choosing.BEST, MasksTest::loss).get("c");
      Map<String, double[]> each = apart.gradients(Mode.TRAIN, Choosing.BEST, MasksTest::loss);
      for (int c = 0; c < 4; c++) {
        double sum = each.get("p")[c] + each.get("q")[c] + each.get("r")[c];
        assertThat(together[c]).isCloseTo(sum, within(1e-12 * Math.max(1, Math.abs(sum))));
      }
    }
  }
}
