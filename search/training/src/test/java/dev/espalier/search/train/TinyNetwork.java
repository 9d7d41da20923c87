package dev.espalier.search.train;

import dev.espalier.ir.Graph;
import dev.espalier.ir.text.IrParser;

/** A network for eight classes that is trained in no time, with a mask of one score per channel. */
final class TinyNetwork {
  static final Graph GRAPH =
      IrParser.parse(
          """
          graph @tiny(%image: f32[1,3,24,32]) {
            %a = conv(%image, %w1=f32[6,3,3,3]#rand(1)) {pads=[1,1,1,1], strides=[2,2]}
            %b = batch_normalization(%a, %gamma=f32[6]#fill(1), %beta=f32[6]#rand(2), %mean=f32[6]#fill(0), %variance=f32[6]#fill(1))
            %c = relu(%b)
            %m = channel_mask(%c, %scores=f32[6]#[0.9,0.2,0.7,0.5,0.6,1])
            %d = conv(%m, %w2=f32[8,6,1,1]#rand(3), %bias=f32[8]#fill(0))
            %y = resize(%d) {axes=[2,3], scales=[2,2], mode=linear}
            return %y
          }
          """);

  private TinyNetwork() {}
}
