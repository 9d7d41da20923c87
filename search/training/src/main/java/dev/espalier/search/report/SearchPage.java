package dev.espalier.search.report;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLGenerator;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import com.fasterxml.jackson.datatype.jdk8.Jdk8Module;
import dev.espalier.page.Page;
import dev.espalier.page.PageKind;
import dev.espalier.page.Pictures;
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

  private static final ObjectMapper JSON = new ObjectMapper().registerModule(new Jdk8Module());
  private static final YAMLMapper YAML =
      YAMLMapper.builder()
          .disable(YAMLGenerator.Feature.WRITE_DOC_START_MARKER)
          .enable(YAMLGenerator.Feature.MINIMIZE_QUOTES)
          .build();

  public SearchPage {
    scenes = List.copyOf(scenes);
  }

  /** What the page shows. */
  private record View(
      SearchSummary summary, List<Chart> charts, Pictures pictures, String config) {}

  /**
   * Writes the page.
   *
   * @param metrics the file with the figures of the run's steps
   */
  public void write(Path metrics, Path file) throws IOException {
    SearchSummary.Target target = summary.target();
    View view =
        new View(
            summary,
            Curves.read(metrics).charts(target.cost(), target.unit()),
            ScenePictures.of(scenes, summary.classes()),
            YAML.writeValueAsString(config));
    String title = "Search of " + summary.network();
    new Page(PageKind.SEARCH, title, JSON.writeValueAsString(view)).write(file);
  }
}
