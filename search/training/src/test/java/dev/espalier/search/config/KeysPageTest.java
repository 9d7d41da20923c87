package dev.espalier.search.config;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The tables of keys in docs are those of schemas; {@code -Despalier.docs=update} writes them. */
class KeysPageTest {
  private static final Path DOCS = Path.of("..", "..", "docs");
  private static final String START = "<!-- keys -->\n";
  private static final String END = "<!-- end of keys -->\n";

  @ParameterizedTest
  @CsvSource({"training.md, train.schema.json", "search.md, search.schema.json"})
  void theTableOfKeysIsUpToDate(String name, String schema) throws IOException {
    Path file = DOCS.resolve(name);
    String page = Files.readString(file);
    int from = page.indexOf(START) + START.length();
    int to = page.indexOf(END);
    StringBuilder table =
        new StringBuilder("| key | allowed | default | meaning |\n|---|---|---|---|\n");
    addRows("", SchemaFile.read(schema), table);
    String wanted = page.substring(0, from) + table + page.substring(to);
    if (System.getProperty("espalier.docs", "").equals("update")) {
      Files.writeString(file, wanted);
    }
    assertThat(Files.readString(file)).isEqualTo(wanted);
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
