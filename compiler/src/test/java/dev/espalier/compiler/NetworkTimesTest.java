package dev.espalier.compiler;

import static org.assertj.core.api.Assertions.assertThat;

import dev.espalier.latency.data.ShippedData;
import dev.espalier.latency.estimate.Estimate;
import dev.espalier.latency.profile.Profile;
import dev.espalier.latency.profile.ProfilePredictor;
import dev.espalier.latency.profile.ShippedProfiles;
import dev.espalier.passes.Pipeline;
import dev.espalier.tflite.TfliteExporter;
import dev.espalier.tflite.TfliteOptions;
import dev.espalier.tflite.model.LiteModel;
import dev.espalier.zoo.Architecture;
import dev.espalier.zoo.Zoo;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;

/**
 * Sums of predicted kernels against measured whole networks: the last table of docs/latency.md,
 * which {@code -Despalier.docs=update} writes. Otherwise only the smallest network is built.
 */
class NetworkTimesTest {
  private static final Path PAGE = Path.of("..", "docs", "latency.md");
  private static final String FROM = "<!-- networks -->";
  private static final String TO = "<!-- end of networks -->";

  /** A network of the zoo, and what the measurements call it. */
  private record Network(String zoo, String measured) {}

  /** A run of a whole network. */
  private record Measured(String gpu, String precision, double milliseconds) {}

  private static final List<Network> NETWORKS =
      List.of(
          new Network("mobilenet-v1", "mace_mobilenetv1_nchw"),
          new Network("deeplabv3-mobilenet-v2", "mace_deeplabv3"),
          new Network("vgg16-bn", "mxnet_vgg16"));

  @Test
  void theTableIsUpToDate() throws IOException {
    List<String> page = Files.readAllLines(PAGE);
    if (System.getProperty("espalier.docs", "").equals("update")) {
      List<String> updated = new ArrayList<>(page.subList(0, page.indexOf(FROM) + 1));
      updated.add("| network | device | measured ms | predicted ms | error | UNVALIDATED |");
      updated.add("|---|---|---:|---:|---:|---:|");
      NETWORKS.forEach(network -> updated.addAll(rows(network)));
      updated.addAll(page.subList(page.indexOf(TO), page.size()));
      Files.writeString(PAGE, String.join("\n", updated) + "\n");
      page = updated;
    }
    assertThat(page).containsAll(rows(NETWORKS.get(0)));
  }

  @Test
  void aMeasuredNetworkIsWithinTheInterval() {
    Measured measured = measured(NETWORKS.get(0)).get(0);
    assertThat(measured).isEqualTo(new Measured("Adreno 660", "fp16", 4.82));
    Estimate estimate = estimate(lowered(NETWORKS.get(0)), profile(measured));
    assertThat(measured.milliseconds()).isBetween(estimate.low(), estimate.high());
    assertThat(estimate.unvalidatedShare()).isLessThan(0.05);
  }

  private static List<String> rows(Network network) {
    LiteModel model = lowered(network);
    return measured(network).stream().map(measured -> row(network, model, measured)).toList();
  }

  private static String row(Network network, LiteModel model, Measured measured) {
    Profile profile = profile(measured);
    Estimate estimate = estimate(model, profile);
    return String.format(
        Locale.ROOT,
        "| %s | %s | %.2f | %.2f | %+.0f %% | %.1f %% |",
        network.zoo(),
        profile.name(),
        measured.milliseconds(),
        estimate.milliseconds(),
        100 * (estimate.milliseconds() / measured.milliseconds() - 1),
        100 * estimate.unvalidatedShare());
  }

  private static Profile profile(Measured measured) {
    String gpu = measured.gpu().toLowerCase(Locale.ROOT).replace(" ", "");
    return ShippedProfiles.named(gpu + "-tvm-opencl-" + measured.precision()).orElseThrow();
  }

  private static Estimate estimate(LiteModel model, Profile profile) {
    return Estimate.of(model, new ProfilePredictor(profile), profile.sumFactor());
  }

  private static LiteModel lowered(Network network) {
    Architecture architecture = Zoo.named(network.zoo()).orElseThrow();
    return TfliteExporter.lower(
        Pipeline.standard(architecture.build(architecture.published())).graph(),
        TfliteOptions.DEFAULTS);
  }

  /** The devices that a network was measured on, each once. */
  private static List<Measured> measured(Network network) {
    return new String(ShippedData.bytes(ShippedData.NETWORKS), StandardCharsets.UTF_8)
        .lines()
        .map(line -> List.of(line.split(",", -1)))
        .filter(cells -> cells.get(3).equals(network.measured()))
        .map(c -> new Measured(c.get(0), c.get(4), Double.parseDouble(c.get(5))))
        .distinct()
        .toList();
  }
}
