package dev.espalier.passes.channels;

import static org.assertj.core.api.Assertions.assertThat;

import dev.espalier.ir.ElementType;
import dev.espalier.ir.Graph;
import dev.espalier.ir.Tensor;
import dev.espalier.ir.TensorType;
import dev.espalier.ir.op.Reason;
import dev.espalier.ir.run.Interpreter;
import dev.espalier.ir.run.Precision;
import dev.espalier.ir.text.IrParser;
import dev.espalier.ir.text.SeededTensor;
import dev.espalier.passes.Pipeline;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * A mask in front of a normalisation leaves constants, which meet padding or not on their way to
 * the next weights. Whatever becomes of them, border and interior are the same, each by itself.
 */
class ConstantsAtTheBorderTest {
  private static final Interpreter INTERPRETER = new Interpreter(Precision.F64);
  private static final int SIZE = 7;

  /** Masked channels 1, 3, 4 become min(max(beta, 0), 6) = 0.25, 0.75, 0.5. */
  private static final String MASKED =
      """
      graph @g(%x: f64[1,3,H,W]) {
        %a = conv(%x, f64[6,3,3,3]#rand(1)) {pads=[1,1,1,1]}
        %m = channel_mask(%a, f64[6]#[1, 0, 1, 0, 0, 1])
        %b = batch_normalization(%m, f64[6]#rand(2), f64[6]#[0.5, 0.25, 0.5, 0.75, 0.5, 0.125], f64[6]#zeros, f64[6]#[1, 2, 0.5, 1, 1, 3])
        %r = clip(%b) {min=0, max=6}
      """;

  /** What is between the activation and the consumer; the last one has six channels. */
  private static final Map<String, String> WAYS =
      Map.of(
          "directly",
          "%v = relu(%r)",
          "a padded depthwise convolution",
          "%v = conv(%r, f64[6,1,3,3]#rand(3), f64[6]#rand(4)) {groups=6, pads=[1,1,1,1]}",
          "a depthwise convolution",
          "%v = conv(%r, f64[6,1,3,3]#rand(3), f64[6]#rand(4)) {groups=6}",
          "an addition",
          """
          %a2 = conv(%x, f64[6,3,1,1]#rand(5), f64[6]#rand(6))
            %m2 = channel_mask(%a2, f64[6]#[1, 0, 1, 0, 0, 1])
            %b2 = add(%m2, f64[6,1,1]#rand(7))
            %v = add(%r, %b2)
          """,
          "a concatenation",
          """
          %a2 = conv(%x, f64[2,3,1,1]#rand(5), f64[2]#rand(6))
            %l, %h = split(%r) {axis=1, sizes=[4,2]}
            %c = concat(%l, %a2) {axis=1}
            %v = sigmoid(%c)
          """,
          "a gate",
          """
          %s0 = reduce_mean(%r) {axes=[2,3]}
            %s1 = conv(%s0, f64[3,6,1,1]#rand(8), f64[3]#rand(9))
            %s2 = relu(%s1)
            %s3 = conv(%s2, f64[6,3,1,1]#rand(10), f64[6]#rand(11))
            %s4 = sigmoid(%s3)
            %v = mul(%r, %s4)
          """,
          "a resize",
          "%v = resize(%r) {axes=[2,3], scales=[2.0,2.0], mode=linear}");

