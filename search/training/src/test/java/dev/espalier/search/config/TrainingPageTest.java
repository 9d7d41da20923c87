package dev.espalier.search.config;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;

/**
 * The table of keys in docs/training.md is the schema's; {@code -Despalier.docs=update} writes it.
 */
class TrainingPageTest {
  private static final Path PAGE = Path.of("..", "..", "docs", "training.md");
  private static final String START = "<!-- keys -->\n";
  private static final String END = "<!-- end of keys -->\n";

  @Test
  void theTableOfKeysIsUpToDate() throws IOException {
    String page = Files.readString(PAGE);
    int from = page.indexOf(START) + START.length();
    int to = page.indexOf(END);
    StringBuilder table =
        new StringBuilder("| key | allowed | default | meaning |\n|---|---|---|---|\n");
    addRows("", schema(), table);
    String wanted = page.substring(0, from) + table + page.substring(to);
    if (System.getProperty("espalier.docs", "").equals("update")) {
      Files.writeString(PAGE, wanted);
    }
    assertThat(Files.readString(PAGE)).isEqualTo(wanted);
  }

  private static JsonNode schema() throws IOException {
    try (InputStream in = TrainConfig.class.getResourceAsStream("train.schema.json")) {
      return new ObjectMapper()
          .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
          .readTree(in);
    }
  }

  private static void addRows(String prefix, JsonNode schema, StringBuilder table) {
    for (Map.Entry<String, JsonNode> entry : schema.get("properties").properties()) {
      JsonNode key = entry.getValue();
      boolean object = key.path("type").asText().equals("object");
      table.append(
          "| `%s%s` | %s | %s | %s |\n"
              .formatted(
                  prefix,
                  entry.getKey(),
                  object ? "" : AllowedValues.of(key),
                  object || !key.has("default") ? "" : "`" + key.get("default") + "`",
                  key.get("description").asText()));
      if (object) {
        addRows(prefix + entry.getKey() + ".", key, table);
      }
    }
  }
}
