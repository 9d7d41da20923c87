package dev.espalier.search.method;

import dev.espalier.search.config.SearchConfig.TargetConfig;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * One of the targets of a sweep.
 *
 * @param text as it was asked for: {@code 50%}, a share of the supernet's cost, or {@code 12.5ms}
 * @param share whether it is a share
 * @param number in percent or in milliseconds
 */
public record SweepTarget(String text, boolean share, double number) {
  private static final Pattern FORM = Pattern.compile("([0-9]+(?:\\.[0-9]+)?)(%|ms)");
  private static final double ALL = 100;

  /** Reads a target; nothing if it has another form. */
  public static Optional<SweepTarget> parse(String text) {
    Matcher matcher = FORM.matcher(text);
    if (!matcher.matches()) {
      return Optional.empty();
    }
    boolean share = matcher.group(2).equals("%");
    double number = Double.parseDouble(matcher.group(1));
    boolean fits = number > 0 && (!share || number <= ALL);
    return fits ? Optional.of(new SweepTarget(text, share, number)) : Optional.empty();
  }

  /** The target in a configuration, on the same device. */
  TargetConfig in(TargetConfig target) {
    OptionalDouble none = OptionalDouble.empty();
    return share
        ? new TargetConfig(target.device(), OptionalDouble.of(number / ALL), none, none)
        : new TargetConfig(target.device(), none, OptionalDouble.of(number), none);
  }

  /** The name of its folder. */
  String folder() {
    return text.replace("%", "percent");
  }
}
