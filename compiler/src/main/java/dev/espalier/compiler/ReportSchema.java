package dev.espalier.compiler;

import com.fasterxml.jackson.databind.JsonNode;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SchemaValidatorsConfig;
import com.networknt.schema.SpecVersion.VersionFlag;
import com.networknt.schema.ValidationMessage;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/** What {@code report.json} holds, as a JSON schema that is a resource beside this class. */
public final class ReportSchema {
  /** The schema's name. */
  public static final String FILE = "report.schema.json";

  private static final String UNKNOWN_FIELD = "additionalProperties";

  private final JsonSchema schema;

  private ReportSchema(JsonSchema schema) {
    this.schema = schema;
  }

  /** Reads the schema. */
  public static ReportSchema read() {
    SchemaValidatorsConfig settings = SchemaValidatorsConfig.builder().locale(Locale.ROOT).build();
    try (InputStream in = ReportSchema.class.getResourceAsStream(FILE)) {
      JsonSchemaFactory factory = JsonSchemaFactory.getInstance(VersionFlag.V202012);
      return new ReportSchema(factory.getSchema(in, settings));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * Where a report is not as the schema says, each with its place; fields it lacks are among it.
   */
  public List<String> violations(JsonNode report) {
    return messages(report).map(ValidationMessage::getMessage).sorted().toList();
  }

  /** The same without fields that the schema does not know, which a later version may have. */
  List<String> violationsButUnknownFields(JsonNode report) {
    return messages(report)
        .filter(message -> !message.getType().equals(UNKNOWN_FIELD))
        .map(ValidationMessage::getMessage)
        .sorted()
        .toList();
  }

  private Stream<ValidationMessage> messages(JsonNode report) {
    return schema.validate(report).stream();
  }
}
