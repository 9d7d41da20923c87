package dev.espalier.search.config;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import com.networknt.schema.JsonNodePath;
import com.networknt.schema.ValidationMessage;
import dev.espalier.ir.text.Nearest;
import java.util.ArrayList;
import java.util.List;

/** Tells what a schema has against a configuration: the key, what was found, what is allowed. */
final class ConfigMessage {
  private ConfigMessage() {}

  /**
   * The message for an error.
   *
   * @param root the whole schema
   */
  static String of(ValidationMessage error, JsonNode root) {
    String key = key(error.getInstanceLocation());
    JsonNode schema = schema(error, root);
    return switch (error.getType()) {
      case "additionalProperties" -> unknown(key, error.getProperty(), schema);
      case "required" -> "%sthe key '%s' is missing".formatted(prefix(key), error.getProperty());
      default ->
          "%sfound %s, wanted %s"
              .formatted(prefix(key), error.getInstanceNode(), AllowedValues.of(schema));
    };
  }

  private static String unknown(String key, String found, JsonNode schema) {
    List<String> allowed = new ArrayList<>();
    schema.get("properties").fieldNames().forEachRemaining(allowed::add);
    return "%sthere is no key '%s'%s; the keys are %s"
        .formatted(
            prefix(key), found, Nearest.hint(found, allowed, ""), String.join(", ", allowed));
  }

  private static String prefix(String key) {
    return key.isEmpty() ? "" : key + ": ";
  }

  /** Such as {@code optimizer.rate} or {@code crop[1]}. */
  private static String key(JsonNodePath path) {
    StringBuilder key = new StringBuilder();
    for (int i = 0; i < path.getNameCount(); i++) {
      Object element = path.getElement(i);
      if (element instanceof Integer index) {
        key.append('[').append(index).append(']');
      } else {
        key.append(key.isEmpty() ? "" : ".").append(element);
      }
    }
    return key.toString();
  }

  /** The part of the schema that has the keyword the error is about. */
  private static JsonNode schema(ValidationMessage error, JsonNode root) {
    JsonNodePath path = error.getSchemaLocation().getFragment();
    JsonPointer pointer = JsonPointer.empty();
    for (int i = 0; i < path.getNameCount() - 1; i++) {
      pointer = pointer.appendProperty(path.getElement(i).toString());
    }
    return root.at(pointer);
  }
}
