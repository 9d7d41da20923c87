package dev.espalier.search.config;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import com.fasterxml.jackson.datatype.jdk8.Jdk8Module;
import com.networknt.schema.ApplyDefaultsStrategy;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SchemaValidatorsConfig;
import com.networknt.schema.SpecVersion.VersionFlag;
import com.networknt.schema.ValidationMessage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Reads YAML files of one kind. Which keys there are, what they may hold, and what they hold when
 * they are left out, is all in the JSON schema of the kind.
 */
final class ConfigFile {
  private static final String PRESET = "preset";
  private static final String VALUES = "presets";

  private static final ObjectMapper YAML =
      YAMLMapper.builder()
          .enable(JsonParser.Feature.STRICT_DUPLICATE_DETECTION)
          .enable(MapperFeature.ACCEPT_CASE_INSENSITIVE_ENUMS)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .addModule(new Jdk8Module())
          .build();

  private static final ObjectMapper JSON = new ObjectMapper().registerModule(new Jdk8Module());

  private final JsonSchema schema;

  private ConfigFile(JsonSchema schema) {
    this.schema = schema;
  }

  /** The kind with a schema beside this class. */
  static ConfigFile of(String schemaFile) {
    SchemaValidatorsConfig settings =
        SchemaValidatorsConfig.builder()
            .applyDefaultsStrategy(new ApplyDefaultsStrategy(true, false, false))
            .locale(Locale.ROOT)
            .build();
    return new ConfigFile(
        JsonSchemaFactory.getInstance(VersionFlag.V202012)
            .getSchema(SchemaFile.read(schemaFile), settings));
  }

  <T> T read(Path file, Class<T> type) {
    try {
      return parse(file.toString(), Files.readString(file), type);
    } catch (NoSuchFileException e) {
      throw new ConfigException("%s: there is no such file", file);
    } catch (IOException e) {
      throw new ConfigException("%s: cannot be read: %s", file, e);
    }
  }

  <T> T parse(String where, String yaml, Class<T> type) {
    try {
      JsonNode tree = withPreset(YAML.readTree(yaml));
      Set<ValidationMessage> errors = schema.walk(tree, true).getValidationMessages();
      if (!errors.isEmpty()) {
        throw new ConfigException(
            "%s",
            errors.stream()
                .map(error -> where + ": " + ConfigMessage.of(error, schema.getSchemaNode()))
                .distinct()
                .collect(Collectors.joining("\n")));
      }
      return YAML.treeToValue(tree, type);
    } catch (JsonProcessingException e) {
      throw new ConfigException("%s: %s", where, place(e));
    }
  }

  /** With the values of its preset, which the schema lists, for the keys that are left out. */
  private JsonNode withPreset(JsonNode tree) {
    JsonNode values =
        schema
            .getSchemaNode()
            .at("/properties/" + PRESET + "/" + VALUES)
            .path(tree.path(PRESET).asText());
    if (!values.isObject() || !(tree instanceof ObjectNode given)) {
      return tree;
    }
    ObjectNode filled = values.deepCopy();
    given.properties().forEach(entry -> SchemaFile.put(filled, entry.getKey(), entry.getValue()));
    return filled;
  }

  private static String place(JsonProcessingException e) {
    return e.getLocation() == null
        ? e.getOriginalMessage()
        : "line " + e.getLocation().getLineNr() + ": " + e.getOriginalMessage();
  }

  /** A configuration as it is after it was written and read, in which equal numbers are equal. */
  JsonNode tree(Object config) {
    try {
      return JSON.readTree(JSON.writeValueAsString(config));
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
  }
}
