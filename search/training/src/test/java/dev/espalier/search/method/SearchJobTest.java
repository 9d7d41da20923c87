package dev.espalier.search.method;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.espalier.ir.Graph;
import dev.espalier.ir.MacCounter;
import dev.espalier.ir.Tensor;
import dev.espalier.ir.text.IrParser;
import dev.espalier.onnx.OnnxReader;
import dev.espalier.search.report.SearchPage;
import dev.espalier.search.train.Checkpoint;
import dev.espalier.search.train.RunFolder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A whole search of a tiny supernet. */
class SearchJobTest {
  @TempDir static Path base;

  private static TinySearch search;
  private static SearchSummary summary;

  @BeforeAll
  static void search() throws IOException {
    search = TinySearch.in(base);
    summary = search.go("run");
  }

  private static Graph graph(String name) {
    return OnnxReader.read(search.file("run", name)).graph();
  }

  /** The cost is that of the file, counted anew. */
  @Test
  void endsAtItsTarget() {
    assertThat(summary.cost().ofTarget()).isBetween(0.97, 1.0);
    assertThat(summary.target().share()).isCloseTo(0.5, within(1e-9));
    assertThat((double) MacCounter.count(graph(RunFolder.MODEL)).total().value())
        .isEqualTo(summary.cost().model());
  }

  @Test
  void theCompiledModelDoesAsWellAsTheMaskedSupernet() {
    assertThat(summary.accuracies().model().orElseThrow())
        .isCloseTo(summary.accuracies().masked(), within(1e-4));
  }

  @Test
  void scoresAreBinaryAndOneBranchIsChosen() {
    Map<String, Tensor> constants = graph(SearchJob.SUPERNET).constants();
    double kept = 0;
    for (double score : constants.get("stem.scores").toDoubles()) {
      assertThat(score).isIn(0.0, 1.0);
      kept += score;
    }
    assertThat(summary.channels().get(0).after()).isEqualTo((int) kept);
    assertThat(constants.get("block_logits").toDoubles()).containsOnlyOnce(1).contains(0, 0);
    assertThat(summary.blocks().get(0).branches()).containsExactly("skip", "other", "lir");
  }

  /** One line per step and validation, phase after phase; steps go on. */
  @Test
  void everyPhaseHasItsMetrics() throws IOException {
    ObjectMapper json = new ObjectMapper();
    long step = 0;
    for (String text : search.metrics("run")) {
      JsonNode line = json.readTree(text);
      assertThat(line.get("step").asLong()).isBetween(step, step + 1);
      step = line.get("step").asLong();
      String phase = step <= 14 ? "supernet" : step <= 30 ? "search" : "finetune";
      if (step != 30) {
        assertThat(line.get("phase").asText()).isEqualTo(phase);
      }
    }
    assertThat(step).isEqualTo(40);
    assertThat(summary.secondsPerStep().keySet()).containsExactly("supernet", "search", "finetune");
  }

  /** Other runs start from the supernet of this one. */
  @Test
  void aTrainedSupernetIsTakenAsItIs() throws IOException {
    TinySearch again = search.with("supernet: run/supernet.safetensors");
    SearchSummary same = again.go("again");
    assertThat(same.steps()).containsEntry("supernet", 0L);
    assertThat(same.accuracies().supernet()).isEqualTo(summary.accuracies().supernet());
    assertThat(List.of(same.accuracies().found())).isNotEmpty();
  }

  private static boolean trainsTheSubnet(TinySearch search, String folder) {
    return Checkpoint.read(search.file(folder, Checkpoint.FILE)).state().keySet().stream()
        .anyMatch(name -> name.startsWith("subnet/"));
  }

  @Test
  void whatIsFineTunedIsTheSmallNetwork() {
    assertThat(trainsTheSubnet(search, "run")).isTrue();
  }

  /** A masked channel becomes a number there that changes with the weights. */
  @Test
  void withMasksAheadOfNormalisationsTheSupernetIsFineTuned(@TempDir Path other)
      throws IOException {
    String ahead =
        TinySearch.TEXT
            .replace("%wide = conv", "%wide.conv = conv")
            .replace("%wide.bn =", "%wide = channel_mask(%wide.conv, %wide.scores)\n%wide.bn =")
            .replace("%wide.mask = channel_mask(%wide.relu, %wide.scores=f32[64]#fill(1))", "")
            .replace("%wide.scores)", "%wide.scores=f32[64]#fill(1))")
            .replace("conv(%wide.mask,", "conv(%wide.relu,");
    TinySearch masked = TinySearch.of(IrParser.parse(ahead), other);
    SearchSummary end = masked.go("run");
    assertThat(trainsTheSubnet(masked, "run")).isFalse();
    assertThat(end.accuracies().model().orElseThrow())
        .isCloseTo(end.accuracies().masked(), within(1e-4));
  }

  @Test
  void thePageShowsWhatSupernetAndModelSee() throws IOException {
    assertThat(Files.readString(search.file("run", SearchPage.FILE)))
        .contains("\"supernet on street-", "\"compiled on street-");
  }

  @Test
  void partsCostWhatTheModelCosts() {
    double sum = summary.parts().stream().mapToDouble(part -> part.model()).sum();
    assertThat(sum).isCloseTo(summary.cost().model(), within(1e-9 * sum));
  }
}
