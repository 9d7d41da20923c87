package dev.espalier.zoo;

import dev.espalier.zoo.TopFormer.Block;
import java.util.Collections;
import java.util.List;

/** The published sizes of {@link TopFormer}. */
final class TopFormers {
  static final TopFormer SMALL =
      new TopFormer(
          16,
          List.of(
              new Block(3, 1, 16, 1),
              new Block(3, 4, 24, 2),
              new Block(3, 3, 24, 1),
              new Block(5, 3, 48, 2),
              new Block(5, 3, 48, 1),
              new Block(3, 3, 96, 2),
              new Block(3, 3, 96, 1),
              new Block(5, 6, 128, 2),
              new Block(5, 6, 128, 1),
              new Block(3, 6, 128, 1)),
          transformer(6),
          192,
          false);

  private TopFormers() {}

  static TopFormer tiny(boolean depthwiseFusion) {
    return new TopFormer(
        16,
        List.of(
            new Block(3, 1, 16, 1),
            new Block(3, 4, 16, 2),
            new Block(3, 3, 16, 1),
            new Block(5, 3, 32, 2),
            new Block(5, 3, 32, 1),
            new Block(3, 3, 64, 2),
            new Block(3, 3, 64, 1),
            new Block(5, 6, 96, 2),
            new Block(5, 6, 96, 1)),
        transformer(4),
        128,
        depthwiseFusion);
  }

  static TopFormer base(int injected) {
    return new TopFormer(
        16,
        List.of(
            new Block(3, 1, 16, 1),
            new Block(3, 4, 32, 2),
            new Block(3, 3, 32, 1),
            new Block(5, 3, 64, 2),
            new Block(5, 3, 64, 1),
            new Block(3, 3, 128, 2),
            new Block(3, 3, 128, 1),
            new Block(5, 6, 160, 2),
            new Block(5, 6, 160, 1),
            new Block(3, 6, 160, 1)),
        transformer(8),
        injected,
        false);
  }

  private static List<TokenBlock> transformer(int heads) {
    return Collections.nCopies(4, new TokenBlock(heads, 16, 2, 2));
  }
}
