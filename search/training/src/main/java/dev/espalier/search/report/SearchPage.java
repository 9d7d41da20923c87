package dev.espalier.search.report;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLGenerator;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import dev.espalier.search.method.SearchSummary;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/**
 * The page of a search.
 *
 * @param config every key of its configuration
 * @param scenes pictures to show
 */
public record SearchPage(SearchSummary summary, JsonNode config, List<Scene> scenes) {
  /** Its name in the folder of a search. */
  public static final String FILE = "search.html";

  private static final YAMLMapper YAML =
      YAMLMapper.builder()
          .disable(YAMLGenerator.Feature.WRITE_DOC_START_MARKER)
          .enable(YAMLGenerator.Feature.MINIMIZE_QUOTES)
          .build();

  public SearchPage {
    scenes = List.copyOf(scenes);
  }

  /**
   * Writes the page.
   *
   * @param metrics the file with the figures of the run's steps
   */
  public void write(Path metrics, Path file) throws IOException {
    List<Chart> charts =
        Curves.read(metrics).charts(summary.target().cost(), summary.target().unit());
    page(charts).write(file);
  }

  private Page page(List<Chart> charts) throws JsonProcessingException {
    SearchView view =
        new SearchView(
            summary.method(),
            summary.network(),
            Verdict.of(summary),
            accuracies(),
            sizes(),
            charts.stream().map(ChartView::of).toList(),
            WidthView.resolutions(summary),
            WidthView.layers(summary),
            summary.blocks().stream().map(BlockView::of).toList(),
            PartView.of(summary),
            summary.target().unit(),
            SceneView.of(scenes, summary.classes()),
            YAML.writeValueAsString(config));
    return new Page("search.ftlh", view, charts);
  }

  private List<SearchView.Accuracy> accuracies() {
    SearchSummary.Accuracies found = summary.accuracies();
    return List.of(
        new SearchView.Accuracy(
            "supernet", "all channels and the largest blocks", Numbers.percent(found.supernet())),
        new SearchView.Accuracy(
            "found", "at the end of the search", Numbers.percent(found.found())),
        new SearchView.Accuracy(
            "masked supernet", "supernet.onnx, fine-tuned", Numbers.percent(found.masked())),
        new SearchView.Accuracy(
            "compiled",
            "model.onnx in ONNX Runtime",
            found.model().map(Numbers::percent).orElse("a check failed")));
  }

  private List<SearchView.Size> sizes() {
    String unit = summary.target().unit();
    SearchSummary.Costs cost = summary.cost();
    return List.of(
        new SearchView.Size(
            "predicted cost",
            Numbers.cost(cost.supernet(), unit),
            Numbers.cost(cost.model(), unit),
            Numbers.share(cost.model() / cost.supernet())),
        count("MACs", summary.supernet().macs(), summary.model().macs()),
        count("parameters", summary.supernet().parameters(), summary.model().parameters()));
  }

  private static SearchView.Size count(String name, long supernet, long model) {
    return new SearchView.Size(
        name,
        Numbers.count((double) supernet),
        Numbers.count((double) model),
        Numbers.share((double) model / supernet));
  }
}
