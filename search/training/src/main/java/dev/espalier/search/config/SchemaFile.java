package dev.espalier.search.config;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Map;

/**
 * A schema beside this class, with what it refers to in its place: {@code {"$ref": "FILE#/PLACE",
 * ...}} becomes what is at the place, with the keywords beside the reference added or replaced.
 */
final class SchemaFile {
  private static final ObjectMapper JSON =
      new ObjectMapper().enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS);
  private static final String REFERENCE = "$ref";

  private SchemaFile() {}

  static JsonNode read(String file) {
    try (InputStream in = SchemaFile.class.getResourceAsStream(file)) {
      return resolved(JSON.readTree(in));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static JsonNode resolved(JsonNode node) {
    if (node instanceof ArrayNode array) {
      ArrayNode resolved = JSON.createArrayNode();
      array.forEach(element -> resolved.add(resolved(element)));
      return resolved;
    }
    if (!(node instanceof ObjectNode object)) {
      return node;
    }
    ObjectNode resolved = JSON.createObjectNode();
    if (object.has(REFERENCE)) {
      String[] parts = object.get(REFERENCE).asText().split("#", 2);
      resolved.setAll((ObjectNode) read(parts[0]).at(parts[1]));
    }
    for (Map.Entry<String, JsonNode> entry : object.properties()) {
      if (!entry.getKey().equals(REFERENCE)) {
        put(resolved, entry.getKey(), resolved(entry.getValue()));
      }
    }
    return resolved;
  }

  /** Puts a value in place of another, or parts of it in place of the other's parts. */
  static void put(ObjectNode node, String key, JsonNode value) {
    if (value instanceof ObjectNode parts && node.get(key) instanceof ObjectNode old) {
      parts.properties().forEach(part -> put(old, part.getKey(), part.getValue()));
    } else {
      node.set(key, value);
    }
  }
}
