package dev.espalier.passes.channels;

import static org.assertj.core.api.Assertions.assertThat;

import dev.espalier.ir.Graph;
import dev.espalier.ir.Node;
import dev.espalier.ir.Tensor;
import dev.espalier.ir.op.Concat;
import dev.espalier.ir.op.Conv;
import dev.espalier.ir.op.Reason;
import dev.espalier.ir.text.IrParser;
import dev.espalier.passes.PassAssert;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Constants in front of a window that does not keep them uniform are merged into one channel, the
 * carrier, whatever the window; sizes are symbolic, so that no map competes.
 */
class CarrierTest {
  private static final int CASES = 400;
  private static final int CASES_IN_ONE_TEST = 40;
  private static final double TOLERANCE = 1e-13;

  /** A consumer of channels that are live (0), or constants. */
  private record Case(double[] constants, int groups, boolean transposed, String window) {
    static Case of(long seed) {
      Random random = new Random(seed);
      int groups = 1 << random.nextInt(3);
      double[] constants = new double[groups * 4];
      for (int g = 0; g < groups; g++) {
        for (int c = 0; c < 3; c++) {
          constants[4 * g + c] = (1 + random.nextInt(8)) * (random.nextBoolean() ? 0.25 : -0.25);
        }
      }
      return new Case(constants, groups, random.nextBoolean(), window(random));
    }

    private static String window(Random random) {
      return "strides=[%d,%d], dilations=[%d,%d], pads=[1,%d,%d,%d]"
          .formatted(
              1 + random.nextInt(2),
              1 + random.nextInt(2),
              1 + random.nextInt(2),
              1 + random.nextInt(2),
              random.nextInt(3),
              random.nextInt(3),
              random.nextInt(3));
    }

    Graph graph() {
      int c = constants.length;
      String bits = join(c, i -> constants[i] == 0 ? "1" : "0");
      String numbers = join(c, i -> String.valueOf(constants[i]));
      String weight = transposed ? c + ",2,3,2" : 2 * groups + ",4,3,2";
      return IrParser.parse(
          """
          graph @g(%%x: f64[1,2,H,W]) {
            %%a = conv(%%x, f64[%d,2,1,1]#rand(1))
            %%m = channel_mask(%%a, f64[%d]#[%s])
            %%k = add(%%m, f64[%d,1,1]#[%s])
            %%y = %s(%%k, f64[%s]#rand(2), f64[%d]#rand(3)) {%s, groups=%d}
            return %%y
          }
          """
              .formatted(
                  c,
                  c,
                  bits,
                  c,
                  numbers,
                  transposed ? "conv_transpose" : "conv",
                  weight,
                  2 * groups,
                  window,
                  groups));
    }

    private static String join(int count, IntFunction<String> each) {
      return IntStream.range(0, count).mapToObj(each).collect(Collectors.joining(", "));
    }

    /** The largest constant of a group, the first one of several. */
    int carrier(int group) {
      int carrier = 4 * group;
      for (int c = 4 * group; c < 4 * group + 4; c++) {
        carrier = Math.abs(constants[c]) > Math.abs(constants[carrier]) ? c : carrier;
      }
      return carrier;
    }
  }

  static LongStream batches() {
    return LongStream.range(0, CASES / CASES_IN_ONE_TEST);
  }

  @ParameterizedTest
  @MethodSource("batches")
  void carriersAreExactAtTheBorderAndInside(long batch) {
    for (int i = 0; i < CASES_IN_ONE_TEST; i++) {
      long seed = batch * CASES_IN_ONE_TEST + i;
      Case one = Case.of(seed);
      Graph before = one.graph();
      List<Ledger> ledger = new ArrayList<>();
      Graph after = new RemoveDeadChannels(ledger::add).run(before);
      Border apart = Border.between(before, after, seed);
      assertThat(apart.border()).as("border of %s", one).isLessThan(TOLERANCE);
      assertThat(apart.interior()).as("interior of %s", one).isLessThan(TOLERANCE);
      assertThat(ledger.get(0).count(Fate.CARRIED)).as("%s", one).isEqualTo(2 * one.groups());
      assertThat(column(after)).as("%s", one).isEqualTo(expected(one, before));
    }
  }

  private static Node window(Graph graph) {
    return graph.producer("y").orElseThrow();
  }

  private static Tensor weight(Graph graph) {
    return graph.constant(window(graph), 1).orElseThrow();
  }

  /** The weight that is left, as one run of numbers. */
  private static List<Double> column(Graph graph) {
    return rounded(weight(graph).toDoubles());
  }

