package dev.espalier.examples.streets;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.datatype.jdk8.Jdk8Module;
import dev.espalier.accuracy.DataSet;
import dev.espalier.accuracy.streets.Streets;
import dev.espalier.search.config.DataConfig.StreetsConfig;
import dev.espalier.search.config.SearchConfig;
import dev.espalier.search.method.SearchSummary;
import dev.espalier.search.report.Scene;
import dev.espalier.search.report.SearchPage;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;

/** What {@code espalier search} left when it was run with {@code streets.yaml}. */
record FinishedSearch(Path folder) {
  private static final String CONFIG = "streets.yaml";
  private static final String SUPERNET = "supernet.onnx";
  private static final String SUMMARY = "search.json";
  private static final String METRICS = "metrics.jsonl";
  private static final ObjectMapper JSON = new ObjectMapper().registerModule(new Jdk8Module());

  /** Copies the files to a folder. */
  static FinishedSearch copy(Path folder) throws IOException {
    for (String file : List.of(CONFIG, SUPERNET, SUMMARY, METRICS)) {
      try (InputStream in = FinishedSearch.class.getResourceAsStream(file)) {
        if (in == null) {
          throw new IllegalStateException("not on the class path: " + file);
        }
        Files.copy(in, folder.resolve(file), StandardCopyOption.REPLACE_EXISTING);
      }
    }
    return new FinishedSearch(folder);
  }

  Path supernet() {
    return folder.resolve(SUPERNET);
  }

  private SearchConfig config() {
    return SearchConfig.read(folder.resolve(CONFIG));
  }

  /** Streets behind those that the search was validated on. */
  DataSet unseen(int count) {
    StreetsConfig config = config().data().streets();
    int first = Streets.VALIDATION + config.validation();
    return new Streets(config.seed(), first, count, config.size().get(0), config.size().get(1));
  }

  /** Writes the page of the search, and shows scenes in it. */
  void page(List<Scene> scenes) throws IOException {
    SearchSummary summary = JSON.readValue(folder.resolve(SUMMARY).toFile(), SearchSummary.class);
    new SearchPage(summary, config().tree(), scenes)
        .write(folder.resolve(METRICS), folder.resolve(SearchPage.FILE));
  }
}
