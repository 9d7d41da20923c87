package dev.espalier.search.rtseg;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.espalier.search.config.SearchConfig;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TimetableTest {
  private static Timetable timetable(int steps) {
    return timetable(steps, "both");
  }

  private static Timetable timetable(int steps, String searched) {
    SearchConfig config =
        SearchConfig.parse(
            "search.yaml",
            "{network: {name: rtseg-small}, data: {train: streets}, target: {keep: 0.5}, searched: "
                + searched
                + "}");
    return new Timetable(config, steps);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 50, 40_000})
  void theTemperatureFallsFromTheFirstStepToTheLast(int steps) {
    Timetable timetable = timetable(steps);
    if (steps > 1) {
      assertThat(timetable.temperature(0)).isCloseTo(5, within(1e-12));
    }
    assertThat(timetable.temperature(steps - 1)).isCloseTo(0.1, within(1e-12));
    for (int step = 1; step < steps; step++) {
      assertThat(timetable.temperature(step)).isLessThanOrEqualTo(timetable.temperature(step - 1));
    }
  }

  /** r = ln 50 / 40000 = 9.8e-5. */
  @Test
  void theTemperatureFallsExponentially() {
    double rate = Math.log(timetable(40_000).temperature(10_000) / 5) / 10_000;
    assertThat(rate).isCloseTo(-9.8e-5, within(1e-6));
  }

  @Test
  void choicesAreFrozenBeforeMasks() {
    Timetable timetable = timetable(50);
    assertThat(timetable.choicesAreFrozen(39)).isFalse();
    assertThat(timetable.choicesAreFrozen(40)).isTrue();
    assertThat(timetable.masksAreFrozen(44)).isFalse();
    assertThat(timetable.masksAreFrozen(45)).isTrue();
  }

  @Test
  void whatIsNotSearchedIsFrozenFromTheStart() {
    assertThat(timetable(50, "channels").choicesFreeze(0)).isTrue();
    assertThat(timetable(50, "channels").masksAreFrozen(0)).isFalse();
    assertThat(timetable(50, "blocks").masksAreFrozen(0)).isTrue();
    assertThat(timetable(50, "blocks").choicesAreFrozen(0)).isFalse();
  }

  @Test
  void thePullMayGrowFiftyTimes() {
    Timetable timetable = timetable(1000);
    assertThat(LongStream.range(0, 1000).filter(timetable::mayGrow).count()).isEqualTo(50);
  }

  @Test
  void thePullGrowsUpToABound() {
    Timetable timetable = timetable(1000);
    assertThat(timetable.beta(0)).isEqualTo(0.01);
    assertThat(timetable.beta(2)).isCloseTo(0.0225, within(1e-12));
    assertThat(timetable.beta(30)).isEqualTo(1);
  }
}
