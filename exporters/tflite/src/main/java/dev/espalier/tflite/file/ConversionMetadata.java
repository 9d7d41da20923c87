package dev.espalier.tflite.file;

import com.google.flatbuffers.FlatBufferBuilder;
import dev.espalier.ir.Tool;
import dev.espalier.tflite.model.LiteModel;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/**
 * What a file says about the way it was made, in the form that TFLite's tools read: the oldest
 * runtime that takes it, and how the model was made smaller.
 */
public final class ConversionMetadata {
  public static final String MIN_RUNTIME = "min_runtime_version";
  public static final String CONVERSION = "CONVERSION_METADATA";

  private static final int MIN_RUNTIME_BYTES = 16;

  /** How a model was made smaller. */
  public enum Optimization {
    /** Weights are stored as 16-bit floats. */
    PTQ_FLOAT16(1001),
    /** Whole channels were removed. */
    STRUCTURED_SPARSITY(3003);

    private final int code;

    Optimization(int code) {
      this.code = code;
    }
  }

  private ConversionMetadata() {}

  /** The model with metadata about its operators' versions and how it was made smaller. */
  public static LiteModel describe(LiteModel model, Set<Optimization> optimizations) {
    Map<String, byte[]> metadata = new LinkedHashMap<>(model.metadata());
    metadata.put(CONVERSION, conversion(optimizations));
    OperatorVersions.minRuntime(model)
        .map(RuntimeVersion::toString)
        .filter(version -> version.length() < MIN_RUNTIME_BYTES)
        .ifPresent(version -> metadata.put(MIN_RUNTIME, padded(version)));
    return model.withMetadata(metadata);
  }

  private static byte[] padded(String version) {
    return Arrays.copyOf(version.getBytes(StandardCharsets.US_ASCII), MIN_RUNTIME_BYTES);
  }

  /**
   * A flatbuffer of its own, with the tables ConversionMetadata, Environment, ConversionOptions.
   */
  private static byte[] conversion(Set<Optimization> optimizations) {
    FlatBufferBuilder builder = new FlatBufferBuilder();
    int environment = environment(builder);
    int options = options(builder, optimizations);
    builder.startTable(2);
    builder.addOffset(0, environment, 0);
    builder.addOffset(1, options, 0);
    builder.finish(builder.endTable());
    return builder.sizedByteArray();
  }

  /** The converter; API version and kind of model stay at 0, which is none of TensorFlow's. */
  private static int environment(FlatBufferBuilder builder) {
    int converter = builder.createString(Tool.NAME + " " + Tool.version());
    builder.startTable(3);
    builder.addOffset(0, converter, 0);
    return builder.endTable();
  }

  /** The kinds of optimisation; no custom operators and none of TensorFlow's are used. */
  private static int options(FlatBufferBuilder builder, Set<Optimization> optimizations) {
    int[] codes = optimizations.stream().mapToInt(o -> o.code).sorted().toArray();
    builder.startVector(Integer.BYTES, codes.length, Integer.BYTES);
    for (int i = codes.length - 1; i >= 0; i--) {
      builder.addInt(codes[i]);
    }
    int modes = builder.endVector();
    builder.startTable(5);
    builder.addOffset(0, modes, 0);
    return builder.endTable();
  }
}
