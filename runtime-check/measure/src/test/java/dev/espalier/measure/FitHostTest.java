package dev.espalier.measure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

final class FitHostTest {
  private static final HostRuntime RUNTIME = new OnnxRuntimeHost();

  private static TimedKernel kernel(int size) {
    return new TimedKernel(
        new HostKernel("Add", "Add " + size, List.of(1.0, (double) size), List.of()),
        0.01 + 0.001 * size);
  }

  /** A network whose run takes 0.05 ms beside its kernels. */
  private static Measured network(String name, int... sizes) {
    List<TimedKernel> kernels = new ArrayList<>();
    for (int size : sizes) {
      kernels.add(kernel(size));
    }
    double sum = kernels.stream().mapToDouble(TimedKernel::milliseconds).sum();
    return new Measured(name, kernels, sum + 0.05, 0);
  }

  @Test
  void aKernelOfAModelIsNotFitted() {
    List<Measured> held = List.of(network("model", 5, 7));
    List<Measured> generated = List.of(network("a", 1, 2, 5), network("b", 3, 4, 7, 9));
    HostProfile profile = new FitHost(RUNTIME, "Some CPU", held, 1).fit(generated);
    assertThat(profile.leftOut()).isEqualTo(2);
    assertThat(profile.kinds().get(0).rows()).isEqualTo(5);
    ModelCheck check = ModelCheck.of(profile, held.get(0));
    assertThat(check.predicted()).isCloseTo(check.measured(), within(0.01));
    assertThat(check.unmeasured()).isZero();
  }

  @Test
  void aPlantedKernelOfAModelIsFound() {
    assertThatThrownBy(
            () ->
                FitHost.requireUnseen(
                    Map.of("Add", List.of(kernel(1), kernel(5))), Set.of("Add 5", "Add 6")))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("Add 5");
  }

  @Test
  void kindsNobodyMeasuredAreCounted() {
    HostProfile profile =
        new FitHost(RUNTIME, "Some CPU", List.of(), 1).fit(List.of(network("a", 1, 2, 5)));
    HostKernel other = new HostKernel("Mod", "Mod 1", List.of(1.0), List.of());
    Measured model = new Measured("m", List.of(kernel(9), new TimedKernel(other, 0.5)), 1, 0);
    assertThat(profile.milliseconds(other)).isEmpty();
    assertThat(ModelCheck.of(profile, model).unmeasured()).isCloseTo(0.5, within(1e-12));
  }

  @Test
  void roundsMayRunKernelsInAnotherOrder() {
    TimedKernel fast = new TimedKernel(kernel(2).kernel(), 0.001);
    Measured measured =
        Measured.of(
            List.of(
                new Round("n", List.of(kernel(1), kernel(2)), 3),
                new Round("n", List.of(fast, kernel(1)), 2)));
    assertThat(measured.kernels()).containsExactly(kernel(1), fast);
    assertThat(measured.milliseconds()).isEqualTo(2);
    assertThat(measured.noise()).isEqualTo(0.5);
  }

  @Test
  void theProcessorIsInTheName() {
    assertThat(HostCpu.slug("Intel(R) Xeon(R) Processor")).isEqualTo("intel-xeon-cpu");
    assertThat(HostCpu.slug("AMD EPYC 7B13 @ 2.4GHz")).isEqualTo("amd-epyc-7b13-cpu");
  }
}
