package dev.espalier.page;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Writes the frames of all kinds of pages among the classes; the build runs it, so that writing a
 * page is little more than copying.
 */
public final class WriteFrames {
  private WriteFrames() {}

  /**
   * Writes them.
   *
   * @param arguments the folder with the classes
   */
  public static void main(String... arguments) throws IOException {
    Path folder = Path.of(arguments[0]).resolve("dev/espalier/page");
    for (PageKind kind : PageKind.values()) {
      Files.writeString(folder.resolve(kind.frame()), new Frame(kind).text());
    }
  }
}
