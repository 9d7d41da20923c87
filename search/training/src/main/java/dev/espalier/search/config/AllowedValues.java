package dev.espalier.search.config;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;

/** What a part of a schema allows, in words. */
final class AllowedValues {
  private AllowedValues() {}

  static String of(JsonNode schema) {
    if (schema.has("enum")) {
      return StreamSupport.stream(schema.get("enum").spliterator(), false)
          .map(JsonNode::asText)
          .collect(Collectors.joining(", "));
    }
    return switch (schema.path("type").asText()) {
      case "array" -> list(schema);
      case "object" -> "keys with values";
      case "integer" -> "a whole number" + bounds(schema);
      case "number" -> "a number" + bounds(schema);
      case "boolean" -> "true or false";
      default -> "a text";
    };
  }

  private static String list(JsonNode schema) {
    String items = "each " + of(schema.get("items"));
    return schema.has("minItems")
        ? "a list of " + schema.get("minItems").asText() + ", " + items
        : "a list, " + items;
  }

  private static String bounds(JsonNode schema) {
    return bound(schema, "minimum", " from ")
        + bound(schema, "exclusiveMinimum", " above ")
        + bound(schema, "maximum", " up to ")
        + bound(schema, "exclusiveMaximum", " below ");
  }

  private static String bound(JsonNode schema, String keyword, String words) {
    return schema.has(keyword) ? words + schema.get(keyword).asText() : "";
  }
}
