package dev.espalier.tflite.legalize;

import static org.assertj.core.api.Assertions.assertThat;

import dev.espalier.tflite.TfliteOptions;
import dev.espalier.tflite.TfliteOptions.Target;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CapabilitiesTest {
  private static final TfliteOptions ANY = TfliteOptions.DEFAULTS.withTarget(Target.ANY);

  @Test
  void anyRuntimeHasAllOperators() {
    assertThat(Capabilities.of(ANY)).isEqualTo(new Capabilities(false, true, true));
    assertThat(Capabilities.of(TfliteOptions.DEFAULTS))
        .isEqualTo(new Capabilities(true, true, true));
  }

  @ParameterizedTest
  @CsvSource({
    "2.8.4, false, false",
    "2.9.0, true, false",
    "2.9.3, true, false",
    "2.10.0, true, true",
    "2.20.0, true, true"
  })
  void aRuntimeHasTheOperatorsOfItsTime(String runtime, boolean groups, boolean unitClip) {
    assertThat(Capabilities.of(ANY.withTargetRuntime(runtime)))
        .isEqualTo(new Capabilities(false, groups, unitClip));
  }

  @Test
  void gpusTakeGroupsOfSlicesOfFour() {
    Capabilities gpu = new Capabilities(true, true, true);
    assertThat(gpu.takesGroups(4, 8)).isTrue();
    assertThat(gpu.takesGroups(4, 6)).isFalse();
    assertThat(gpu.takesGroups(6, 4)).isFalse();
  }

  @Test
  void cpusTakeAllGroupsIfTheRuntimeKnowsThem() {
    assertThat(new Capabilities(false, true, true).takesGroups(3, 5)).isTrue();
    assertThat(new Capabilities(false, false, true).takesGroups(4, 4)).isFalse();
  }
}
