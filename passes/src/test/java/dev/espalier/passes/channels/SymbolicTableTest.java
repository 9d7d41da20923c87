package dev.espalier.passes.channels;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Where height and width are symbolic, every cell that would be a map is live; x has 0, k, L. */
class SymbolicTableTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          sigmoid(%x)                                                                  | kkL
          conv(%x, f64[3,1,3,3]#rand(1)) {groups=3}                                    | 0kL
          conv(%x, f64[3,1,3,3]#rand(1)) {groups=3, pads=[1,1,1,1]}                    | 0uL
          conv(%x, f64[3,1,3,3]#rand(1), f64[3]#rand(2)) {groups=3, pads=[1,1,1,1]}    | kuL
          conv_transpose(%x, f64[3,1,1,1]#rand(1)) {groups=3}                          | 0kL
          conv_transpose(%x, f64[3,1,2,2]#rand(1)) {groups=3, strides=[2,2]}           | 0uL
          average_pool(%x) {kernel=[3,3], strides=[2,2], pads=[1,1,1,1]}               | 0kL
          average_pool(%x) {kernel=[3,3], pads=[1,1,1,1], countIncludePad=true}        | 0uL
          max_pool(%x) {kernel=[3,3], pads=[1,1,1,1]}                                  | 0kL
          resize(%x) {axes=[2,3], scales=[2.0,2.0], mode=linear}                       | 0kL
          pad(%x) {pads=[0,0,1,1,0,0,1,1]}                                             | 0uL
          pad(%x) {pads=[0,0,1,1,0,0,1,1], value=1.5}                                  | ukL
          pad(%x) {pads=[0,0,1,1,0,0,1,1], mode=edge}                                  | 0kL
          reduce_mean(%x) {axes=[2,3]}                                                 | 0kL
          reduce_max(%x) {axes=[2,3]}                                                  | 0kL
          reduce_sum(%x) {axes=[2,3]}                                                  | 0uL
          reduce_l2(%x) {axes=[2,3]}                                                   | 0uL
          reduce_prod(%x) {axes=[2,3]}                                                 | 0uL
          instance_normalization(%x, f64[3]#rand(1), f64[3]#rand(2))                   | kkL
          softmax(%x) {axis=3}                                                         | uuL
          concat(%x, %x) {axis=2}                                                      | 0kL
          tile(%x) {repeats=[1,1,2,2]}                                                 | 0kL
          space_to_depth(%x) {block=1}                                                 | 0kL
          slice(%x) {axes=[2], starts=[1], ends=[3], steps=[1]}                        | 0kL
          """)
  void cells(String expression, String classes) {
    ChannelTable table = new ChannelTable().symbolic("x", 1.5, "0kL");
    assertThat(table.line("%y = " + expression).classes("y")).isEqualTo(classes);
  }
}
