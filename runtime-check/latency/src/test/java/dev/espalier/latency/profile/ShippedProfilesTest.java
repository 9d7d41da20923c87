package dev.espalier.latency.profile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.espalier.latency.data.Device;
import dev.espalier.latency.data.LatencyDataException;
import dev.espalier.latency.data.Measurement;
import dev.espalier.latency.data.Measurements;
import dev.espalier.latency.data.Shipped;
import dev.espalier.latency.data.ShippedData;
import dev.espalier.latency.fit.FitModels;
import dev.espalier.latency.fit.Method;
import dev.espalier.latency.model.KernelModel;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.SortedMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** {@code -Despalier.docs=update} fits all shipped profiles again and writes them. */
class ShippedProfilesTest {
  private static final Path FOLDER =
      Path.of("src", "main", "resources", "dev", "espalier", "latency", "profile");
  private static final Measurements ALL = Shipped.kernels();

  @TempDir Path folder;

  @Test
  void theyAreWhatIsFittedToTheShippedData() throws IOException {
    boolean update = System.getProperty("espalier.docs", "").equals("update");
    for (Device device : update ? ALL.devices().keySet() : List.of(Shipped.ADRENO_660)) {
      Profile fitted = fit(device);
      Path file = FOLDER.resolve(fitted.name() + ".json");
      if (update) {
        Files.writeString(file, ProfileFile.write(fitted));
      }
      assertThat(Files.readString(file)).as(fitted.name()).isEqualTo(ProfileFile.write(fitted));
    }
  }

  private Profile fit(Device device) throws IOException {
    Path data = folder.resolve(ShippedData.KERNELS);
    Files.write(data, ShippedData.bytes(ShippedData.KERNELS));
    FitModels fit = new FitModels(Method.ROOFLINE_GAUSSIAN_PROCESS, 0);
    DataSource source = DataSource.of(data, "octoml/qualcomm", "d57b94c", "Apache-2.0");
    int tiles = device.gpu().equals("Adreno 660") ? 128 : 64;
    Identity identity = new Identity(device.gpu(), "tvm-opencl", device.precision());
    return new FitProfile(fit, tiles).run(ALL, identity, source);
  }

  @ParameterizedTest
  @MethodSource("dev.espalier.latency.profile.ShippedProfiles#names")
  void everyProfileIsComplete(String name) {
    Profile profile = ShippedProfiles.named(name).orElseThrow();
    assertThat(profile.name()).isEqualTo(name);
    assertThat(profile.identity().name()).isEqualTo(name);
    assertThat(profile.provenance().licence()).isEqualTo("Apache-2.0");
    assertThat(profile.provenance().rowsOfDevice())
        .isEqualTo(ALL.devices().get(profile.identity().device()));
    assertThat(profile.trust().keySet()).isEqualTo(profile.model().classes().keySet());
    assertThat(profile.operator("SOFTMAX").validated()).isFalse();
    assertThat(profile.validation()).hasSize(2);
    assertThat(profile.sumFactor()).isGreaterThanOrEqualTo(1.11);
  }

  /** Rounding in the file moves no prediction by more than 0.1 %. */
  @Test
  void theFilePredictsLikeTheFit() {
    Profile profile = ShippedProfiles.named(ShippedProfiles.names().get(0)).orElseThrow();
    var fitted =
        new FitModels(Method.ROOFLINE_GAUSSIAN_PROCESS, 0).run(ALL).get(Shipped.ADRENO_660);
    for (Measurement row : ALL.of(Shipped.ADRENO_660).rows()) {
      double exact = fitted.milliseconds(row.convolution(), row.kernelClass());
      double read = profile.model().milliseconds(row.convolution(), row.kernelClass());
      assertThat(read).isCloseTo(exact, within(1e-3 * exact));
    }
  }

  /** Kernels that were fitted are inside; the same with ten times the channels is not. */
  @Test
  void flagsWhatLeavesTheHull() {
    Profile profile = ShippedProfiles.named("adreno660-tvm-opencl-fp16").orElseThrow();
    for (Measurement row : ALL.of(Shipped.ADRENO_660).rows()) {
      double[] features = profile.model().features(row.convolution(), row.kernelClass());
      Trust trust = profile.trust().get(row.kernelClass());
      assertThat(trust.hull().outside(features)).isEmpty();
      features[4] += Math.log(1000);
      assertThat(trust.hull().outside(features)).containsExactly("log input channels");
    }
  }

  @Test
  void namesAreExact() {
    assertThat(ShippedProfiles.names()).hasSize(9);
    assertThat(ShippedProfiles.named("adreno660")).isEmpty();
    assertThat(ShippedProfiles.named("../data/adreno_tvm_kernels.csv")).isEmpty();
  }

  @Test
  void whatIsNoProfileIsRefused() {
    String text = ProfileFile.write(ShippedProfiles.named("adreno660-tvm-opencl-fp16").get());
    assertThatThrownBy(
            () -> ProfileFile.read("p.json", text.replace("\"version\": 1", "\"version\": 2")))
        .isInstanceOf(LatencyDataException.class)
        .hasMessage("p.json is no latency profile of version 1 (its version is '2')");
    assertThatThrownBy(() -> ProfileFile.read("p.json", "{}"))
        .hasMessageContaining("its version is 'missing'");
    assertThatThrownBy(() -> ProfileFile.read("p.json", "[1, 2"))
        .hasMessageContaining("p.json is no latency profile");
    assertThatThrownBy(() -> ProfileFile.read("p.json", text.replaceFirst("\"seed\": 0,", "")))
        .hasMessage("p.json is no latency profile: Missing creator property 'seed' (index 5)");
    assertThatThrownBy(
            () -> ProfileFile.read("p.json", text.replace("\"seed\"", "\"sead\": 1, \"seed\"")))
        .hasMessageContaining("Unrecognized field \"sead\"");
  }

  /** Profiles of every method can be written and read back. */
  @ParameterizedTest
  @EnumSource(
      value = Method.class,
      names = {"ROOFLINE", "ROOFLINE_GAUSSIAN_PROCESS"})
  void theFormHoldsTheModel(Method method) {
    Measurements network =
        ALL.of(Shipped.ADRENO_660).where(row -> row.network().equals("mace_resnet50_v2"));
    DataSource source = new DataSource("", "", "", "rows.csv", "0");
    Identity identity = new Identity("Adreno 660", "tvm", "fp16");
    Profile profile = new FitProfile(new FitModels(method, 0), 0).run(network, identity, source);
    String text = ProfileFile.write(profile);
    assertThat(profile.sumFactor()).as("no network was held out").isGreaterThan(1.2);
    assertThat(ProfileFile.write(ProfileFile.read("p.json", text))).isEqualTo(text);
  }

  @Test
  void networksAreWrittenAndRead() {
    SortedMap<Device, KernelModel> models = new FitModels(Method.MLP, 0).run(tiny());
    KernelModel model = models.get(Shipped.ADRENO_660);
    Profile shipped = ShippedProfiles.named("adreno660-tvm-opencl-fp16").orElseThrow();
    String text = ProfileFile.write(shipped.withModel(model));
    KernelModel read = ProfileFile.read("p.json", text).model();
    for (Measurement row : tiny().rows()) {
      double expected = model.milliseconds(row.convolution(), row.kernelClass());
      assertThat(read.milliseconds(row.convolution(), row.kernelClass()))
          .isCloseTo(expected, within(1e-3 * expected));
    }
  }

  private static Measurements tiny() {
    return ALL.of(Shipped.ADRENO_660).where(row -> row.network().equals("mace_deeplabv3"));
  }
}