  private static final Map<String, String> CONSUMERS =
      Map.of(
          "1x1", "conv(%v, f64[5,6,1,1]#rand(20), f64[5]#rand(21))",
          "padded 1x1", "conv(%v, f64[5,6,1,1]#rand(20), f64[5]#rand(21)) {pads=[1,1,1,1]}",
          "3x3", "conv(%v, f64[5,6,3,3]#rand(20), f64[5]#rand(21))",
          "padded 3x3", "conv(%v, f64[5,6,3,3]#rand(20), f64[5]#rand(21)) {pads=[1,1,1,1]}",
          "strided 3x3",
              "conv(%v, f64[5,6,3,3]#rand(20)) {pads=[1,1,1,1], strides=[2,2], dilations=[2,2]}",
          "transposed 1x1", "conv_transpose(%v, f64[6,5,1,1]#rand(20), f64[5]#rand(21))",
          "transposed 4x4",
              "conv_transpose(%v, f64[6,5,4,4]#rand(20)) {strides=[2,2], pads=[1,1,1,1]}",
          "grouped", "conv(%v, f64[4,3,3,3]#rand(20), f64[4]#rand(21)) {groups=2, pads=[1,1,1,1]}",
          "gemm",
              """
              reduce_mean(%v) {axes=[2,3], keepDims=false}
                %y = gemm(%y0, f64[5,6]#rand(20), f64[5]#rand(21)) {transB=true}
              """);

  static Stream<Arguments> pairs() {
    return new TreeSet<>(WAYS.keySet())
        .stream()
            .flatMap(
                way -> new TreeSet<>(CONSUMERS.keySet()).stream().map(c -> Arguments.of(way, c)));
  }

  private static Graph graph(String way, String consumer, String size) {
    return parse(way, consumer, size, "", "");
  }

  private static Graph parse(String way, String consumer, String size, String from, String to) {
    String last = CONSUMERS.get(consumer);
    String lines = WAYS.get(way) + "\n  %" + (consumer.equals("gemm") ? "y0" : "y") + " = " + last;
    String masked = MASKED.replace("H,W", size).replace(from, to);
    return IrParser.parse(masked + lines + "\n  return %y\n}\n");
  }

  @ParameterizedTest(name = "{0}, {1}")
  @MethodSource("pairs")
  void borderAndInteriorAreTheSame(String way, String consumer) {
    for (String size : List.of(SIZE + "," + SIZE, "H,W")) {
      Graph before = graph(way, consumer, size);
      Graph after = Pipeline.standard(before).graph();
      for (int seed = 1; seed <= 3; seed++) {
        Tensor image = image(seed);
        Tensor expected = INTERPRETER.run(before, Map.of("x", image)).get(0);
        Tensor actual = INTERPRETER.run(after, Map.of("x", image)).get(0);
        assertThat(actual.type()).isEqualTo(expected.type());
        assertClose(values(expected, true), values(actual, true));
        assertClose(values(expected, false), values(actual, false));
      }
    }
  }

  private static Tensor image(int seed) {
    return SeededTensor.of(TensorType.of(ElementType.F64, 1, 3, SIZE, SIZE), seed, 2);
  }

  /** Elements of an image on its rim, two wide, or within; those of a vector count as within. */
  private static double[] values(Tensor image, boolean border) {
    List<Double> values = new ArrayList<>();
    double[] all = image.toDoubles();
    int width = image.rank() == 4 ? (int) image.dim(3) : 1;
    int height = image.rank() == 4 ? (int) image.dim(2) : 1;
    for (int i = 0; i < all.length; i++) {
      int column = i % width;
      int row = i / width % height;
      boolean rim = row < 2 || row >= height - 2 || column < 2 || column >= width - 2;
      if ((rim && image.rank() == 4) == border) {
        values.add(all[i]);
      }
    }
    return values.stream().mapToDouble(Double::doubleValue).toArray();
  }

