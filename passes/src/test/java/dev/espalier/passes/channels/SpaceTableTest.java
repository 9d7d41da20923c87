package dev.espalier.passes.channels;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The rows of the channel table for pools, resizes, pads, reductions and normalisations. */
class SpaceTableTest {
  private static void assertClasses(String value, String expression, String classes) {
    ChannelTable table = new ChannelTable().value("x", 1.5, value);
    assertThat(table.line("%y = " + expression).classes("y")).isEqualTo(classes);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          average_pool(%x) {kernel=[3,3]}                                                              | 0kmL
          average_pool(%x) {kernel=[3,3], strides=[2,2], countIncludePad=true}                         | 0kmL
          average_pool(%x) {kernel=[3,3], strides=[2,2], ceil=true, countIncludePad=true}              | 0kmL
          average_pool(%x) {kernel=[3,3], strides=[2,2], ceil=true}                                    | 0kmL
          average_pool(%x) {kernel=[3,3], strides=[2,2], pads=[1,1,1,1], countIncludePad=true}         | 0mmL
          average_pool(%x) {kernel=[3,3], pads=[0,0,0,1], countIncludePad=true}                        | 0mmL
          average_pool(%x) {kernel=[3,3], strides=[2,2], pads=[1,1,1,1]}                               | 0kmL
          average_pool(%x) {kernel=[3,3], strides=[2,2], pads=[1,1,1,1], ceil=true}                    | 0kmL
          average_pool(%x) {kernel=[3,3], pads=[1,1,1,1], ceil=true, countIncludePad=true, strides=[2,2]} | 0mmL
          average_pool(%x) {kernel=[2,2], dilations=[2,2]}                                             | 0kmL
          max_pool(%x) {kernel=[3,3]}                                                                  | 0kmL
          max_pool(%x) {kernel=[3,3], strides=[2,2], pads=[1,1,1,1]}                                   | 0kmL
          max_pool(%x) {kernel=[3,3], strides=[2,2], pads=[1,0,0,1], ceil=true}                        | 0kmL
          max_pool(%x) {kernel=[2,2], dilations=[2,1]}                                                 | 0kmL
          resize(%x) {axes=[2,3], scales=[2.0,2.0]}                                                    | 0kmL
          resize(%x) {axes=[2,3], scales=[0.5,0.5]}                                                    | 0kmL
          resize(%x) {axes=[2,3], sizes=[7,5], mode=linear}                                            | 0kmL
          resize(%x) {axes=[2,3], sizes=[12,16], mode=linear, coordinates=align_corners}               | 0kmL
          resize(%x) {axes=[2,3], sizes=[3,4], mode=linear, coordinates=asymmetric}                    | 0kmL
          resize(%x) {axes=[2,3], sizes=[12,16], mode=cubic}                                           | 0kmL
          resize(%x) {axes=[3], sizes=[3], mode=nearest, nearest=ceil}                                 | 0kmL
          pad(%x) {pads=[0,0,1,1,0,0,1,1]}                                                             | 0mmL
          pad(%x) {pads=[0,0,0,0,0,0,0,1]}                                                             | 0mmL
          pad(%x) {pads=[0,0,1,1,0,0,1,1], value=1.5}                                                  | mkmL
          pad(%x) {pads=[0,0,1,1,0,0,1,1], value=2.0}                                                  | mmmL
          pad(%x) {pads=[0,0,1,2,0,0,2,1], mode=edge}                                                  | 0kmL
          pad(%x) {pads=[0,0,1,2,0,0,2,1], mode=reflect}                                               | 0kmL
          pad(%x) {pads=[0,0,-1,0,0,0,0,-2], value=3.0}                                                | 0kmL
          pad(%x) {pads=[0,0,-1,0,0,0,1,0]}                                                            | 0mmL
          pad(%x) {pads=[0,1,0,0,0,2,0,0]}                                                             | 00kmL00
          pad(%x) {pads=[0,1,0,0,0,1,0,0], value=2.0}                                                  | k0kmLk
          pad(%x) {pads=[0,1,1,0,0,1,0,0]}                                                             | 00mmL0
          slice(%x) {axes=[2,3], starts=[1,0], ends=[5,8], steps=[2,1]}                                | 0kmL
          slice(%x) {axes=[3,2], starts=[7,5], ends=[-9,-7], steps=[-1,-1]}                            | 0kmL
          slice(%x) {axes=[1,2], starts=[1,1], ends=[3,4], steps=[1,1]}                                | km
          slice(%x) {axes=[0], starts=[1], ends=[2], steps=[1]}                                        | 0kLL
          """)
  void windows(String expression, String classes) {
    assertClasses("0kmL", expression, classes);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          reduce_mean(%x) {axes=[2,3]}                   | 0kkL
          reduce_max(%x) {axes=[2,3]}                    | 0kkL
          reduce_min(%x) {axes=[2,3], keepDims=false}    | 0kkL
          reduce_mean(%x) {axes=[2,3], keepDims=false}   | 0kkL
          reduce_sum(%x) {axes=[2,3]}                    | 0kkL
          reduce_l2(%x) {axes=[2,3]}                     | 0kkL
          reduce_prod(%x) {axes=[3]}                     | 0kmL
          reduce_mean(%x) {axes=[2]}                     | 0kmL
          reduce_sum(%x) {axes=[3], keepDims=false}      | 0kmL
          reduce_mean(%x) {axes=[1]}                     | none
          """)
  void reductions(String expression, String classes) {
    assertClasses("0kmL", expression, classes);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          instance_normalization(%x, f64[4]#rand(1), f64[4]#rand(2))     | kkmL
          instance_normalization(%x, f64[4]#rand(1), f64[4]#zeros)       | 00mL
          instance_normalization(%x, f64[4]#[1, 1, 0, 0], f64[4]#ones)   | kkkk
          layer_normalization(%x, f64[4,6,8]#rand(1)) {axis=1}           | LLLL
          layer_normalization(%x, f64[8]#rand(1), f64[8]#zeros) {axis=3} | 00mL
          layer_normalization(%x, f64[8]#rand(1), f64[8]#ones) {axis=3}  | kkmL
          layer_normalization(%x, f64[6,8]#rand(1)) {axis=2}             | 00mL
          softmax(%x) {axis=1}                                           | LLLL
          log_softmax(%x) {axis=1}                                       | LLLL
          softmax(%x) {axis=3}                                           | kkmL
          """)
  void normalisations(String expression, String classes) {
    assertClasses("0kmL", expression, classes);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          0000kkkk | depth_to_space(%x) {block=2, columnFirst=true} | 0k
          0k0k0k0k | depth_to_space(%x) {block=2}                   | 0k
          0kmk0kmL | depth_to_space(%x) {block=2}                   | mL
          0kmL     | space_to_depth(%x) {block=2}                   | 0kmL0kmL0kmL0kmL
          0kmL     | tile(%x) {repeats=[2,1,1,1]}                   | 0kmL
          0kmL     | tile(%x) {repeats=[1,1,2,3]}                   | 0kmL
          0kmL     | tile(%x) {repeats=[1,2,1,2]}                   | 0kmL0kmL
          0kmL     | transpose(%x) {permutation=[0,2,3,1]}          | 0kmL
          0kmL     | reshape(%x) {shape=[2,4,48]}                   | 0kmL
          0kmL     | reshape(%x) {shape=[2,192]}                    | 0kmL
          0kmL     | reshape(%x) {shape=[2,2,2,6,8]}                | 0kmL
          0kmL     | index_select(%x) {axis=1, indices=[3,0,0,1]}   | L00k
          0kmL     | index_select(%x) {axis=3, indices=[3,0,0,1]}   | 0kmL
          0kmL     | slice(%x) {axes=[1], starts=[3], ends=[-5], steps=[-2]} | Lk
          0kmL     | concat(%x, f64[2,2,6,8]#ones, %x) {axis=1}     | 0kmLkk0kmL
          0kmL     | concat(%x, %x) {axis=2}                        | 0kmL
          0kmL     | concat(%x, f64[2,4,6,1]#zeros) {axis=3}        | 0mmL
          0kmL     | concat(%x, %x) {axis=0}                        | 0kLL
          0kmL     | expand(%x) {shape=[2,4,6,8]}                   | 0kmL
          0kmL     | expand(%x) {shape=[3,2,4,6,8]}                 | 0kmL
          0kmL     | gather(%x, i64[2]#[1, 0]) {axis=3}             | 0kLL
          0kmL     | mat_mul(%x, f64[8,3]#rand(1))                  | 0mmL
          """)
  void layouts(String value, String expression, String classes) {
    assertClasses(value, expression, classes);
  }
}
