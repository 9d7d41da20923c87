package dev.espalier.compiler;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Properties;

/** The name and version this program goes by in reports and files. */
public record Tool(String name, String version) {
  /** The running program. */
  public static Tool espalier() {
    Properties properties = new Properties();
    try (InputStream in = Tool.class.getResourceAsStream("tool.properties")) {
      properties.load(in);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return new Tool("espalier", properties.getProperty("version"));
  }
}
