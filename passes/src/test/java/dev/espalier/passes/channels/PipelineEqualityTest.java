package dev.espalier.passes.channels;

import static org.assertj.core.api.Assertions.assertThat;

import dev.espalier.ir.Graph;
import dev.espalier.ir.text.IrParser;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Structures that once came out wrong, or not at all. */
class PipelineEqualityTest {
  static Stream<Arguments> structures() {
    return Stream.of(
        Arguments.of(
            "aTokenInFrontOfThoseOfAPicture",
            """
            graph @g(%x: f32[1,3,2,2]) {
              %a = conv(%x, f32[4,3,1,1]#rand(1))
              %m = channel_mask(%a, f32[4]#[1,0,0,1])
              %r = reshape(%m) {shape=[1,4,4]}
              %c = concat(f32[1,4,1]#rand(2), %r) {axis=2}
              %t = transpose(%c) {permutation=[0,2,1]}
              %y = mat_mul(%t, f32[4,3]#rand(3))
              return %y
            }
            """),
        Arguments.of(
            "anAddendOfAGemmThatVaries",
            """
            graph @g(%x: f32[2,4], %z: f32[2,3]) {
              %h = gemm(%x, f32[4,6]#rand(1))
              %r = relu(%h)
              %c = gemm(%r, f32[6,3]#rand(2))
              %c2 = relu(%c)
              %s = gemm(%z, f32[3,7]#rand(3))
              %s2 = relu(%s)
              %y = gemm(%s2, f32[7,3]#rand(9), %c2)
              return %y
            }
            """),
        Arguments.of(
            "aBiasThatVaries",
            """
            graph @g(%x: f32[1,4,1,1]) {
              %h = conv(%x, f32[6,4,1,1]#rand(1))
              %r = relu(%h)
              %c = conv(%r, f32[3,6,1,1]#rand(2))
              %b = reshape(%c) {shape=[3]}
              %y = conv(%r, f32[3,6,1,1]#zeros, %b)
              return %y
            }
            """),
        Arguments.of(
            "aParameterOfANormalisationThatVaries",
            """
            graph @g(%x: f32[1,4,5,5]) {
              %h = conv(%x, f32[6,4,1,1]#rand(1))
              %r = relu(%h)
              %s = reduce_mean(%r) {axes=[2,3], keepDims=true}
              %c = conv(%s, f32[6,6,1,1]#rand(4))
              %b = reshape(%c) {shape=[6]}
              %h2 = conv(%x, f32[6,4,1,1]#rand(7))
              %n = batch_normalization(%h2, f32[6]#ones, %b, f32[6]#zeros, f32[6]#ones)
              return %n
            }
            """),
        Arguments.of(
            "indicesThatVary",
            """
            graph @g(%x: f32[1,4,1,1], %t: f32[50,7]) {
              %h = conv(%x, f32[6,4,1,1]#rand(1))
              %r = relu(%h)
              %c = conv(%r, f32[3,6,1,1]#ones)
              %c2 = relu(%c)
              %b = reshape(%c2) {shape=[3]}
              %i = cast(%b) {to=i64}
              %g = gather(%t, %i) {axis=0}
              return %g
            }
            """),
        Arguments.of(
            "aNormalisationOverAnotherAxisThanTheMask",
            """
            graph @g(%x: f32[1,2,3]) {
              %a = mat_mul(%x, f32[3,2]#rand(1))
              %r = exp(%a)
              %b = mat_mul(%r, f32[2,2]#[1,0,0,1])
              %n = batch_normalization(%b, f32[2]#[1,2], f32[2]#zeros, f32[2]#zeros, f32[2]#ones)
              %m = channel_mask(%n, f32[2]#[1,0]) {axis=1}
              %y = softmax(%m) {axis=2}
              return %y
            }
            """),
        Arguments.of(
            "aProductWhoseRowsAreChannels",
            """
            graph @g(%x: f32[1,3,5]) {
              %a = conv(%x, f32[2,3,1]#rand(1)) {strides=[1], dilations=[1], pads=[0,0]}
              %r = relu(%a)
              %c = conv(%r, f32[2,2,1]#[1,0,0,1]) {strides=[1], dilations=[1], pads=[0,0]}
              %k = conv(%x, f32[2,3,1]#rand(2)) {strides=[1], dilations=[1], pads=[0,0]}
              %t = transpose(%k) {permutation=[0,2,1]}
              %p = mat_mul(%c, %t)
              %m = channel_mask(%p, f32[2]#[1,0]) {axis=2}
              %y = softmax(%m) {axis=1}
              return %y
            }
            """),
        Arguments.of(
            "aPoolOverAnAxisThatCountsChannels",
            """
            graph @g(%x: f32[1,6,16]) {
              %a = mat_mul(%x, f32[16,8]#rand(1))
              %m = channel_mask(%a, f32[8]#[1,0,1,1,0,0,0,1]) {axis=2}
              %p = max_pool(%m) {kernel=[3], strides=[1], dilations=[1], pads=[1,1]}
              %y = mat_mul(%p, f32[8,5]#[0,0,0,0,0,1,2,3,4,5,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0])
              return %y
            }
            """),
        Arguments.of(
            "aResizeOfAnAxisThatCountsChannels",
            """
            graph @g(%x: f32[1,2,3]) {
              %a = mat_mul(%x, f32[3,4]#rand(1))
              %m = channel_mask(%a, f32[4]#[1,0,0,1]) {axis=2}
              %w = resize(%m) {axes=[2], scales=[2.0], mode=linear}
              %y = mat_mul(%w, f32[8,2]#rand(2))
              return %y
            }
            """),
        Arguments.of(
            "samplesThatDiffer",
            """
            graph @g(%x: f32[2,3,4,4]) {
              %a = conv(%x, f32[4,3,1,1]#rand(1))
              %m = channel_mask(%a, f32[4]#[1,0,0,0])
              %b = add(%m, f32[2,4,4,4]#rand(2))
              %y = conv(%b, f32[5,4,1,1]#rand(3))
              return %y
            }
            """),
        Arguments.of(
            "aPaddedBatch",
            """
            graph @g(%x: f32[3,3,4,4]) {
              %a = conv(%x, f32[4,3,1,1]#rand(1))
              %m = channel_mask(%a, f32[4]#[1,0,0,1])
              %b = add(%m, f32[1,4,4,4]#rand(8))
              %p = pad(%b) {pads=[1,0,0,0,0,0,0,0]}
              %y = conv(%p, f32[5,4,1,1]#rand(3))
              return %y
            }
            """),
        Arguments.of(
            "aSliceOfTheBatch",
            """
            graph @g(%x: f32[3,3,4,4]) {
              %a = conv(%x, f32[4,3,1,1]#rand(1))
              %m = channel_mask(%a, f32[4]#[1,0,0,1])
              %b = add(%m, f32[1,4,4,4]#rand(7))
              %p = slice(%b) {axes=[0], starts=[1], ends=[3], steps=[1]}
              %y = conv(%p, f32[5,4,1,1]#rand(3))
              return %y
            }
            """),
        Arguments.of(
            "aMapWithASymbolicBatch",
            """
            graph @g(%x: f32[N,3,9,9]) {
              %a = conv(%x, f32[6,3,3,3]#rand(1)) {pads=[1,1,1,1]}
              %m = channel_mask(%a, f32[6]#[1, 0, 1, 0, 0, 1])
              %b = batch_normalization(%m, f32[6]#rand(2), f32[6]#[0.5, 0.25, 0.5, -0.75, 0.5, 0.125], f32[6]#zeros, f32[6]#ones)
              %y = conv(%b, f32[5,6,3,3]#rand(10), f32[5]#rand(11)) {pads=[1,1,1,1], strides=[2,2]}
              return %y
            }
            """),
        Arguments.of(
            "aKnownValueWithASymbolicBatch",
            """
            graph @g(%x: f32[N,3,4,4]) {
              %a = conv(%x, f32[3,3,1,1]#rand(1))
              %m = channel_mask(%a, f32[3]#zeros)
              %b = add(%m, f32[1,3,4,4]#rand(2))
              %y = add(%x, %b)
              return %y
            }
            """),
        Arguments.of(
            "aSymbolicSequence",
            """
            graph @g(%x: f32[1,L,16]) {
              %q = mat_mul(%x, f32[16,8]#rand(1))
              %qm = channel_mask(%q, f32[8]#[1,0,1,1,1,1,0,1]) {axis=2}
              %k = mat_mul(%x, f32[16,8]#rand(3))
              %v = mat_mul(%x, f32[16,8]#rand(5))
              %k2 = transpose(%k) {permutation=[0,2,1]}
              %s = mat_mul(%qm, %k2)
              %p = softmax(%s) {axis=2}
              %o = mat_mul(%p, %v)
              return %o
            }
            """),
        Arguments.of(
            "aSelectionAlongASymbolicAxis",
            """
            graph @g(%x: f32[1,L,16]) {
              %q = mat_mul(%x, f32[16,8]#rand(1))
              %qm = channel_mask(%q, f32[8]#[1,0,1,1,1,1,0,1]) {axis=2}
              %i = index_select(%qm) {axis=1, indices=[0,2,1]}
              %y = mat_mul(%i, f32[8,5]#rand(3))
              return %y
            }
            """),
        Arguments.of(
            "aConvolutionOfAReshapedImage",
            """
            graph @g(%x: f32[2,3,4,4]) {
              %a = conv(%x, f32[4,3,1,1]#rand(1))
              %m = channel_mask(%a, f32[4]#[1,0,1,0])
              %b = add(%m, f32[1,4,1,1]#[0.5,0.25,0.125,2])
              %f = reshape(%b) {shape=[2,64,1,1]}
              %y = conv(%f, f32[5,64,1,1]#rand(3))
              return %y
            }
            """),
        Arguments.of(
            "aPaddedConvolutionOfAReshapedImage",
            """
            graph @g(%x: f32[1,3,4,4]) {
              %a = conv(%x, f32[4,3,1,1]#rand(1))
              %m = channel_mask(%a, f32[4]#[1,0,1,1])
              %q = softplus(%m)
              %r = reshape(%q) {shape=[1,8,2,4]}
              %y = conv(%r, f32[5,8,3,3]#rand(3)) {pads=[1,1,1,1]}
              return %y
            }
            """),
        Arguments.of(
            "aDepthwiseTransposedConvolutionWithAMultiplier",
            """
            graph @g(%x: f32[1,4,4,4]) {
              %a = conv_transpose(%x, f32[4,2,2,2]#rand(1), f32[8]#rand(4)) {groups=4}
              %m = channel_mask(%a, f32[8]#[0,1,0,1,0,1,0,1])
              %y = conv(%m, f32[5,8,1,1]#rand(3))
              return %y
            }
            """),
        Arguments.of(
            "aProductWithABroadcastBatch",
            """
            graph @g(%x: f32[1,3,4,4]) {
              %b = conv(%x, f32[1,3,1,1]#rand(1))
              %p = mat_mul(f32[1,8,4,4]#rand(2), %b)
              %y = conv(%p, f32[5,8,1,1]#rand(3))
              return %y
            }
            """),
        Arguments.of(
            "blocksOfSpaceFromAReshape",
            """
            graph @g(%x: f32[1,3,2,64]) {
              %a = conv(%x, f32[8,3,1,1]#rand(1))
              %r = reshape(%a) {shape=[1,16,8,8]}
              %d = depth_to_space(%r) {block=2}
              %y = conv(%d, f32[5,4,1,1]#rand(3))
              return %y
            }
            """),
        Arguments.of(
            "blocksOfOneChannel",
            """
            graph @g(%x: f32[2,1,4,6]) {
              %d = space_to_depth(%x) {block=2}
              return %d
            }
            """),
        Arguments.of(
            "blocksToOneChannel",
            """
            graph @g(%x: f32[2,4,2,3]) {
              %rows = depth_to_space(%x) {block=2, columnFirst=true}
              %columns = depth_to_space(%x) {block=2, columnFirst=false}
              return %rows, %columns
            }
            """),
        Arguments.of(
            "aReshapeThatDoesNotDivideBesideAnAxisOfOne",
            """
            graph @g(%x: f32[1,2,96]) {
              %r = reshape(%x) {shape=[1,8,6,4]}
              %m = reduce_mean(%r) {axes=[2]}
              %a, %b, %c = split(%m) {axis=1, sizes=[3,4,1]}
              return %c
            }
            """),
        Arguments.of(
            "blocksOfWhichSomeAreMasked",
            """
            graph @g(%x: f32[1,2,4,4]) {
              %c = conv(%x, f32[4,2,1,1]#rand(1))
              %m = channel_mask(%c, f32[4]#[1, 0, 0, 1])
              %rows = depth_to_space(%m) {block=2}
              %columns = depth_to_space(%m) {block=2, columnFirst=true}
              %w = conv(%x, f32[8,2,1,1]#rand(2))
              %n = channel_mask(%w, f32[8]#[1, 1, 0, 0, 1, 0, 1, 1])
              %two = depth_to_space(%n) {block=2}
              %s = space_to_depth(%two) {block=2}
              %y = conv(%s, f32[3,8,1,1]#[1, 0, 1, 0, 0, 0, 2, 3, 1, 0, 1, 0, 0, 0, 2, 3, 1, 0, 1, 0, 0, 0, 2, 3])
              %t = tile(%m) {repeats=[1, 2, 1, 1]}
              %z = conv(%t, f32[1,8,1,1]#[1, 2, 3, 4, 0, 0, 0, 0])
              return %rows, %columns, %y, %z
            }
            """),
        Arguments.of(
            "aSingleChannelBesideFiltersThatDoNotDivideTheirWhole",
            """
            graph @g(%x: f32[1,2,1,1], %z: f32[1,2,1,1]) {
              %a = conv(%x, f32[2,2,1,1]#zeros) {pads=[1,1,1,1]}
              %s = slice(%a) {axes=[1], starts=[1], ends=[2], steps=[1]}
              %d = conv(%z, f32[4,1,1,1]#ones) {pads=[1,1,1,1], groups=2}
              %y = concat(%d, %s) {axis=1}
              return %y
            }
            """),
        Arguments.of(
            "aProductWhoseRowsAreSeveralPerChannel",
            """
            graph @g(%x: f32[1,2,3,4]) {
              %a = conv(%x, f32[4,2,1,1]#rand(1))
              %m = channel_mask(%a, f32[4]#[1, 0, 1, 1])
              %r = reshape(%m) {shape=[1,12,4]}
              %y = mat_mul(%r, f32[4,5]#rand(2))
              return %y
            }
            """),
        Arguments.of(
            "channelsOfSymbolicNumber",
            """
            graph @g(%x: f32[N,C,8,8]) {
              %d = space_to_depth(%x) {block=2}
              return %d
            }
            """));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("structures")
  void theSameNumbersComeOut(String name, String text) {
    Graph graph = IrParser.parse(text.replaceAll("\\bf32\\b", "f64"));
    assertThat(PipelineFault.in(graph, 1)).as(name).isEmpty();
  }
}
