package dev.espalier.page;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What pages of a kind have in common, from the end of their data on: style, scripts, licences, and
 * the policy by which the browser runs these scripts and takes this style only, and loads nothing.
 */
record Frame(PageKind kind) {
  String text() {
    String style = Resource.text("page.css");
    List<String> scripts =
        Stream.concat(kind.libraries().stream().map(Library::script), Stream.of(kind.script()))
            .toList();
    return """
    </script>
    <meta http-equiv="Content-Security-Policy" content="default-src 'none'; img-src data:; \
    style-src %s; script-src %s">
    <meta name="viewport" content="width=device-width, initial-scale=1">
    <meta name="color-scheme" content="light dark">
    <style>%s</style>
    </head>
    <body>
    <main id="page"></main>
    <noscript><p>This page is drawn by its own scripts: let JavaScript run to see it.</p>\
    </noscript>
    <footer>
    <p>Written by Espalier. Nothing on this page was loaded from elsewhere.</p>
    %s
    </footer>
    %s
    </body>
    </html>
    """
        .formatted(
            digest(style),
            joined(scripts, Frame::digest, " "),
            style,
            joined(kind.libraries(), Frame::licence, "\n"),
            joined(scripts, script -> "<script>" + script + "</script>", "\n"));
  }

  private static String licence(Library library) {
    return "<details><summary>Licence of "
        + escaped(library.title())
        + "</summary><pre tabindex=\"0\">"
        + escaped(library.licence())
        + "</pre></details>";
  }

  static String escaped(String text) {
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
  }

  private static <T> String joined(List<T> parts, Function<T, String> text, String between) {
    return parts.stream().map(text).collect(Collectors.joining(between));
  }

  private static String digest(String text) {
    try {
      byte[] sum =
          MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
      return "'sha256-" + Base64.getEncoder().encodeToString(sum) + "'";
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
