package dev.espalier.page;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/**
 * A page of one file: style, scripts, data and pictures are in it, and it loads nothing. What pages
 * of a kind have in common stands behind their data, see {@link Frame}.
 *
 * @param title as browsers show it
 * @param data what the components of this kind of page show, as JSON
 */
public record Page(PageKind kind, String title, String data) {
  private static final String START =
      """
      <!DOCTYPE html>
      <html lang="en">
      <head>
      <meta charset="utf-8">
      <title>%s</title>
      <script type="application/json" id="data">\
      """;

  /** Writes the page; a file that is there is replaced as a whole. */
  public void write(Path file) throws IOException {
    Path unfinished = file.resolveSibling("." + file.getFileName());
    Files.write(unfinished, bytes());
    Files.move(unfinished, file, StandardCopyOption.ATOMIC_MOVE);
  }

  /** The file's content. */
  public byte[] bytes() {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    bytes.writeBytes(utf8(START.replace("%s", Frame.escaped(title))));
    bytes.writeBytes(utf8(data.replace("<", "\\u003c")));
    bytes.writeBytes(Resource.bytes(kind.frame()));
    return bytes.toByteArray();
  }

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
