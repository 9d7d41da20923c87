package dev.espalier.latency.data;

import java.io.IOException;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/** The shipped measurements for tests. */
public final class Shipped {
  public static final Device ADRENO_660 = new Device("Adreno 660", "fp16");

  private Shipped() {}

  public static Measurements kernels() {
    return read(new String(ShippedData.bytes(ShippedData.KERNELS), StandardCharsets.UTF_8));
  }

  public static Measurements read(String csv) {
    try {
      return MeasurementFile.read("test.csv", new StringReader(csv));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
