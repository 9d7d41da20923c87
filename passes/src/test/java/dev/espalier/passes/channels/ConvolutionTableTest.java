package dev.espalier.passes.channels;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The rows of the channel table for convolutions; x has the channels 0, k, m, L. */
class ConvolutionTableTest {
  private static final String ROWS = ChannelTable.rows(1, "0", "0k", "km", "L", "");
  private static final String WIDE = ChannelTable.rows(3, "0", "0k", "km", "L", "");

  private static ChannelTable table() {
    return new ChannelTable().value("x", 1.5, "0kmL");
  }

  private static String classes(String operator, String weight, String bias, String attributes) {
    return table()
        .line("%%y = %s(%%x, %s%s) {%s}".formatted(operator, weight, bias, attributes))
        .classes("y");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          groups=4                                              | 0kmL | kkmL
          groups=4, strides=[2,2]                               | 0kmL | kkmL
          groups=4, dilations=[2,2]                             | 0kmL | kkmL
          groups=4, strides=[2,1], dilations=[1,2]              | 0kmL | kkmL
          groups=4, pads=[1,1,1,1]                              | 0mmL | kmmL
          groups=4, pads=[1,0,0,0]                              | 0mmL | kmmL
          groups=4, pads=[0,0,0,2]                              | 0mmL | kmmL
          groups=4, pads=[1,1,1,1], strides=[2,2]               | 0mmL | kmmL
          groups=4, pads=[2,2,2,2], dilations=[2,2]             | 0mmL | kmmL
          """)
  void depthwise(String attributes, String withoutBias, String withBias) {
    String weight = "f64[4,1,3,3]#rand(1)";
    assertThat(classes("conv", weight, "", attributes)).isEqualTo(withoutBias);
    assertThat(classes("conv", weight, ", f64[4]#rand(2)", attributes)).isEqualTo(withBias);
  }

  @Test
  void depthwiseWithAMultiplier() {
    String weight = "f64[8,1,3,3]#rand(1)";
    assertThat(classes("conv", weight, "", "groups=4")).isEqualTo("00kkmmLL");
    assertThat(classes("conv", weight, ", f64[8]#rand(2)", "groups=4, pads=[1,1,1,1]"))
        .isEqualTo("kkmmmmLL");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          strides=[1,1]                               | 0kmL0 | kkmLk
          strides=[2,1]                               | 0kmL0 | kkmLk
          dilations=[1,2]                             | 0kmL0 | kkmLk
          pads=[1,1,1,1]                              | 0mmL0 | kmmLk
          pads=[0,1,0,0]                              | 0mmL0 | kmmLk
          pads=[0,0,1,0], strides=[2,2]               | 0mmL0 | kmmLk
          pads=[1,2,3,4], dilations=[2,1]             | 0mmL0 | kmmLk
          """)
  void dense(String attributes, String withoutBias, String withBias) {
    for (String weight : new String[] {ROWS, WIDE}) {
      assertThat(classes("conv", weight, "", attributes)).isEqualTo(withoutBias);
      assertThat(classes("conv", weight, ", f64[5]#rand(2)", attributes)).isEqualTo(withBias);
    }
  }

  @ParameterizedTest
  @CsvSource({"'groups=2', kkLL", "'groups=2, pads=[1,1,1,1]', mmLL"})
  void grouped(String attributes, String classes) {
    assertThat(classes("conv", "f64[4,2,3,3]#rand(1)", "", attributes)).isEqualTo(classes);
  }

  /** Of kernel, stride and output padding, only 1, 1, 0 without pads keeps a constant uniform. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          1 | strides=[1,1]                              | 0kmL | kkmL
          1 | strides=[1,1], pads=[0,1,0,0]              | 0kmL | kkmL
          3 | strides=[1,1]                              | 0mmL | kmmL
          3 | strides=[1,1], pads=[1,1,1,1]              | 0mmL | kmmL
          2 | strides=[2,2]                              | 0mmL | kmmL
          1 | strides=[2,2], outputPads=[1,1]            | 0mmL | kmmL
          3 | strides=[2,2], outputPads=[1,1]            | 0mmL | kmmL
          3 | strides=[2,2], outputPads=[1,1], pads=[1,1,1,1], dilations=[2,1] | 0mmL | kmmL
          """)
  void transposed(int kernel, String attributes, String withoutBias, String withBias) {
    String weight = "f64[4,1,%d,%d]#rand(3)".formatted(kernel, kernel);
    String groups = attributes + ", groups=4";
    assertThat(classes("conv_transpose", weight, "", groups)).isEqualTo(withoutBias);
    assertThat(classes("conv_transpose", weight, ", f64[4]#rand(2)", groups)).isEqualTo(withBias);
    assertThat(classes("conv_transpose", weight, "", attributes)).isEqualTo("L");
  }

  /** Of numbers that are not finite nothing is known, but a channel of zeros is not read. */
  @Test
  void weightsThatAreNotFiniteMakeARowLive() {
    assertThat(analysed("conv(%x, f64[4,1,1,1]#[inf, inf, nan, 1]) {groups=4}")).isEqualTo("LLLL");
    assertThat(analysed("conv(%x, f64[4,1,1,1]#ones, f64[4]#[inf, 1, 1, 1]) {groups=4}"))
        .isEqualTo("LkmL");
    assertThat(analysed("mul(%x, f64[4,1,1]#[1, inf, 1, 1])")).isEqualTo("0LmL");
  }

  private static String analysed(String expression) {
    return ChannelTable.analysed(table().line("%y = " + expression).graph("y"), "y");
  }
}
