package dev.espalier.latency.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.espalier.latency.kernel.KernelClass;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Reading and cleaning; the counts are those of the data's description. */
class MeasurementFileTest {
  private static final Measurements ALL = Shipped.kernels();

  @Test
  void keepsTheFastestRunOfEachUsableKernel() {
    assertThat(ALL.rows()).hasSize(1355);
    assertThat(ALL.shapes()).isEqualTo(259);
    assertThat(ALL.where(row -> row.gpu().equals("Adreno 660")).shapes()).isEqualTo(110);
    assertThat(ALL.devices().values()).containsExactly(123, 92, 129, 285, 147, 126, 152, 151, 150);
  }

  @ParameterizedTest
  @CsvSource({"POINTWISE, 63", "DENSE, 30", "DEPTHWISE, 17", "WINOGRAD, 13"})
  void knowsTheClassOfAKernel(KernelClass kind, int rows) {
    Measurements device = ALL.of(Shipped.ADRENO_660);
    assertThat(device.where(row -> row.kernelClass() == kind).rows()).hasSize(rows);
  }

  /** No kernel is faster than what was measured of arithmetic and memory makes possible. */
  @ParameterizedTest
  @CsvSource({"fp16, 723, 20.8", "fp16_acc32, 858, 37.3", "fp32, 528, 37.3"})
  void ratesArePlausible(String precision, double gigaflops, double gigabytes) {
    Measurements device = ALL.of(new Device("Adreno 660", precision));
    double rate =
        device.rows().stream().mapToDouble(MeasurementFileTest::gigaflops).max().orElseThrow();
    double traffic =
        device.rows().stream().mapToDouble(MeasurementFileTest::gigabytes).max().orElseThrow();
    assertThat(rate).isBetween(gigaflops * 0.9, gigaflops * 1.1);
    assertThat(traffic).isLessThan(gigabytes * 1.1);
  }

  private static double gigaflops(Measurement row) {
    double ratio = row.convolution().depthwise() ? 1 : row.convolution().inChannels();
    double macs =
        ratio
            * row.convolution().outChannels()
            * row.convolution().outHeight()
            * row.convolution().outWidth()
            * row.convolution().kernelHeight()
            * row.convolution().kernelWidth();
    return 2 * macs / row.milliseconds() / 1e6;
  }

  private static double gigabytes(Measurement row) {
    double megabytes =
        row.convolution().activationMegabytes(row.elementBytes())
            + row.convolution().weightMegabytes(row.elementBytes());
    return megabytes / row.milliseconds();
  }

  @Test
  void namesOfOneArchitectureAreOneNetwork() {
    assertThat(Networks.of(ALL, Shipped.ADRENO_660))
        .isEqualTo(
            List.of(
                Set.of("mace_deeplabv3"),
                Set.of("mace_mobilenetv1_nchw", "mace_mobilenetv1_nhwc"),
                Set.of("mace_resnet50_v2"),
                Set.of("mace_yolov3"),
                Set.of("mxnet_vgg16")));
  }

  @Test
  void tellsLineAndColumnOfABadCell() {
    String text = new String(ShippedData.bytes(ShippedData.KERNELS), StandardCharsets.UTF_8);
    List<String> lines = text.lines().limit(3).toList();
    String header = lines.get(0) + "\n" + lines.get(1) + "\n";
    assertThatThrownBy(() -> Shipped.read(header + lines.get(2).replace(",0.589273,", ",fast,")))
        .isInstanceOf(LatencyDataException.class)
        .hasMessage("test.csv line 3: latency_ms must be a number, found 'fast'");
    assertThatThrownBy(() -> Shipped.read(header + lines.get(2).replace(",0.589273,", ",-1,")))
        .hasMessageContaining("line 3: latency_ms must be a positive time, found '-1'");
    assertThatThrownBy(() -> Shipped.read(header + lines.get(2).replace(",3,513,", ",0,513,")))
        .hasMessageContaining("line 3: c must be a positive number, found '0'");
    assertThatThrownBy(() -> Shipped.read(header + "a,b,c"))
        .hasMessageContaining("line 3 ends before column flag");
    assertThatThrownBy(() -> Shipped.read(header.replace("latency_ms", "latency")))
        .hasMessageContaining("has no column latency_ms");
    assertThatThrownBy(() -> Shipped.read(lines.get(0))).hasMessageContaining("no row");
    assertThatThrownBy(() -> Shipped.read("")).isInstanceOf(LatencyDataException.class);
    assertThatThrownBy(() -> Shipped.read("a,a\n1,2\n")).hasMessageContaining("header");
    assertThatThrownBy(() -> MeasurementFile.read(Path.of("no-such-file.csv")))
        .hasMessageContaining("no-such-file.csv does not exist");
  }
}
