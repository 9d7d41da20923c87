package dev.espalier.zoo;

import static dev.espalier.zoo.Activation.GELU;
import static dev.espalier.zoo.Activation.RELU;
import static dev.espalier.zoo.Interpolation.BILINEAR;

import dev.espalier.ir.Graph;
import java.util.ArrayList;
import java.util.List;

/**
 * A transformer in four stages whose attention looks at fewer keys than queries, and a head of
 * linear layers (Xie et al.: SegFormer, 2021). Scores come out at 1/4.
 */
final class SegFormer {
  /**
   * Two blocks at one resolution.
   *
   * @param patch height and width of the window that makes a token
   * @param stride of these windows
   * @param reduction rows, and columns, of tokens that make one key
   */
  private record Stage(int patch, int stride, int channels, int heads, int reduction) {}

  private static final List<Stage> STAGES =
      List.of(
          new Stage(7, 4, 32, 1, 8),
          new Stage(3, 2, 64, 2, 4),
          new Stage(3, 2, 160, 5, 2),
          new Stage(3, 2, 256, 8, 1));
  private static final int BLOCKS = 2;
  private static final int EXPANSION = 4;
  private static final int HEAD = 256;

  /** Of the normalisations of a block and at the end of a stage. */
  private static final double EPSILON = 1e-6;

  /** Of those behind a convolution. */
  private static final double CONV_EPSILON = 1e-5;

  private SegFormer() {}

  static Graph build(String name, Configuration configuration) {
    NetworkBuilder network = new NetworkBuilder(name, configuration, Initialization.MIXED);
    Value x = network.image();
    List<Value> stages = new ArrayList<>();
    for (Stage stage : STAGES) {
      x = stage(stage, x.in("stage" + (stages.size() + 1)));
      stages.add(x);
    }
    return network.build(head(stages, configuration));
  }

  private static Value stage(Stage stage, Value picture) {
    int width = stage.heads() * picture.network().configuration().channels(headWidth(stage));
    Kernel kernel = Kernel.of(stage.patch()).stride(stage.stride()).withBias();
    Value patches = picture.conv("patch", width, kernel);
    Value x = Layers.layerNorm(Tokens.of(patches), "patch_norm", CONV_EPSILON);
    for (int i = 0; i < BLOCKS; i++) {
      Value block = x.within("b" + i);
      x = block(stage, block, patches.size(2), patches.size(3)).in(picture.scope());
    }
    x = Layers.layerNorm(x, "ln", EPSILON);
    return Tokens.picture(x, patches.size(2), patches.size(3)).in("");
  }

  private static int headWidth(Stage stage) {
    return stage.channels() / stage.heads();
  }

  private static Value block(Stage stage, Value x, long height, long width) {
    Value normal = Layers.layerNorm(x, "ln1", EPSILON);
    Value fewer = reduced(stage, normal, height, width);
    int channels = (int) x.size(2);
    Value heard =
        Tokens.attend(
            normal.linear("q", channels),
            fewer.linear("k", channels),
            fewer.linear("v", channels),
            stage.heads());
    Value y = x.add(heard.linear("proj", channels));
    Value wide = Layers.layerNorm(y, "ln2", EPSILON).linear("fc1", EXPANSION * channels);
    Value mixed = Tokens.picture(wide, height, width).depthwise("dw", Kernel.of(3).withBias());
    return y.add(Tokens.of(mixed.activate(GELU)).linear("fc2", channels));
  }

  /** Tokens that keys and values are made from. */
  private static Value reduced(Stage stage, Value x, long height, long width) {
    if (stage.reduction() == 1) {
      return x;
    }
    Kernel kernel = Kernel.of(stage.reduction()).unpadded().stride(stage.reduction()).withBias();
    Value fewer = Tokens.picture(x, height, width).conv("sr", (int) x.size(2), kernel);
    return Layers.layerNorm(Tokens.of(fewer), "sr_norm", CONV_EPSILON);
  }

  private static Value head(List<Value> stages, Configuration configuration) {
    int width = configuration.channels(HEAD);
    Value first = stages.get(0);
    List<Value> parts = new ArrayList<>();
    for (Value stage : stages) {
      Value tokens = Tokens.of(stage.in("head")).linear("mlp" + (parts.size() + 1), width);
      Value part = Tokens.picture(tokens, stage.size(2), stage.size(3));
      parts.add(parts.isEmpty() ? part : BILINEAR.like(first, part));
    }
    Value x = ConvBlock.of(RELU).of(Value.concat(1, parts), "fuse", width, Kernel.of(1));
    return x.conv("cls", configuration.classes(), Kernel.of(1).withBias());
  }
}