  private static void assertClose(double[] expected, double[] actual) {
    double range = Arrays.stream(expected).map(Math::abs).max().orElse(1);
    for (int i = 0; i < expected.length; i++) {
      assertThat(Math.abs(actual[i] - expected[i])).isLessThanOrEqualTo(1e-9 * range);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "directly, 1x1, 'FOLDED', 'FOLDED'",
    "directly, 3x3, 'FOLDED', 'FOLDED'",
    "directly, transposed 1x1, 'FOLDED', 'FOLDED'",
    "directly, gemm, 'FOLDED', 'FOLDED'",
    "directly, padded 1x1, 'CARRIED KEPT', 'CARRIED KEPT'",
    "directly, padded 3x3, 'CARRIED KEPT', 'CARRIED KEPT'",
    "directly, strided 3x3, 'MAPPED', 'CARRIED KEPT'",
    "directly, transposed 4x4, 'CARRIED KEPT', 'CARRIED KEPT'",
    "directly, grouped, 'KEPT', 'KEPT'",
    "an addition, 1x1, 'FOLDED', 'FOLDED'",
    "an addition, padded 3x3, 'CARRIED KEPT', 'CARRIED KEPT'",
    "a depthwise convolution, 1x1, 'FOLDED', 'FOLDED'",
    "a padded depthwise convolution, 1x1, 'MAPPED', 'KEPT'",
    "a padded depthwise convolution, padded 3x3, 'MAPPED', 'KEPT'",
    "a resize, 1x1, 'FOLDED', 'FOLDED'",
    "a resize, padded 3x3, 'CARRIED KEPT', 'CARRIED KEPT'",
    "a gate, padded 3x3, 'KEPT', 'KEPT'"
  })
  void theFateOfTheChannels(String way, String consumer, String known, String symbolic) {
    assertThat(fates(graph(way, consumer, "7,7"))).as("7,7").isEqualTo(known);
    assertThat(fates(graph(way, consumer, "H,W"))).as("H,W").isEqualTo(symbolic);
  }

  @Test
  void aGroupedConsumerHasACarrierPerGroup() {
    Graph graph = parse("directly", "grouped", "H,W", "[1, 0, 1, 0, 0, 1]", "[1, 0, 0, 1, 0, 0]");
    LedgerEntry mask = mask(graph);
    assertThat(mask.count(Fate.CARRIED)).isEqualTo(2);
    assertThat(mask.count(Fate.KEPT)).isEqualTo(2);
    assertThat(mask.reasons()).containsExactly(new Blocker(Reason.CARRIER, "y"));
  }

  @Test
  void groupsWithUnequalNumbersOfConstantsStay() {
    assertThat(mask(graph("directly", "grouped", "H,W")).reasons())
        .contains(new Blocker(Reason.UNEQUAL_GROUPS, "y"));
  }

  /** Of the channels 0 to 5, those that are live and the carrier are left, in order. */
  @ParameterizedTest
  @CsvSource({
    "0.25, 0.75, 0.5, 2, 0.75",
    "0.75, 0.25, 0.5, 1, 0.75",
    "0.25, 0.5, 0.75, 2, 0.75",
    "0.5, 0.5, 0.5, 1, 0.5",
    "0.25, 0.5, 0.5, 2, 0.5"
  })
  void theCarrierIsTheFirstOfTheLargestConstants(
      String one, String three, String four, int position, double constant) {
    String betas = "[0.5, %s, 0.5, %s, %s, 0.125]".formatted(one, three, four);
    Graph graph =
        parse("directly", "padded 3x3", "H,W", "[0.5, 0.25, 0.5, 0.75, 0.5, 0.125]", betas);
    Graph after = Pipeline.standard(graph).graph();
    String read = after.producer("y").orElseThrow().input();
    Tensor value = INTERPRETER.values(after, Map.of("x", image(1))).get(read);
    double[] channel = value.select(1, position).toDoubles();
    assertThat(channel).containsOnly(constant);
  }

  @Test
  void theLedgerTellsTheSizeOfAMap() {
    LedgerEntry mapped = mask(graph("directly", "strided 3x3", "7,7"));
    assertThat(mapped.mapBytes()).isEqualTo(5L * 3 * 3 * ElementType.F64.bytes());
    assertThat(mask(graph("directly", "strided 3x3", "H,W")).mapBytes()).isZero();
  }

  private static String fates(Graph graph) {
    Set<String> met = new TreeSet<>();
    mask(graph)
        .fates()
        .forEach((fate, count) -> met.addAll(count > 0 ? Set.of(fate.name()) : Set.of()));
    return String.join(" ", met);
  }

  private static LedgerEntry mask(Graph graph) {
    return Pipeline.standard(graph).ledger().entries().stream()
        .filter(entry -> entry.value().equals("m"))
        .findFirst()
        .orElseThrow();
  }
}
