package dev.espalier.compiler;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;

class ReportSchemaTest {
  private final JsonNode schema = schema();

  private static JsonNode schema() {
    try (var in = ReportSchema.class.getResourceAsStream(ReportSchema.FILE)) {
      return new ObjectMapper().readTree(in);
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Every record of the report has the fields of the schema, in its order, and no others. */
  @Test
  void hasTheFieldsOfTheRecords() {
    assertFields(CompileReport.class, schema, "report");
  }

  private void assertFields(Class<?> record, JsonNode json, String place) {
    RecordComponent[] components = record.getRecordComponents();
    assertThat(json.get("properties").fieldNames())
        .toIterable()
        .as(place)
        .containsExactly(
            Arrays.stream(components).map(RecordComponent::getName).toArray(String[]::new));
    assertThat(json.get("additionalProperties").booleanValue()).as(place).isFalse();
    for (RecordComponent component : components) {
      String name = component.getName();
      assertField(component.getGenericType(), json.get("properties").get(name), place + "." + name);
      boolean optional =
          component.getType() == Optional.class || component.getType() == OptionalDouble.class;
      assertThat(required(json).contains(name) && optional).as(place + "." + name).isFalse();
    }
  }

  private static List<String> required(JsonNode json) {
    return StreamSupport.stream(json.get("required").spliterator(), false)
        .map(JsonNode::textValue)
        .toList();
  }

  private void assertField(Type type, JsonNode json, String place) {
    if (type instanceof Class<?> plain && plain.isRecord()) {
      assertFields(plain, json, place);
    } else if (type instanceof ParameterizedType generic) {
      Type inner = generic.getActualTypeArguments()[0];
      if (generic.getRawType() == List.class && json.has("items")) {
        assertField(inner, json.get("items"), place + "[]");
      } else if (generic.getRawType() == Optional.class) {
        assertField(inner, json, place);
      } else {
        assertThat(generic.getRawType().equals(List.class) || isMap(generic)).as(place).isTrue();
      }
    }
  }

  private static boolean isMap(ParameterizedType type) {
    return type.getRawType() instanceof Class<?> plain && Map.class.isAssignableFrom(plain);
  }

  @Test
  void tellsWhatIsWrongAndWhere() throws IOException {
    JsonNode empty = new ObjectMapper().readTree("{\"schemaVersion\": 1, \"size\": 3}");
    assertThat(ReportSchema.read().violations(empty))
        .anyMatch(message -> message.contains("'outputs'"))
        .anyMatch(message -> message.contains("'size'"));
    assertThat(ReportSchema.read().violationsButUnknownFields(empty))
        .noneMatch(message -> message.contains("'size'"));
  }
}
