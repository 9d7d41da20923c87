package dev.espalier.passes.prune;

import dev.espalier.ir.IrException;
import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;

/** How channels are ranked. */
public enum PruneMethod {
  /** The first channels of each group stay. */
  UNIFORM,
  /** A seeded random choice stays. */
  RANDOM,
  /** The sum of absolute weights that make a channel. */
  L1,
  /** The sum of distances to the other filters: those near the geometric median go first. */
  FPGM,
  /** The absolute scale of the batch normalisation. */
  SLIMMING;

  /** The name on the command line. */
  public String text() {
    return name().toLowerCase(Locale.ROOT);
  }

  public static PruneMethod parse(String text) {
    return Arrays.stream(values())
        .filter(m -> m.text().equals(text))
        .findFirst()
        .orElseThrow(
            () ->
                new IrException(
                    "unknown method '%s'; there are %s",
                    text,
                    Arrays.stream(values())
                        .map(PruneMethod::text)
                        .collect(Collectors.joining(", "))));
  }
}
