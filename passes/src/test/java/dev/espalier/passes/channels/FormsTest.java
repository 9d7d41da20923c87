package dev.espalier.passes.channels;

import static org.assertj.core.api.Assertions.assertThat;

import dev.espalier.ir.Graph;
import dev.espalier.ir.op.Add;
import dev.espalier.ir.op.Reason;
import dev.espalier.ir.text.IrParser;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** In which form constants live on: folded, carried, mapped or kept; exact in each, cheapest. */
class FormsTest {
  private static final double TOLERANCE = 1e-13;
  private static final CostModel PARAMETERS = (parameters, macs) -> parameters;

  /** Maps, and only they, have as many parameters as multiply-accumulates. */
  private static final CostModel FREE_MAPS =
      (parameters, macs) -> parameters == macs ? 0 : parameters;

  private record Outcome(Graph after, Ledger ledger) {
    boolean isKept() {
      return ledger.count(Fate.KEPT) == ledger.entries().get(0).total() - 1;
    }
  }

  /** Removal alone, of a graph that must compute the same afterwards. */
  private static Outcome removed(Graph before, CostModel costs) {
    List<Ledger> ledger = new ArrayList<>();
    Graph after = new RemoveDeadChannels(ledger::add, graph -> costs).run(before);
    Border apart = Border.between(before, after, 1);
    assertThat(apart.border()).isLessThan(TOLERANCE);
    assertThat(apart.interior()).isLessThan(TOLERANCE);
    return new Outcome(after, ledger.get(0));
  }

