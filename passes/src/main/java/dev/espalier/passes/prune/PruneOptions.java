package dev.espalier.passes.prune;

import java.util.List;

/**
 * What to prune.
 *
 * @param keep the share of channels to keep in each pool, above 0 and up to 1; channels that are
 *     masked already stay masked and do not count
 * @param align widths are rounded up to a multiple of this; 1 for no rounding
 * @param exclude nodes, by result or by label, whose channels all stay
 * @param seed for {@link PruneMethod#RANDOM}
 */
public record PruneOptions(
    PruneMethod method, double keep, int align, List<String> exclude, long seed) {
  public PruneOptions {
    if (!(keep > 0 && keep <= 1)) {
      throw new IllegalArgumentException("the share to keep is above 0 and up to 1, not " + keep);
    }
    if (align < 1) {
      throw new IllegalArgumentException("channels are aligned to 1 or more, not " + align);
    }
    exclude = List.copyOf(exclude);
  }
}
