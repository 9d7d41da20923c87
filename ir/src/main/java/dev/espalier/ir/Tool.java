package dev.espalier.ir;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/** How this program names itself in the files it writes. */
public final class Tool {
  public static final String NAME = "espalier";

  private static final String RESOURCE = "version.txt";

  private Tool() {}

  public static String version() {
    try (InputStream in = Tool.class.getResourceAsStream(RESOURCE)) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8).strip();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
