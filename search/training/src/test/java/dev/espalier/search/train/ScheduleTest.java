package dev.espalier.search.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.espalier.search.config.ScheduleConfig;
import dev.espalier.search.config.ScheduleConfig.Method;
import java.util.List;
import org.junit.jupiter.api.Test;

class ScheduleTest {
  @Test
  void poly() {
    Schedule schedule = schedule(Method.POLY, 0);
    assertThat(schedule.share(0)).isEqualTo(1);
    assertThat(schedule.share(500)).isCloseTo(0.53588673, within(1e-8));
    assertThat(schedule.share(999)).isCloseTo(0.00199526, within(1e-8));
  }

  @Test
  void cosine() {
    Schedule schedule = schedule(Method.COSINE, 0);
    assertThat(schedule.share(0)).isEqualTo(1);
    assertThat(schedule.share(250)).isCloseTo(0.85355339, within(1e-8));
    assertThat(schedule.share(500)).isCloseTo(0.5, within(1e-12));
  }

  @Test
  void step() {
    Schedule schedule = schedule(Method.STEP, 0);
    assertThat(schedule.share(599)).isEqualTo(1);
    assertThat(schedule.share(600)).isEqualTo(0.1);
    assertThat(schedule.share(900)).isCloseTo(0.01, within(1e-15));
  }

  @Test
  void warmUpGrowsToTheSchedule() {
    Schedule schedule = schedule(Method.CONSTANT, 9);
    assertThat(schedule.share(0)).isEqualTo(0.1);
    assertThat(schedule.share(4)).isEqualTo(0.5);
    assertThat(schedule.share(9)).isEqualTo(1);
    assertThat(schedule.share(500)).isEqualTo(1);
  }

  private static Schedule schedule(Method method, int warmup) {
    return Schedule.of(new ScheduleConfig(method, 0.9, List.of(0.6, 0.85), 0.1, warmup), 1000);
  }
}
