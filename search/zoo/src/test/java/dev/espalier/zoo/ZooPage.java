package dev.espalier.zoo;

import dev.espalier.ir.MacCount;
import dev.espalier.ir.MacCounter;
import java.util.Locale;
import java.util.stream.Collectors;

/** The page docs/zoo.md, from the networks themselves. */
final class ZooPage {
  private static final String HEAD =
      """
      # Networks that can be built

      `espalier zoo build NAME -o FILE` writes a network with untrained weights, for the input and
      the classes in the table unless `--input` and `--classes` say otherwise.

      - Parameters are weights, biases and the scales and shifts of normalisations. GMACs are
        billions of multiply-accumulates of convolutions, linear layers and attention; the second
        figure counts as mmcv does: no attention, but normalisations, activations, pooling, resizing
        and biases.
      - `--masks` makes a supernet: one score per coupled group of channels, and a mask with it on
        every producer of these channels, behind its activation. Scores are 1 at first; a channel
        passes while its score is above 1/2. Masks that need scores of several groups, or each score
        several times, take them from the same constants.
      - The mixed blocks of the `rtseg` networks are choices between nothing, convolutions and
        attention. Logits are 0 at first; among equals the cheapest branch wins, which is nothing.
      - Heads that only training needs are outputs of the graph that is trained, and are left out of
        files, except for `pspnet-r101-city-713`, whose published figures include its head.
      - Any point of the Efficient-TopFormer space has a name: `etf-STEM`, then `-WIDTHxDEPTHkKERNELeEXPANSION`
        for each of five stages, `-HEADSxKEYSvRATIOmRATIOdDEPTH` for each of four parts of the
        transformer, and `-simWIDTH`. The smallest one is

        `%s`

      This page is generated: `mvn -pl search/zoo -am test -Dtest=ZooPageTest
      -Dsurefire.failIfNoSpecifiedTests=false -Despalier.docs=update`.

      | name | network | input | classes | parameters | GMACs | as mmcv counts |
      |---|---|---|---|---|---|---|
      """;

  private ZooPage() {}

  static String text() {
    return HEAD.formatted(TopFormerSpace.smallest().notation())
        + Zoo.all().stream().map(ZooPage::row).collect(Collectors.joining());
  }

  private static String row(Architecture architecture) {
    Configuration published = architecture.published();
    MacCount count = MacCounter.count(architecture.build());
    return String.format(
        Locale.ROOT,
        "| `%s` | %s | %dx%d | %d | %,d | %.3f | %.3f |\n",
        architecture.name(),
        architecture.description(),
        published.height(),
        published.width(),
        published.classes(),
        count.parameters(),
        count.total().value() / 1e9,
        count.mmcvLike().value() / 1e9);
  }
}
