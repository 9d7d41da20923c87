package dev.espalier.passes.channels;

import dev.espalier.passes.Pass;
import dev.espalier.passes.PassAssert;
import dev.espalier.passes.Pipeline;
import org.junit.jupiter.api.Test;

/** Removal around joins of values whose channels are counted by different axes. */
class JoinedChannelsTest {
  private static final Pass PIPELINE = graph -> Pipeline.standard(graph).graph();

  /** Zeros along the axis that joins go, whatever is zero along another axis of other operands. */
  @Test
  void operandsOfAConcatMayBeCountedByDifferentAxes() {
    for (String order : new String[] {"%m, %t", "%t, %m"}) {
      PassAssert.on(
              PIPELINE,
              """
              graph @g(%x: f32[1,3,2,3], %z: f32[1,4,5]) {
                %a = conv(%x, f32[8,3,1,1]#rand(1))
                %r = reshape(%a) {shape=[1,8,6]}
                %m = channel_mask(%r, f32[8]#[1,0,0,1,1,0,0,1]) {axis=1}
                %b = mat_mul(%z, f32[5,6]#rand(2))
                %t = channel_mask(%b, f32[6]#[1,0,1,1,0,1]) {axis=2}
                %c = concat(ORDER) {axis=1}
                %s = transpose(%c) {permutation=[0,2,1]}
                %y = mat_mul(%s, f32[12,3]#rand(3))
                return %y
              }
              """
                  .replace("ORDER", order))
          .gives(
              """
              graph @g(%x: f32[1,3,2,3], %z: f32[1,4,5]) {
                %a = conv(%x, f32[4,3,1,1]) : f32[1,4,2,3]
                %r = reshape(%a) {shape=[1,4,6]} : f32[1,4,6]
                %t = mat_mul(%z, f32[5,6]) : f32[1,4,6]
                %c = concat(ORDER) {axis=1} : f32[1,8,6]
                %s = transpose(%c) {permutation=[0,2,1]} : f32[1,6,8]
                %y = mat_mul(%s, f32[8,3]) : f32[1,6,3]
                return %y
              }
              """
                  .replace("ORDER", order.replace("%m", "%r")));
    }
  }
}
