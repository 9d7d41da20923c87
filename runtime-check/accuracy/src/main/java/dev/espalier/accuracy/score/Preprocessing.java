package dev.espalier.accuracy.score;

import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.espalier.accuracy.DataException;
import dev.espalier.accuracy.Picture;
import dev.espalier.onnx.OnnxOrigin;
import java.util.List;

/**
 * What a model is given for a pixel: (pixel - mean) / std * scale, where pixels are 0..255.
 *
 * @param channels their order: {@code rgb} or {@code bgr}
 * @param mean in the order of the channels
 * @param std in the order of the channels
 */
@JsonPropertyOrder({"channels", "mean", "std", "scale"})
public record Preprocessing(Channels channels, List<Double> mean, List<Double> std, double scale) {
  /** Under this key ONNX and TFLite files have it among their metadata, in JSON. */
  public static final String KEY = OnnxOrigin.PREPROCESSING;

  /** Pixels as they are. */
  public static final Preprocessing NONE =
      new Preprocessing(Channels.rgb, List.of(0.0, 0.0, 0.0), List.of(1.0, 1.0, 1.0), 1);

  private static final ObjectMapper JSON =
      new ObjectMapper().enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES);
  private static final int LEVELS = 256;

  /** Orders of the colours, by the names they have in files. */
  public enum Channels {
    rgb,
    bgr
  }

  public Preprocessing {
    mean = List.copyOf(mean);
    std = List.copyOf(std);
    if (mean.size() != 3 || std.size() != 3) {
      throw new IllegalArgumentException(
          "mean and std have 3 numbers each, not " + mean.size() + " and " + std.size());
    }
    if (std.stream().anyMatch(value -> !(value > 0)) || scale == 0 || !Double.isFinite(scale)) {
      throw new IllegalArgumentException("std is above 0, and scale is not 0");
    }
  }

  /**
   * Writes what a model is given for a picture.
   *
   * @param values gets the number of a pixel, counted along rows, and a channel at {@code at +
   *     pixel pixelStride + channel channelStride}
   */
  public void put(Picture picture, float[] values, int at, int pixelStride, int channelStride) {
    byte[] rgb = picture.rgb();
    for (int c = 0; c < 3; c++) {
      float[] table = table(c);
      int part = part(c);
      int to = at + c * channelStride;
      for (int from = part; from < rgb.length; from += 3) {
        values[to] = table[rgb[from] & 0xff];
        to += pixelStride;
      }
    }
  }

  /** The part of a picture's pixels that is in a channel of the input: 0 is red. */
  int part(int channel) {
    return channels == Channels.rgb ? channel : 2 - channel;
  }

  /** What each of the 256 values of a pixel becomes in a channel. */
  float[] table(int channel) {
    float[] table = new float[LEVELS];
    for (int pixel = 0; pixel < LEVELS; pixel++) {
      table[pixel] = (float) ((pixel - mean.get(channel)) / std.get(channel) * scale);
    }
    return table;
  }

  /** The text in a model's metadata. */
  public String json() {
    try {
      return JSON.writeValueAsString(this);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
  }

  /**
   * Reads the text of a model's metadata.
   *
   * @throws DataException when it is something else
   */
  static Preprocessing parse(String model, String json) {
    try {
      return JSON.readValue(json, Preprocessing.class);
    } catch (JsonProcessingException e) {
      throw new DataException(
          "%s: the metadata entry %s is not what it should be: %s",
          model, KEY, e.getOriginalMessage());
    }
  }
}
