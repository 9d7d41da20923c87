package dev.espalier.latency.profile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.espalier.latency.data.Device;
import dev.espalier.latency.data.LatencyDataException;
import dev.espalier.latency.data.Measurement;
import dev.espalier.latency.data.Measurements;
import dev.espalier.latency.data.Shipped;
import dev.espalier.latency.fit.Accuracy;
import dev.espalier.latency.fit.HeldOut;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** A device that takes 1.7 times as long as a known one, with 5 % of noise. */
final class CalibrateProfileTest {
  private static final double SLOWER = 1.7;
  private static final double NOISE = 0.05;
  private static final Profile NEAREST =
      ShippedProfiles.named("adreno660-tvm-opencl-fp16").orElseThrow();
  private static final Identity PHONE = new Identity("Some GPU", "tflite-gpu", "fp16");
  private static final DataSource SOURCE = new DataSource("", "", "", "rows.csv", "");
  private static final List<Measurement> KERNELS = Shipped.kernels().of(Shipped.ADRENO_660).rows();

  /** Every {@code step}-th kernel from a first one on, as the device would take. */
  private static List<Measurement> rows(int first, int step, int count) {
    Random random = new Random(7);
    List<Measurement> rows = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      Measurement row = KERNELS.get(first + i * step);
      double time = NEAREST.model().milliseconds(row.convolution(), row.kernelClass());
      rows.add(timed(row, time * SLOWER * Math.exp(NOISE * random.nextGaussian())));
    }
    return rows;
  }

  private static Measurement timed(Measurement row, double milliseconds) {
    return new Measurement(
        PHONE.gpu(),
        PHONE.precision(),
        row.network(),
        row.convolution(),
        row.kernelClass(),
        row.elementBytes(),
        milliseconds);
  }

  private static Profile calibrate(List<Measurement> rows) {
    return new CalibrateProfile(NEAREST).run(Measurements.ofRuns(rows), PHONE, SOURCE);
  }

  private static Accuracy accuracy(Profile profile, List<Measurement> rows) {
    return Accuracy.of(rows.stream().map(row -> HeldOut.of(row, profile.model())).toList());
  }

  @Test
  void fewKernelsFindTheScale() {
    for (int count = 5; count <= 10; count++) {
      Profile profile = calibrate(rows(0, 11, count));
      assertThat(profile.kind()).isEqualTo(Profile.Kind.CALIBRATED);
      assertThat(profile.model().scale()).isCloseTo(SLOWER, within(0.05 * SLOWER));
      assertThat(accuracy(profile, rows(5, 11, 10)).mape()).as("unseen").isLessThan(0.1);
    }
  }

  @Test
  void aKernelThatWentWrongHardlyMovesTheScale() {
    List<Measurement> rows = rows(0, 11, 9);
    rows.set(4, timed(rows.get(4), 50 * rows.get(4).milliseconds()));
    Profile profile = calibrate(rows);
    assertThat(profile.model().scale()).isCloseTo(SLOWER, within(0.1 * SLOWER));
    assertThat(profile.trust().values())
        .as("but it widens the interval")
        .allSatisfy(trust -> assertThat(trust.factor90()).isGreaterThan(10));
  }

  @Test
  void intervalsAreNoNarrowerThanThoseOfTheKnownDevice() {
    for (int count : List.of(1, 5, 30)) {
      Profile profile = calibrate(rows(0, 4, count));
      assertThat(profile.sumFactor()).isGreaterThan(NEAREST.sumFactor());
      profile
          .trust()
          .forEach(
              (kind, trust) -> {
                Trust known = NEAREST.trust().get(kind);
                assertThat(trust.factor80()).isGreaterThanOrEqualTo(known.factor80());
                assertThat(trust.factor90()).isGreaterThanOrEqualTo(known.factor90());
                assertThat(trust.factor95()).isGreaterThanOrEqualTo(known.factor95());
              });
    }
    assertThat(calibrate(rows(0, 4, 1)).sumFactor())
        .isGreaterThan(calibrate(rows(0, 4, 30)).sumFactor());
  }

  @Test
  void whatWasNotMeasuredIsScaledAndStaysUnvalidated() {
    Profile profile = calibrate(rows(0, 11, 9));
    OperatorCost known = NEAREST.operator("ADD");
    OperatorCost cost = profile.operator("ADD");
    assertThat(cost.validated()).isFalse();
    assertThat(cost.msPerMegabyte() / known.msPerMegabyte())
        .isCloseTo(profile.model().scale(), within(1e-9));
  }

  @Test
  void theProfileSurvivesItsFile() {
    Profile profile = calibrate(rows(0, 11, 9));
    Profile read = ProfileFile.read("phone.json", ProfileFile.write(profile));
    assertThat(read.kind()).isEqualTo(Profile.Kind.CALIBRATED);
    assertThat(read.name()).isEqualTo("somegpu-tflite-gpu-fp16");
    assertThat(read.model().scale()).isCloseTo(profile.model().scale(), within(1e-3));
    assertThat(read.validation().get(0).grouped().rows()).isEqualTo(9);
  }

  @Test
  void manyKernelsAreFittedAlone() {
    Profile profile = calibrate(rows(0, 1, 60));
    assertThat(profile.kind()).isEqualTo(Profile.Kind.FITTED);
    assertThat(profile.model().scale()).isEqualTo(1);
    assertThat(profile.validation()).hasSize(1);
    assertThat(profile.validation().get(0).grouped().rows()).isBetween(55, 60);
    assertThat(accuracy(profile, rows(0, 1, 60)).median()).isLessThan(0.2);
    assertThat(calibrate(rows(0, 1, 39)).kind()).isEqualTo(Profile.Kind.CALIBRATED);
    assertThat(calibrate(rows(0, 1, 40)).kind()).isEqualTo(Profile.Kind.FITTED);
  }

  @Test
  void rowsOfAnotherDeviceAreNoHelp() {
    Measurements data = Measurements.ofRuns(rows(0, 11, 5));
    Identity other = new Identity("Other GPU", "tflite-gpu", "fp16");
    assertThatThrownBy(() -> new CalibrateProfile(NEAREST).run(data, other, SOURCE))
        .isInstanceOf(LatencyDataException.class)
        .hasMessageContaining("rows.csv has no kernel of Other GPU fp16")
        .hasMessageContaining(new Device("Some GPU", "fp16") + "=5");
  }
}