  /** One live channel and three constant ones in front of a reader. */
  private static Graph constants(int size, String reader) {
    return IrParser.parse(
        """
        graph @g(%%x: f64[1,2,%d,%d]) {
          %%a = conv(%%x, f64[4,2,1,1]#rand(1))
          %%m = channel_mask(%%a, f64[4]#[1, 0, 0, 0])
          %%k = add(%%m, f64[4,1,1]#[0, 1, -2, 0.5])
          %%y = %s
          return %%y
        }
        """
            .formatted(size, size, reader));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          conv(%k, f64[3,4,1,1]#rand(2))
          conv(%k, f64[3,4,2,2]#rand(2), f64[3]#rand(3))
          conv(%k, f64[3,4,3,3]#rand(2)) {strides=[2,2]}
          conv(%k, f64[3,4,3,3]#rand(2)) {dilations=[2,2]}
          conv(%k, f64[3,4,5,5]#rand(2), f64[3]#rand(3)) {strides=[1,2]}
          conv_transpose(%k, f64[4,3,1,1]#rand(2))
          """)
  void withoutBordersConstantsAreFolded(String reader) {
    Outcome outcome = removed(constants(10, reader), PARAMETERS);
    assertThat(outcome.ledger().count(Fate.FOLDED)).isEqualTo(3);
    assertThat(outcome.after().nodes()).hasSize(4);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          conv(%k, f64[3,4,1,1]#rand(2)) {pads=[1,1,1,1]}
          conv(%k, f64[3,4,3,3]#rand(2), f64[3]#rand(3)) {pads=[1,1,1,1]}
          conv(%k, f64[3,4,3,3]#rand(2)) {pads=[0,1,0,0]}
          conv(%k, f64[3,4,3,3]#rand(2)) {pads=[0,0,1,1], strides=[2,2]}
          conv_transpose(%k, f64[4,3,3,3]#rand(2))
          conv_transpose(%k, f64[4,3,2,2]#rand(2)) {strides=[2,2]}
          conv_transpose(%k, f64[4,3,1,1]#rand(2)) {strides=[2,2], outputPads=[1,1]}
          conv_transpose(%k, f64[4,3,3,3]#rand(2)) {strides=[2,2], pads=[1,1,1,1], outputPads=[1,1]}
          """)
  void atBordersConstantsAreCarriedOrMappedWhicheverIsCheaper(String reader) {
    Outcome carried = removed(constants(8, reader), PARAMETERS);
    assertThat(carried.ledger().count(Fate.CARRIED)).isEqualTo(2);
    assertThat(carried.ledger().entries().get(0).reasons())
        .extracting(Blocker::reason)
        .containsOnly(Reason.CARRIER);
    Outcome mapped = removed(constants(8, reader), FREE_MAPS);
    assertThat(mapped.ledger().count(Fate.MAPPED)).isEqualTo(3);
    assertThat(mapped.after().nodes().get(2).op()).isInstanceOf(Add.class);
  }

  /** A channel costs 2 + 1 + 1 parameters in front and 27 behind, a map 3 per position. */
  @ParameterizedTest
  @CsvSource({"3, MAPPED", "4, CARRIED"})
  void theCheaperOneOfACarrierAndAMap(int size, Fate expected) {
    String reader = "conv(%k, f64[3,4,3,3]#rand(2)) {pads=[1,1,1,1]}";
    assertThat(removed(constants(size, reader), PARAMETERS).ledger().count(expected)).isPositive();
  }

  /** Maps cannot be carried: they are mapped, or stay. */
  @Test
  void aMapIsAddedBehindItsReaderOrStays() {
    Graph graph =
        IrParser.parse(
            """
            graph @g(%x: f64[1,2,8,8]) {
              %a = conv(%x, f64[2,2,1,1]#rand(1))
              %m = channel_mask(%a, f64[2]#[1, 0])
              %k = add(%m, f64[2,1,1]#[0, 1])
              %d = conv(%k, f64[2,1,3,3]#rand(5)) {pads=[1,1,1,1], groups=2}
              %r = relu(%d)
              %y = conv(%r, f64[3,2,3,3]#rand(2)) {pads=[1,1,1,1]}
              return %y
            }
            """);
    assertThat(removed(graph, FREE_MAPS).ledger().count(Fate.MAPPED)).isEqualTo(1);
    Outcome kept = removed(graph, PARAMETERS);
    assertThat(kept.isKept()).isTrue();
    assertThat(kept.ledger().entries().get(0).reasons())
        .containsExactly(new Blocker(Reason.COST, "y", 1536));
  }

  /** What the bias of a padded reader would get wrong: only the border. */
  @Test
  void aBiasAloneWouldBeWrongAtTheBorder() {
    String padded = "conv(%k, f64[3,4,3,3]#ones) {pads=[1,1,1,1]}";
    String naive = "conv(%m, f64[3,4,3,3]#ones, f64[3]#fill(-4.5)) {pads=[1,1,1,1]}";
    Border apart = Border.between(constants(8, padded), constants(8, naive), 1);
    assertThat(apart.interior()).isLessThan(TOLERANCE);
    assertThat(apart.border()).isGreaterThan(0.1);
  }

  @ParameterizedTest
  @CsvSource({"8, 1", "9, 1", "8, 2", "9, 2"})
  void anExpandedRowItsFilterAndItsColumnGo(int size, int stride) {
    Graph graph =
        IrParser.parse(
            """
            graph @g(%%x: f64[1,2,%d,%d]) {
              %%a = conv(%%x, f64[6,2,1,1]#rand(1))
              %%m = channel_mask(%%a, f64[6]#[1, 0, 1, 0, 1, 1])
              %%b = batch_normalization(%%m, f64[6]#rand(2), f64[6]#fill(0.5), f64[6]#rand(4), f64[6]#ones)
              %%r = clip(%%b) {min=0, max=6}
              %%d = conv(%%r, f64[6,1,3,3]#rand(5)) {pads=[1,1,1,1], groups=6, strides=[%d,%d]}
              %%e = batch_normalization(%%d, f64[6]#rand(6), f64[6]#fill(0.5), f64[6]#rand(8), f64[6]#ones)
              %%s = clip(%%e) {min=0, max=6}
              %%y = conv(%%s, f64[3,6,1,1]#rand(9))
              return %%y
            }
            """
                .formatted(size, size, stride, stride));
    Outcome outcome = removed(graph, FREE_MAPS);
    assertThat(outcome.ledger().count(Fate.MAPPED)).isEqualTo(2);
    assertThat(outcome.after().type("d").dim(1).value()).isEqualTo(4);
    int place = (size - 1) / stride + 1;
    assertThat(outcome.after().constants().get("y.known").shape())
        .containsExactly(1, 3, place, place);
  }
}
