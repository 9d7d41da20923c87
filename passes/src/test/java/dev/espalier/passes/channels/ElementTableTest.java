package dev.espalier.passes.channels;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The rows of the channel table that treat elements one by one; x has the channels 0, k, m, L. */
class ElementTableTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          relu(%x)                                  | 0kmL
          leaky_relu(%x) {alpha=0.1}                | 0kmL
          elu(%x) {alpha=1.0}                       | 0kmL
          tanh(%x)                                  | 0kmL
          gelu(%x) {tanh=false}                     | 0kmL
          hard_swish(%x)                            | 0kmL
          abs(%x)                                   | 0kmL
          neg(%x)                                   | 0kmL
          sin(%x)                                   | 0kmL
          erf(%x)                                   | 0kmL
          clip(%x) {min=-0.25, max=6.0}             | 0kmL
          clip(%x) {min=1.0, max=6.0}               | kkkL
          sigmoid(%x)                               | kkmL
          hard_sigmoid(%x) {alpha=0.2, beta=0.5}    | kkmL
          softplus(%x)                              | kkmL
          exp(%x)                                   | kkmL
          cos(%x)                                   | kkmL
          identity(%x)                              | 0kmL
          channel_mask(%x, f64[4]#[1, 1, 1, 1])     | 0kmL
          channel_mask(%x, f64[4]#[0, 0, 0, 0])     | 0000
          channel_mask(%x, f64[4]#[0.5, 0.5, 1, 1]) | 00mL
          mul(%x, f64[1,4,1,1]#[1, 0, 1, 0])        | 00m0
          mul(%x, f64[4,1,1]#[2, 2, 2, 2])          | 0kmL
          add(%x, f64[4,1,1]#[1, 1, 1, 1])          | kkmL
          add(%x, f64[4,1,1]#[0, -1.5, 0, 0])       | 00mL
          sub(f64[4,1,1]#[1, 1, 1, 1], %x)          | kkmL
          div(%x, f64[]#[2])                        | 0kmL
          pow(%x, f64[]#[2])                        | 0kmL
          max(%x, f64[]#[0.25])                     | kkmL
          min(%x, f64[4,1,1]#[-1, 1, -1, 1])        | kkkL
          prelu(%x, f64[4,1,1]#[2, 2, 2, 2])        | 0kmL
          add(%x, f64[4,6,8]#rand(4))               | mmmL
          mul(%x, f64[6,8]#rand(4))                 | 0mmL
          add(%x, f64[2,1,1,1]#[1, 2])              | LLLL
          greater(%x, f64[]#[0.25])                 | 0kLL
          batch_normalization(%x, f64[4]#rand(1), f64[4]#rand(2), f64[4]#rand(3), f64[4]#ones)    | kkmL
          batch_normalization(%x, f64[4]#rand(1), f64[4]#zeros, f64[4]#zeros, f64[4]#ones)        | 0kmL
          batch_normalization(%x, f64[4]#[1, 1, 1, 0], f64[4]#ones, f64[4]#zeros, f64[4]#ones)    | kkmk
          """)
  void ofOneOperand(String expression, String classes) {
    assertThat(new ChannelTable().value("x", 1.5, "0kmL").line("%y = " + expression).classes("y"))
        .isEqualTo(classes);
  }

  /** Per class of the second operand, 0, k, m, L in turn, those of the result for 0, k, m, L. */
  @ParameterizedTest
  @CsvSource({
    "add, 0kmL kkmL mmmL LLLL",
    "sub, 0kmL kkmL mmmL LLLL",
    "mul, 0000 0kmL 0mmL 0LLL",
    "max, 0kmL kkmL mkmL LLLL",
    "min, 00mL 0kmL mmmL LLLL",
    "prelu, 0kmL 0kmL 0kmL 0LLL"
  })
  void ofTwoOperands(String operator, String classes) {
    String second = "0000kkkkmmmmLLLL";
    ChannelTable table =
        new ChannelTable().value("x", 1.5, "0kmL".repeat(4)).value("z", 0.25, second);
    assertThat(table.line("%%y = %s(%%x, %%z)".formatted(operator)).classes("y"))
        .isEqualTo(classes.replace(" ", ""));
  }

  /** A gate that is live or known, on values of each class. */
  @ParameterizedTest
  @CsvSource({"LLLL, 0LLL", "0kmL, 0kmL", "0000, 0kmL"})
  void gates(String gate, String classes) {
    ChannelTable table = new ChannelTable().value("x", 2, gate).value("z", 1.5, "0kmL");
    table.line("%s = hard_sigmoid(%x) {alpha=0.2, beta=0.5}").line("%y = mul(%z, %s)");
    assertThat(table.classes("y")).isEqualTo(classes);
  }
}
