package dev.espalier.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.espalier.latency.data.ShippedData;
import dev.espalier.latency.profile.ShippedProfiles;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LatencyCommandTest {
  private static final String DEVICE = "adreno660-tvm-opencl-fp16";

  @TempDir Path folder;

  /** The shipped rows that a text is in. */
  private Path rows(String text) throws IOException {
    List<String> lines =
        new String(ShippedData.bytes(ShippedData.KERNELS), StandardCharsets.UTF_8).lines().toList();
    Path file = folder.resolve("rows.csv");
    String own =
        lines.stream()
            .skip(1)
            .filter(line -> line.contains(text))
            .reduce(lines.get(0), (a, b) -> a + "\n" + b);
    Files.writeString(file, own + "\n");
    return file;
  }

  @Test
  void listsWhatIsShipped() {
    Run run = Run.of("latency", "list");
    assertThat(run.exit()).isEqualTo(Exit.OK);
    assertThat(run.out()).contains(ShippedProfiles.names());
  }

  @Test
  void fitsTheSameProfileEachTime() throws IOException {
    Path data = rows("Adreno 660,mace_resnet50_v2,fp16,");
    Path first = folder.resolve("a.json");
    Path second = folder.resolve("b.json");
    Run run = fit(data, first);
    assertThat(run.exit()).isEqualTo(Exit.OK);
    assertThat(run.out()).contains("shapes (5 folds), roofline-gp");
    fit(data, second);
    assertThat(Files.readString(first)).isEqualTo(Files.readString(second));
    Run evaluated = Run.of("latency", "evaluate", "" + data, "--device", "" + first);
    assertThat(evaluated.exit()).isEqualTo(Exit.OK);
    assertThat(evaluated.out()).contains("adreno660-tvm-fp16", "mace_resnet50_v2");
    assertThat(evaluated.err()).contains("was fitted to this file");
  }

  private static Run fit(Path data, Path target) {
    return Run.of("latency", "fit", "" + data, "-o", "" + target, "--runtime", "tvm");
  }

  @Test
  void evaluatesAsJson() throws IOException {
    Path data = rows("Adreno 660,mace_resnet50_v2,fp16,");
    Run run = Run.of("latency", "evaluate", "" + data, "--device", DEVICE, "--format", "json");
    assertThat(run.exit()).isEqualTo(Exit.OK);
    assertThat(run.err()).doesNotContain("fitted to this file");
    assertThat(run.out())
        .contains("\"rows\" : 31", "\"mape\" : 0.0", "\"median\" : 0.0", "\"within10\" : 0.")
        .contains("\"within20\" : ", "\"networks\" : [ {", "\"network\" : \"mace_resnet50_v2\"");
  }

  @Test
  void tellsWhatIsWrong() throws IOException {
    Path data = rows("Adreno 730");
    assertThat(Run.of("latency").exit()).isEqualTo(Exit.USAGE);
    assertThat(Run.of("latency", "lst").err()).contains("did you mean list?");
    Run unknown = Run.of("latency", "evaluate", "" + data, "--device", "adreno660-tvm-opencl-fp61");
    assertThat(unknown.exit()).isEqualTo(Exit.USAGE);
    assertThat(unknown.err()).contains("there is no device").contains("did you mean " + DEVICE);
    Run other = Run.of("latency", "evaluate", "" + data, "--device", DEVICE);
    assertThat(other.exit()).isEqualTo(Exit.INPUT);
    assertThat(other.err())
        .contains(
            "rows.csv has no kernel of Adreno 660 fp16", "reason_code=malformed_latency_data");
    Run several = fit(data, folder.resolve("p.json"));
    assertThat(several.exit()).isEqualTo(Exit.USAGE);
    assertThat(several.err()).contains("more than one of the devices in the data: Adreno 730 fp16");
    Run none = Run.of("latency", "evaluate", "none.csv", "--device", DEVICE);
    assertThat(none.exit()).isEqualTo(Exit.INPUT);
    assertThat(none.err()).contains("none.csv does not exist");
    Run broken = Run.of("latency", "evaluate", "" + data, "--device", data + ".json");
    assertThat(broken.exit()).isEqualTo(Exit.INPUT);
    assertThat(Run.of("latency", "fit", "" + data, "-o", "x").err())
        .contains("--runtime is missing");
  }

  @Test
  void helpNamesTheSubCommands() {
    assertThat(Run.of("latency", "--help").out()).contains("latency fit", "latency evaluate");
    assertThat(Run.of("latency", "fit", "--help").out()).contains("--winograd-tiles");
    assertThat(Run.of("help", "latency", "fit").out()).contains("--winograd-tiles");
  }
}
