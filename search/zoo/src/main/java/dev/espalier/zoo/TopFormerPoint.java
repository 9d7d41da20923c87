package dev.espalier.zoo;

import dev.espalier.zoo.TopFormer.Block;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A network of the Efficient-TopFormer space, which varies the widths, depths and kernels of {@link
 * TopFormer}.
 *
 * @param stem channels of the first convolution
 * @param stages of inverted residuals, from 1/2 to 1/32
 * @param transformer the parts of the transformer
 * @param injected channels of the injection and of the head: 128, with a depthwise convolution in
 *     the head, 192 or 256; not a part of the space
 */
public record TopFormerPoint(
    int stem, List<Stage> stages, List<Attention> transformer, int injected) {
  /** Inverted residuals of one resolution; the first one has the stride. */
  public record Stage(int width, int depth, int kernel, int expansion) {
    @Override
    public String toString() {
      return "%dx%dk%de%d".formatted(width, depth, kernel, expansion);
    }
  }

  /**
   * Blocks of the transformer.
   *
   * @param keyWidth channels of a key in a head
   * @param valueRatio channels of a value in a head, per channel of a key
   * @param hiddenRatio channels between the two 1x1 convolutions, per channel of the tokens
   */
  public record Attention(
      int heads, int keyWidth, double valueRatio, double hiddenRatio, int depth) {
    @Override
    public String toString() {
      return String.format(
          Locale.ROOT, "%dx%dv%.1fm%.1fd%d", heads, keyWidth, valueRatio, hiddenRatio, depth);
    }
  }

  private static final int STAGES = 5;
  private static final int ATTENTIONS = 4;
  private static final int DEPTHWISE = 128;
  private static final String STAGE = "-(\\d+)x(\\d+)k(\\d+)e(\\d+)";
  private static final String ATTENTION = "-(\\d+)x(\\d+)v(\\d\\.\\d)m(\\d\\.\\d)d(\\d+)";
  private static final Pattern NOTATION =
      Pattern.compile(
          "etf-(\\d+)" + STAGE.repeat(STAGES) + ATTENTION.repeat(ATTENTIONS) + "-sim(\\d+)");

  public TopFormerPoint {
    stages = List.copyOf(stages);
    transformer = List.copyOf(transformer);
  }

  /**
   * The point of a text such as {@code etf-16-16x1k3e1-...-2x12v1.6m1.6d1-...-sim128}: the stem,
   * for each stage its width, depth, kernel and expansion, for each part of the transformer its
   * heads, key width, ratios and depth, and the width of the injection.
   */
  public static Optional<TopFormerPoint> parse(String notation) {
    Matcher numbers = NOTATION.matcher(notation);
    if (!numbers.matches()) {
      return Optional.empty();
    }
    List<Stage> stages = new ArrayList<>();
    List<Attention> transformer = new ArrayList<>();
    int group = 2;
    for (; stages.size() < STAGES; group += 4) {
      stages.add(
          new Stage(
              whole(numbers, group),
              whole(numbers, group + 1),
              whole(numbers, group + 2),
              whole(numbers, group + 3)));
    }
    for (; transformer.size() < ATTENTIONS; group += 5) {
      transformer.add(
          new Attention(
              whole(numbers, group),
              whole(numbers, group + 1),
              Double.parseDouble(numbers.group(group + 2)),
              Double.parseDouble(numbers.group(group + 3)),
              whole(numbers, group + 4)));
    }
    return Optional.of(
            new TopFormerPoint(whole(numbers, 1), stages, transformer, whole(numbers, group)))
        .filter(TopFormerSpace::contains);
  }

  private static int whole(Matcher numbers, int group) {
    return (int) Math.min(Long.parseLong(numbers.group(group)), Integer.MAX_VALUE);
  }

  /** The text that {@link #parse} reads. */
  public String notation() {
    String parts =
        Stream.concat(stages.stream(), transformer.stream())
            .map(Object::toString)
            .collect(Collectors.joining("-"));
    return "etf-%d-%s-sim%d".formatted(stem, parts, injected);
  }

  /** The network under its notation, as for ADE20K. */
  public Architecture architecture() {
    return architecture(notation(), "point of the Efficient-TopFormer space, scores at 1/8");
  }

  Architecture architecture(String name, String description) {
    return Architecture.ade(name, description, network()::build);
  }

  private TopFormer network() {
    List<Block> pyramid = new ArrayList<>();
    for (Stage stage : stages) {
      for (int i = 0; i < stage.depth(); i++) {
        int stride = i == 0 && !pyramid.isEmpty() ? 2 : 1;
        pyramid.add(new Block(stage.kernel(), stage.expansion(), stage.width(), stride));
      }
    }
    List<TokenBlock> blocks = transformer.stream().flatMap(part -> blocks(part).stream()).toList();
    return new TopFormer(stem, pyramid, blocks, injected, injected == DEPTHWISE);
  }

  private static List<TokenBlock> blocks(Attention part) {
    return Collections.nCopies(
        part.depth(),
        new TokenBlock(part.heads(), part.keyWidth(), part.valueRatio(), part.hiddenRatio()));
  }
}
