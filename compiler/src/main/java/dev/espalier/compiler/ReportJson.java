package dev.espalier.compiler;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import com.fasterxml.jackson.databind.JsonSerializer;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectWriter;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.module.SimpleModule;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * Writes records as JSON, always the same text for the same values: fields in the order of the
 * record, real numbers with seven digits, lines that end in LF.
 */
public final class ReportJson {
  private static final MathContext DIGITS = new MathContext(7, RoundingMode.HALF_EVEN);
  private static final ObjectMapper MAPPER = mapper();
  private static final ObjectWriter PRETTY = pretty();

  private ReportJson() {}

  /** The text of a record in lines that people can read. */
  public static String text(Object record) {
    return write(PRETTY, record) + "\n";
  }

  /** Begins, in a thread of its own, to find out how records of a type are written. */
  static void prepare(Class<? extends Record> type) {
    Thread thread = new Thread(() -> PRETTY.forType(type), "writer of " + type.getSimpleName());
    thread.setDaemon(true);
    thread.start();
  }

  /** The text of a record on one line, without a line end. */
  static String line(Object record) {
    return write(MAPPER.writer(), record);
  }

  private static String write(ObjectWriter writer, Object record) {
    try {
      return writer.writeValueAsString(record);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static ObjectMapper mapper() {
    SimpleModule numbers = new SimpleModule();
    numbers.addSerializer(Double.class, new Real());
    numbers.addSerializer(double.class, new Real());
    numbers.addSerializer(OptionalDouble.class, new OptionalReal());
    numbers.addSerializer(Optional.class, new Present());
    ObjectMapper mapper = new ObjectMapper().registerModule(numbers);
    for (Class<?> optional : List.of(OptionalDouble.class, Optional.class)) {
      mapper
          .configOverride(optional)
          .setInclude(JsonInclude.Value.construct(JsonInclude.Include.NON_EMPTY, null));
    }
    return mapper;
  }

  private static ObjectWriter pretty() {
    DefaultPrettyPrinter printer = new DefaultPrettyPrinter();
    printer.indentObjectsWith(new DefaultIndenter("  ", "\n"));
    return MAPPER.writer(printer);
  }

  /** A number that JSON cannot express becomes a string: "Infinity". */
  private static void write(double value, JsonGenerator json) throws IOException {
    if (!Double.isFinite(value)) {
      json.writeString(Double.toString(value));
    } else if (value == 0) {
      json.writeNumber(0);
    } else {
      json.writeNumber(shortest(new BigDecimal(value).round(DIGITS).stripTrailingZeros()));
    }
  }

  /** Whole numbers of up to seven digits are written out. */
  private static String shortest(BigDecimal number) {
    boolean small = number.precision() - number.scale() <= DIGITS.getPrecision();
    return number.scale() < 0 && small ? number.toPlainString() : number.toString();
  }

  private static final class Real extends JsonSerializer<Double> {
    @Override
    public void serialize(Double value, JsonGenerator json, SerializerProvider provider)
        throws IOException {
      write(value, json);
    }
  }

  /** What is absent is left out. */
  @SuppressWarnings("rawtypes")
  private static final class Present extends JsonSerializer<Optional> {
    @Override
    public boolean isEmpty(SerializerProvider provider, Optional value) {
      return value.isEmpty();
    }

    @Override
    public void serialize(Optional value, JsonGenerator json, SerializerProvider provider)
        throws IOException {
      provider.defaultSerializeValue(value.isPresent() ? value.get() : null, json);
    }
  }

  private static final class OptionalReal extends JsonSerializer<OptionalDouble> {
    @Override
    public boolean isEmpty(SerializerProvider provider, OptionalDouble value) {
      return value.isEmpty();
    }

    @Override
    public void serialize(OptionalDouble value, JsonGenerator json, SerializerProvider provider)
        throws IOException {
      if (value.isPresent()) {
        write(value.getAsDouble(), json);
      } else {
        json.writeNull();
      }
    }
  }
}
