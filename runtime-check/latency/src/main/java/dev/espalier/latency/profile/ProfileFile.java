package dev.espalier.latency.profile;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import com.fasterxml.jackson.core.util.Separators;
import com.fasterxml.jackson.core.util.Separators.Spacing;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.JsonSerializer;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.module.SimpleModule;
import dev.espalier.latency.data.LatencyDataException;
import java.io.IOException;
import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;

/**
 * Profiles as JSON. Real numbers are written with five significant digits, which moves predictions
 * by less than 0.1 %; the same profile is always the same text.
 */
public final class ProfileFile {
  private static final MathContext DIGITS = new MathContext(5, RoundingMode.HALF_EVEN);
  private static final ObjectMapper MAPPER = mapper();

  private ProfileFile() {}

  /** The text of a profile. */
  public static String write(Profile profile) {
    try {
      return MAPPER.writer(lines()).writeValueAsString(profile) + "\n";
    } catch (JacksonException e) {
      throw new IllegalStateException("profile " + profile.name() + " cannot be written", e);
    }
  }

  /**
   * Reads a profile.
   *
   * @param name of the file in messages
   * @throws LatencyDataException when the text is no profile, one of a CPU, or one of another
   *     version
   */
  public static Profile read(String name, String text) {
    try {
      JsonNode tree = MAPPER.readTree(text);
      refuseHost(name, tree);
      int version = tree.path("version").asInt();
      if (version != Profile.VERSION) {
        throw new LatencyDataException(
            "%s is no latency profile of version %d (its version is '%s')",
            name, Profile.VERSION, tree.path("version").asText("missing"));
      }
      return MAPPER.treeToValue(tree, Profile.class);
    } catch (JacksonException e) {
      throw new LatencyDataException(
          "%s is no latency profile: %s",
          name, e.getOriginalMessage().replaceFirst("[;\\n](?s:.*)", ""));
    }
  }

  /** Profiles of CPUs are files of their own, with kernels as the CPU's runtime has them. */
  private static void refuseHost(String name, JsonNode tree) {
    if (tree.has("cpu") && tree.has("kinds")) {
      String runtime = tree.path("runtime").asText();
      throw new LatencyDataException(
          "%s is a profile of a CPU (%s under %s), made by 'latency measure', and not of a GPU;"
              + " the times of models on that CPU are predicted by"
              + " 'latency measure MODEL... --runtime %s -o FILE' there,"
              + " profiles of GPUs are shown by 'latency list' or made by 'latency fit'",
          name, tree.path("cpu").asText(), runtime, runtime);
    }
  }

  private static ObjectMapper mapper() {
    SimpleModule numbers = new SimpleModule();
    numbers.addSerializer(double.class, new Rounded());
    numbers.addSerializer(Double.class, new Rounded());
    numbers.addSerializer(double[].class, new RoundedArray());
    numbers.addSerializer(float[].class, new RoundedFloats());
    return new ObjectMapper()
        .registerModule(numbers)
        .enable(DeserializationFeature.FAIL_ON_MISSING_CREATOR_PROPERTIES)
        .enable(DeserializationFeature.FAIL_ON_NULL_CREATOR_PROPERTIES);
  }

  /** An object's fields on lines of their own, arrays on one. */
  private static DefaultPrettyPrinter lines() {
    Separators separators =
        Separators.createDefaultInstance()
            .withArrayValueSpacing(Spacing.NONE)
            .withObjectFieldValueSpacing(Spacing.AFTER);
    DefaultPrettyPrinter printer = new DefaultPrettyPrinter().withSeparators(separators);
    printer.indentObjectsWith(new DefaultIndenter(" ", "\n"));
    return printer;
  }

  private static void write(double value, JsonGenerator json) throws IOException {
    BigDecimal rounded = new BigDecimal(value).round(DIGITS).stripTrailingZeros();
    json.writeNumber(Math.abs(rounded.scale()) < 9 ? rounded.toPlainString() : rounded.toString());
  }

  private static final class Rounded extends JsonSerializer<Double> {
    @Override
    public void serialize(Double value, JsonGenerator json, SerializerProvider provider)
        throws IOException {
      write(value, json);
    }
  }

  private static final class RoundedArray extends JsonSerializer<double[]> {
    @Override
    public void serialize(double[] values, JsonGenerator json, SerializerProvider provider)
        throws IOException {
      json.writeStartArray();
      for (double value : values) {
        write(value, json);
      }
      json.writeEndArray();
    }
  }

  private static final class RoundedFloats extends JsonSerializer<float[]> {
    @Override
    public void serialize(float[] values, JsonGenerator json, SerializerProvider provider)
        throws IOException {
      json.writeStartArray();
      for (float value : values) {
        write(value, json);
      }
      json.writeEndArray();
    }
  }
}
