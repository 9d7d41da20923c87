package dev.espalier.latency.profile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.espalier.latency.Prediction;
import dev.espalier.latency.kernel.Convolution;
import dev.espalier.latency.kernel.Kernel;
import dev.espalier.latency.kernel.KernelClass;
import dev.espalier.latency.kernel.Work;
import dev.espalier.latency.model.Roofline;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ProfilePredictorTest {
  private static final Profile PROFILE =
      ShippedProfiles.named("adreno660-tvm-opencl-fp16").orElseThrow();
  private static final ProfilePredictor PREDICTOR = new ProfilePredictor(PROFILE);

  private static Convolution square(int channels, int window) {
    return new Convolution(false, channels, 64, 64, channels, 64, 64, window, window, 1, 1);
  }

  private static Kernel kernel(Convolution convolution, double linked) {
    return new Kernel(
        "CONV_2D", "c", Optional.of(convolution), convolution.work(), linked, convolution.macs());
  }

  /** The roofline of 128 channels by Winograd and of 124 without, computed by hand. */
  @Test
  void channelsDecideAboutTheAlgorithm() {
    assertThat(PREDICTOR.kernelClass(square(128, 3))).isEqualTo(KernelClass.WINOGRAD);
    assertThat(PREDICTOR.kernelClass(square(124, 3))).isEqualTo(KernelClass.DENSE);
    assertThat(roofline(KernelClass.WINOGRAD, 128)).isCloseTo(2.60, within(0.01));
    assertThat(roofline(KernelClass.DENSE, 124)).isCloseTo(2.38, within(0.01));
  }

  private static double roofline(KernelClass kind, int channels) {
    Roofline roofline = PROFILE.model().classes().get(kind).roofline();
    return roofline.milliseconds(square(channels, 3), 2);
  }

  @Test
  void aSliceOfFourCostsTheSame() {
    double five = PREDICTOR.predict(kernel(square(61, 1), 0)).milliseconds();
    double eight = PREDICTOR.predict(kernel(square(64, 1), 0)).milliseconds();
    assertThat(five).isEqualTo(eight);
  }

  @Test
  void whatIsLinkedIsRead() {
    Prediction alone = PREDICTOR.predict(kernel(square(64, 1), 0));
    Prediction linked = PREDICTOR.predict(kernel(square(64, 1), 1e6));
    double perMegabyte = PROFILE.operator(Profile.OTHER).msPerMegabyte();
    assertThat(linked.milliseconds() - alone.milliseconds())
        .isCloseTo(2 * perMegabyte, within(1e-9));
    assertThat(alone.unvalidated()).isZero();
    assertThat(linked.unvalidated()).isCloseTo(2 * perMegabyte, within(1e-9));
    assertThat(alone.outOfRange()).isEmpty();
    assertThat(alone.factor()).isEqualTo(PROFILE.trust().get(KernelClass.POINTWISE).factor90());
  }

  @Test
  void aLargeWindowIsOutOfRange() {
    assertThat(PREDICTOR.predict(kernel(square(64, 11), 0)).outOfRange())
        .contains("kernel height", "kernel width");
  }

  @Test
  void otherOperatorsCostByFormula() {
    Profile profile =
        PROFILE.withOperators(
            Map.of(
                Profile.OTHER,
                new OperatorCost(0.5, 2, 3, false),
                "SOFTMAX",
                new OperatorCost(0.25, 1, 0, true)));
    Kernel add = new Kernel("ADD+RELU", "a", Optional.empty(), new Work(7, 1e6, 0), 5e5, 0);
    Prediction prediction = new ProfilePredictor(profile).predict(add);
    assertThat(prediction.milliseconds()).isCloseTo(0.5 + 2 * 3 + 3 * 7, within(1e-12));
    assertThat(prediction.unvalidated()).isEqualTo(prediction.milliseconds());
    Kernel softmax = new Kernel("SOFTMAX", "s", Optional.empty(), Work.ofTraffic(1e6), 0, 0);
    assertThat(new ProfilePredictor(profile).predict(softmax))
        .isEqualTo(new Prediction(2.25, 0, 1, List.of()));
  }
}