  /** Channel 1 stays since a partner is live; it carries the others if it is not too small. */
  @ParameterizedTest
  @CsvSource({"2, 2", "0.05, 2", "0.001, 3"})
  void aConstantThatStaysAnywayCarries(String constant, int left) {
    String text =
        """
        graph @g(%x: f32[1,3,H,W]) {
          %a = conv(%x, f32[4,3,1,1]#rand(1))
          %m = channel_mask(%a, f32[4]#[1, 0, 0, 0])
          %k = add(%m, f32[4,1,1]#[0, CONSTANT, 3, 0.5])
          %b = conv(%x, f32[4,3,1,1]#rand(2))
          %n = channel_mask(%b, f32[4]#[1, 1, 0, 0])
          %s = add(%k, %n)
          %y = conv(%k, f32[5,4,3,3]#rand(3)) {pads=[1,1,1,1]}
          %z = conv(%s, f32[5,4,1,1]#rand(4))
          return %y, %z
        }
        """
            .replace("CONSTANT", constant);
    PassAssert.on(new RemoveDeadChannels(), text).keeps("conv");
    Graph removed = new RemoveDeadChannels().run(IrParser.parse(text));
    assertThat(removed.type("k").dim(1).value()).isEqualTo(left);
  }

  /** The carrier's columns hold the sums of all constants' columns, the live ones stay. */
  private static List<Double> expected(Case one, Graph graph) {
    Tensor weight = weight(graph);
    boolean transposed = one.transposed();
    List<Tensor> parts = new ArrayList<>();
    for (int g = 0; g < one.groups(); g++) {
      int carrier = one.carrier(g);
      Tensor block = weight.select(0, rows(g, transposed ? 4 : 2));
      double[] sum = new double[12];
      for (int c = 4 * g; c < 4 * g + 4; c++) {
        double[] column = block.select(transposed ? 0 : 1, c - 4 * g).toDoubles();
        for (int i = 0; i < sum.length; i++) {
          sum[i] += one.constants()[c] / one.constants()[carrier] * column[i];
        }
      }
      long[] shape = transposed ? new long[] {1, 2, 3, 2} : new long[] {2, 1, 3, 2};
      Tensor carried = Tensor.of(weight.element(), shape, sum);
      Tensor live = block.select(transposed ? 0 : 1, 3);
      parts.add(join(transposed ? 0 : 1, carried, live));
    }
    return rounded(Tensor.concat(parts).toDoubles());
  }

  private static Tensor join(int axis, Tensor a, Tensor b) {
    return Flow.evaluate(new Concat(axis), a, b);
  }

  private static int[] rows(int group, int count) {
    return IntStream.range(group * count, (group + 1) * count).toArray();
  }

  private static List<Double> rounded(double[] values) {
    return Arrays.stream(values).map(v -> Math.rint(v * 1e12) / 1e12).boxed().toList();
  }

  @Test
  void groupsWithoutAConstantOfTheirOwnKeepEquallyManyChannels() {
    double[] constants = {0.5, 1, -2, 0, 0, 0, 3, 0};
    Case one = new Case(constants, 2, false, "pads=[1,1,1,1]");
    List<Ledger> ledger = new ArrayList<>();
    Graph after = new RemoveDeadChannels(ledger::add).run(one.graph());
    assertThat(weight(after).dim(1)).isEqualTo(4);
    assertThat(ledger.get(0).entries().get(0).reasons())
        .extracting(Blocker::reason)
        .contains(Reason.UNEQUAL_GROUPS);
    assertThat(Border.between(one.graph(), after, 1).border()).isLessThan(TOLERANCE);
  }

  @Test
  void aDepthwiseReaderHasNoCarrier() {
    Graph graph =
        IrParser.parse(
            """
            graph @g(%x: f64[1,2,H,W]) {
              %a = conv(%x, f64[3,2,1,1]#rand(1))
              %m = channel_mask(%a, f64[3]#[1, 0, 0])
              %k = add(%m, f64[3,1,1]#[0, 1, 2])
              %d = conv(%k, f64[3,1,3,3]#rand(2)) {groups=3, pads=[1,1,1,1]}
              %y = conv(%d, f64[2,3,1,1]#rand(3))
              return %y
            }
            """);
    List<Ledger> ledger = new ArrayList<>();
    Graph after = new RemoveDeadChannels(ledger::add).run(graph);
    assertThat(
            after.nodes().stream().filter(n -> n.op() instanceof Conv conv && conv.groups() == 3))
        .hasSize(1);
    assertThat(ledger.get(0).count(Fate.CARRIED)).isZero();
    assertThat(ledger.get(0).entries().get(0).reasons())
        .extracting(Blocker::reason)
        .containsOnly(Reason.SYMBOLIC_SIZE);
  }
}
