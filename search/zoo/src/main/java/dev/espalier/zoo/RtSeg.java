package dev.espalier.zoo;

import dev.espalier.ir.Graph;
import java.util.List;

/**
 * The supernet of RTSeg (AAAI 2023): two branches as in BiSeNetV2; the deep one has mixed blocks,
 * in each of which a search chooses between a convolutional block, attention and nothing. Scores
 * come out at full size. Training has heads on the deep branch at each of its resolutions, whose
 * scores are at these resolutions.
 *
 * @param detail channels of the three stages of the branch for detail
 * @param depths convolutions of these stages
 * @param stem channels of the deep branch at 1/4
 * @param stages of the deep branch at 1/8, 1/16 and 1/32
 * @param attention in the mixed blocks
 * @param fused channels where the branches meet
 * @param hidden channels of the head
 */
record RtSeg(
    int[] detail,
    int[] depths,
    int stem,
    List<Stage> stages,
    MixedAttention attention,
    int fused,
    int hidden) {
  /**
   * A block that halves the size, and mixed blocks.
   *
   * @param mixed how many mixed blocks
   * @param patch rows, and columns, of positions that make one token of their attention
   */
  record Stage(int channels, int mixed, int patch) {}

  static final RtSeg A =
      new RtSeg(
          new int[] {160, 160, 320},
          new int[] {2, 3, 3},
          40,
          List.of(new Stage(80, 0, 1), new Stage(160, 2, 1), new Stage(320, 3, 1)),
          new MixedAttention(4, 1, 3),
          320,
          1536);
  static final RtSeg B =
      new RtSeg(
          new int[] {128, 160, 320},
          new int[] {2, 3, 3},
          40,
          List.of(new Stage(80, 1, 1), new Stage(160, 2, 1), new Stage(320, 3, 1)),
          new MixedAttention(4, 1, 3),
          320,
          1536);
  static final RtSeg C =
      new RtSeg(
          new int[] {160, 160, 320},
          new int[] {2, 3, 3},
          32,
          List.of(new Stage(64, 1, 2), new Stage(128, 2, 1), new Stage(256, 3, 1)),
          new MixedAttention(4, 2, 2),
          320,
          1280);

  /** For pictures from about 120x80 to 240x180, to be trained on a CPU. */
  static final RtSeg SMALL =
      new RtSeg(
          new int[] {16, 24, 32},
          new int[] {1, 2, 2},
          8,
          List.of(new Stage(16, 1, 1), new Stage(32, 1, 1), new Stage(48, 2, 1)),
          new MixedAttention(2, 1, 2),
          32,
          64);

  private static final int AUXILIARY = 64;

  Graph build(String name, Configuration configuration) {
    NetworkBuilder network = new NetworkBuilder(name, configuration, Initialization.MIXED);
    Value image = network.image();
    Value fine = GuidedNetwork.detail(image, detail, depths);
    Value x = GuidedNetwork.stem(image, stem);
    auxiliary(x, 0);
    for (int i = 0; i < stages.size(); i++) {
      x = stage(stages.get(i), x.in("s" + (i + 3)));
      auxiliary(x, i + 1);
    }
    Value both = GuidedNetwork.aggregate(fine, GuidedNetwork.context(x), fused);
    Value scores = ScoreHead.of(hidden).of(both.in("head"));
    return network.build(Interpolation.BILINEAR.toInput(scores));
  }

  private static void auxiliary(Value x, int index) {
    x.network().auxiliary(() -> ScoreHead.of(AUXILIARY).of(x.in("aux" + index)));
  }

  private Value stage(Stage stage, Value x) {
    int heads = attention.heads();
    int channels = heads * x.network().configuration().channels(stage.channels() / heads);
    Value y = InvertedBlock.halve(x.within("down"), channels).in(x.scope());
    for (int i = 0; i < stage.mixed(); i++) {
      Value input = y.within("mix" + i);
      Value convolved = InvertedBlock.keep(input.within("lir")).in(input.scope());
      Value attended = attention.of(input.within("mhsa"), stage.patch()).in(input.scope());
      y = input.choose(convolved, attended).in(x.scope());
    }
    return y.in("");
  }
}
